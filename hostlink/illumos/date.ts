/** date(1): what time a host thinks it is. */
import { commandFact } from '../observe/define-fact.ts';
import { notUnderstood } from '../observe/not-understood.ts';
import { command } from '../shell/command.ts';

/** To the second. `+%s` is not asked for: not every release knows it. */
export const hostClock = commandFact({
  name: 'date',
  command: command('date', '-u', '+%Y-%m-%dT%H:%M:%SZ'),
  parse: (stdout, source): Date => {
    const text = stdout.trim();
    const at = new Date(text);
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) || Number.isNaN(at.getTime()))
      throw notUnderstood({ source, line: 1, text: text.slice(0, 200) }, 'is no time');
    return at;
  },
});
