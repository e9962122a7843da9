/** What a zone uses of what it may use, a line each: `Memory: 1.4 GiB of 2 GiB (70 %)`. */
import type { Counter } from '../../hostlink/illumos/kstat.ts';
import { capsOf, type ZoneCaps } from '../../hostlink/illumos/zone-caps.ts';
import type { Line } from '../answer.ts';
import { code, counted, joined, time } from '../answers/parts.ts';
import { formatPercent, formatShare, formatSize } from '../answers/size.ts';
import { whyUnread } from '../answers/why-unread.ts';
import type { FoundZone } from './found-zone.ts';
import type { InnerDetails, ZoneDetails } from './zone-details.ts';

export function useLines(zone: FoundZone, details: ZoneDetails | undefined): readonly Line[] {
  const { configured } = zone;
  const caps = configured?.kind === 'read' ? capsOf(configured.configuration) : {};
  return [
    ...(details?.inside === undefined ? capLines(caps) : runningLines(caps, details.inside)),
    ...(details === undefined ? [] : diskLines(details.dataset)),
  ];
}

/** Of a zone that does not run: what it may use when it does. */
const capLines = ({ memory, swap, processes, ...cpu }: ZoneCaps): readonly Line[] => [
  ...(memory === undefined ? [] : [`Memory: at most ${formatSize(memory)}`]),
  ...(swap === undefined ? [] : [`Swap: at most ${formatSize(swap)}`]),
  ...(cpuLimits(cpu).length === 0 ? [] : [`CPU: ${cpuLimits(cpu).join(', ')}`]),
  ...(processes === undefined ? [] : [`Processes: at most ${processes}`]),
];

function runningLines(caps: ZoneCaps, { load, counters }: InnerDetails): readonly Line[] {
  const used = load.kind === 'read' ? load.value : undefined;
  const kernel = counters.kind === 'read' ? counters.value : {};
  const percent = used === undefined ? [] : [`${formatPercent(used.cpuPercent)} of the host's`];
  const cpu = [...percent, ...cpuLimits(caps)];
  return [
    ...(used === undefined
      ? []
      : // rcapd(8) keeps the cap, or the kernel does; the configuration knows it in either case.
        amountLine('Memory', { usage: used.rss, ...capIn(caps.memory) }, caps.memory, sizes)),
    ...amountLine('Swap', kernel.swap ?? roughly(used?.swap, caps.swap), caps.swap, sizes),
    ...(cpu.length === 0 ? [] : [`CPU: ${cpu.join(', ')}`]),
    ...amountLine(
      'Processes',
      kernel.processes ?? roughly(used?.processes, caps.processes),
      caps.processes,
      numbers,
    ),
    ...(load.kind === 'unread'
      ? [`What it uses can't be read: ${whyUnread(load.diagnostic)}`]
      : []),
    ...(load.kind === 'read' && used === undefined
      ? ["What it uses can't be read: it has just stopped"]
      : []),
    ...(counters.kind === 'unread'
      ? [`The kernel's counts can't be read: ${whyUnread(counters.diagnostic)}`]
      : []),
  ];
}

const capIn = (cap: number | undefined) => (cap === undefined ? {} : { cap });

/** prstat's rounded number, where the kernel's own could not be had. */
const roughly = (usage: number | undefined, cap: number | undefined): Counter | undefined =>
  usage === undefined ? undefined : { usage, ...capIn(cap) };

interface Wording {
  readonly one: (amount: number) => string;
  readonly share: (part: number, whole: number) => string;
}
const sizes: Wording = { one: formatSize, share: formatShare };
const numbers: Wording = { one: String, share: (part, whole) => `${part} of ${whole}` };

/** What is configured and does not hold yet is said beside what does. */
function amountLine(
  name: string,
  counter: Counter | undefined,
  configured: number | undefined,
  { one, share }: Wording,
): readonly Line[] {
  if (counter === undefined) return [];
  const { usage, cap } = counter;
  const text = cap === undefined ? one(usage) : share(usage, cap);
  const pending = configured === undefined ? 'no cap' : `at most ${one(configured)}`;
  return [`${name}: ${text}${cap === configured ? '' : `, from the next boot on ${pending}`}`];
}

const cpuLimits = ({
  cpus,
  dedicatedCpus,
  cpuShares,
}: Pick<ZoneCaps, 'cpus' | 'dedicatedCpus' | 'cpuShares'>): readonly string[] => [
  ...(cpus === undefined ? [] : [`at most ${counted(cpus, 'processor')}`]),
  ...(dedicatedCpus === undefined ? [] : [`${dedicatedCpus} processors of its own`]),
  ...(cpuShares === undefined ? [] : [counted(cpuShares, 'share')]),
];

function diskLines(dataset: ZoneDetails['dataset']): readonly Line[] {
  if (dataset.kind === 'unread')
    return [`What it has on disk can't be read: ${whyUnread(dataset.diagnostic)}`];
  const found = dataset.value;
  if (found.kind === 'shared')
    return [['Disk: a directory of ', code(found.dataset), ', not a dataset of its own']];
  const { name, used, available } = found.dataset;
  const newest = found.snapshots.at(-1);
  return [
    [
      'Disk: ',
      ...joined([`${formatSize(used)} used, ${formatSize(available)} available`, code(name)]),
    ],
    newest === undefined
      ? 'Snapshots: none'
      : [
          `Snapshots: ${found.snapshots.length}, the newest `,
          code(newest.name),
          ' of ',
          time(newest.createdAt),
        ],
  ];
}
