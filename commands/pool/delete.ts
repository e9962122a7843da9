/** /zone pool delete <pool> [host=]: its file goes, where no zone has an address of it and no template names it. */
import { planPoolDelete, poolFileFacts } from '../../hostlink/plans/pool-files.ts';
import { confirmRegistryFile, fileSubject } from '../../hostlink/plans/registry-file.ts';
import { option, target } from '../argument.ts';
import { defineChange } from '../define.ts';
import { hostName, poolName } from '../grammar/types/names.ts';
import { hostOfFile } from '../registry/host-of-file.ts';

export const poolDelete = defineChange({
  path: 'pool delete',
  summary: 'Remove a pool that no zone and no template needs',
  role: 'operator',
  risk: 'destructive',
  args: {
    pool: target(poolName, 'name of the pool'),
    host: option(hostName, 'its host, where several have a pool of that name'),
  },
  examples: ['pool delete lab', 'pool delete hv-04/lab'],
  host: ({ pool: file, host }, desk) => hostOfFile(desk, 'pool', { file, host }, 'delete'),
  subject: ({ pool }) => fileSubject('pool', pool),
  facts: () => poolFileFacts,
  plan: ({ args: { pool }, host, facts, holds }) => planPoolDelete({ pool, host, facts, holds }),
  confirm: confirmRegistryFile,
});
