/** Paths on a host as they stand in plans: absolute, in their shortest form, without characters that no tool here takes. */
import { z } from 'zod';
import type { Branded } from './brand.ts';

export type AbsolutePath = Branded<string, 'AbsolutePath'>;

const pattern = /^(\/(?!\.{1,2}(\/|$))[^/\0-\x1f\x7f"]+)+$/;

export const isAbsolutePath = (text: string): text is AbsolutePath => pattern.test(text);

/** For schemas. */
export const absolutePath = z
  .string()
  .regex(pattern, 'not an absolute path')
  .transform((text) => text as AbsolutePath);
