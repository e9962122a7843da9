/** The runner over OpenSSH's sshd: it leaves the connection that started it, and any later one finds it. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { operationId } from '../../../hostlink/names/operation-id.ts';
import { compile } from '../../../hostlink/runner/compile.ts';
import type { JournalEvent } from '../../../hostlink/runner/events.ts';
import { attach, submit } from '../../../hostlink/runner/runner.ts';
import { SshLink } from '../../../hostlink/ssh/link.ts';
import { until } from '../../support/processes.ts';
import { describeReal } from '../../support/real.ts';
import { makeWorld, outline, type World } from '../../support/runner-world.ts';
import { type Sshd, startSshd } from '../../support/sshd.ts';
import { testFile, testGuardKinds, testKinds, testThing } from '../../support/test-steps.ts';

describeReal('the runner over sshd', ['/usr/sbin/sshd', 'timeout'], () => {
  let sshd: Sshd;
  let link: SshLink;
  let world: World;
  let operations = 0;
  beforeAll(async () => {
    sshd = await startSshd();
    mkdirSync(`${sshd.directory}/state`);
  });
  afterAll(() => sshd.stop());
  beforeEach(() => {
    world = makeWorld('dash');
    link = new SshLink(sshd.spec(), { now: () => new Date(), random: () => 0.5 });
  });
  afterEach(async () => {
    await link.close();
    world.remove();
  });

  const newOperation = () => {
    operations += 1;
    return operationId('sshd', String(operations));
  };
  const scriptOf = (
    steps: Parameters<World['plan']>[0]['steps'],
    operation: ReturnType<typeof newOperation>,
  ) =>
    compile({
      plan: world.plan({ steps }),
      operation,
      host: link.spec,
      kinds: testKinds,
      guardKinds: testGuardKinds,
      lockTimeout: 10_000,
    });
  const ops = (operation: string) => `${sshd.directory}/state/ops/${operation}`;

  /** Two steps, of which the second hangs; resolves once it does. */
  async function hanging() {
    const blocker = `${world.directory}/blocker`;
    writeFileSync(blocker, '');
    const operation = newOperation();
    const events: JournalEvent[] = [];
    const steps = [
      testThing.step({ path: world.at('0'), text: '0' }),
      testThing.step({ path: world.at('1'), text: '1', trouble: 'hangs', blocker }),
    ];
    const end = submit(link, operation, scriptOf(steps, operation), {
      onEvent: (event) => events.push(event),
    });
    await until('it hangs', () => outline(events).includes('started 2'));
    const [claimed] = events;
    const runner = claimed?.kind === 'claimed' ? claimed.pid : 0;
    return { operation, end, events, runner, go: () => rmSync(blocker) };
  }

  const parentOf = (pid: number): number =>
    Number(readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ')[1]);

  test('a plan larger than a command line may be', async () => {
    const operation = newOperation();
    const text = 'a line of an entry that somebody wrote\n'.repeat(100);
    const steps = Array.from({ length: 60 }, (_, index) =>
      testFile.step({ path: world.at(`${index}`), text }),
    );
    const script = scriptOf(steps, operation);
    expect(script.length).toBeGreaterThan(200 * 1024);
    expect(await submit(link, operation, script)).toEqual({ kind: 'ended', outcome: 'done' });
    expect(world.dump()).toHaveLength(60);
  });

  test('kill -9 of the sshd session: the host goes on, and another link finds the rest', async () => {
    const { operation, end, events, runner, go } = await hanging();
    const follower = parentOf(runner);
    process.kill(parentOf(follower), 'SIGKILL');
    expect((await end).kind).toBe('unknown');
    // Nobody reads what the follower prints: it notices, and does not stay for as long as the step takes.
    await until('the follower goes', () => !existsSync(`/proc/${follower}/exe`));
    go();
    await until('the host finishes by itself', () => !existsSync(`${ops(operation)}/script`));
    const later: JournalEvent[] = [];
    expect(
      await attach(link, operation, { from: events.length, onEvent: (event) => later.push(event) }),
    ).toEqual({ kind: 'ended', outcome: 'done' });
    expect(outline(later)).toEqual(['done 2', 'end done']);
  });

  test('the runner keeps nothing of its connection open', async () => {
    const { operation, end, runner, go } = await hanging();
    // With its follower gone, sshd ends the channel at once, though the runner goes on.
    process.kill(parentOf(runner), 'SIGKILL');
    expect((await end).kind).toBe('unknown');
    expect(existsSync(`/proc/${runner}`)).toBe(true);
    go();
    expect(await attach(link, operation)).toEqual({ kind: 'ended', outcome: 'done' });
  });

  test('kill -9 of the whole operation: interrupted', async () => {
    const { end, runner, go } = await hanging();
    process.kill(-runner, 'SIGKILL');
    expect(await end).toEqual({ kind: 'interrupted' });
    go();
  });
});
