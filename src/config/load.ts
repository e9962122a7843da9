/** Loads zonebot.kdl from disk: the one place of src/config that touches files. */
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { Checked } from '../checked.ts';
import type { ConfigEnvironment } from '../env.ts';
import type { Config } from './config.ts';
import type { FileContent, Files } from './files.ts';
import { readConfig } from './read.ts';

export function loadConfig({ config, agentSocket }: ConfigEnvironment): Checked<Config> {
  const path = resolve(config);
  const content = readFile(path);
  if (content.kind !== 'file') return { kind: 'faulty', faults: [notThere(config, content)] };
  return readConfig(config, content.text, { files: filesBeside(path), agentSocket });
}

const filesBeside = (path: string): Files => ({
  resolve: (other) => resolve(dirname(path), other),
  read: readFile,
});

function readFile(path: string): FileContent {
  try {
    const { mode } = statSync(path);
    accessSync(path, constants.R_OK);
    return { kind: 'file', text: readFileSync(path, 'utf8'), mode };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return code === 'ENOENT' || code === 'ENOTDIR'
      ? { kind: 'missing' }
      : { kind: 'unreadable', why: code };
  }
}

function notThere(path: string, content: Exclude<FileContent, { kind: 'file' }>): Diagnostic {
  return content.kind === 'missing'
    ? new Diagnostic({
        code: 'zmgr::config::no-file',
        message: `There is no configuration at ${path}`,
        help: 'Write one (the README shows how), or set ZONEBOT_CONFIG to where it is.',
      })
    : new Diagnostic({
        code: 'zmgr::config::unreadable',
        message: `The configuration ${path} can't be read: ${content.why}`,
        help: 'Let the user that the bot runs as read it.',
      });
}
