/**
 * A host as the rest of hostlink sees it: what is configured of it, and one way to run a script there. hostlink/ssh
 * implements the link over SSH; nothing else reaches a host.
 */
import type { HostName } from './names/host-name.ts';
import type { Elevation } from './shell/command.ts';

/** A public key that a host may show, as in known_hosts: its type and its base64 blob. */
export interface HostKey {
  readonly type: string;
  readonly blob: string;
}

export type Authentication =
  | { readonly kind: 'identity'; readonly path: string }
  | { readonly kind: 'agent'; readonly socket: string };

/** A `host` node of zonebot.kdl, resolved: defaults filled in, key files read. */
export interface HostSpec {
  readonly name: HostName;
  readonly address: string;
  readonly port: number;
  readonly user: string;
  readonly authentication: Authentication;
  /** Never empty: a host without a pinned key is not connected to. */
  readonly hostKeys: readonly HostKey[];
  readonly elevation: Elevation;
  /** Directory of the registry, default /etc/zmgr. */
  readonly registry: string;
  /** Directory of operations and locks, default /var/zmgr. */
  readonly state: string;
  /** PATH of every script. */
  readonly path: string;
  /** Where the system's configuration is read (zones/, os-release). /etc, but for a simulated host without namespaces. */
  readonly etc: string;
  readonly tags: readonly string[];
}

export interface ExecRequest {
  /** POSIX shell text, run by /bin/sh whatever the user's login shell is. At most 64 KiB as it travels, and no secrets: `ps` shows it. */
  readonly script: string;
  /** What the script reads; left out, it reads end of file. */
  readonly stdin?: string | Uint8Array;
  /** Milliseconds until the channel is given up and the outcome is unknown. */
  readonly deadline: number;
  /** Called with output as it comes, besides collecting it. */
  readonly onStdout?: (chunk: Uint8Array) => void;
  /** Gives the channel up; the outcome is unknown then. What was started on the host goes on. */
  readonly signal?: AbortSignal;
}

/**
 * How an exec came to its end. `unknown`: the channel closed without an exit status (link lost, host rebooted, deadline):
 * neither a failure nor a success, and whoever asked must look.
 */
export type ExecEnd =
  | {
      readonly kind: 'exited';
      readonly status: number;
      readonly stdout: Uint8Array;
      readonly stderr: Uint8Array;
    }
  | {
      readonly kind: 'killed';
      readonly signal: string;
      readonly stdout: Uint8Array;
      readonly stderr: Uint8Array;
    }
  | {
      readonly kind: 'unknown';
      readonly why: string;
      /** Which of the ways it was; whoever reads may ask again after `link-lost`, and no other. */
      readonly because?: 'link-lost' | 'deadline' | 'aborted' | 'output-limit';
      readonly stdout: Uint8Array;
      readonly stderr: Uint8Array;
    };

/** A kept connection to one host. */
export interface HostLink {
  readonly spec: HostSpec;
  /**
   * Runs one script in one exec. More than 16 MiB of output gives the channel up: the outcome is unknown then too.
   * @throws Diagnostic `zmgr::host::unreachable`, `key-changed`, `denied`, `identity`, `no-key`, `busy`, `given-up`,
   * `script-too-long`: whenever it throws one, nothing was run.
   */
  exec(request: ExecRequest): Promise<ExecEnd>;
}
