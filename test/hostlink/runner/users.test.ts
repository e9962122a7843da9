/** Two users of one host see each other's operations live, wait for each other, and take over from each other's dead. */
import { chmodSync, chownSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { submit } from '../../../hostlink/runner/runner.ts';
import { killGroup, until } from '../../support/processes.ts';
import { describeReal } from '../../support/real.ts';
import { makeWorld } from '../../support/runner-world.ts';
import { shellNames } from '../../support/shells.ts';
import { testThing } from '../../support/test-steps.ts';

/** nobody and nogroup of Debian. */
const nobody = { uid: 65_534, gid: 65_534 };

const requirements = process.getuid?.() === 0 ? [] : ['a root user'];

describeReal('two users', [...shellNames, ...requirements], () => {
  // Each mostly waits, so they do it together.
  test.concurrent.for([
    ['dash', 'root first'],
    ['busybox', 'root first'],
    ['ksh93', 'nobody first'],
  ] as const)(
    'under %s, %s: the other waits, then takes over',
    async ([shell, order], { onTestFinished }) => {
      const here = makeWorld(shell);
      onTestFinished(() => here.remove());
      // A group shares the host: what it may do in the state directory, it may do below.
      chmodSync(here.directory, 0o755);
      for (const directory of [here.state, here.tree]) {
        chownSync(directory, 0, nobody.gid);
        chmodSync(directory, 0o2775);
      }
      const links = [here.link, here.linkWith({ as: nobody })];
      if (order === 'nobody first') links.reverse();
      const [first = here.link, second = here.link] = links;
      const blocker = `${here.directory}/blocker`;
      writeFileSync(blocker, '');
      const [one, two] = [here.operation(), here.operation()];
      const journal = (operation: typeof one) => {
        const path = `${here.ops(operation)}/events`;
        return existsSync(path) ? readFileSync(path, 'utf8') : '';
      };
      const hangs = here.plan({
        steps: [testThing.step({ path: here.at('1'), text: '', trouble: 'hangs', blocker })],
      });
      const follows = here.plan({ steps: [testThing.step({ path: here.at('2'), text: '' })] });
      const firstEnd = submit(first, one, here.script(hangs, one));
      await until('it hangs', () => journal(one).includes('started 1'));
      const secondEnd = submit(second, two, here.script(follows, two));
      await until('the other waits for it', () =>
        journal(two).includes(`waiting zone/web01 ${one}`),
      );
      killGroup(Number(/claimed run [0-9]+ ([0-9]+)/.exec(journal(one))?.[1]));
      expect(await firstEnd).toEqual({ kind: 'interrupted' });
      expect(await secondEnd).toEqual({ kind: 'ended', outcome: 'done' });
      rmSync(blocker);
      here.remove();
    },
  );
});
