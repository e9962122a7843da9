/** Tags of zones: words by which people, rules and bulk commands speak of several at once. By the rule of hosts' tags. */
import { Diagnostic } from '../diagnostic.ts';

const pattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;

/** @throws Diagnostic `zmgr::zone::bad-tag` */
export function parseTag(text: string): string {
  if (pattern.test(text)) return text;
  throw new Diagnostic({
    code: 'zmgr::zone::bad-tag',
    message: `"${text.slice(0, 80)}" cannot be a tag`,
    help: 'A tag has at most 63 letters, digits, ".", "_" and "-", a letter or digit first: tags=web,prod.',
  });
}
