/** Real processes: an owner that dies, stops, or lets go, and crowds that want what it had. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownDirectory } from '../../../src/store/directory-owner.ts';

const program = new URL('./support/own-directory.ts', import.meta.url).pathname;

class Contender {
  readonly process: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #reader: Interface;

  constructor(directory: string) {
    this.process = spawn(process.execPath, ['--import', 'tsx', program, directory], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const { stdout } = this.process;
    if (stdout === null) throw new Error('no stdout');
    this.#reader = createInterface({ input: stdout });
    this.#lines = this.#reader[Symbol.asyncIterator]();
  }

  async says(): Promise<string> {
    const { value } = await this.#lines.next();
    return String(value);
  }

  tell(word: string): Promise<string> {
    this.process.stdin?.write(`${word}\n`);
    return this.says();
  }

  async kill(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const gone = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await gone;
  }
}

describe('ownDirectory', () => {
  let directory: string;
  let contenders: Contender[];

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'zonebot-owner-'));
    contenders = [];
  });
  afterEach(async () => {
    for (const contender of contenders) await contender.kill();
    rmSync(directory, { recursive: true });
  });

  const contender = async (): Promise<Contender> => {
    const one = new Contender(directory);
    contenders.push(one);
    expect(await one.says()).toBe('ready');
    return one;
  };
  const inUse = 'zmgr::store::in-use';

  it('lets one in, tells the others by whom it is taken, and the next one in after it let go', async () => {
    const first = await ownDirectory(directory);
    await expect(ownDirectory(directory)).rejects.toMatchObject({
      code: inUse,
      message: `The data directory ${directory} is in use by process ${process.pid}`,
    });
    await first.release();
    const second = await ownDirectory(directory);
    await expect(ownDirectory(directory)).rejects.toMatchObject({ code: inUse });
    await second.release();
  });

  it('frees what a killed process had, and not what a stopped one has', async () => {
    const [one, two] = [await contender(), await contender()];
    expect(await one.tell('own')).toBe('owns');
    expect(await two.tell('own')).toBe(inUse);
    one.process.kill('SIGSTOP');
    expect(await two.tell('own')).toBe(inUse);
    one.process.kill('SIGCONT');
    await one.kill();
    expect(await two.tell('own')).toBe('owns');
  });

  it('has exactly one owner whenever a crowd finds a dead one, round after round', async () => {
    const crowd = await Promise.all(Array.from({ length: 4 }, contender));
    const dead = await contender();
    expect(await dead.tell('own')).toBe('owns');
    await dead.kill();
    for (let round = 0; round < 40; round += 1) {
      const words = await Promise.all(crowd.map((one) => one.tell('own')));
      expect(words.filter((word) => word === 'owns')).toHaveLength(1);
      expect(words.filter((word) => word === inUse)).toHaveLength(crowd.length - 1);
      // The owner goes without a word of its ticket: to the next round it looks as dead as a killed one.
      await crowd[words.indexOf('owns')]?.tell('release');
    }
    // Nothing is left behind but the last ticket.
    expect(readdirSync(join(directory, 'owner'))).toEqual([expect.stringMatching(/^[0-9]+$/)]);
  });

  it('refuses a path that no socket can have', async () => {
    const deep = join(directory, 'x'.repeat(80));
    await expect(ownDirectory(deep)).rejects.toMatchObject({ code: 'zmgr::store::path-too-long' });
  });
});
