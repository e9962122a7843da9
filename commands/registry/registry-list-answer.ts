/** A list of what registries have of one kind, host by host, in pages. Hosts that can't be read come first. */
import type { HostName } from '../../hostlink/names/host-name.ts';
import { filesOf } from '../../hostlink/plans/registry-file.ts';
import { type FileKindName, memberPath } from '../../hostlink/registry/file-kind.ts';
import type { Registry } from '../../hostlink/registry/model.ts';
import type { Answer, Line, Part } from '../answer.ts';
import { pageOf, pageParts } from '../answers/pages.ts';
import {
  bullets,
  code,
  context,
  counted,
  heading,
  joined,
  offers,
  paragraph,
  strong,
  time,
} from '../answers/parts.ts';
import { spell } from '../grammar/spell.ts';
import type { FoundHost } from '../hosts/found-host.ts';
import { unreadLine } from '../zones/zone-list-answer.ts';

const pageLength = 40;
/** So few have a button each. */
const mostButtons = 12;

export interface ListWish {
  readonly kind: FileKindName;
  readonly host: readonly HostName[];
  readonly page: number;
}

export function registryListAnswer<F extends { readonly registry: Registry }>(
  hosts: readonly FoundHost<F>[],
  { kind, host: named, page: wanted }: ListWish,
  /** One of them: what is said of it behind its name. */
  lineOf: (host: HostName, facts: F, name: string) => Line,
  now: Date,
): Answer {
  const unread = hosts.flatMap((one) => (one.kind === 'unread' ? [one] : []));
  const read = hosts.flatMap((one) => (one.kind === 'read' ? [one] : []));
  const all = read.flatMap(({ host, facts }) =>
    filesOf(facts.registry, kind).map((name) => ({ host, facts, name })),
  );
  const { items, page, pages, range } = pageOf(all, wanted, pageLength);
  const title = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}s`;
  const count = `${range}${counted(all.length, kind)}`;
  const hasButtons = all.length <= mostButtons;
  const isSeveral = hosts.length > 1;
  const row = ({ host, facts, name }: (typeof items)[number]): Line => {
    const fault = facts.registry.faults.find(
      (one) => one.path === memberPath(kind, name) && one.blocks,
    );
    return [
      strong(isSeveral ? `${host}/${name}` : name),
      ' ',
      ...(fault === undefined
        ? joined([lineOf(host, facts, name)])
        : [`⚠ can't be understood: ${fault.diagnostic.message}`]),
    ];
  };
  const where = read.length === 1 ? read[0]?.host : undefined;
  return {
    summary: [
      ...(read.length === 0 ? [] : [count]),
      ...unread.map(({ host }) => `${host} can't be read`),
    ].join('; '),
    parts: [
      heading(joined([title, read.length === 0 ? '' : count]).join('')),
      ...(unread.length === 0 ? [] : [bullets(unread.map(unreadLine))]),
      ...listPart(
        items.map((one) => ({ line: row(one), text: `${kind} show ${one.host}/${one.name}` })),
        hasButtons,
      ),
      ...(all.length === 0 && read.length > 0
        ? [paragraph(`There is none yet. `, code(`/zone ${kind} create`), ' opens its form.')]
        : []),
      ...pageParts({ page, pages }, (number) =>
        spell(`${kind} list`, [
          ...named.map((host) => ['host', host] as const),
          ['page', number === 1 ? undefined : String(number)],
        ]),
      ),
      offers({
        label: `Create ${kind}`,
        text: `${kind} create${where === undefined ? '' : ` host=${where}`}`,
        isForAsker: true,
      }),
      context('As of ', time(now)),
    ],
  };
}

function listPart(
  rows: readonly { readonly line: Line; readonly text: string }[],
  hasButtons: boolean,
): readonly Part[] {
  if (rows.length === 0) return [];
  return hasButtons
    ? [
        {
          kind: 'rows',
          rows: rows.map(({ line, text }) => ({ line, offer: { label: 'Show', text } })),
        },
      ]
    : [bullets(rows.map(({ line }) => line))];
}
