/** What is known of a host's NAT, from texts: its file, what the kernel has, its service and addresses. */
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import { parseAddressObjects } from '../../hostlink/illumos/ipadm.ts';
import { ipfilterService } from '../../hostlink/illumos/ipfilter.ts';
import type { ServiceState } from '../../hostlink/illumos/svcs.ts';
import { normalOf, parseNatFile } from '../../hostlink/nat/file.ts';
import type { NatFacts } from '../../hostlink/plans/nat-on-host.ts';

export interface NatTexts {
  readonly file?: string | null;
  readonly state?: ServiceState;
  readonly policy?: string;
  /** Of the kernel; what the file says where left out. */
  readonly active?: readonly string[];
  readonly sessions?: number;
  readonly addresses?: string;
}

export function natFactsOf({
  file = '',
  state = 'online',
  policy = 'none',
  active,
  sessions = 0,
  addresses = 'lo0/v4:static:ok:127.0.0.1/8\nigb0/v4:static:ok:192.0.2.4/24\nstub0/v4:static:ok:10.1.0.1/24\n',
}: NatTexts = {}): NatFacts {
  const parsed = file === null ? null : parseNatFile(file);
  // Names of hosts are looked up by the host.
  const printed = (parsed?.statements ?? []).map(
    (one) => normalOf(one) ?? 'rdr igb0 192.0.2.4/32 port 443 -> 10.1.0.44 port 443 tcp',
  );
  return {
    service: { fmri: ipfilterService, state, inTransition: false },
    files: new Map([['config/ipnat_config_file', ['/etc/ipf/ipnat.conf']]]),
    policy: new Map([['firewall_config_default/policy', [policy]]]),
    file: parsed,
    verdict: {
      printed,
      ...(parsed?.fault === undefined ? {} : { complaint: parsed.fault.message }),
    },
    active:
      state === 'online'
        ? { kind: 'read', value: { rules: active ?? printed, sessions } }
        : {
            kind: 'unread',
            diagnostic: new Diagnostic({ code: 'zmgr::host::tool-failed', message: 'no device' }),
          },
    addresses: parseAddressObjects(addresses, 'ipadm show-addr'),
  };
}
