/** What is told of any file of a registry: its faults, its text, and what may be done with it. */
import type { HostName } from '../../hostlink/names/host-name.ts';
import { type FileKindName, memberPath } from '../../hostlink/registry/file-kind.ts';
import type { Registry } from '../../hostlink/registry/model.ts';
import { veiled } from '../../hostlink/registry/secret-lines.ts';
import type { Offer, Part } from '../answer.ts';
import { bullets, code, marked, offers, paragraph, preformatted } from '../answers/parts.ts';

interface OnHost {
  readonly host: HostName;
  readonly registry: Registry;
  readonly kind: FileKindName;
  readonly name: string;
}

/** Warnings of the file itself and of its place among others. */
export function faultParts({ registry, kind, name }: OnHost): readonly Part[] {
  const path = memberPath(kind, name);
  const faults = registry.faults.filter((one) => one.path === path);
  return faults.length === 0
    ? []
    : [
        bullets(
          faults.map(({ diagnostic: { message, help = '' } }) => [
            '⚠ ',
            ...marked(`${message}. ${help}`),
          ]),
        ),
      ];
}

const mostText = 2_500;

/** The file as it is on the host; what people wrote into it is theirs to read, but for passwords and keys. */
export function fileTextParts({ registry, kind, name }: OnHost): readonly Part[] {
  const path = memberPath(kind, name);
  const text = veiled(registry.texts.get(path) ?? '');
  const shown = text.length <= mostText ? text : `${text.slice(0, mostText)}\n…`;
  return [paragraph(code(`${registry.directory}/${path}`)), preformatted(shown.trimEnd())];
}

export const fileOffers = ({ host, kind, name }: OnHost, ...more: readonly Offer[]): Part =>
  offers(
    { label: 'Edit', text: `${kind} edit ${host}/${name}`, isForAsker: true },
    { label: 'Refresh', text: `${kind} show ${host}/${name}`, isInPlace: true },
    ...more,
    { label: 'Delete', text: `${kind} delete ${host}/${name}`, isForAsker: true },
  );
