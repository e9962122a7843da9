/**
 * What the install scripts of lx and illumos zones do: seed_zone() of OMP's src/brand/shared/image.ksh, from a file, a
 * dataset or a snapshot. A mistake in the arguments is fatal here, and leaves the zone incomplete.
 */
import type { InstallScript } from '../../dialect/dialect.ts';
import { findDataset, type Machine } from '../../model/machine.ts';
import { parseOptions } from '../options.ts';
import { addBootEnvironment } from './datasets.ts';
import type { InstallJob, ScriptEnd } from './install-job.ts';

export async function installFromImage(
  { call, machine, zonepath, base, argv, failure }: InstallJob,
  script: Extract<InstallScript, { kind: 'image' }>,
  installed: () => void,
): Promise<ScriptEnd> {
  const { options, bad } = parseOptions(argv, script.letters);
  const source = options.get('s') ?? options.get('t');
  if (bad !== undefined || source === undefined) {
    if (bad !== undefined) call.complain(`-${bad.letter}: unknown option`);
    else call.print('The installation source must be specified.\n');
    for (const line of script.usage) call.print(line);
    return 'failed';
  }
  if (base === undefined) {
    call.complain('the zonepath must be a ZFS dataset.');
    return 'failed';
  }
  const fault = sourceFault(machine, source);
  if (fault !== undefined) {
    call.complain(fault);
    return 'failed';
  }
  const isFile = source.startsWith('/');
  call.print(`Installing zone from ${isFile ? 'tar file' : 'ZFS filesystem'} ${source}`);
  if (!isFile) call.print(`Cloning from snapshot ${source}`);
  if (script.bootEnvironment !== undefined)
    addBootEnvironment(machine, base, script.bootEnvironment);
  machine.files.makeDirectory(`${zonepath}/root`, 0o755);
  await machine.sleep(machine.delays.install / 2);
  if (call.gone()) return 'failed';
  if (failure !== undefined) {
    call.complain(failure.stderr ?? 'gtar: Unexpected EOF in archive');
    return 'failed';
  }
  await machine.sleep(machine.delays.install / 2);
  if (call.gone()) return 'failed';
  installed();
  return 'installed';
}

/** A file is told by its name here, not by its first bytes. */
function sourceFault(machine: Machine, source: string): string | undefined {
  if (source.startsWith('/')) {
    if (!machine.files.exists(source)) return `Source file '${source}' not found`;
    return /\.(tar|tgz|zfs|zss)(\.(gz|bz2|xz|zst))?$/.test(source)
      ? undefined
      : `Seed file ${source} not in a supported format (data)`;
  }
  const [dataset = '', snapshot] = source.split('@');
  if (findDataset(machine, dataset) !== undefined) return undefined;
  return `Could not find ZFS ${snapshot === undefined ? 'filesystem' : 'snapshot'} ${source}`;
}
