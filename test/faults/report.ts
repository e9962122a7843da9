/** A campaign's outcome for people: a line for each try as it goes, then a table, then every leak. */
import { leaksOf, type Outcome, type Try } from './campaign.ts';
import type { LeakKind } from './checks/leak.ts';

export function tryLine(tried: Try, number: number, of: number): string {
  const { store, verb, zone, fault, fired, missed, late, adopted, leaks } = tried;
  const what = fired
    ? late > 0
      ? `fired, ${late} ${late === 1 ? 'event' : 'events'} late`
      : 'fired'
    : `NEVER FIRED${missed === undefined ? '' : ` (${missed})`}`;
  const words = [
    what,
    ...(adopted === undefined ? [] : [`taken up after ${seconds(adopted)}`]),
    ...(leaks.length === 0 ? [] : [`${leaks.length} LEAKS`]),
  ];
  return `${store} ${verb} ${number}/${of} ${zone} ${fault}: ${words.join(', ')}`;
}

const columns: readonly (readonly [title: string, kinds: readonly LeakKind[]])[] = [
  ['addresses', ['address']],
  ['VNICs', ['vnic']],
  ['entries', ['entry']],
  ['locks', ['lock']],
  ['zones', ['zone', 'host']],
  ['processes', ['runner']],
  ['journals', ['journal']],
  ['cards', ['card']],
  ['operations', ['operation']],
];

export function table(outcome: Outcome): string {
  const header = [
    'store',
    'verb',
    'tries',
    'fired',
    'places',
    'exact',
    ...columns.map(([title]) => title),
    'slowest taken up',
    'slowest told',
  ];
  const names = new Set(outcome.tries.map(({ store, verb }) => `${store} ${verb}`));
  const rows = [...names].map((name) => {
    const tries = outcome.tries.filter(({ store, verb }) => `${store} ${verb}` === name);
    return [...name.split(' '), ...figures(tries, { ...outcome, tries, leaks: [] })];
  });
  const all = ['all', '', ...figures(outcome.tries, outcome)];
  return aligned([header, ...rows, all]);
}

function figures(tries: readonly Try[], outcome: Outcome): readonly string[] {
  const fired = tries.filter((one) => one.fired);
  const slowest = (of: (tried: Try) => number | undefined): string => {
    const known = tries.flatMap((one) => of(one) ?? []);
    return known.length === 0 ? '–' : seconds(Math.max(...known));
  };
  return [
    String(tries.length),
    String(fired.length),
    String(places(tries)),
    String(places(fired.filter(({ late }) => late === 0))),
    ...columns.map(([, kinds]) => String(kinds.flatMap((kind) => leaksOf(outcome, kind)).length)),
    slowest(({ adopted }) => adopted),
    slowest(({ told }) => told),
  ];
}

/** Different faults, each with each verb on each store. */
const places = (tries: readonly Try[]): number =>
  new Set(tries.map(({ store, verb, fault }) => `${store} ${verb} ${fault}`)).size;

export function leakLines({ tries, leaks }: Outcome): readonly string[] {
  return [
    ...tries.flatMap(({ store, verb, zone, fault, leaks: own }) =>
      own.map(({ kind, what }) => `${store} ${verb} ${zone} (${fault}): ${kind}: ${what}`),
    ),
    ...leaks.map(({ store, kind, what }) => `${store}, at the end: ${kind}: ${what}`),
  ];
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
