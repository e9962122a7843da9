/** What each type of argument takes, and that its refusals say what to write. */
import { describe, expect, it } from 'vitest';
import type { ArgumentType } from '../../../commands/argument-type.ts';
import { booleanWord } from '../../../commands/grammar/types/boolean-word.ts';
import { ipAddress } from '../../../commands/grammar/types/ip-address.ts';
import {
  hostName,
  operationId,
  poolName,
  templateName,
  zoneName,
} from '../../../commands/grammar/types/names.ts';
import { count } from '../../../commands/grammar/types/words.ts';
import { zoneState } from '../../../commands/grammar/types/zone-state.ts';
import { diagnosticOf } from '../support/diagnostic-of.ts';

const long = 'a'.repeat(63);
const types: readonly (readonly [
  name: string,
  type: ArgumentType<unknown>,
  taken: readonly (readonly [text: string, value: unknown])[],
  refused: readonly string[],
])[] = [
  [
    'yes and no',
    booleanWord,
    [
      ['yes', true],
      ['TRUE', true],
      ['On', true],
      ['no', false],
      ['false', false],
      ['off', false],
    ],
    ['', 'y', '1', 'yes '],
  ],
  [
    'zone',
    zoneName,
    [
      ['web01', 'web01'],
      ['Web01', 'Web01'],
      [long, long],
      ['1.2_3-4', '1.2_3-4'],
    ],
    ['', 'global', 'SUNWx', '-a', 'a/b', 'a b', `${long}a`, 'é'],
  ],
  ['host', hostName, [['hv-04', 'hv-04']], ['', '-x', 'a/b', `${long}a`]],
  [
    'template',
    templateName,
    [
      ['oi', 'oi'],
      [long, long],
    ],
    ['', '../oi', '.oi', 'a/b', `${long}a`],
  ],
  ['pool', poolName, [['internal', 'internal']], ['', '..', 'a b']],
  [
    'operation',
    operationId,
    [
      ['3kq7wz2m5a', '3kq7wz2m5a'],
      ['3KQ7WZ2M5A', '3kq7wz2m5a'],
    ],
    ['', '41', '3kq7wz2m5', '3kq7wz2m5a1', '3kq7wz2m51'],
  ],
  [
    'address',
    ipAddress,
    [
      ['10.1.0.10', { family: 4, value: 0x0a01000an }],
      ['::1', { family: 6, value: 1n }],
    ],
    ['', '10.1.0', '10.1.0.256', '010.1.0.1', '10.1.0.10/24', 'fd00::1/64', 'web01'],
  ],
  [
    'zone state',
    zoneState,
    [
      ['running', 'running'],
      ['RUNNING', 'running'],
      ['shutting_down', 'shutting_down'],
      ['missing', 'missing'],
    ],
    ['', 'runing', 'halted'],
  ],
  [
    'number',
    count(50),
    [
      ['1', 1],
      ['050', 50],
    ],
    ['', '0', '51', '-1', '1.5', '1e1', '0x10'],
  ],
];

describe.each(types)('%s', (_, type, taken, refused) => {
  it.each(taken)('takes %s', (text, value) => {
    expect(type.parse(text)).toEqual(value);
  });

  it.each(refused.map((text) => [text]))('refuses "%s" and says what to write', (text) => {
    const { code, message, help } = diagnosticOf(() => type.parse(text));
    expect(code).toMatch(/^zmgr::[a-z]+::[a-z-]+$/);
    expect(message).not.toMatch(/\.$/);
    expect(help).toBeTruthy();
  });
});
