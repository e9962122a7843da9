/** What a small OpenIndiana host answers about its DHCP server, as text: for tests of plans and verbs. */
import type { CommandAnswer, Reading } from '../../hostlink/observe/fact.ts';

export interface DhcpTexts {
  /** Its dhcpd.conf, which is not there where this is left out. */
  readonly config?: string;
  readonly leases?: string;
  /** `online` where left out. */
  readonly state?: string;
  readonly listen?: readonly string[];
  /** What dhcpd complains of in its file, a line each. */
  readonly complaints?: readonly string[];
}

const fmri = 'svc:/network/dhcp/server:ipv4';
const program = '/usr/lib/inet/dhcpd';

/** Undefined for what is not about DHCP. */
export function dhcpAnswer(
  reading: Reading,
  texts: DhcpTexts | undefined,
): CommandAnswer | undefined {
  if (reading.kind !== 'command') return undefined;
  const { command, argument } = reading;
  const words = [...command.argv, ...(argument?.of.argv ?? [])];
  const [tool] = words;
  if (tool === 'ls') return answer(texts === undefined ? '' : `${program}\n`, 2);
  if (!words.some((word) => word.includes('/dhc'))) return undefined;
  if (tool === '/usr/sbin/dhcpd') return answer('', 127);
  if (texts === undefined) {
    const kind = words.includes('svcprop') ? 'entities' : 'instances';
    return refusal(`${words.at(-1)}' doesn't match any ${kind}`);
  }
  const { config, leases, state = 'online', listen = [], complaints = [] } = texts;
  if (tool === program)
    return complaints.length === 0 ? answer('') : refusal(complaints.join('\n'));
  if (tool === 'cat') {
    const text = words.includes('config/lease_file') ? leases : config;
    return text === undefined ? refusal('cat: No such file or directory') : answer(text);
  }
  if (tool === 'svcprop') {
    const listens = listen.length === 0 ? '""' : listen.join(' ');
    return answer(
      `config/config_file astring /etc/inet/dhcpd4.conf\nconfig/lease_file astring /var/db/isc-dhcp/dhcpd4.leases\nconfig/listen_ifnames astring ${listens}\n`,
    );
  }
  return answer(
    words.includes('state,ctid') ? `${state.padEnd(14)}     71\n` : `${state.padEnd(14)} ${fmri}\n`,
  );
}

const answer = (stdout: string, status = 0): CommandAnswer => ({
  ...{ kind: 'command', stdout, stderr: '', status },
});
const refusal = (stderr: string): CommandAnswer => ({
  ...{ kind: 'command', stdout: '', stderr, status: 1 },
});
