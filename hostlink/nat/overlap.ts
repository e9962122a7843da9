/**
 * Whether two rules of a kind want the same packets. The first of them would get these, or the one with the narrower
 * mask: either way, one of the two is not what somebody meant.
 */
import { hasPorts, type NatProtocol, type NatRule, spanOf } from './rule.ts';

export function overlap(one: NatRule, other: NatRule): boolean {
  if (!one.interfaces.some((name) => other.interfaces.includes(name))) return false;
  // Narrowed by where it comes from or goes to, or a proxy for one service: meant to stand before others.
  if ([one, other].some(({ match, proxy, icmpIds }) => match ?? proxy ?? icmpIds)) return false;
  if (isMap(one) && isMap(other)) return meet(one.subject, other.subject);
  if (one.kind !== other.kind) return false;
  if (one.kind === 'bimap')
    return meet(one.subject, other.subject) || meet(outside(one), outside(other));
  return (
    meet(one.subject, other.subject) &&
    speakAlike(one.protocol, other.protocol) &&
    portsMeet(one, other)
  );
}

const isMap = ({ kind }: NatRule): boolean => kind === 'map' || kind === 'map-block';

const outside = ({ target }: NatRule): NatRule['subject'] =>
  target.kind === 'net' ? target.net : undefined;

function meet(one: NatRule['subject'], other: NatRule['subject']): boolean {
  if (one === undefined || other === undefined || one.family !== other.family) return false;
  const [a, b] = [spanOf(one), spanOf(other)];
  return a.first <= b.last && b.first <= a.last;
}

const protocolsOf = (protocol: NatProtocol): readonly number[] | undefined =>
  protocol === 'tcp/udp' ? [6, 17] : protocol === undefined ? undefined : [protocol];

function speakAlike(one: NatProtocol, other: NatProtocol): boolean {
  const [a, b] = [protocolsOf(one), protocolsOf(other)];
  return a === undefined || b === undefined || a.some((number) => b.includes(number));
}

/** One that names no port gets all. */
function portsMeet(one: NatRule, other: NatRule): boolean {
  const portsOf = ({ ports, protocol }: NatRule) => (hasPorts(protocol) ? ports : undefined);
  const [a, b] = [portsOf(one), portsOf(other)];
  return a === undefined || b === undefined || (a.first <= b.last && b.first <= a.last);
}
