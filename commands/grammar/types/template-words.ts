/** Argument types of what a template says. */
import { brands } from '../../../hostlink/illumos/brands.ts';
import { parseImage, parseInstallArgument } from '../../../hostlink/illumos/install-arguments.ts';
import type { ArgumentType } from '../../argument-type.ts';
import { oneOf } from './one-of.ts';

const ours = brands.filter(({ keeper }) => keeper === 'zonebot').map(({ name }) => name);

export const brandName: ArgumentType<string> = oneOf('brand', ours);
export const ipType = oneOf('ip-type', ['exclusive', 'shared']);
export const image: ArgumentType<string> = { placeholder: 'image', parse: parseImage };
export const installArgument: ArgumentType<string> = {
  placeholder: 'argument',
  parse: parseInstallArgument,
};
