/** What removing NAT rules takes. They are named by what they say, in whatever spelling; never by a number. */
import { Diagnostic } from '../diagnostic.ts';
import type { HostSpec } from '../host.ts';
import { type Cidr, contains } from '../ipam/address.ts';
import { withoutStatements } from '../nat/file.ts';
import { HostTells, NatSyntaxError, parseRule } from '../nat/grammar.ts';
import { type Logical, logicalRules } from '../nat/logical.ts';
import { type NatKind, type NatNet, type NatRule, normalForm, prefixOf } from '../nat/rule.ts';
import { nearest } from '../nearest.ts';
import type { Plan } from '../plan/plan.ts';
import { oneLine, removingPlan } from './nat-change.ts';
import { type KnownRule, type NatFacts, type NatOnHost, natForChange } from './nat-on-host.ts';

/** Of a rule that is meant: its text, or what is known of it. */
export interface NatChoice {
  readonly rule?: string;
  readonly kind?: NatKind;
  readonly interface?: string;
  readonly subnet?: Cidr;
  readonly target?: Cidr;
  /** Of rdr, one of the ports that are reached from outside. */
  readonly port?: number;
}

export interface NatRemovePlanning {
  readonly choice: NatChoice;
  readonly host: HostSpec;
  readonly facts: NatFacts;
}

/**
 * Pure. @throws Diagnostic as natForChange() does, and `zmgr::nat::which-rule`, `zmgr::nat::no-rule`,
 * `zmgr::nat::bad-rule`
 */
export function planNatRemove({ choice, host, facts }: NatRemovePlanning): Plan {
  const nat = natForChange(host, facts);
  const chosen = chosenRule(choice, nat, host);
  // Where it stands twice, both go: the kernel has one of them.
  const gone = new Set(chosen.map(({ printed }) => printed));
  const removed = nat.rules.filter(({ printed }) => gone.has(printed));
  return removingPlan({
    verb: 'nat remove',
    subject: 'nat',
    host,
    nat,
    removed,
    text: withoutStatements(nat.text ?? '', removed),
  });
}

function chosenRule(choice: NatChoice, nat: NatOnHost, host: HostSpec): Logical<KnownRule> {
  if (Object.keys(choice).length === 0) throw whichRule([], nat, host);
  const found = logicalRules(nat.rules).filter((logical) => isChosen(choice, logical));
  // The same rule in two lines is one.
  const [first, ...others] = found;
  const others_ = others.filter((logical) => logical[0].printed !== first?.[0].printed);
  if (first !== undefined && others_.length === 0) return first;
  if (first !== undefined) throw whichRule(found, nat, host);
  const all = nat.rules.map(({ text }) => oneLine(text));
  throw new Diagnostic({
    code: 'zmgr::nat::no-rule',
    message: `${nat.path} of ${host.name} has no such rule`,
    help:
      all.length === 0
        ? 'It has none at all.'
        : `\`/zone nat list host=${host.name}\` shows those that it has.`,
    suggestions: choice.rule === undefined ? [] : nearest(choice.rule, all),
  });
}

function isChosen(choice: NatChoice, logical: Logical<KnownRule>): boolean {
  const [head] = logical;
  if (choice.rule !== undefined) {
    const wanted = asPrinted(choice.rule);
    if (!logical.some(({ printed, text }) => printed === wanted || oneLine(text) === wanted))
      return false;
  }
  const { rule } = head;
  const { kind, interface: link, subnet, target, port } = choice;
  if (rule === undefined)
    return [kind, link, subnet, target, port].every((one) => one === undefined);
  return (
    (kind === undefined || rule.kind === kind) &&
    (link === undefined || rule.interfaces.includes(link)) &&
    (subnet === undefined || isNet(rule.subject, subnet)) &&
    (target === undefined || isTarget(rule, target)) &&
    (port === undefined || isPort(rule, port))
  );
}

/** As ipnat prints it. @throws Diagnostic `zmgr::nat::bad-rule` */
function asPrinted(text: string): string {
  try {
    return normalForm(parseRule(text));
  } catch (error) {
    // Names and variables are compared as they stand in the file.
    if (error instanceof HostTells) return oneLine(text);
    if (!(error instanceof NatSyntaxError)) throw error;
    throw new Diagnostic({
      code: 'zmgr::nat::bad-rule',
      message: `"${text.slice(0, 120)}" is no NAT rule: ${error.message}`,
      help: 'Write it as `/zone nat list` shows it, between quotes; or say what is known of it: type=, interface=, subnet=, target=, port=.',
    });
  }
}

const isNet = (net: NatNet | undefined, { address, prefix }: Cidr): boolean =>
  net !== undefined &&
  net.family === address.family &&
  (net.value & net.mask) === address.value &&
  prefixOf(net) === prefix;

const isTarget = ({ target }: NatRule, wanted: Cidr): boolean =>
  target.kind === 'net'
    ? isNet(target.net, wanted)
    : contains(wanted, target.first) || contains(wanted, target.last);

const isPort = ({ ports }: NatRule, port: number): boolean =>
  ports !== undefined && ports.first <= port && port <= ports.last;

function whichRule(
  found: readonly Logical<KnownRule>[],
  { rules }: NatOnHost,
  host: HostSpec,
): Diagnostic {
  const meant = found.length === 0 ? logicalRules(rules) : found;
  return new Diagnostic({
    code: 'zmgr::nat::which-rule',
    message:
      found.length === 0
        ? 'It is not said which rule is to go'
        : `${found.length} rules are meant by that`,
    help:
      meant.length === 0
        ? 'There are none.'
        : `Name one: ${meant
            .slice(0, 6)
            .map(([{ text }]) => `\`/zone nat remove "${oneLine(text)}" host=${host.name}\``)
            .join(', ')}.`,
  });
}
