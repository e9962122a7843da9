/** Names of hosts: what an operator calls a machine in zonebot.kdl and in chat; not a DNS name, though it may be one. */
import { z } from 'zod';
import { Diagnostic } from '../diagnostic.ts';
import type { Branded } from './brand.ts';

export type HostName = Branded<string, 'HostName'>;

const pattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;

/** @throws Diagnostic `zmgr::host::bad-name` */
export function parseHostName(text: string): HostName {
  if (!pattern.test(text)) {
    throw new Diagnostic({
      code: 'zmgr::host::bad-name',
      message: `"${text.slice(0, 80)}" cannot name a host`,
      help: 'A host name holds at most 63 letters, digits, ".", "_" and "-", and begins with a letter or digit.',
    });
  }
  return text as HostName;
}

/** For schemas: the same rule. */
export const hostName = z
  .string()
  .regex(pattern, 'not a host name')
  .transform((text) => text as HostName);
