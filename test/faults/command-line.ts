/** `npm run faults -- <campaign> [options]`: what may be typed, and what it means. */
import { parseArgs } from 'node:util';
import type { Campaign } from './campaign.ts';
import { campaigns } from './campaigns.ts';
import type { CampaignOptions } from './run-campaign.ts';
import { tryable } from './verbs.ts';
import { stores } from './world.ts';

export interface Wish extends Omit<CampaignOptions, 'onTry' | 'signal'> {
  readonly campaign: Campaign;
  readonly json: boolean;
}

export const usage = [
  'npm run faults -- <campaign> [--store=embedded|postgres|both] [--verbs=a,b] [--seed=n] [--sample=n] [--json]',
  '',
  ...campaigns.map(({ name, summary }) => `  ${name}  ${summary}`),
  '',
  '  --store   where the bot remembers; default both',
  `  --verbs   of ${tryable.join(', ')}; default all`,
  '  --sample  tries of each verb on each store; default all there are',
  '  --seed    which they are, and nothing else; default 1',
  '  --json    the outcome as JSON on standard output; progress goes to standard error in any case',
].join('\n');

export type Understood =
  | { readonly kind: 'wish'; readonly wish: Wish }
  | { readonly kind: 'mistake'; readonly message: string };

const mistake = (message: string): Understood => ({ kind: 'mistake', message });

export function readCommandLine(argv: readonly string[]): Understood {
  const read = split(argv);
  if (typeof read === 'string') return mistake(read);
  const { positionals, values } = read;
  const [name = '', ...more] = positionals;
  const campaign = campaigns.find((one) => one.name === name);
  if (campaign === undefined || more.length > 0)
    return mistake(`One campaign, of ${campaigns.map((one) => one.name).join(', ')}`);
  const store = stores.filter((one) => values.store === one || values.store === 'both');
  if (store.length === 0) return mistake(`--store=${values.store} is none of them`);
  const wanted = values.verbs?.split(',') ?? [...tryable];
  const unknown = wanted.find((verb) => !tryable.some((one) => one === verb));
  if (unknown !== undefined) return mistake(`--verbs: ${unknown} is none of them`);
  const seed = whole(values.seed);
  const sample = whole(values.sample ?? '');
  if (seed === undefined || (values.sample !== undefined && sample === undefined))
    return mistake('--seed and --sample are numbers');
  if (sample === 0) return mistake('--sample=0 tries nothing');
  return {
    kind: 'wish',
    wish: {
      campaign,
      stores: store,
      // In the order in which zones go through them.
      verbs: tryable.filter((verb) => wanted.includes(verb)),
      seed,
      ...(sample !== undefined && { sample }),
      json: values.json,
    },
  };
}

const whole = (text: string): number | undefined =>
  /^[0-9]{1,9}$/.test(text) ? Number(text) : undefined;

function split(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        store: { type: 'string', default: 'both' },
        verbs: { type: 'string' },
        seed: { type: 'string', default: '1' },
        sample: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
