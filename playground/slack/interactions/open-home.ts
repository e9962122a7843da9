/** Opening the App Home: the app hears of it each time, and publishes what is to be seen there. */
import type { SlackCore } from '../core.ts';
import { printView, type View, valuesOf } from '../views/view.ts';
import { raiseEvent } from './event.ts';
import { personOf } from './gesture.ts';

/**
 * What this person sees there once the app has acked that they look; undefined until it has published something.
 * @throws Diagnostic `zmgr::playground::unknown-user`
 */
export async function openHome(core: SlackCore, id: string): Promise<View | undefined> {
  const user = personOf(core, id);
  const before = core.views.home(user.id);
  const told = raiseEvent(core, {
    type: 'app_home_opened',
    user: user.id,
    channel: core.workspace.im(user.id).id,
    tab: 'home',
    ...(before === undefined ? {} : { view: printView(before, core.workspace, valuesOf(before)) }),
  });
  await told?.first;
  return core.views.home(user.id);
}
