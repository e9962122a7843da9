/** Where a publisher's packages are: pkg(7), "repository URIs". */
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { ArgumentType } from '../../argument-type.ts';

export const origin: ArgumentType<string> = {
  placeholder: 'uri',
  parse: (text) => {
    const isUri =
      URL.canParse(text) && ['http:', 'https:', 'file:'].includes(new URL(text).protocol);
    // A password in it would be read by everybody who reads the registry.
    if (isUri && new URL(text).password === '' && /^[!-~]+$/.test(text)) return text;
    throw new Diagnostic({
      code: 'zmgr::publisher::bad-origin',
      message: `"${text.slice(0, 80)}" is no address of a package repository`,
      help: 'Write one like https://pkg.openindiana.org/hipster or file:///export/repo, without a password.',
    });
  },
};
