/** What the control API needs from those around it; playground/main.ts hands it in. */
import type { SlackCore } from '../slack/core.ts';
import type { Json } from '../slack/json.ts';

/** A simulated host, as the control API shows and troubles it. */
export interface HostControl {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  /** The answer of `GET /_control/host/<name>`: plain JSON, in the shape of hosts/model/snapshot.ts. */
  state(): Promise<object>;
  /**
   * Asks for trouble.
   * @throws Diagnostic when it is no fault that this host knows
   */
  fault(fault: Json): Promise<void>;
}

/** A line of the composer's completion list. */
export interface CommandHint {
  /** What follows `/zone`. */
  readonly text: string;
  readonly summary: string;
}

export interface ControlDependencies {
  readonly slack: SlackCore;
  /** The first is the default host. */
  readonly hosts: () => readonly HostControl[];
  /** Resolves when the bot is connected and its hosts have answered once. */
  readonly ready: () => Promise<void>;
  /** What this user may type. */
  readonly commands: (user: string) => Promise<readonly CommandHint[]>;
  /** The directory of the page's files. */
  readonly page: string;
}
