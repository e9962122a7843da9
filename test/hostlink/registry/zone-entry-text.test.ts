import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAddress, parseCidr } from '../../../hostlink/ipam/address.ts';
import { parseZoneName } from '../../../hostlink/names/zone-name.ts';
import { parseKdl } from '../../../hostlink/registry/kdl.ts';
import { readZoneEntry } from '../../../hostlink/registry/zone-entry.ts';
import { creatingLine, newZoneEntryText } from '../../../hostlink/registry/zone-entry-text.ts';
import { anyAddress, anyZoneName } from '../arbitraries.ts';

const read = (text: string, name: string) =>
  readZoneEntry(parseKdl('zones/x.kdl', text), parseZoneName(name), (fault) => {
    throw fault;
  });

describe('the text of a new entry', () => {
  const text = newZoneEntryText({
    name: parseZoneName('edge1'),
    template: 'router',
    created: '2026-03-22',
    state: 'creating',
    nets: [
      {
        name: 'internal',
        addresses: [parseCidr('10.1.0.10/24'), parseCidr('fd00:10:1::10/64')],
        gateways: [parseAddress('10.1.0.1'), parseAddress('fd00:10:1::1')],
        vnic: 'edge1_0',
        stub: 'oinetint0',
      },
    ],
  });

  it('is as people would write it', () => {
    expect(text).toBe(`zone "edge1" {
    state "creating"
    template "router"
    created "2026-03-22"
    net "internal" {
        address "10.1.0.10/24"
        address "fd00:10:1::10/64"
        gateway "10.1.0.1"
        gateway "fd00:10:1::1"
        vnic "edge1_0"
        stub "oinetint0"
    }
}
`);
  });

  it('is ready when the one line is dropped', () => {
    const lines = text.split('\n');
    expect(lines.filter((line) => line === creatingLine)).toHaveLength(1);
    const ready = lines.filter((line) => line !== creatingLine).join('\n');
    expect(read(text, 'edge1').state).toBe('creating');
    expect(read(ready, 'edge1')).toEqual({ ...read(text, 'edge1'), state: 'ready', text: ready });
  });

  it('is read back as what it was written from', () => {
    const word = fc.string({ unit: 'grapheme', maxLength: 12 });
    const net = fc.record(
      {
        name: word,
        addresses: fc.array(
          fc.tuple(anyAddress, fc.nat(128)).map(([address, prefix]) => ({
            address,
            prefix: Math.min(prefix, address.family === 4 ? 32 : 128),
          })),
          { maxLength: 3 },
        ),
        gateways: fc.array(anyAddress, { maxLength: 2 }),
        vnic: word,
        stub: word,
      },
      { requiredKeys: ['name', 'addresses', 'gateways'] },
    );
    const entry = fc.record(
      {
        name: anyZoneName.map(parseZoneName),
        template: word,
        brand: word,
        created: word,
        imported: fc.boolean(),
        state: fc.constantFrom('creating' as const, 'ready' as const),
        nets: fc.uniqueArray(net, { selector: ({ name }) => name, maxLength: 3 }),
      },
      { requiredKeys: ['name', 'state', 'imported', 'nets'] },
    );
    fc.assert(
      fc.property(entry, (written) => {
        const text = newZoneEntryText(written);
        const unset = { deleteProtection: false, tags: [], dependsOn: [] };
        expect(read(text, written.name)).toEqual({ ...written, ...unset, text });
      }),
    );
  });
});
