/**
 * What an import comes to: each entry with why it is as it is; what waits for a choice, with a button that opens its form;
 * what was left alone, and why. However many zones there are, it fits on a card.
 */
import type { Plan } from '../../hostlink/plan/plan.ts';
import { choiceOf, choiceOfAll, groupsOf, named } from '../../hostlink/plans/import-choices.ts';
import { type ZonesImported, zonesImportSchema } from '../../hostlink/plans/zones-import.ts';
import { someOf } from '../../hostlink/some-of.ts';
import type { Line, Part } from '../answer.ts';
import { bullets, code, context, counted, joined, offers, paragraph, strong } from './parts.ts';

/** Entries that are told one by one. */
const mostEntries = 8;
const mostRemarks = 5;
const mostChoices = 3;
const mostReasons = 5;
const mostNamed = 6;

/** Nothing of another verb's plan, or of another release's. */
export function importParts({ verb, host, chosen }: Plan): readonly Part[] {
  const read = zonesImportSchema.safeParse(chosen.import);
  if (verb !== 'import' || !read.success) return [];
  const { written, unsure, left, skipped } = read.data;
  return [
    bullets(
      written.length <= mostEntries
        ? written.map(entryLine)
        : [...byTemplate(written), ...remarks(written)],
    ),
    ...choiceParts(unsure, host),
    ...leftParts(left),
    ...(skipped.length === 0
      ? []
      : [
          context(
            `${counted(skipped.length, 'virtual machine')}, which vm-manager looks after: ${someOf(
              skipped.map(({ zone }) => zone),
              mostNamed,
            )}`,
          ),
        ]),
  ];
}

type Written = ZonesImported['written'];

/** `web01 · template oi, the only one of the brand ipkg, … · 10.1.0.12 by its allowed-address` */
const entryLine = ({ zone, template, because, sources, remarks }: Written[number]): Line => [
  strong(zone),
  ' · ',
  ...joined([
    template === undefined
      ? `no template: ${because}`
      : ['template ', code(template), `: ${because}`],
    sources.join(', '),
    ...remarks.map((remark) => `⚠ ${remark}`),
  ]),
];

/** `oi · 120 zones: web1, web2 and 118 more` */
function byTemplate(written: Written): readonly Line[] {
  const groups = new Map<string | undefined, string[]>();
  for (const { zone, template } of written)
    groups.set(template, [...(groups.get(template) ?? []), zone]);
  return [...groups].map(
    ([template, zones]): Line => [
      ...(template === undefined ? ['No template'] : ['Template ', code(template)]),
      ` · ${counted(zones.length, 'zone')}: ${someOf(zones, mostNamed)}`,
    ],
  );
}

function remarks(written: Written): readonly Line[] {
  const told = written.flatMap(({ zone, remarks: some }) =>
    some.map((remark): Line => ['⚠ ', strong(zone), `: ${remark}`]),
  );
  const more = told.length - mostRemarks;
  return [
    ...told.slice(0, more <= 1 ? told.length : mostRemarks),
    ...(more <= 1 ? [] : [`⚠ and ${more} more like these`]),
  ];
}

function choiceParts(unsure: ZonesImported['unsure'], host: string): readonly Part[] {
  if (unsure.length === 0) return [];
  const groups = groupsOf(unsure);
  const shown = groups.slice(0, mostChoices);
  const more = groups.length - shown.length;
  const all = choiceOfAll(groups, host);
  return [
    paragraph(strong(`${unsure.length} ${unsure.length === 1 ? 'waits' : 'wait'} for a choice`)),
    {
      kind: 'rows',
      rows: shown.map(({ members, because }) => ({
        line: [strong(named(members)), `: ${because}`],
        offer: { label: 'Choose', text: choiceOf(members, host) },
      })),
    },
    ...(all === undefined ? [] : [offers({ label: 'Choose for all', text: all })]),
    ...(more === 0
      ? []
      : [context(`And ${more} more; `, code(`/zone import host=${host}`), ' shows what is left.')]),
  ];
}

function leftParts(left: ZonesImported['left']): readonly Part[] {
  if (left.length === 0) return [];
  const groups = groupsOf(left);
  const more = groups.length - mostReasons;
  return [
    paragraph(
      strong(`${left.length} left as ${left.length === 1 ? 'it is' : 'they are'}`),
      ', since something is to be put right first',
    ),
    bullets([
      ...groups
        .slice(0, more <= 1 ? groups.length : mostReasons)
        .map(({ members, because }): Line => [strong(named(members)), `: ${because}`]),
      ...(more <= 1 ? [] : [`and ${more} more`]),
    ]),
  ];
}
