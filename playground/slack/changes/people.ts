/** What happens to people's accounts: somebody is deactivated, or is a guest from now on. The app hears of it. */
import type { SlackCore } from '../core.ts';
import { raiseEvent } from '../interactions/event.ts';
import { printUser } from '../workspace/as-slack.ts';
import type { User } from '../workspace/model.ts';

export type PersonChange = Partial<
  Pick<User, 'name' | 'realName' | 'isDeleted' | 'isRestricted' | 'isUltraRestricted' | 'isAdmin'>
>;

/** Resolves once the app has answered what it was told first. */
export async function changePerson(
  core: SlackCore,
  user: User,
  change: PersonChange,
): Promise<void> {
  const changed = { ...user, ...change };
  core.workspace.putUser(changed);
  const seconds = Math.floor(core.clock.now() / 1000);
  const told = raiseEvent(core, {
    type: 'user_change',
    user: printUser(changed, core.workspace),
    cache_ts: seconds,
  });
  await told?.first;
}
