/**
 * `zoneadm install` and `uninstall` of brands that get packages: the zone is `incomplete` from the first dataset to the last
 * package, and stays so when the brand's script fails. Its words are OMD's and OIP's (pkgcreatezone).
 */
import type { ToolCall } from '../../calls/call.ts';
import type { InstallScript } from '../../dialect/dialect.ts';
import { findDataset, type Machine, newUuid } from '../../model/machine.ts';
import { property, type Zone } from '../../model/zone.ts';
import { writeIndex } from '../../model/zone-files.ts';
import { parseOptions } from '../options.ts';
import { findMounted, parentOf } from './verify.ts';

/** How an install is to go wrong, when it is asked to. */
export interface InstallFailure {
  readonly status: number;
  readonly stderr: string | undefined;
}

/** Exit codes of brand scripts, illumos-gate usr/src/lib/brand/shared/zone/common.ksh. */
const brandUsageStatus = 253;

export async function installZone(
  call: ToolCall,
  machine: Machine,
  zone: Zone,
  argv: readonly string[],
  failure: InstallFailure | undefined,
): Promise<number> {
  const zonepath = property(zone.configuration, 'zonepath');
  const parent = findMounted(machine, parentOf(zonepath));
  const setState = (state: Zone['state']) => {
    zone.state = state;
    writeIndex(machine);
  };
  machine.files.makeDirectory(zonepath, 0o700);
  const base = parent === undefined ? undefined : `${parent.name}/${zonepath.split('/').at(-1)}`;
  if (base !== undefined && findDataset(machine, base) === undefined) {
    addDataset(machine, base, { mountpoint: zonepath, sharenfs: 'off', sharesmb: 'off' });
    call.print('A ZFS file system has been created for this zone.');
  }
  setState('incomplete');

  const { brands, publisher, nextSteps } = machine.dialect;
  const script = brands.find(({ name }) => name === property(zone.configuration, 'brand'))?.install;
  if (script === undefined) throw new Error('zonecfg has let an unknown brand pass');
  const brand = brandArguments(argv, script);
  if (brand === brandUsageStatus) {
    // The script understood nothing and did nothing: zoneadm cleans up, and the zone is configured again.
    for (const line of script.usage) call.complain(line);
    removeDatasets(machine, base);
    machine.files.remove(zonepath);
    setState('configured');
    return 1;
  }
  if (base === undefined) {
    call.complain('ERROR: the zonepath must be a ZFS dataset.');
    call.complain('The parent directory of the zonepath must be a ZFS dataset so that the');
    call.complain('zonepath ZFS dataset can be created properly.');
    return 1;
  }

  const began = machine.now().getTime();
  call.print(`       Image: Preparing at ${zonepath}/root.`);
  addDataset(machine, `${base}/ROOT`, { mountpoint: 'legacy', zoned: 'on' });
  addDataset(machine, `${base}/ROOT/zbe`, {
    mountpoint: 'legacy',
    canmount: 'noauto',
    zoned: 'on',
    'org.opensolaris.libbe:active': 'on',
    'org.opensolaris.libbe:parentbe': '4ae62ed0-a06b-46aa-8a90-8bd2d1a4bb6d',
  });
  machine.files.makeDirectory(`${zonepath}/root`, 0o755);
  const [wanted = publisher.name] = brand.publisher?.split('=') ?? [];
  if (wanted !== publisher.name) {
    call.complain(
      `ERROR: Unable to locate the incorporation '${publisher.entire}' in the preferred publisher '${wanted}'.`,
    );
    return 1;
  }
  const lines = [
    '',
    "Sanity Check: Looking for 'entire' incorporation.",
    `   Publisher: Using ${publisher.name} (${publisher.origin}).`,
    '       Cache: Using /var/pkg/publisher.',
    '  Installing: Packages (output follows)',
    'Packages to install: 164',
    'Download: 12480/12480 items  201.3/201.3MB  100% complete (28.1M/s)',
    'Actions: 24122/24122 actions (Installing new actions)',
    'Updating package state database                 Done ',
    ' Postinstall: Copying SMF seed repository ... done.',
    '        Done: Installation completed in ',
  ];
  for (const [at, line] of lines.entries()) {
    await machine.sleep(machine.delays.install / lines.length);
    // Killed: so is the script, wherever it was, and the zone stays as it is.
    if (call.gone()) return 1;
    if (failure !== undefined && at >= lines.length / 2) {
      call.complain(failure.stderr ?? 'ERROR: failed to install package');
      return failure.status;
    }
    if (at < lines.length - 1) call.print(line);
    else {
      const seconds = (machine.now().getTime() - began) / 1000;
      setState('installed');
      call.print(`${line}${seconds.toFixed(3)} seconds.`);
    }
  }
  call.print('');
  for (const line of nextSteps) call.print(line);
  return 0;
}

interface BrandArguments {
  readonly publisher: string | undefined;
}

/** -P counts once, the last. */
function brandArguments(
  argv: readonly string[],
  { letters }: InstallScript,
): BrandArguments | typeof brandUsageStatus {
  const { options, operands, bad } = parseOptions(argv, letters);
  const publisher = options.get('P');
  const unsound = publisher !== undefined && !/^[^=]+=.+/.test(publisher);
  const other = options.has('h') || options.has('a') || options.has('d');
  if (bad !== undefined || operands.length > 0 || unsound || other) return brandUsageStatus;
  return { publisher };
}

function addDataset(
  machine: Machine,
  name: string,
  properties: Readonly<Record<string, string>>,
): void {
  if (findDataset(machine, name) !== undefined) return;
  const guid = newUuid(machine).replaceAll('-', '').slice(0, 15);
  machine.datasets.push({ name, guid: String(Number.parseInt(guid, 16)), properties });
}

function removeDatasets(machine: Machine, base: string | undefined): void {
  if (base === undefined) return;
  machine.datasets = machine.datasets.filter(
    ({ name }) => name !== base && !name.startsWith(`${base}/`),
  );
}

/** Takes the zone's datasets and its path; data datasets beneath keep the zonepath's dataset alive. */
export async function uninstallZone(call: ToolCall, machine: Machine, zone: Zone): Promise<number> {
  const zonepath = property(zone.configuration, 'zonepath');
  zone.state = 'incomplete';
  writeIndex(machine);
  await machine.sleep(machine.delays.uninstall);
  if (call.gone()) return 1;
  const base = findMounted(machine, zonepath)?.name;
  if (base !== undefined) {
    removeDatasets(machine, `${base}/ROOT`);
    const children = machine.datasets.some(({ name }) => name.startsWith(`${base}/`));
    if (!children) removeDatasets(machine, base);
  }
  machine.files.remove(zonepath);
  zone.state = 'configured';
  writeIndex(machine);
  return 0;
}
