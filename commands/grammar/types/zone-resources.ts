/** What a zone gets of its host, as it is typed: a directory, a dataset, an attribute. */
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { ZoneAttribute } from '../../../hostlink/illumos/zone-configuration.ts';
import { type Mount, mountOptionFault } from '../../../hostlink/illumos/zone-resources.ts';
import { parseAbsolutePath } from '../../../hostlink/names/absolute-path.ts';
import { parseDatasetName } from '../../../hostlink/names/dataset-name.ts';
import { attributeFault } from '../../../hostlink/registry/template-attributes.ts';
import type { ArgumentType } from '../../argument-type.ts';

/** `/tank/www:/export/www:ro`: a directory of the host, where it is in the zone, and how. */
export const mount: ArgumentType<Mount> = {
  placeholder: 'mount',
  parse: (text) => {
    const [special = '', directory, options, ...others] = text.split(':');
    const words = options?.split('+') ?? [];
    if (
      directory === undefined ||
      others.length > 0 ||
      words.some((word) => mountOptionFault(word) !== undefined)
    ) {
      throw new Diagnostic({
        code: 'zmgr::command::bad-mount',
        message: `"${text.slice(0, 80)}" does not say what of the host is where in the zone`,
        help: 'Write a directory of the host, a colon and one of the zone, and behind another colon how: /tank/www:/export/www:ro.',
      });
    }
    return {
      special: parseAbsolutePath(special),
      directory: parseAbsolutePath(directory),
      type: 'lofs',
      options: words,
    };
  },
};

export const dataset: ArgumentType<string> = { placeholder: 'dataset', parse: parseDatasetName };

/** `kernel-version:4.4` */
export const attribute: ArgumentType<Pick<ZoneAttribute, 'name' | 'value'>> = {
  placeholder: 'attribute',
  parse: (text) => {
    const [, name = '', value = ''] = /^([^:]*):(.*)$/s.exec(text) ?? [];
    const fault = attributeFault(name, value);
    if (fault === undefined) return { name, value };
    throw new Diagnostic({
      code: 'zmgr::command::bad-attribute',
      message: fault.message,
      help: 'Write a name, a colon and the value, like kernel-version:4.4.',
    });
  },
};
