/** All about one pool, for somebody who wants to know whether there is room, and who has an address. */

import { dhcpConfiguration } from '../../hostlink/illumos/dhcpd.ts';
import { linkList } from '../../hostlink/illumos/dladm.ts';
import { addressList } from '../../hostlink/illumos/ipadm.ts';
import { zonesDirectory } from '../../hostlink/illumos/zones-directory.ts';
import { formatAddress, formatCidr } from '../../hostlink/ipam/address.ts';
import { familiesOf, nextFree, usage } from '../../hostlink/ipam/pool-addresses.ts';
import { type Holding, holdingsOf } from '../../hostlink/ipam/pool-holders.ts';
import { describeTaker, type TakenAddresses } from '../../hostlink/ipam/taken.ts';
import type { HostName } from '../../hostlink/names/host-name.ts';
import { attempted } from '../../hostlink/observe/attempt.ts';
import type { FactSet, Observed } from '../../hostlink/observe/fact.ts';
import { fileNamed } from '../../hostlink/plans/registry-file.ts';
import { registryFact } from '../../hostlink/registry/fact.ts';
import type { Pool, Registry } from '../../hostlink/registry/model.ts';
import { poolFile } from '../../hostlink/registry/pool-edit.ts';
import { rangesOf, rangeWords, reservationWords } from '../../hostlink/registry/pool-words.ts';
import type { Answer, Line } from '../answer.ts';
import { pageOf, pageParts } from '../answers/pages.ts';
import {
  bullets,
  code,
  context,
  counted,
  fields,
  heading,
  joined,
  paragraph,
  strong,
  time,
} from '../answers/parts.ts';
import { whyUnread } from '../answers/why-unread.ts';
import { spell } from '../grammar/spell.ts';
import { valueIn } from '../hosts/host-words.ts';
import { countOf } from '../hosts/pool-lines.ts';
import { faultParts, fileOffers } from '../registry/file-parts.ts';
import { poolPicture } from './pool-picture.ts';
import { takenAmong } from './taken-among.ts';

export const poolShowFacts = {
  registry: registryFact,
  configurations: attempted(zonesDirectory),
  addresses: attempted(addressList),
  dhcp: attempted(dhcpConfiguration),
  links: attempted(linkList),
} satisfies FactSet;

export interface PoolShown {
  readonly host: { readonly name: HostName };
  readonly pool: string;
  readonly facts: Observed<typeof poolShowFacts>;
  readonly holds: readonly string[];
  readonly page: number;
  readonly now: Date;
}

const pageLength = 30;

/** @throws Diagnostic `zmgr::pool::unknown`, and what is wrong with the pool's file */
export function poolAnswer({
  host,
  pool: name,
  facts,
  holds,
  page: wanted,
  now,
}: PoolShown): Answer {
  const { registry } = facts;
  const { model: pool } = fileNamed(poolFile, name, registry, host);
  const attempt = takenAmong(registry, facts, holds);
  const taken = attempt.kind === 'read' ? attempt.value : undefined;
  const holdings = taken === undefined ? [] : holdingsOf(pool, taken);
  const page = pageOf(holdings, wanted, pageLength);
  const about = { host: host.name, registry, kind: 'pool', name } as const;
  const rooms = familiesOf(pool).map((family) => roomWords(pool, family, taken));
  return {
    summary: `Pool ${name} on ${host.name}: ${rooms.join('; ')}`,
    parts: [
      heading(`Pool ${name} on ${host.name}`),
      bullets(rooms.map((words, at) => roomLine(pool, familiesOf(pool)[at] ?? 4, taken, words))),
      ...(attempt.kind === 'unread'
        ? [paragraph(`⚠ What is taken can't be told: ${whyUnread(attempt.diagnostic)}`)]
        : []),
      ...faultParts(about),
      fields([
        ...familyFields(pool),
        ['Link', [code(pool.stub), ...linkWords(pool, facts)]],
        [
          'Reserved',
          pool.reserved.length === 0 ? undefined : pool.reserved.map(reservationWords).join(', '),
        ],
        ['Templates', templatesWith(name, registry)],
      ]),
      ...(holdings.length === 0
        ? []
        : [
            paragraph(
              strong('Who has what'),
              ` · ${page.range}${counted(holdings.length, 'address', 'addresses')}`,
            ),
            bullets(page.items.map(holdingLine)),
          ]),
      ...pageParts(page, (number) =>
        spell(`pool show ${host.name}/${name}`, [
          ['page', number === 1 ? undefined : String(number)],
        ]),
      ),
      fileOffers(about),
      context('As of ', time(now)),
    ],
    ...(taken !== undefined && { picture: poolPicture(host.name, pool, taken) }),
  };
}

function roomWords(pool: Pool, family: 4 | 6, taken: TakenAddresses | undefined): string {
  if (taken === undefined) return `IPv${family}: free addresses unknown`;
  const { total, free } = usage(pool, family, taken);
  return `${countOf(free)} of ${countOf(total)} free${familiesOf(pool).length > 1 ? ` (IPv${family})` : ''}`;
}

/** `▓▓▓░░░░░░░ 31 % · 72 of 104 free · next 10.1.0.12` */
function roomLine(
  pool: Pool,
  family: 4 | 6,
  taken: TakenAddresses | undefined,
  words: string,
): Line {
  if (taken === undefined) return words;
  const { total, used, free } = usage(pool, family, taken);
  const percent = total === 0n ? 100 : Number((used * 1000n) / total) / 10;
  const filled =
    total === 0n ? 10 : Math.min(10, Math.max(used > 0n ? 1 : 0, Math.round(percent / 10)));
  return [
    free === 0n ? '⚠ ' : '',
    `${'▓'.repeat(filled)}${'░'.repeat(10 - filled)} ${percent < 10 ? percent.toFixed(1).replace(/\.0$/, '') : Math.round(percent)} % · ${words}`,
    ...(free === 0n ? [] : [' · next ', code(formatAddress(nextFree(pool, family, taken)))]),
  ];
}

const familyFields = (pool: Pool): readonly (readonly [string, Line | undefined])[] =>
  [pool.v4, pool.v6].flatMap((family) => {
    if (family === undefined) return [];
    const { network, gateway, ranges, mode } = family;
    const words =
      mode === 'range'
        ? rangesOf(family).map(rangeWords)
        : ranges.map(({ first }) => formatAddress(first));
    const shown = words.slice(0, 12).join(', ');
    const more = words.length > 12 ? `, and ${words.length - 12} more` : '';
    return [
      [`IPv${network.address.family} network`, code(formatCidr(network))],
      ['Gateway', code(formatAddress(gateway))],
      [
        mode === 'range' ? (ranges.length === 1 ? 'Range' : 'Ranges') : 'Addresses',
        `${shown}${more}`,
      ],
    ] as const;
  });

function linkWords(pool: Pool, { links }: PoolShown['facts']): readonly string[] {
  const known = valueIn(links);
  if (known === undefined) return [];
  const link = known.find(({ name }) => name === pool.stub);
  if (link === undefined) return [', ⚠ which the host does not have'];
  return [link.class === 'etherstub' ? ", an etherstub: the host's own pool" : `, ${link.class}`];
}

const templatesWith = (pool: string, { templates }: Registry): string | undefined => {
  const names = [...templates.values()]
    .filter(({ nets }) => nets.some((net) => net.pool === pool))
    .map(({ name }) => name);
  return names.length === 0 ? undefined : names.join(', ');
};

function holdingLine({ first, last, by, isInRange }: Holding): Line {
  const span =
    first.value === last.value
      ? formatAddress(first)
      : `${formatAddress(first)} to ${formatAddress(last)}`;
  return joined([
    [code(span), ' ', holderWords(by)],
    isInRange || by.kind === 'gateway' ? '' : 'outside its ranges',
  ]);
}

function holderWords(by: Holding['by']): string {
  switch (by.kind) {
    case 'entry':
      return by.zone;
    case 'zone':
      return `${by.zone}, which has no entry`;
    case 'reserved':
      return by.note === undefined ? 'reserved' : `reserved: ${by.note}`;
    case 'gateway':
      return 'gateway';
    default:
      return describeTaker(by);
  }
}
