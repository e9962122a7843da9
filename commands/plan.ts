/** /zone plan <change …>: what the change would do, and nothing else. The same as `dry-run=yes` on the change. */
import type { PlanCommand } from './define.ts';

export const plan: PlanCommand = {
  kind: 'plan',
  path: 'plan',
  summary: 'Show what a change would do, and change nothing',
  role: 'viewer',
  args: {},
  examples: ['plan create web01', 'plan create web01 template=oi host=hv-04'],
};
