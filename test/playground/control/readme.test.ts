/** playground/README.md lists every call of the control API, every fault and every change. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { controlRoutes } from '../../../playground/control/control.ts';
import { startSlack } from '../../../playground/slack/server.ts';

const root = join(import.meta.dirname, '../../../playground');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

test('every call', async () => {
  let paths: readonly string[] = [];
  const slack = await startSlack({
    port: 0,
    routes: (core) => {
      const routes = controlRoutes({
        slack: core,
        hosts: () => [],
        ready: async () => {},
        commands: async () => [],
        page: join(root, 'page'),
      });
      paths = routes.routes.map(({ path }) => path).filter((path) => /^\/_control\/\w/.test(path));
      return routes;
    },
  });
  await slack.stop();
  const calls = new Set(paths.map((path) => path.replace(/:(\w+)$/, '<$1>')));
  expect(calls.size).toBeGreaterThan(15);
  expect([...calls].filter((call) => !readme.includes(call))).toEqual([]);
});

test.each(['routes/slack-faults.ts', 'routes/workspace.ts'])('every kind in %s', (file) => {
  const source = readFileSync(join(root, 'control', file), 'utf8');
  const kinds = [...source.matchAll(/^ {4}case '([\w-]+)':$/gm)].map(([, kind]) => kind);
  expect(kinds.length).toBeGreaterThan(8);
  expect(kinds.filter((kind) => !readme.includes(`\`${kind}\``))).toEqual([]);
});
