/**
 * /zone breakglass <change …> ticket=… -- why: has a change done at once that waits for the yes of others, or that is not
 * made at this time of the week. All hear of it, and it is reviewed afterwards. docs/break-glass.md
 */
import type { BreakGlassCommand } from './define.ts';
import { breakGlassArguments } from './grammar/usage.ts';

export const breakglass: BreakGlassCommand = {
  kind: 'breakglass',
  path: 'breakglass',
  summary: 'In an emergency, do now what others would have to approve',
  role: 'operator',
  args: breakGlassArguments,
  examples: ['breakglass halt web01 ticket=INC-42 -- it floods the mail relay, and nobody answers'],
};
