/**
 * dhcpd(8) of ISC DHCP 4.4: `-t -cf FILE` as an operator or the bot asks it, and what it looks at when SMF starts it. It
 * refuses what the real one refuses of what is read here (test/playground/hosts/dhcpd.test.ts holds them together), and
 * takes what the real one takes, a MAC or an address given twice among it.
 */
import { networkOf as subnetOf } from '../../../hostlink/dhcp/configuration.ts';
import { parseStatements, type Statement } from '../../../hostlink/dhcp/syntax.ts';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import { type Cidr, contains, isAddress, parseAddress } from '../../../hostlink/ipam/address.ts';
import type { ToolCall } from '../calls/call.ts';
import type { Machine, Service } from '../model/machine.ts';
import { parseOptions } from './options.ts';
import { notModelled } from './refusals.ts';

export async function dhcpd(call: ToolCall): Promise<number> {
  // Its options are words: -cf takes a value.
  const at = call.argv.indexOf('-cf');
  const file = at === -1 ? undefined : call.argv[at + 1];
  const rest = call.argv.filter((_, index) => index !== at && index !== at + 1);
  const { options, operands, bad } = parseOptions(rest, 't46');
  if (bad !== undefined || operands.length > 0 || !options.has('t') || file === undefined)
    return notModelled(call, 'dhcpd but with -t and -cf');
  call.complain('Internet Systems Consortium DHCP Server 4.4.3-P1');
  call.complain('Copyright 2004-2022 Internet Systems Consortium.');
  call.complain('All rights reserved.');
  const input = await call.read(file);
  if (input.kind !== 'text') {
    call.complain(`Can't open ${file}: No such file or directory`);
    return 1;
  }
  const faults = faultsOf(input.text, file);
  for (const fault of faults) call.complain(fault);
  if (faults.length === 0) return 0;
  call.complain('Configuration file errors encountered -- exiting');
  return 1;
}

/** @returns the file that it read; undefined where it does not come up. */
export function dhcpdStarts(machine: Machine, { running }: Service): string | undefined {
  const text = machine.files.read(running['config/config_file']?.[0] ?? '');
  // The start method ends with SMF_EXIT_ERR_CONFIG where there is no file.
  if (text === undefined || faultsOf(text, '').length > 0) return undefined;
  const listen = (running['config/listen_ifnames'] ?? []).filter((name) => name !== '');
  const served = networksIn(parseStatements('', text));
  const isServed = (name: string) =>
    machine.addresses.some(({ object, address }) => {
      const bare = address.split('/')[0] ?? '';
      return (
        object.startsWith(`${name}/`) &&
        isAddress(bare) &&
        served.some((network) => contains(network, parseAddress(bare)))
      );
    });
  // "No subnet declaration for …" of each, and "Not configured to listen on any interfaces!" in the end.
  if (listen.length > 0 && !listen.every((name) => machine.interfaces.includes(name)))
    return undefined;
  return (listen.length > 0 ? listen : machine.interfaces).some(isServed) ? text : undefined;
}

const networksIn = (statements: readonly Statement[]): readonly Cidr[] =>
  statements.flatMap((statement) => {
    const { body, tokens } = statement;
    const own = tokens[0]?.text === 'subnet' ? networkIn(statement) : undefined;
    return [...(own === undefined ? [] : [own]), ...networksIn(body?.statements ?? [])];
  });

const networkIn = ({ tokens }: Statement): Cidr | undefined =>
  subnetOf(tokens[1]?.text ?? '', tokens[3]?.text ?? '');

/** Words that statements begin with, as far as anybody writes them; another is "expecting a declaration". */
const known = new Set(
  `abandon-lease-time adaptive-lease-time-threshold add allow always-broadcast always-reply-rfc1048 authoritative boot-unknown-clients
  break class ddns-hostname ddns-domainname ddns-update-style ddns-updates ddns-ttl default-lease-time deny do-forward-updates
  dynamic-bootp-lease-length else elsif eval execute failover filename fixed-address group hardware host host-identifier if ignore include
  infinite-is-reserved key lease-file-name local-address local-port log log-facility match max-lease-time min-lease-time min-secs
  next-server not omapi-key omapi-port on one-lease-per-client option pid-file-name ping-check ping-timeout pool range remote-port
  server-identifier server-name set shared-network spawn stash-agent-options subclass subnet switch case default unset update-static-leases
  use-host-decl-names vendor-option-space zone known-clients unknown-clients members lease max-unacked-updates max-response-delay
  max-lease-misbalance mclt primary secondary peer address port split algorithm secret log-threshold-low log-threshold-high
  load`.split(/\s+/),
);

/** Complaints, as dhcpd words the first lines of them. */
export function faultsOf(text: string, file: string): readonly string[] {
  let statements: readonly Statement[];
  try {
    statements = parseStatements(file, text);
  } catch (error) {
    if (!(error instanceof Diagnostic)) throw error;
    return [`${file} line ${error.location?.line ?? 0}: semicolon expected.`];
  }
  const faults: string[] = [];
  const hosts = new Set<string>();
  const given: { first: bigint; last: bigint }[] = [];
  const say = (statement: Statement, what: string) =>
    faults.push(`${file} line ${statement.line}: ${what}`);
  const visit = (inside: readonly Statement[], around: readonly Cidr[]) => {
    for (const statement of inside) {
      const [kind, name] = statement.tokens.map((token) => token.text);
      const word = kind?.toLowerCase() ?? '';
      if (!known.has(word)) say(statement, 'expecting a declaration');
      let networks = around;
      if (word === 'subnet') {
        const network = networkIn(statement);
        if (network === undefined)
          say(statement, `subnet ${name}: bad subnet number/mask combination.`);
        else networks = [network];
      }
      if (word === 'shared-network') networks = networksIn(statement.body?.statements ?? []);
      if (word === 'host') {
        if (name === undefined || hosts.has(name)) say(statement, `host ${name}: already exists`);
        hosts.add(name ?? '');
      }
      if (word === 'hardware' && !isEthernet(statement))
        say(statement, 'expecting hexadecimal number.');
      if (word === 'range') {
        const ends = statement.tokens
          .slice(1)
          .map((token) => token.text)
          .filter((text) => text !== 'dynamic-bootp');
        if (ends.length < 1 || ends.length > 2 || !ends.every(isAddress)) {
          say(statement, 'expecting numeric value.');
        } else {
          const [one, other] = [parseAddress(ends[0] ?? ''), parseAddress(ends.at(-1) ?? '')];
          const [first, last] = one.value < other.value ? [one, other] : [other, one];
          if (!networks.some((network) => contains(network, first) && contains(network, last)))
            say(statement, `range ${ends.join(' ')} not on net`);
          if (given.some((span) => span.first <= last.value && first.value <= span.last))
            say(statement, `lease ${ends[0]} is declared twice!`);
          given.push({ first: first.value, last: last.value });
        }
      }
      if (statement.body !== undefined) visit(statement.body.statements, networks);
    }
  };
  visit(statements, []);
  return faults;
}

const isEthernet = ({ tokens }: Statement): boolean =>
  tokens[1]?.text !== 'ethernet' ||
  /^[0-9a-f]{1,2}(:[0-9a-f]{1,2}){5}$/i.test(
    tokens
      .slice(2)
      .map(({ text }) => text)
      .join(''),
  );
