/** uname(1): what a host calls itself, and which build of the kernel it runs. */
import { commandFact } from '../observe/define-fact.ts';
import { linesOf, notUnderstood } from '../observe/not-understood.ts';
import { command } from '../shell/command.ts';

export interface Kernel {
  readonly nodename: string;
  /** `5.11` */
  readonly release: string;
  /** `illumos-01d4d8e790`, `omnios-r151054-d0e7a5c1b7` */
  readonly build: string;
}

export const kernel = commandFact({
  name: 'uname -nrv',
  command: command('uname', '-nrv'),
  parse: parseKernel,
});

/** Always in this order, whatever the order of the options. @throws Diagnostic `zmgr::host::not-understood` */
export function parseKernel(stdout: string, source: string): Kernel {
  const [where = { source, line: 1, text: '' }] = linesOf(stdout, source);
  const [nodename = '', release = '', ...build] = where.text.split(' ');
  if (release === '' || build.length === 0) throw notUnderstood(where, 'is no name and release');
  return { nodename, release, build: build.join(' ') };
}
