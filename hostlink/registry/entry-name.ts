/** A zone's entry under another name: only the name changes, and what people wrote around it stays. */
import type { ZoneName } from '../names/zone-name.ts';
import { edited, replaceValue } from './edit.ts';
import { parseKdl } from './kdl.ts';
import { requiredNode } from './kdl-read.ts';
import type { ZoneEntry } from './model.ts';

/** @throws Diagnostic `zmgr::kdl::edit` */
export function renamedEntryText(
  { name, text }: Pick<ZoneEntry, 'name' | 'text'>,
  to: ZoneName,
): string {
  const block = parseKdl(`${name}.kdl`, text);
  const [called] = requiredNode(block, 'zone').arguments;
  return called === undefined ? text : edited(block.file, [replaceValue(called, to)]);
}
