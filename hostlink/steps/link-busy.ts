/** What it means that a link can't be deleted, since something uses it. */
import { linkBusy } from '../illumos/dladm.ts';
import type { LinkName } from '../names/link-name.ts';
import type { Advice } from './define-step.ts';

export const busyLink = (kind: string, link: LinkName): Advice => ({
  says: linkBusy,
  code: 'zmgr::link::busy',
  message: `The ${kind} ${link} is in use, and can't be deleted while it is`,
  help: `On the host, \`dladm show-linkprop -p zone ${link}\` and \`ipadm show-if ${link}\` say by whom; give it back, and resume the operation.`,
});
