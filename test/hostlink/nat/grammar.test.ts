/** What ipnat(8) takes and refuses, and how `ipnat -l` prints what it took: cases from its grammar and printnat.c. */
import { describe, expect, test } from 'vitest';
import { parseNatFile } from '../../../hostlink/nat/file.ts';
import { NatSyntaxError, parseRule } from '../../../hostlink/nat/grammar.ts';
import { normalForm } from '../../../hostlink/nat/rule.ts';

const normalised: readonly (readonly [written: string, printed: string])[] = [
  ['map igb0 10.1.0.0/24 -> 0/32', 'map igb0 10.1.0.0/24 -> 0.0.0.0/32'],
  ['MAP igb0 10.1.0.7/24 -> 0/32;', 'map igb0 10.1.0.0/24 -> 0.0.0.0/32'],
  ['map igb0 10.1.0.0/255.255.255.0 -> 0/0', 'map igb0 10.1.0.0/24 -> 0.0.0.0/0'],
  ['map igb0 10.1.0.0 netmask 255.255.255.0 -> 0/32', 'map igb0 10.1.0.0/24 -> 0.0.0.0/32'],
  ['map igb0 10.1.0.0 mask 0xffffff00 -> 0/32', 'map igb0 10.1.0.0/24 -> 0.0.0.0/32'],
  ['map igb0 10.1.0.0/0xffffff00 -> 0/32', 'map igb0 10.1.0.0/24 -> 0.0.0.0/32'],
  ['map igb0 10.1.0.0/255.0.255.0 -> 0/32', 'map igb0 10.0.0.0/255.0.255.0 -> 0.0.0.0/32'],
  ['map igb0 any -> 192.0.2.4', 'map igb0 0.0.0.0/0 -> 192.0.2.4/32'],
  // A number alone is all four bytes of an address.
  ['map igb0 10/8 -> 0/32', 'map igb0 0.0.0.0/8 -> 0.0.0.0/32'],
  [
    'map igb0 10.1.0.0/24 -> 0/32 portmap tcp/udp auto',
    'map igb0 10.1.0.0/24 -> 0.0.0.0/32 portmap tcp/udp auto',
  ],
  [
    'map igb0 10.1.0.0/24 -> 0/32 portmap tcpudp 40000:50000 sequential',
    'map igb0 10.1.0.0/24 -> 0.0.0.0/32 portmap tcp/udp 40000:50000 sequential',
  ],
  // Without a protocol the ports are forgotten.
  ['map igb0 10.1.0.0/24 -> 0/32 portmap auto', 'map igb0 10.1.0.0/24 -> 0.0.0.0/32'],
  [
    'map igb0,igb1 10.1.0.0/24 -> range 192.0.2.10-192.0.2.20 frag age 30/60 mssclamp 1440 tag web icmp',
    'map igb0,igb1  10.1.0.0/24 -> range 192.0.2.10-192.0.2.20 icmp frag age 30/60 mssclamp 1440 tag web',
  ],
  [
    'map igb0 from 10.1.0.0/24 port > 1023 ! to 10.2.0.0/16 port = 25 -> 0/32 portmap tcp 1024:65535',
    'map igb0 from 10.1.0.0/24 port > 1023 ! to 10.2.0.0/16 port = 25 -> 0.0.0.0/32 portmap tcp 1024:65535',
  ],
  [
    'map igb0 10.1.0.0/24 -> 0/32 icmpidmap icmp 1000:20000',
    'map igb0 10.1.0.0/24 -> 0.0.0.0/32 icmpidmap icmp 1000:20000',
  ],
  [
    'map igb0 10.1.0.0/24 -> 0/32 proxy port 21 ftp/tcp',
    'map igb0 10.1.0.0/24 -> 0.0.0.0/32 proxy port 21 ftp/tcp',
  ],
  ['bimap igb0 10.1.0.10 -> 192.0.2.9', 'bimap igb0 10.1.0.10/32 -> 192.0.2.9/32'],
  [
    'map-block igb0 10.0.0.0/16 -> 192.0.2.0/24 ports auto',
    'map-block igb0 10.0.0.0/16 -> 192.0.2.0/24 ports auto',
  ],
  [
    'rdr igb0 192.0.2.4 port 8080 -> 10.1.0.10 port 80',
    'rdr igb0 192.0.2.4/32 port 8080 -> 10.1.0.10 port 80 tcp',
  ],
  [
    'rdr igb0 0/0 port 8000-8010 -> 10.1.0.10 port = 80 tcp/udp round-robin frag age 5 sticky',
    'rdr igb0 0.0.0.0/0 port 8000-8010 -> 10.1.0.10 port = 80 tcp/udp round-robin frag age 5/5 sticky',
  ],
  [
    'rdr igb0 192.0.2.4/32 port 80 -> 10.1.0.10,10.1.0.11 port 80 tcp',
    'rdr igb0 192.0.2.4/32 port 80 -> 10.1.0.10,10.1.0.11 port 80 tcp',
  ],
  ['rdr igb0 192.0.2.4 -> 10.1.0.10', 'rdr igb0 192.0.2.4/32 -> 10.1.0.10 ip'],
  ['rdr igb0 192.0.2.4 -> 10.1.0.10 47', 'rdr igb0 192.0.2.4/32 -> 10.1.0.10 gre'],
  [
    'rdr igb0 ! from 10.0.0.0/8 to 192.0.2.4 port = 80 -> 10.1.0.10 port 80 tcp',
    'rdr igb0 ! from 10.0.0.0/8 to 192.0.2.4/32 port = 80 -> 10.1.0.10 port 80 tcp',
  ],
  ['bimap igb0 fd00::10 -> 2001:db8::9', 'bimap igb0 fd00::10/128 -> 2001:db8::9/128'],
  ['map igb0 fd00:1::/64 -> 0/128', 'map igb0 fd00:1::/64 -> ::/128'],
  ['map igb0\n\t10.1.0.0/24 \\\n  -> 0/32', 'map igb0 10.1.0.0/24 -> 0.0.0.0/32'],
  // Not checked by ipnat.
  ['map igb0 10.1.0.0/99 -> 0/32', 'map igb0 10.1.0.0/32 -> 0.0.0.0/32'],
  [
    'rdr igb0 0/0 port 90-80 -> 10.1.0.1 port 1 udp',
    'rdr igb0 0.0.0.0/0 port 90-80 -> 10.1.0.1 port 1 udp',
  ],
];

test.each(normalised)('%s', (written, printed) => {
  expect(normalForm(parseRule(written))).toBe(printed);
});

test('what is printed is a rule again, and the same', () => {
  for (const [, printed] of normalised) {
    // ipnat prints `sequential`, and a protocol before options, where it does not read them.
    if (!/sequential$|icmp frag/.test(printed))
      expect(normalForm(parseRule(printed))).toBe(printed);
  }
});

describe('refuses, as ipnat does', () => {
  test.each([
    ['map igb0 10.1.0.0/24 0/32', 'syntax error error at "0", line 1'],
    ['map igb0 10.1.0.0/24 -> 0/32 portmap tcp', 'syntax error error at "", line 1'],
    ['map igb0 0/33 -> 0/32', 'invalid mask error at "33", line 1'],
    [
      'map igb0 10.1.0.300/24 -> 0/32',
      'Invalid octet string for IP address error at "300", line 1',
    ],
    ['map igb0 10.1.0.0/24 -> 0/32 proto tcp', 'syntax error error at "tcp", line 1'],
    ['rdr igb0 0/0 port 80 -> 10.1.0.10', 'syntax error error at "", line 1'],
    [
      'rdr igb0 0/0 port 80 -> 10.1.0.10 port 99999',
      'invalid port number error at "99999", line 1',
    ],
    ['rdr igb0 0/0 port 80 -> 10.1.0.10/24 port 80', 'Invalid mask for dip error at "24", line 1'],
    ['map igb0 10.1.0.0/24 -> fd00::1', 'address family mismatch error at "fd00::1", line 1'],
    [
      'map igb0 10.1.0.0/24 -> 0/32 portmap tcp auto udp',
      'protocol set twice error at "udp", line 1',
    ],
    ['map # comment\nigb0 10.1.0.0/24 -> 0/32', 'syntax error error at "# comment", line 1'],
    ['map map 10.1.0.0/24 -> 0/32', 'syntax error error at "map", line 1'],
    ['block in all', 'syntax error error at "block", line 1'],
    ['map igb0 10.1.0.0/24->0/32', 'syntax error error at "->0", line 1'],
  ])('%s', (text, message) => {
    expect(() => parseRule(text)).toThrow(NatSyntaxError);
    expect(() => parseRule(text)).toThrow(message);
  });

  test.each([
    ['', undefined],
    ['# only a comment', undefined],
    ['\n \n', 1],
    ['# fine\nmap igb0 10.1.0.0/24 -> 0/32\nmap igb0 oops\n', 3],
    ['outside = "igb0" ;\nmap $outside 10.1.0.0/24 -> 0/32\n', undefined],
    ['outside = igb0\nmap igb0 10.1.0.0/24 -> 0/32\n', 2],
  ])('%j', (text, line) => {
    const { fault } = parseNatFile(text);
    expect(fault?.line).toBe(line);
  });
});
