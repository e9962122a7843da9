/** Paths on a host as they stand in plans: absolute, in their shortest form, without characters that no tool here takes. */
import { z } from 'zod';
import { Diagnostic } from '../diagnostic.ts';
import type { Branded } from './brand.ts';

export type AbsolutePath = Branded<string, 'AbsolutePath'>;

const pattern = /^(\/(?!\.{1,2}(\/|$))[^/"\p{Cc}]+)+$/u;

/** @throws Diagnostic `zmgr::path::bad` */
export function parseAbsolutePath(text: string): AbsolutePath {
  if (!pattern.test(text)) {
    throw new Diagnostic({
      code: 'zmgr::path::bad',
      message: `"${text.slice(0, 80)}" is no absolute path`,
      help: 'Write a path like /etc/zmgr, without "..", quotes or a "/" at its end.',
    });
  }
  return text as AbsolutePath;
}

/** For schemas. */
export const absolutePath = z
  .string()
  .regex(pattern, 'not an absolute path')
  .transform((text) => text as AbsolutePath);
