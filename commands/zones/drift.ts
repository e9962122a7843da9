/** Where a zone's entry and the host disagree, each as a sentence that says what to type about it. */
import type { Diagnostic } from '../../hostlink/diagnostic.ts';
import { isVmBrand } from '../../hostlink/illumos/brands.ts';
import type { Vnic } from '../../hostlink/illumos/dladm.ts';
import { formatAddress } from '../../hostlink/ipam/address.ts';
import type { Registry } from '../../hostlink/registry/model.ts';
import type { Span } from '../answer.ts';
import { code, joined } from '../answers/parts.ts';
import type { UnderWay } from './compared-host.ts';
import type { FoundZone } from './found-zone.ts';
import { isAbout } from './zone-operations.ts';
import { brandOf, configuredAddresses, entryAddresses, withoutPrefix } from './zone-words.ts';

/** What a zone is held against. */
export interface DriftCircumstances {
  readonly registry: Pick<Registry, 'exists' | 'directory' | 'templates'>;
  readonly vnics: readonly Vnic[];
  /** Left out where nobody looked for it: an entry in between may be so for good reasons. */
  readonly underWay?: UnderWay;
}

type Note = readonly Span[];

/** Without a registry no zone has an entry, and that is worth saying once, not of each. */
export function driftOf(zone: FoundZone, on: DriftCircumstances): readonly Note[] {
  const { listing, configured, entry, entryFault } = zone;
  const isOnHost = listing !== undefined || configured !== undefined;
  const notes: Note[] = [];
  if (entryFault !== undefined)
    notes.push([`Its entry can't be understood: ${entryFault.message}${lineOf(entryFault)}`]);
  else if (entry === undefined && on.registry.exists) notes.push(unregistered(zone));
  if (configured?.kind === 'fault') notes.push([configured.diagnostic.message]);
  if (entry !== undefined && entry.state !== 'ready') notes.push(inBetween(zone, entry.state, on));
  else if (entry !== undefined && !isOnHost) {
    notes.push([
      'The registry has an entry, the host has no such zone. What is left goes with ',
      code(`/zone destroy ${zone.host}/${zone.name}`),
    ]);
  }
  return [
    ...notes,
    ...corrigible(
      [...brandDrift(zone, on), ...addressDrift(zone), ...linkDrift(zone, on)],
      zone,
      on,
    ),
    ...missingVnics(zone, on),
  ];
}

const unregistered = (zone: FoundZone): Note =>
  isVmBrand(brandOf(zone) ?? '')
    ? [
        `The registry has no entry of it, and needs none: it is a virtual machine, of the brand ${brandOf(zone)}`,
      ]
    : [
        'The registry has no entry of it: ',
        code(`/zone import ${zone.host}/${zone.name}`),
        ' writes one',
      ];

const lineOf = ({ location }: Diagnostic): string =>
  location === undefined
    ? ''
    : `, line ${location.line}: ${(location.text ?? '').trim().slice(0, 80)}`;

/** An entry that an operation is about, or was. */
function inBetween(zone: FoundZone, state: string, { underWay }: DriftCircumstances): Note {
  const words = `Its entry says ${state}`;
  if (underWay === undefined) {
    return [
      `${words}: an operation is under way, or was broken off. `,
      code(`/zone drift host=${zone.host}`),
      ' tells which',
    ];
  }
  const operation = underWay.operations.find((one) => isAbout(one, zone.name));
  if (operation !== undefined) {
    const { id } = operation;
    return operation.state === 'stuck' || operation.state === 'interrupted'
      ? [
          `${words}, and the operation ${id} is ${operation.state}: `,
          code(`/zone op resume ${id}`),
          ' goes on, ',
          code(`/zone op unwind ${id}`),
          ' takes it back',
        ]
      : [`${words}: `, code(`/zone op show ${id}`), ` is ${operation.state}`];
  }
  const [other] = underWay.others;
  if (other !== undefined)
    return [`${words}, and an operation of another bot runs on the host, `, code(other)];
  return state === 'moving'
    ? [
        `${words}, and no operation is under way: it was broken off. Where the zone runs here and nowhere else, take the line `,
        code('state "moving"'),
        ' out of the entry by hand',
      ]
    : [
        `${words}, and no operation is under way: it was broken off. What is left goes with `,
        code(`/zone destroy ${zone.host}/${zone.name}`),
      ];
}

function brandDrift(zone: FoundZone, { registry }: DriftCircumstances): readonly Note[] {
  const { entry, listing, configured } = zone;
  if (entry === undefined || (listing === undefined && configured?.kind !== 'read')) return [];
  const template =
    entry.template === undefined ? undefined : registry.templates.get(entry.template);
  const said = entry.brand ?? template?.brand;
  const brand = brandOf(zone);
  if (said === undefined || said === brand) return [];
  return [
    [
      `It is of the brand ${brand}, where its ${entry.brand === undefined ? `template ${template?.name}` : 'entry'} says ${said}`,
    ],
  ];
}

/** Only what the host's configuration says can be compared: a net without link protection names no address there. */
function addressDrift(zone: FoundZone): readonly Note[] {
  if (zone.entry === undefined || zone.configured?.kind !== 'read') return [];
  const { nets } = zone.configured.configuration;
  const inEntry = entryAddresses(zone).map(withoutPrefix);
  const onHost = configuredAddresses(zone).map(withoutPrefix);
  const isWhole = nets.every(
    ({ allowedAddress, address }) => allowedAddress !== undefined || address !== undefined,
  );
  const unknownToEntry = onHost.filter((address) => !inEntry.includes(address));
  const unknownToHost = isWhole ? inEntry.filter((address) => !onHost.includes(address)) : [];
  const routers = nets.flatMap(({ defrouter }) => defrouter ?? []);
  const gateways = zone.entry.nets.flatMap((net) => net.gateways.map(formatAddress));
  const unknownRouters =
    gateways.length === 0 ? [] : routers.filter((router) => !gateways.includes(router));
  return [
    ...sentence(unknownToEntry, 'The host gives it ', ', which its entry does not have'),
    ...sentence(unknownToHost, 'Its entry has ', ', which the host does not give it'),
    ...sentence(unknownRouters, 'Its router is ', ', which its entry does not have'),
  ];
}

function linkDrift({ entry, configured }: FoundZone, on: DriftCircumstances): readonly Note[] {
  if (entry === undefined || configured?.kind !== 'read') return [];
  const { nets, ipType } = configured.configuration;
  const links = nets.map(({ physical }) => physical);
  const named = entry.nets.flatMap(({ vnic }) => vnic ?? []);
  const unknown = ipType === 'shared' || named.length === 0 ? [] : links;
  return [
    ...sentence(
      named.filter((vnic) => !links.includes(vnic)),
      'Its entry has the VNIC ',
      ', which its configuration does not use',
    ),
    ...sentence(
      unknown.filter((link) => link !== '' && !named.includes(link)),
      'It uses the VNIC ',
      ', which its entry does not have',
    ),
    ...entry.nets.flatMap(({ vnic, stub }): readonly Note[] => {
      const over = on.vnics.find(({ name }) => name === vnic)?.over;
      return over === undefined || stub === undefined || over === stub
        ? []
        : [
            [
              'Its VNIC ',
              code(vnic ?? ''),
              ' lies over ',
              code(over),
              ', where its entry says ',
              code(stub),
            ],
          ];
    }),
  ];
}

/** The host is right: the entry is to be put right after it. */
const corrigible = (
  notes: readonly Note[],
  { host, name }: FoundZone,
  { registry: { directory } }: DriftCircumstances,
): readonly Note[] =>
  notes.map((note, at) =>
    at < notes.length - 1
      ? note
      : [
          ...note,
          '. Correct ',
          code(`${directory}/zones/${name}.kdl`),
          ', or have it written anew: ',
          code(`/zone forget ${host}/${name}`),
          ', then ',
          code(`/zone import ${host}/${name}`),
        ],
  );

/** One with `global-nic` has its VNICs only while it is up. */
function missingVnics({ entry, configured }: FoundZone, on: DriftCircumstances): readonly Note[] {
  if (configured?.kind !== 'read' || configured.configuration.ipType === 'shared') return [];
  return configured.configuration.nets.flatMap(({ physical, properties }): readonly Note[] => {
    const isThere = on.vnics.some(
      ({ name }) => name === physical || name === `${configured.name}/${physical}`,
    );
    const net = entry?.nets.find(({ vnic }) => vnic === physical);
    if (isThere || net === undefined || properties.has('global-nic')) return [];
    return [
      [
        'Its VNIC ',
        code(physical),
        ' is not there, and it does not boot without. On the host: ',
        code(`dladm create-vnic -l ${net.stub ?? '<link>'} ${physical}`),
      ],
    ];
  });
}

/** What its template says of new zones, and this one was set or made otherwise: most often on purpose. */
export function templateDifferences(
  { host, name, entry, configured }: FoundZone,
  { registry }: Pick<DriftCircumstances, 'registry'>,
): readonly Note[] {
  const template =
    entry?.template === undefined ? undefined : registry.templates.get(entry.template);
  if (template === undefined || configured?.kind !== 'read') return [];
  const { autoboot } = configured.configuration;
  if (autoboot === template.autoboot) return [];
  const wanted = template.autoboot ? 'yes' : 'no';
  return [
    [
      `It ${autoboot ? 'boots' : 'does not boot'} with the host, where its template ${template.name} says otherwise: `,
      code(`/zone set ${host}/${name} autoboot=${wanted}`),
    ],
  ];
}

const sentence = (things: readonly string[], before: string, after: string): readonly Note[] =>
  things.length === 0 ? [] : [[before, ...joined(things.map(code), ', '), after]];
