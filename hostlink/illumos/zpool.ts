/** zpool(8): the host's storage pools, how full they are and how they are. */
import { commandFact } from '../observe/define-fact.ts';
import { linesOf, notUnderstood } from '../observe/not-understood.ts';
import { command } from '../shell/command.ts';

export interface Zpool {
  readonly name: string;
  /** Bytes, parity included. Absent for a pool that is not available. */
  readonly size?: number;
  readonly free?: number;
  /** 0 to 100. */
  readonly capacityPercent?: number;
  /** `ONLINE`; `DEGRADED`, `FAULTED`, `SUSPENDED` … say that somebody must look. */
  readonly health: string;
}

export const zpoolList = commandFact({
  name: 'zpool list',
  command: command('zpool', 'list', '-Hp', '-o', 'name,size,free,capacity,health'),
  parse: parseZpools,
});

/** @throws Diagnostic `zmgr::host::not-understood` */
export function parseZpools(stdout: string, source: string): readonly Zpool[] {
  return linesOf(stdout, source).map((where) => {
    const fields = where.text.split('\t');
    const [name = '', size = '', free = '', capacity = '', health = ''] = fields;
    if (fields.length !== 5 || name === '' || !/^[A-Z]+$/.test(health))
      throw notUnderstood(where, 'is no pool with its health');
    const numbers = [size, free, capacity].map((text) => {
      if (text === '-') return undefined;
      // Releases differ in whether -p drops the sign.
      const digits = text.replace(/%$/, '');
      if (!/^[0-9]+$/.test(digits)) throw notUnderstood(where, `has "${text}" for a number`);
      return Number(digits);
    });
    const [bytes, freeBytes, percent] = numbers;
    return {
      name,
      health,
      ...(bytes === undefined ? {} : { size: bytes }),
      ...(freeBytes === undefined ? {} : { free: freeBytes }),
      ...(percent === undefined ? {} : { capacityPercent: percent }),
    };
  });
}
