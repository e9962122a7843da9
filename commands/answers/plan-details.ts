/** What a plan comes to, read from its own steps: the names and paths that people ask for first. */
import { z } from 'zod';
import { zoneName } from '../../hostlink/names/zone-name.ts';
import type { Plan } from '../../hostlink/plan/plan.ts';
import { parseKdl } from '../../hostlink/registry/kdl.ts';
import { readZoneEntry } from '../../hostlink/registry/zone-entry.ts';
import type { Step } from '../../hostlink/steps/define-step.ts';
import type { Line } from '../answer.ts';
import { code } from './parts.ts';

export type Detail = readonly [name: string, value: Line];

const entry = z.object({ zone: zoneName, settled: z.string() });
const vnic = z.object({ link: z.string(), over: z.string() });
const configure = z.object({
  configuration: z.object({ zonepath: z.string(), brand: z.string(), autoboot: z.boolean() }),
});

/** By step kind. A kind that is not here is told by its step's title alone. */
const readers: ReadonlyMap<string, (args: Step['args']) => readonly Detail[]> = new Map([
  ['entry.create', (args) => templateIn(entry.parse(args))],
  ['vnic.create', (args) => linkIn(vnic.parse(args))],
  ['zone.configure', (args) => configurationIn(configure.parse(args))],
]);

const templateIn = ({ zone, settled }: z.infer<typeof entry>): readonly Detail[] => {
  const { template } = readZoneEntry(parseKdl(`${zone}.kdl`, settled), zone, () => {});
  return template === undefined ? [] : [['Template', template]];
};

const linkIn = ({ link, over }: z.infer<typeof vnic>): readonly Detail[] => [
  ['VNIC', [code(link), ' over ', code(over)]],
];

const configurationIn = ({ configuration }: z.infer<typeof configure>): readonly Detail[] => [
  ['Brand', configuration.brand],
  ['Zonepath', code(configuration.zonepath)],
  ['Boots with the host', configuration.autoboot ? 'yes' : 'no'],
];

export function planDetails({ host, steps, holds }: Plan): readonly Detail[] {
  return [
    ['Host', host],
    ...(holds.length === 0 ? [] : [addressDetail(holds)]),
    ...steps.flatMap(({ kind, args }) => readers.get(kind)?.(args) ?? []),
  ];
}

const addressDetail = (holds: readonly string[]): Detail => [
  holds.length === 1 ? 'Address' : 'Addresses',
  holds.join(', '),
];
