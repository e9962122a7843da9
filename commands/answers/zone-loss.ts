/** What destroying a zone takes away and what it leaves, for whoever says yes to it. */
import { type ZoneLoss, zoneLossSchema } from '../../hostlink/plans/zone-destroy.ts';
import type { Line } from '../answer.ts';
import { code, counted } from './parts.ts';
import { formatSize } from './size.ts';

/** @param loss as the plan has it; that of another release tells nothing here. */
export function zoneLossDetails(loss: unknown): readonly Detail[] {
  const parsed = zoneLossSchema.safeParse(loss);
  if (!parsed.success) return [];
  const { state, addresses, dataset, dependants, reservations, stay } = parsed.data;
  return [
    [
      'State',
      state === undefined ? 'no such zone; only its entry is left' : state.replace('_', ' '),
    ],
    ...one('Address that gets free', 'Addresses that get free', addresses),
    ...(dataset === undefined ? [] : datasetDetails(dataset)),
    ...(reservations.length === 0 ? [] : [['Given up', reservations.join('; ')] as const]),
    ...(dependants.length === 0 ? [] : [['Depends on it', dependants.join(', ')] as const]),
    ...(stay.length === 0
      ? []
      : [
          [
            'Stays',
            stay.map(({ what, because }) => `${what}, since ${because}`).join('; '),
          ] as const,
        ]),
  ];
}

/** As plan-details.ts has them. */
type Detail = readonly [name: string, value: Line];

const one = (name: string, names: string, values: readonly string[]): readonly Detail[] =>
  values.length === 0 ? [] : [[values.length === 1 ? name : names, values.join(', ')]];

const datasetDetails = ({ name, bytes, snapshots }: NonNullable<ZoneLoss['dataset']>): Detail[] => [
  ['Destroyed', [code(name), `, ${formatSize(bytes)}`]],
  ['Snapshots', snapshotsLine(snapshots)],
];

/** More names than these say nothing. */
const mostNamed = 4;

function snapshotsLine(snapshots: readonly string[]): Line {
  if (snapshots.length === 0) return 'none; no copy is kept';
  const named = snapshots.slice(-mostNamed).join(', ');
  const more = snapshots.length > mostNamed ? `the last ${named}` : named;
  return `${counted(snapshots.length, 'snapshot')} (${more}), destroyed with it; no copy is kept`;
}
