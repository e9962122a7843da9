/** A simulated host with a link to it, for tests that want the whole way: SSH, shell, tools, files. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostSpec } from '../../hostlink/host.ts';
import { parseHostName } from '../../hostlink/names/host-name.ts';
import type { FactSet, Observed } from '../../hostlink/observe/fact.ts';
import { observe } from '../../hostlink/observe/observe.ts';
import { linkSettings, SshLink } from '../../hostlink/ssh/link.ts';
import { type HostOptions, type SimulatedHost, startHost } from '../../playground/hosts/host.ts';
import { newKeyPair } from '../../playground/hosts/keys.ts';
import { openindianaSeed } from '../../playground/hosts/seeds/openindiana.ts';

export interface HostUnderTest {
  readonly host: SimulatedHost;
  readonly spec: HostSpec;
  readonly link: SshLink;
  observe<S extends FactSet>(facts: S): Promise<Observed<S>>;
  stop(): Promise<void>;
}

export async function simulatedHost(options: Partial<HostOptions> = {}): Promise<HostUnderTest> {
  const directory = mkdtempSync(join(tmpdir(), 'zonebot-host-'));
  const key = newKeyPair();
  const identity = join(directory, 'identity');
  writeFileSync(identity, key.private, { mode: 0o600 });
  const host = await startHost({
    name: 'hv-04',
    directory: join(directory, 'host'),
    port: 0,
    clientPublicKey: key.public,
    dialect: 'openindiana',
    seed: openindianaSeed,
    installMilliseconds: 20,
    now: () => new Date('2026-11-21T12:00:00Z'),
    random: Math.random,
    ...options,
  });
  const { hostKey, ...reach } = host.reach;
  const spec: HostSpec = {
    ...reach,
    name: parseHostName(host.name),
    authentication: { kind: 'identity', path: identity },
    hostKeys: [hostKey],
    tags: [],
  };
  const surroundings = { now: () => new Date(), random: Math.random };
  const link = new SshLink(spec, surroundings, { ...linkSettings, backoff: [20, 100] });
  return {
    host,
    spec,
    link,
    observe: (facts) => observe(link, facts, { deadline: 10_000, random: randomBytes }),
    async stop() {
      await link.close();
      await host.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
