/** What a verb is about: one zone, or `tag:web`, all zones that have the tag. */
import { parseTag } from '../../../hostlink/names/tag.ts';
import type { ZoneName } from '../../../hostlink/names/zone-name.ts';
import { tagSubject } from '../../../hostlink/plans/zones-power.ts';
import type { ArgumentType } from '../../argument-type.ts';
import { zoneName } from './names.ts';

export type ZoneTarget =
  | { readonly kind: 'zone'; readonly name: ZoneName }
  | { readonly kind: 'tag'; readonly tag: string };

const prefix = 'tag:';

/** Whether a text speaks of a tag, right or wrong. */
export const isTagText = (text: string): boolean => text.toLowerCase().startsWith(prefix);

export const zoneTarget: ArgumentType<ZoneTarget> = {
  ...zoneName,
  parse: (text) =>
    isTagText(text)
      ? { kind: 'tag', tag: parseTag(text.slice(prefix.length)) }
      : { kind: 'zone', name: zoneName.parse(text) },
};

/** As it is typed. */
export const subjectOf = (target: ZoneTarget): string =>
  target.kind === 'zone' ? target.name : tagSubject(target.tag);
