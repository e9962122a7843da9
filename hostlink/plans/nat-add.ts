/** What adding a NAT rule takes: nothing that is there already, or that would take packets from another rule. */
import { Diagnostic } from '../diagnostic.ts';
import type { HostSpec } from '../host.ts';
import { withLines } from '../nat/file.ts';
import { parseRule } from '../nat/grammar.ts';
import { overlap } from '../nat/overlap.ts';
import { type NatRule, normalForm } from '../nat/rule.ts';
import { linesFor, type NatWish } from '../nat/wish.ts';
import { nearest } from '../nearest.ts';
import type { Plan } from '../plan/plan.ts';
import { addingPlan, oneLine } from './nat-change.ts';
import {
  type KnownRule,
  type NatFacts,
  type NatOnHost,
  natForChange,
  placeOf,
} from './nat-on-host.ts';

export interface NatAddPlanning {
  readonly verb: string;
  readonly subject: string;
  readonly wish: NatWish;
  readonly host: HostSpec;
  readonly facts: NatFacts;
  readonly warnings?: readonly Diagnostic[];
  readonly tags?: readonly string[] | undefined;
}

/**
 * Pure. @throws Diagnostic as natForChange() and linesFor() do, and `zmgr::nat::no-interface`, `zmgr::nat::exists`,
 * `zmgr::nat::overlaps`
 */
export function planNatAdd({ wish, facts, ...planning }: NatAddPlanning): Plan {
  const { host } = planning;
  const lines = linesFor(wish);
  const nat = natForChange(host, facts);
  refuseMissingInterface(wish.interface, host, facts);
  const wished = lines.map((text) => ({ text, rule: parseRule(text) }));
  refuseClash(wished, nat, host);
  const added = wished.map(({ text, rule }) => ({ text, printed: normalForm(rule) }));
  return addingPlan({ ...planning, nat, added, text: withLines(nat.text ?? '', lines) });
}

function refuseMissingInterface(
  wanted: string,
  { name }: HostSpec,
  { addresses }: Pick<NatFacts, 'addresses'>,
): void {
  const there = [...new Set(addresses.map(({ link }) => link))].filter((link) => link !== 'lo0');
  if (there.includes(wanted)) return;
  throw new Diagnostic({
    code: 'zmgr::nat::no-interface',
    message: `${name} has no IP interface ${wanted}`,
    help: `Name the one on which packets leave: ${there.join(', ') || 'it has none with an address'}. Interfaces of zones are theirs alone.`,
    suggestions: nearest(wanted, there),
  });
}

function refuseClash(
  wished: readonly { readonly text: string; readonly rule: NatRule }[],
  nat: NatOnHost,
  host: HostSpec,
): void {
  const printed = wished.map(({ rule }) => normalForm(rule));
  const same = nat.rules.find((known) => printed.includes(known.printed));
  const isAll = printed.every((one) => nat.rules.some((known) => known.printed === one));
  if (same !== undefined && isAll) {
    throw new Diagnostic({
      code: 'zmgr::nat::exists',
      message: `${nat.path} of ${host.name} has this rule already, in line ${same.line}: ${oneLine(same.text)}`,
      help: `\`/zone nat list host=${host.name}\` shows whether it is loaded, too.`,
      location: placeOf(host, nat.path, same),
    });
  }
  const other = nat.rules.find(
    (known) => known.rule !== undefined && wished.some(({ rule }) => overlaps(known.rule, rule)),
  );
  if (other !== undefined) throw overlapping(wished[0]?.text ?? '', other, nat, host);
}

const overlaps = (known: KnownRule['rule'], rule: NatRule): boolean =>
  known !== undefined && overlap(known, rule);

const overlapping = (
  text: string,
  known: KnownRule,
  { path }: NatOnHost,
  host: HostSpec,
): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::nat::overlaps',
    message: `\`${text}\` overlaps line ${known.line} of ${path}: ${oneLine(known.text)}`,
    help: `Of two such rules one never counts, or not for what is meant. Remove that one first: \`/zone nat remove "${oneLine(known.text)}" host=${host.name}\`.`,
    location: placeOf(host, path, known),
  });
