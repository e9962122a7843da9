/** `npx zonebot …`: what is done outside of Slack, on the bot's own machine. */
import { nearest } from '../../hostlink/nearest.ts';
import { auditVerify } from './audit-verify.ts';
import type { CliCommand, Terminal } from './cli-command.ts';
import { configCheck } from './config-check.ts';
import { storeRebuild } from './store-rebuild.ts';

const commands: readonly CliCommand[] = [configCheck, auditVerify, storeRebuild];

/** Exit status: 0 well, 1 something is wrong, 2 not understood. */
export async function runCli(words: readonly string[], terminal: Terminal): Promise<number> {
  const typed = words.join(' ');
  if (words.length === 0 || /^(-h|--help|help)$/.test(typed)) {
    terminal.say(usage());
    return 0;
  }
  const command = commands.find(({ path }) => typed === path || typed.startsWith(`${path} `));
  if (command !== undefined)
    return command.run(words.slice(command.path.split(' ').length), terminal);
  const near = nearest(
    words.slice(0, 2).join(' '),
    commands.map(({ path }) => path),
  );
  terminal.complain(
    `zonebot does not know "${typed}".${near.length > 0 ? ` Did you mean: zonebot ${near.join(', zonebot ')}?` : ''}\n\n${usage()}`,
  );
  return 2;
}

const usage = (): string =>
  `What zonebot does on the command line:\n${commands
    .map((command) => `  zonebot ${command.usage}\n      ${command.summary}\n`)
    .join('')}`;
