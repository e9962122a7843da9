/** What a zone without an entry is to be: `web01:oi`, `web01:oi:internal+public` with the pools of its nets, `web01:-`. */
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { ZoneName } from '../../../hostlink/names/zone-name.ts';
import type { ArgumentType } from '../../argument-type.ts';
import { poolName, templateName, zoneName } from './names.ts';

export interface ZoneChoice {
  readonly zone: ZoneName;
  /** None: its entry says its brand alone. */
  readonly template?: string;
  readonly pools: readonly string[];
}

const noTemplate = '-';

export const zoneChoice: ArgumentType<ZoneChoice> = {
  placeholder: 'zone:template',
  choices: {
    kind: 'each',
    of: 'templates',
    more: [{ value: noTemplate, detail: 'no template, its brand alone' }],
  },
  parse: (text) => {
    const [zone = '', template, pools, ...others] = text.split(':');
    if (template === undefined || template === '' || others.length > 0) {
      throw new Diagnostic({
        code: 'zmgr::command::bad-zone-choice',
        message: `"${text.slice(0, 80)}" does not say which template is for which zone`,
        help: 'Write the zone, a colon and the template, like web01:oi, or a dash for none, web01:-. Behind another colon may stand the pools of its nets: web01:router:internal+public.',
      });
    }
    return {
      zone: zoneName.parse(zone),
      ...(template !== noTemplate && { template: templateName.parse(template) }),
      pools: pools === undefined ? [] : pools.split('+').map(poolName.parse),
    };
  },
};
