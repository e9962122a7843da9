/** Argument types of what a host has: links and directories. */
import { type LinkName, parseLinkName } from '../../../hostlink/names/link-name.ts';
import { parseZonepath, type Zonepath } from '../../../hostlink/names/zonepath.ts';
import { parseDomain } from '../../../hostlink/registry/template-attributes.ts';
import type { ArgumentType } from '../../argument-type.ts';

/** A link that VNICs can lie over. */
export const linkName: ArgumentType<LinkName> = {
  placeholder: 'link',
  parse: parseLinkName,
  choices: { kind: 'links' },
};

/** A directory below which zonepaths lie: what can't be a zonepath can't lead to one. */
export const zonepathPrefix: ArgumentType<Zonepath> = {
  placeholder: 'directory',
  parse: parseZonepath,
};

export const domain: ArgumentType<string> = { placeholder: 'domain', parse: parseDomain };
