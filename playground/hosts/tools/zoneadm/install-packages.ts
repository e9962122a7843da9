/** What the install scripts of brands with packages do: OIP's and OMP's pkgcreatezone, with the words of OMD. */
import type { InstallScript } from '../../dialect/dialect.ts';
import { property } from '../../model/zone.ts';
import { parseOptions } from '../options.ts';
import { addBootEnvironment } from './datasets.ts';
import type { InstallJob, ScriptEnd } from './install-job.ts';

export async function installPackages(
  { call, machine, zone, zonepath, base, argv, failure }: InstallJob,
  script: InstallScript,
  installed: () => void,
): Promise<ScriptEnd> {
  const { publisher, nextSteps } = machine.dialect;
  const given = publisherGiven(argv, script);
  if (given === 'not-understood') {
    for (const line of script.usage) call.complain(line);
    return 'not-understood';
  }
  if (base === undefined) {
    call.complain('ERROR: the zonepath must be a ZFS dataset.');
    call.complain('The parent directory of the zonepath must be a ZFS dataset so that the');
    call.complain('zonepath ZFS dataset can be created properly.');
    return 'failed';
  }

  const began = machine.now().getTime();
  call.print(`       Image: Preparing at ${zonepath}/root.`);
  addBootEnvironment(machine, base, 'zbe');
  machine.files.makeDirectory(`${zonepath}/root`, 0o755);
  const [wanted = publisher.name] = given.publisher?.split('=') ?? [];
  if (wanted !== publisher.name) {
    call.complain(
      `ERROR: Unable to locate the incorporation '${publisher.entire}' in the preferred publisher '${wanted}'.`,
    );
    return 'failed';
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
    if (call.gone()) return 'failed';
    if (failure !== undefined && at >= lines.length / 2) {
      call.complain(failure.stderr ?? 'ERROR: failed to install package');
      return 'failed';
    }
    if (at < lines.length - 1) call.print(line);
    else {
      const seconds = (machine.now().getTime() - began) / 1000;
      const [name = publisher.name, origin = publisher.origin] =
        given.publisher?.split(/=(.*)/, 2) ?? [];
      const { brands } = machine.dialect;
      const brand = brands.find((one) => one.name === property(zone.configuration, 'brand'));
      const isSystem = brand?.linked === true;
      zone.publishers = [{ name, sticky: true, isSystem, origin: origin.replace(/\/*$/, '/') }];
      installed();
      call.print(`${line}${seconds.toFixed(3)} seconds.`);
    }
  }
  call.print('');
  for (const line of nextSteps) call.print(line);
  return 'installed';
}

/** -P counts once, the last. */
function publisherGiven(
  argv: readonly string[],
  { letters }: InstallScript,
): { readonly publisher: string | undefined } | 'not-understood' {
  const { options, operands, bad } = parseOptions(argv, letters);
  const publisher = options.get('P');
  const unsound = publisher !== undefined && !/^[^=]+=.+/.test(publisher);
  const other = options.has('h') || options.has('a') || options.has('d');
  if (bad !== undefined || operands.length > 0 || unsound || other) return 'not-understood';
  return { publisher };
}
