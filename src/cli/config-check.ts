/** zonebot config check [file]: reads the configuration as the bot would, and prints everything that is wrong. */
import { loadConfig } from '../config/load.ts';
import { readConfigEnvironment } from '../env.ts';
import { printFaults } from '../print-faults.ts';
import type { CliCommand } from './cli-command.ts';

export const configCheck: CliCommand = {
  path: 'config check',
  summary:
    'Read zonebot.kdl (or ZONEBOT_CONFIG, or the file named) and say all that is wrong with it',
  usage: 'config check [file]',
  run: ([file], { variables, say, complain }) => {
    const environment = readConfigEnvironment(variables);
    const checked = loadConfig(file === undefined ? environment : { ...environment, config: file });
    if (checked.kind === 'faulty') {
      const { length } = checked.faults;
      complain(
        `${printFaults(checked.faults)}\n${length === 1 ? '1 fault' : `${length} faults`}\n`,
      );
      return 1;
    }
    const { source, hosts, defaultHost, roles, approval } = checked.value;
    say(
      [
        `✓ ${source}`,
        `  hosts: ${hosts.map(({ name }) => (name === defaultHost ? `${name} (default)` : name)).join(', ')}`,
        `  roles: ${Object.keys(roles).join(', ')}`,
        `  approval rules: ${approval.length}`,
        '',
      ].join('\n'),
    );
    return 0;
  },
};
