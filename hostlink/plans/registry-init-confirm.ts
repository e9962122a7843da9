/** Whether a registry that was to be begun is there: its files are read, and understood. Pure. */
import { z } from 'zod';
import { Diagnostic } from '../diagnostic.ts';
import type { Plan } from '../plan/plan.ts';
import { fileCreate } from '../steps/file-create.ts';
import type { RegistryInitFacts } from './registry-init.ts';

const written = z.object({ path: z.string() });

/** @throws Diagnostic `zmgr::registry::not-begun` that names the first file that is missing, or what is wrong with it */
export function confirmRegistryInit(
  { host, steps }: Plan,
  { registry }: Pick<RegistryInitFacts, 'registry'>,
): void {
  const { directory, templates, pools, faults, hasConfig } = registry;
  const there = new Set([
    ...(hasConfig ? ['config.kdl'] : []),
    ...[...templates.keys()].map((name) => `templates/${name}.kdl`),
    ...[...pools.keys()].map((name) => `pools/${name}.kdl`),
  ]);
  for (const { kind, args } of steps) {
    if (kind !== fileCreate.kind) continue;
    const path = written.parse(args).path.slice(directory.length + 1);
    const fault = faults.find((one) => one.path === path && one.blocks);
    if (there.has(path) && fault === undefined) continue;
    throw new Diagnostic({
      code: 'zmgr::registry::not-begun',
      message: `${path} of the registry of ${host} ${fault === undefined ? 'is not there' : "can't be understood"}`,
      help: `Look into ${directory} on ${host}; \`/zone host init host=${host}\` makes what is missing.`,
      cause: fault?.diagnostic,
    });
  }
}
