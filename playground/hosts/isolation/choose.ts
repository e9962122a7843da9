/** Chooses how a host is kept apart: namespaces where the kernel allows them, else paths; says why where neither works. */
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { Isolation } from './isolation.ts';
import { namespaceIsolation } from './namespace.ts';
import { pathIsolation } from './paths.ts';
import { layTree } from './tree.ts';

export type IsolationWish = 'auto' | 'namespace' | 'paths';

export interface IsolationOptions {
  readonly wish: IsolationWish;
  /** A directory that does not exist yet, or is empty: made new for each attempt. */
  readonly rootFor: (kind: 'namespace' | 'paths') => string;
  readonly user: string;
  readonly userId: number;
  readonly shell: string;
  readonly stateBytes?: number;
}

export interface Chosen {
  readonly isolation: Isolation;
  readonly root: string;
}

/** @throws Diagnostic `zmgr::playground::no-namespace`, or `zmgr::playground::no-isolation` when nothing works. */
export async function chooseIsolation(options: IsolationOptions): Promise<Chosen> {
  const { wish, user, shell } = options;
  let refused: unknown;
  if (wish !== 'paths') {
    const root = options.rootFor('namespace');
    let isolation: Isolation | undefined;
    try {
      const mounts = layTree({ root, user, shell, mapped: true });
      isolation = await namespaceIsolation({ ...options, root, mounts });
      await isolation.boot();
      return { isolation, root };
    } catch (error) {
      await isolation?.close();
      if (wish === 'namespace') throw error;
      refused = error;
    }
  }
  const root = options.rootFor('paths');
  try {
    layTree({ root, user, shell, mapped: false });
    const isolation = pathIsolation(root);
    await isolation.boot();
    return { isolation, root };
  } catch (error) {
    throw new Diagnostic({
      code: 'zmgr::playground::no-isolation',
      message: 'No simulated host can run on this machine',
      help: 'It needs Linux with /proc, and better user namespaces: `unshare --user --mount true` should work.',
      cause: refused === undefined ? error : new Error(String(error), { cause: refused }),
    });
  }
}
