/** test(1): whether a directory is there, and whether the bot's user may write in it. */
import { Diagnostic } from '../diagnostic.ts';
import type { HostSpec } from '../host.ts';
import type { Fact } from '../observe/fact.ts';
import { command } from '../shell/command.ts';

/** -d: a directory, seen through symbolic links · -w: this user may write there. */
type Question = '-d' | '-w';

const asked = (question: Question, pathOf: (host: HostSpec) => string): Fact<boolean> => ({
  name: `test ${question}`,
  reading: (host) => ({ kind: 'command', command: command('test', question, pathOf(host)) }),
  understand: (answer, host) => {
    if (answer.kind !== 'command') throw new TypeError('test was handed files');
    // POSIX: 0 true, 1 false, more is an error.
    if (answer.status <= 1) return answer.status === 0;
    throw new Diagnostic({
      code: 'zmgr::host::tool-failed',
      message: `test ${question} ${pathOf(host)} failed on ${host.name} with status ${answer.status}`,
      help: `Run it there as ${host.user} to see why.`,
      cause: new Error(answer.stderr.trim().slice(0, 1000)),
    });
  },
});

export const isDirectory = (pathOf: (host: HostSpec) => string): Fact<boolean> =>
  asked('-d', pathOf);
export const isWritable = (pathOf: (host: HostSpec) => string): Fact<boolean> =>
  asked('-w', pathOf);
