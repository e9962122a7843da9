/** What there is once an operation is done, in the words of who asked for it: `web01 runs on hv-04 at 10.1.0.13`. */
import { unpaddedMac } from '../../hostlink/names/mac-address.ts';
import type { Plan } from '../../hostlink/plan/plan.ts';
import { reservedSchema } from '../../hostlink/plans/dhcp-reserve.ts';
import { zoneLossSchema } from '../../hostlink/plans/zone-destroy.ts';
import { zoneRenamedSchema } from '../../hostlink/plans/zone-rename.ts';
import { importOutcome } from './import-outcome.ts';
import { subjectInWords } from './operation-words.ts';
import { setOutcome } from './set-outcome.ts';
import { severalOutcome } from './several-outcome.ts';

/** A zone runs from when its init does (zoneadm(8)): what it is there for may take a while longer. */
const starting = 'its services may still be starting';

/** By verb. Without one here, a verb's last word is that every step was carried out. */
const outcomes: ReadonlyMap<string, (plan: Plan) => string> = new Map([
  ...['create', 'clone'].map((verb): readonly [string, (plan: Plan) => string] => [
    verb,
    ({ subject, host, steps, holds }) => {
      const boots = steps.some(({ kind }) => kind === 'zone.boot');
      const at = holds.length === 0 ? '' : ` at ${holds.join(', ')}`;
      return boots
        ? `${subject} runs on ${host}${at}`
        : `${subject} is installed on ${host}${at}, and not booted`;
    },
  ]),
  [
    'host init',
    ({ host, chosen: { next } }) =>
      typeof next === 'string'
        ? `${host} has a registry; before a zone can be made it needs a pool of addresses`
        : `${host} has a registry, from which zones can be made: /zone create ${host}/web01`,
  ],
  [
    'destroy',
    ({ subject, host, chosen }) => {
      const { addresses = [], stay = [] } = zoneLossSchema.safeParse(chosen.loss).data ?? {};
      const free =
        addresses.length === 0
          ? ''
          : `; ${addresses.join(', ')} ${addresses.length === 1 ? 'is' : 'are'} free again`;
      const left =
        stay.length === 0 ? '' : `; left as it was: ${stay.map(({ what }) => what).join(', ')}`;
      return `${subject} is gone from ${host}${free}${left}`;
    },
  ],
  [
    'forget',
    ({ subject, host }) =>
      `${subject} stays on ${host} as it is, and the registry has no entry of it`,
  ],
  [
    'rename',
    ({ subject, host, chosen }) => {
      const { to = 'as was asked' } = zoneRenamedSchema.safeParse(chosen.renamed).data ?? {};
      return `${subject} is called ${to} now, on ${host}: /zone boot ${host}/${to}`;
    },
  ],
  ...(['pool', 'template', 'publisher'] as const).flatMap((kind) => {
    const named = (plan: Plan) => `${kind} ${subjectInWords(plan)} on ${plan.host}`;
    return [
      [`${kind} create`, (plan: Plan) => `There is a ${named(plan)}${createdHint(kind, plan)}`],
      [`${kind} edit`, (plan: Plan) => `The ${named(plan)} says so from now on`],
      [`${kind} delete`, (plan: Plan) => `The ${named(plan)} is gone, its file with it`],
    ] as const;
  }),
  ['import', importOutcome],
  ['set', setOutcome],
  [
    'dhcp reserve',
    ({ host, chosen }) => {
      const { name, mac, address } = reservedSchema.parse(chosen.reserved);
      return `DHCP on ${host} gives ${address} to ${name} (${unpaddedMac(mac)}) from now on; who has another lease changes with the next one`;
    },
  ],
  [
    'dhcp release',
    ({ subject, host }) =>
      `${subject} has no reservation in DHCP on ${host} any more; who has its address keeps it until the lease ends`,
  ],
  ['dhcp set', ({ host }) => `What was set of DHCP on ${host} holds: /zone dhcp show host=${host}`],
  ['dhcp start', ({ host }) => `DHCP runs on ${host}, and will after a boot`],
  ['dhcp stop', ({ host }) => `DHCP is stopped on ${host}, and stays so after a boot`],
  ['dhcp restart', ({ host }) => `DHCP runs anew on ${host}, with its file as it is`],
  ['boot', ({ subject, host }) => `${subject} runs on ${host}; ${starting}`],
  ['shutdown', ({ subject, host }) => `${subject} was shut down on ${host}, and does not run`],
  ['halt', ({ subject, host }) => `${subject} was halted on ${host}, and does not run`],
  ['reboot', ({ subject, host }) => `${subject} runs anew on ${host}; ${starting}`],
]);

const createdHint = (kind: string, plan: Plan): string =>
  kind === 'template' ? `: /zone create ${plan.host}/web01 template=${subjectInWords(plan)}` : '';

export const outcomeOf = (plan: Plan): string | undefined =>
  severalOutcome(plan) ?? outcomes.get(plan.verb)?.(plan);
