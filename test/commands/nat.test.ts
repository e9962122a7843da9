/** What `nat list` says of a host, by what its file and its kernel hold. */
import { expect, test } from 'vitest';
import { natListAnswer } from '../../commands/networks/nat-list-answer.ts';
import { testHost } from '../support/illumos-facts.ts';
import { type NatTexts, natFactsOf } from '../support/nat-facts.ts';
import { answerText } from './support/answer-text.ts';

const told = (texts: NatTexts): string =>
  answerText(
    natListAnswer(
      {
        host: testHost.name,
        spec: testHost,
        isDefault: true,
        kind: 'read',
        facts: natFactsOf(texts),
      },
      new Date('2026-11-21T09:41:00Z'),
    ),
  );

const file = `map igb0 10.1.0.0/24 -> 0/32 portmap tcp/udp auto
map igb0 10.1.0.0/24 -> 0/32
rdr igb0 192.0.2.4/32 port 443 \\
  -> web.lan port 443 tcp
bimap igb0 10.1.0.9 -> 192.0.2.9
`;

test('a pair is one rule; what is not loaded, and what only is, is told', () => {
  const active = [
    'map igb0 10.1.0.0/24 -> 0.0.0.0/32 portmap tcp/udp auto',
    'rdr igb0 192.0.2.4/32 port 443 -> 10.1.0.44 port 443 tcp',
    'bimap igb0 10.1.0.9/32 -> 192.0.2.9/32',
    'map igb1 10.0.0.0/8 -> 0.0.0.0/32',
  ];
  const text = told({ file, active, sessions: 12 });
  expect(text).toContain('🟢 online');
  expect(text).toContain('Sessions');
  expect(text).toContain('12');
  expect(text).toContain(
    '- ⚠ `map igb0 10.1.0.0/24 -> 0/32 portmap tcp/udp auto`, and the same without ports · lines 1, 2 · line 2 not loaded',
  );
  expect(text).toContain('- ✓ `rdr igb0 192.0.2.4/32 port 443 -> web.lan port 443 tcp` · line 3');
  expect(text).toContain('- ✓ `bimap igb0 10.1.0.9 -> 192.0.2.9` · line 5');
  expect(text).toContain('*⚠ Only loaded*');
  expect(text).toContain('map igb1 10.0.0.0/8 -> 0.0.0.0/32');
});

test.each<[string, NatTexts, readonly string[]]>([
  ['disabled', { file, state: 'disabled' }, ['⚪ disabled', '/zone nat start host=hv-04']],
  [
    'disabled, and it would filter',
    { file, state: 'disabled', policy: 'custom' },
    ['it then filters, too, by its policy custom'],
  ],
  [
    'in maintenance',
    { file, state: 'maintenance' },
    ['🔴 maintenance', 'takes it out of maintenance'],
  ],
  ['no file', { file: null }, ['There is no such file yet']],
  [
    'a file that ipnat does not take',
    { file: 'map igb0 10.1.0.0/24 -> 0/32\nmap oops\n', state: 'maintenance' },
    ['zmgr::nat::broken-file', 'line 2', 'map oops'],
  ],
])('%s', (_, texts, words) => {
  const text = told(texts);
  for (const word of words) expect(text).toContain(word);
});
