/** What a field offers to choose from, by what its argument's type says and what the hosts were last seen to have. */
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { HostName } from '../../hostlink/names/host-name.ts';
import { nearest } from '../../hostlink/nearest.ts';
import type { Choices, ThingOnHost } from '../argument-type.ts';
import { knownHost } from '../chosen-host.ts';
import { isTagText } from '../grammar/types/zone-target.ts';
import { skipOption, thingAndChoice } from './each.ts';
import type { SeenHosts } from './seen.ts';

export interface Option {
  /** What would be typed. */
  readonly value: string;
  readonly detail?: string;
}

/**
 * In the order in which they are shown; undefined where it is not known what there is, and so has to be typed.
 * @param host the one that is chosen; left out, the things of all hosts are offered
 */
export function offersOf(
  choices: Choices,
  seen: SeenHosts,
  host: HostName | undefined,
): readonly Option[] | undefined {
  switch (choices.kind) {
    case 'words':
      return choices.words.map((value) => ({ value }));
    case 'hosts':
      return seen.names.map((value) => ({
        value,
        ...(value === seen.default && { detail: 'default' }),
      }));
    case 'zones':
    case 'unregistered':
    case 'templates':
    case 'pools':
    case 'publishers':
    case 'links':
      return thingsOf(choices.kind, seen, host);
    case 'each': {
      const things = thingsOf(choices.of, seen, host);
      return things && [...things, ...choices.more, skipOption];
    }
    default:
      return choices satisfies never;
  }
}

function thingsOf(
  kind: ThingOnHost,
  seen: SeenHosts,
  host: HostName | undefined,
): readonly Option[] | undefined {
  if (host !== undefined) {
    return seen.of(host)[kind]?.map(({ name: value, ...detail }) => ({ value, ...detail }));
  }
  const options: (Option & { readonly on: HostName })[] = [];
  for (const one of seen.names) {
    const things = seen.of(one)[kind];
    // Of a host that was not read, nothing could be chosen.
    if (things === undefined) return undefined;
    for (const { name, detail } of things) {
      const text = [detail, ...(seen.names.length > 1 ? [one] : [])].filter(Boolean).join(' · ');
      options.push({ value: name, on: one, ...(text !== '' && { detail: text }) });
    }
  }
  return kind === 'zones' || kind === 'unregistered' ? toldApart(options) : oncePerName(options);
}

/** Zones of one name on two hosts are two zones: `hv-04/web01`. */
function toldApart(options: readonly (Option & { readonly on: HostName })[]): readonly Option[] {
  const counts = new Map<string, number>();
  for (const { value } of options) counts.set(value, (counts.get(value) ?? 0) + 1);
  return options.map(({ on, value, ...rest }) => ({
    ...rest,
    value: (counts.get(value) ?? 0) > 1 ? `${on}/${value}` : value,
  }));
}

const oncePerName = (options: readonly Option[]): readonly Option[] => [
  ...new Map(
    options.map(({ value, detail }) => [value, { value, ...(detail && { detail }) }]),
  ).values(),
];

/** Those in which the words typed so far stand; those that begin with them first. */
export function matching(options: readonly Option[], typed: string): readonly Option[] {
  const wanted = typed.trim().toLowerCase();
  const at = (value: string) => value.toLowerCase().indexOf(wanted);
  return options
    .filter(({ value }) => at(value) !== -1)
    .toSorted((a, b) => Number(at(a.value) > 0) - Number(at(b.value) > 0));
}

/**
 * What is chosen or typed has to be among what there is, as far as that is known.
 * @throws Diagnostic `zmgr::host::unknown`, `zmgr::zone::unknown`, `zmgr::template::unknown`, `zmgr::pool::unknown`,
 * `zmgr::publisher::unknown`, `zmgr::pool::no-link`
 */
export function insistOnOffer(
  choices: Choices,
  text: string,
  seen: SeenHosts,
  host: HostName | undefined,
): void {
  if (choices.kind === 'words') return;
  // All zones with a tag: which these are, planning looks up.
  if (choices.kind === 'zones' && isTagText(text)) return;
  if (choices.kind === 'hosts') {
    knownHost(seen.names, text);
    return;
  }
  if (choices.kind === 'each') {
    const [, choice] = thingAndChoice(text);
    if (choices.more.some(({ value }) => value === choice)) return;
    insistOnOffer({ kind: choices.of }, thingAndChoice(choice)[0], seen, host);
    return;
  }
  const names = offersOf(choices, seen, host)?.map(({ value }) => value);
  // Where there is none at all, planning says why, and what to do.
  if (names === undefined || names.length === 0) return;
  const bare = names.map((name) => name.slice(name.indexOf('/') + 1));
  if (bare.includes(text)) return;
  const { noun, code } = unknown[choices.kind];
  const suggestions = nearest(text, bare);
  throw new Diagnostic({
    code,
    message: `There is no ${noun} "${text.slice(0, 80)}" on ${host ?? 'any host'}`,
    help:
      suggestions.length > 0
        ? `Did you mean ${suggestions.join(' or ')}?`
        : `There are: ${names.slice(0, 10).join(', ')}${names.length > 10 ? ', …' : ''}.`,
    suggestions,
  });
}

const unknown = {
  zones: { noun: 'zone', code: 'zmgr::zone::unknown' },
  unregistered: { noun: 'zone without an entry', code: 'zmgr::zone::unknown' },
  templates: { noun: 'template', code: 'zmgr::template::unknown' },
  pools: { noun: 'pool', code: 'zmgr::pool::unknown' },
  publishers: { noun: 'publisher', code: 'zmgr::publisher::unknown' },
  links: { noun: 'link', code: 'zmgr::pool::no-link' },
} as const;
