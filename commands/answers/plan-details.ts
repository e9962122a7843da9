/** What a plan comes to, read from its own steps: the names and paths that people ask for first. */
import { z } from 'zod';
import { limitNamed, spelt, speltBytes } from '../../hostlink/illumos/zone-limits.ts';
import { type ZoneResources, zoneResources } from '../../hostlink/illumos/zone-resources.ts';
import { formatCidr } from '../../hostlink/ipam/address.ts';
import { zoneName } from '../../hostlink/names/zone-name.ts';
import type { Plan } from '../../hostlink/plan/plan.ts';
import { withoutSeals } from '../../hostlink/plan/secret.ts';
import { fileNotes } from '../../hostlink/plans/registry-file.ts';
import { zoneForgottenSchema } from '../../hostlink/plans/zone-forget.ts';
import { zoneRenamedSchema } from '../../hostlink/plans/zone-rename.ts';
import { zonesPowerSchema } from '../../hostlink/plans/zones-power.ts';
import { parseKdl } from '../../hostlink/registry/kdl.ts';
import { readZoneEntry } from '../../hostlink/registry/zone-entry.ts';
import type { Step } from '../../hostlink/steps/define-step.ts';
import { hunk } from '../../hostlink/steps/entry-edit.ts';
import { fileCreate } from '../../hostlink/steps/file-create.ts';
import { fileEdit } from '../../hostlink/steps/file-edit.ts';
import { fileRemove } from '../../hostlink/steps/file-remove.ts';
import type { Line } from '../answer.ts';
import { code } from './parts.ts';
import { zoneLossDetails } from './zone-loss.ts';

export type Detail = readonly [name: string, value: Line];

const entry = z.object({ zone: zoneName, settled: z.string() });
const vnic = z.object({ link: z.string(), over: z.string() });
const configure = z.object({
  configuration: z.object({
    ...{ zonepath: z.string(), brand: z.string(), autoboot: z.boolean() },
    resources: zoneResources.exactOptional(),
  }),
});

type Reader = (args: Step['args']) => readonly Detail[];

/** Arguments of another shape are another release's: nothing is told about them here. */
const reader =
  <T>(schema: z.ZodType<T>, details: (value: T) => readonly Detail[]): Reader =>
  (args) => {
    const parsed = schema.safeParse(args);
    return parsed.success ? details(parsed.data) : [];
  };

/** The entry is what the registry will say of the zone. */
const entryIn = ({ zone, settled }: z.infer<typeof entry>): readonly Detail[] => {
  const { template, nets } = readZoneEntry(parseKdl(`${zone}.kdl`, settled), zone, () => {});
  const addresses = nets.flatMap((net) => net.addresses.map(formatCidr));
  return [
    ...(template === undefined ? [] : [['Template', template] as const]),
    ...(addresses.length === 0
      ? []
      : [[addresses.length === 1 ? 'Address' : 'Addresses', addresses.join(', ')] as const]),
  ];
};

const linkIn = ({ link, over }: z.infer<typeof vnic>): readonly Detail[] => [
  ['VNIC', [code(link), ' over ', code(over)]],
];

/** `cpu-cap 1.5, memory 2G`; where something of the host is in the zone; datasets. */
function resourcesIn(resources: ZoneResources): readonly Detail[] {
  const { controls, physicalMemory, dedicatedCpus, mounts, datasets } = resources;
  const limits = [
    ...(physicalMemory === undefined ? [] : [`memory ${speltBytes(physicalMemory)}`]),
    ...(dedicatedCpus === undefined ? [] : [`dedicated-cpu ${dedicatedCpus}`]),
    ...controls.map(({ control, values }) => {
      const name = limitNamed(control);
      const limit = values[0]?.limit;
      return name === undefined
        ? `${control} ${limit}`
        : `${name} ${spelt(name, limit === undefined ? undefined : Number(limit))}`;
    }),
  ];
  return [
    ...(limits.length === 0 ? [] : [['Limits', limits.join(', ')] as const]),
    ...mounts.map(
      ({ special, directory, options }): Detail => [
        'Mounts',
        [code(special), ' on ', code(directory), ...options.map((option) => `, ${option}`)],
      ],
    ),
    ...datasets.map((dataset): Detail => ['Dataset of its own', code(dataset)]),
  ];
}

const configurationIn = ({ configuration }: z.infer<typeof configure>): readonly Detail[] => [
  ['Brand', configuration.brand],
  ['Zonepath', code(configuration.zonepath)],
  ['Boots with the host', configuration.autoboot ? 'yes' : 'no'],
  ...(configuration.resources === undefined ? [] : resourcesIn(configuration.resources)),
];

/** By step kind. A kind that is not here is told by its step's title alone. */
const readers: ReadonlyMap<string, Reader> = new Map([
  ['entry.create', reader(entry, entryIn)],
  ['vnic.create', reader(vnic, linkIn)],
  ['zone.configure', reader(configure, configurationIn)],
]);

/** What planning a first registry chose, and what it leaves to be done. */
const begun = z.object({ zonepathPrefix: z.string().optional(), next: z.string().optional() });

const registryBegun = (chosen: Plan['chosen']): readonly Detail[] => {
  const { zonepathPrefix, next } = begun.safeParse(chosen).data ?? {};
  return [
    ...(zonepathPrefix === undefined ? [] : [['Zones lie below', code(zonepathPrefix)] as const]),
    ...(next === undefined ? [] : [['Then', code(`/zone ${next}`)] as const]),
  ];
};

const entryForgotten = ({ forgotten }: Plan['chosen']): readonly Detail[] => {
  const { addresses = [], reservations = [] } = zoneForgottenSchema.safeParse(forgotten).data ?? {};
  return [
    ['Zone', 'stays as it is, and counts as unregistered'],
    ...(addresses.length === 0
      ? []
      : [['Stays taken', `${addresses.join(', ')}, which the zone goes on to use`] as const]),
    ...(reservations.length === 0 ? [] : [['Given up', reservations.join('; ')] as const]),
  ];
};

const zoneRenamed = ({ renamed }: Plan['chosen']): readonly Detail[] => {
  const parsed = zoneRenamedSchema.safeParse(renamed);
  if (!parsed.success) return [];
  const { to, zonepath, dependants } = parsed.data;
  return [
    ['New name', to],
    ['Stays', ['zonepath ', code(zonepath), ', datasets, VNICs, and the host name inside']],
    ...(dependants.length === 0
      ? []
      : [['Go on to name the old one', `${dependants.join(', ')}, by depends-on`] as const]),
  ];
};

/** Of a zone that is made: what it does by itself once. */
const atFirstBoot = ({ firstBoot }: Plan['chosen']): readonly Detail[] => {
  const told = z.array(z.string()).safeParse(firstBoot).data ?? [];
  return told.length === 0 ? [] : [['At its first boot', told.join(', ')]];
};

/** Of a plan about all zones with a tag. */
const amongOthers = ({ among }: Plan['chosen']): readonly Detail[] => {
  const { already = [], passedOver = [] } = zonesPowerSchema.safeParse(among).data ?? {};
  return [
    ...(already.length === 0 ? [] : [['So already', already.join(', ')] as const]),
    ...(passedOver.length === 0
      ? []
      : [
          [
            'Passed over',
            passedOver.map(({ zone, because }) => `${zone}: ${because}`).join('; '),
          ] as const,
        ]),
  ];
};

/** What changes for others, told by who planned it. */
const notesOf = ({ notes: told }: Plan['chosen']): readonly Detail[] => {
  const { notes } = fileNotes.safeParse({ notes: told }).data ?? { notes: [] };
  return notes.map((note) => ['Mind', note] as const);
};

/** By verb, of what planning chose or found out that no step says. */
const verbReaders: ReadonlyMap<string, (chosen: Plan['chosen']) => readonly Detail[]> = new Map([
  ['host init', registryBegun],
  ['destroy', ({ loss }) => zoneLossDetails(loss)],
  ['forget', entryForgotten],
  ['rename', zoneRenamed],
]);

/** The host is in the title of whatever shows them. */
export const planDetails = ({ verb, steps, chosen }: Plan): readonly Detail[] => [
  // An import's entries are told one by one: import-parts.ts.
  ...(verb === 'import' ? [] : steps.flatMap(({ kind, args }) => readers.get(kind)?.(args) ?? [])),
  ...(verbReaders.get(verb)?.(chosen) ?? []),
  ...atFirstBoot(chosen),
  ...amongOthers(chosen),
  ...notesOf(chosen),
];

const newFile = z.object({ path: z.string(), text: z.string() });

/** Files that a plan writes, with their whole texts. */
export const planFiles = ({ steps }: Plan): readonly z.infer<typeof newFile>[] =>
  steps.flatMap(({ kind, args }) => {
    const parsed = newFile.safeParse(args);
    return kind === fileCreate.kind && parsed.success ? [parsed.data] : [];
  });

const changed = z.object({ path: z.string(), hunks: z.array(hunk) });

/** What becomes of files that there are, line by line: `-` goes, `+` comes, what is beside them stays. */
export const planDiffs = ({
  steps,
}: Plan): readonly { readonly path: string; readonly text: string }[] =>
  steps.flatMap(({ kind, args }) => {
    if (kind === fileRemove.kind) {
      const gone = newFile.safeParse(args).data;
      return gone === undefined
        ? []
        : [{ path: gone.path, text: withoutSeals(signed('-', linesOf(gone.text))) }];
    }
    const edit = kind === fileEdit.kind ? changed.safeParse(args).data : undefined;
    if (edit === undefined) return [];
    return [
      {
        path: edit.path,
        text: withoutSeals(edit.hunks.map(({ from, to }) => diffOf(from, to)).join('\n…\n')),
      },
    ];
  });

/** Of a place of a few lines. What both have at its beginning and end stays. */
export function diffOf(from: string, to: string): string {
  const [before, after] = [linesOf(from), linesOf(to)];
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start])
    start += 1;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before.at(-1 - end) === after.at(-1 - end)
  )
    end += 1;
  return [
    signed(' ', before.slice(0, start)),
    signed('-', before.slice(start, before.length - end)),
    signed('+', after.slice(start, after.length - end)),
    signed(' ', before.slice(before.length - end)),
  ]
    .filter((text) => text !== '')
    .join('\n');
}

/** A hunk begins with the line's end before it, which is no line. */
const linesOf = (text: string): readonly string[] =>
  text
    .replace(/^\r?\n/, '')
    .replace(/\r?\n$/, '')
    .split(/\r?\n/);

const signed = (sign: string, lines: readonly string[]): string =>
  lines.map((line) => `${sign} ${line}`).join('\n');
