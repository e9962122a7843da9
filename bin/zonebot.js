#!/usr/bin/env node
// The command line tool: TypeScript runs through tsx, as `npm start` does.
import { register } from 'tsx/esm/api';

register();
const { runCli } = await import('../src/cli/cli.ts');
process.exitCode = await runCli(process.argv.slice(2), {
  variables: process.env,
  say: (text) => process.stdout.write(text),
  complain: (text) => process.stderr.write(text),
});
