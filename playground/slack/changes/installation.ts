/** What happens to the app's installation. It hears that its tokens were revoked and that it was taken away; then they are no good. */
import type { SlackCore } from '../core.ts';
import type { Standing } from '../installation.ts';
import { raiseEvent } from '../interactions/event.ts';

/** Resolves once the app has answered what it was told first. */
export async function changeInstallation(core: SlackCore, standing: Standing): Promise<void> {
  const before = core.installation.standing;
  core.installation.standing = standing;
  if (before === standing || standing === 'installed') return;
  const revoked = {
    type: 'tokens_revoked',
    tokens: { oauth: [], bot: [core.workspace.app.userId] },
  };
  const events = standing === 'uninstalled' ? [revoked, { type: 'app_uninstalled' }] : [revoked];
  await Promise.all(events.map((event) => raiseEvent(core, event)?.first));
}
