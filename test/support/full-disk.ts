/** A small file system of a test's own, in a mount namespace that lives as long as it: needs root. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface SmallDisk {
  /** What runs a command where the file system is mounted. */
  readonly through: readonly string[];
  /** A path there as this process sees it. */
  see(path: string): string;
  remove(): void;
}

/** @param size as mount's tmpfs takes it: `300k`. */
export async function smallDisk(directory: string, size: string): Promise<SmallDisk> {
  const script = `mount -t tmpfs -o size=${size},mode=755 small "$1" && echo ready && exec sleep 120`;
  const holder = spawn('unshare', ['-m', 'sh', '-c', script, 'sh', directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  const pid = holder.pid ?? 0;
  return {
    through: ['nsenter', '-t', String(pid), '-m'],
    see: (path) => `/proc/${pid}/root${path}`,
    remove: () => {
      holder.kill('SIGKILL');
    },
  };
}
