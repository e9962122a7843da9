/** The links to all hosts of a configuration, by name. */
import { Diagnostic } from '../diagnostic.ts';
import type { HostLink, HostSpec } from '../host.ts';
import type { HostName } from '../names/host-name.ts';
import { type LinkSettings, SshLink, type Surroundings } from './link.ts';

export class HostLinks {
  readonly #links: ReadonlyMap<HostName, SshLink>;

  constructor(specs: readonly HostSpec[], surroundings: Surroundings, settings?: LinkSettings) {
    this.#links = new Map(
      specs.map((spec) => [spec.name, new SshLink(spec, surroundings, settings)]),
    );
  }

  get names(): readonly HostName[] {
    return [...this.#links.keys()];
  }

  /** @throws Diagnostic `zmgr::host::unknown` */
  link(name: HostName): HostLink {
    const link = this.#links.get(name);
    if (link !== undefined) return link;
    throw new Diagnostic({
      code: 'zmgr::host::unknown',
      message: `There is no host ${name} in the configuration`,
      help: `Hosts are ${this.names.join(', ') || 'named by host nodes in zonebot.kdl; there are none'}.`,
      suggestions: this.names,
    });
  }

  /** Whether a connection to it stands at this moment. */
  isConnected(name: HostName): boolean {
    return this.#links.get(name)?.isConnected ?? false;
  }

  /** When a host last answered, since the bot started. */
  lastSeen(name: HostName): Date | undefined {
    return this.#links.get(name)?.lastSeen;
  }

  /** Connects to all of them, so that the first command finds a warm link. Those that can't be reached are told of when they are needed. */
  async prime(): Promise<void> {
    await Promise.allSettled([...this.#links.values()].map((link) => link.prime()));
  }

  async close(): Promise<void> {
    await Promise.all([...this.#links.values()].map((link) => link.close()));
  }
}
