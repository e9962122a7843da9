/**
 * Rules as people think of them. `portmap` translates what has ports and nothing else, so that a ping would not get out:
 * the same map without it comes right behind, and both are one.
 */
import { type NatRule, netText } from './rule.ts';

/** One or two rules of a file, in its order. */
export type Logical<T> = readonly [T, ...T[]];

/** Each twin with the portmap that it stands behind; everything else alone. */
export function logicalRules<T extends { readonly rule: NatRule | undefined }>(
  rules: readonly T[],
): readonly Logical<T>[] {
  const groups: [T, ...T[]][] = [];
  for (const one of rules) {
    const own = one.rule === undefined || !isPlain(one.rule) ? undefined : sameness(one.rule);
    const first = groups.find(
      ([head, ...twins]) =>
        twins.length === 0 &&
        head.rule?.portmap !== undefined &&
        own !== undefined &&
        sameness(head.rule) === own,
    );
    if (first === undefined) groups.push([one]);
    else first.push(one);
  }
  return groups;
}

/** A map of all that is left. */
const isPlain = ({ kind, portmap, icmpIds, proxy, protocol }: NatRule): boolean =>
  kind === 'map' &&
  portmap === undefined &&
  icmpIds === undefined &&
  proxy === undefined &&
  protocol === undefined;

/** Equal for two maps of the same addresses by the same interface to the same ones. */
function sameness({ interfaces, subject, match, target }: NatRule): string {
  const to =
    target.kind === 'net' ? netText(target.net) : `${target.first.value}-${target.last.value}`;
  const what = subject === undefined ? '' : netText(subject);
  return JSON.stringify([interfaces, what, match, to], (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
}
