/** Argument types of what a host has: links and directories. */
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import { type LinkName, parseLinkName } from '../../../hostlink/names/link-name.ts';
import { type MacAddress, parseMacAddress } from '../../../hostlink/names/mac-address.ts';
import { parseZonepath, type Zonepath } from '../../../hostlink/names/zonepath.ts';
import { parseDomain } from '../../../hostlink/registry/template-attributes.ts';
import type { ArgumentType } from '../../argument-type.ts';

/** A link that VNICs can lie over. */
export const linkName: ArgumentType<LinkName> = {
  placeholder: 'link',
  parse: parseLinkName,
  choices: { kind: 'links' },
};

/** Any link, or one that there is not yet. */
export const anyLinkName: ArgumentType<LinkName> = { placeholder: 'link', parse: parseLinkName };

/** A directory below which zonepaths lie: what can't be a zonepath can't lead to one. */
export const zonepathPrefix: ArgumentType<Zonepath> = {
  placeholder: 'directory',
  parse: parseZonepath,
};

export const domain: ArgumentType<string> = { placeholder: 'domain', parse: parseDomain };

export const macAddress: ArgumentType<MacAddress> = { placeholder: 'mac', parse: parseMacAddress };

/** 1 to 4094: 0 is none, and 4095 is reserved (IEEE 802.1Q). */
export const vlanId: ArgumentType<number> = {
  placeholder: 'id',
  parse: (text) => {
    const id = /^[0-9]{1,4}$/.test(text) ? Number(text) : 0;
    if (id >= 1 && id <= 4094) return id;
    throw new Diagnostic({
      code: 'zmgr::command::bad-number',
      message: `"${text.slice(0, 80)}" is no VLAN id from 1 to 4094`,
      help: 'Write one like 100.',
    });
  },
};
