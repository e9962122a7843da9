/** What somebody asks for, by host: a change that is for several hosts is an operation on each, with its host named. */
import type { ArgumentTexts } from '../../commands/argument.ts';
import type { Desk } from '../../commands/desk.ts';
import { spoken } from '../../commands/forms/spoken.ts';
import type { PreparedChange } from '../../commands/run.ts';

export interface HostWish {
  readonly args: ArgumentTexts;
  /** As it would be typed. */
  readonly text: string;
  /** Different for each, and the same for the same delivery again. */
  readonly delivery: string;
}

/** One where only one host is meant; planning then finds it. @throws Diagnostic as the command's hosts() does */
export async function wishesOf(
  {
    command,
    texts,
    text,
    delivery,
  }: Pick<PreparedChange, 'command' | 'texts' | 'text'> & {
    readonly delivery: string;
  },
  desk: Desk,
): Promise<readonly HostWish[]> {
  const hosts = texts.host === undefined ? await command.hosts?.(texts, desk) : undefined;
  if (hosts === undefined || hosts.length < 2) return [{ args: texts, text, delivery }];
  return hosts.map((host) => {
    const args = { ...texts, host: [host] };
    return { args, text: spoken({ command, texts: args }), delivery: `${delivery} ${host}` };
  });
}
