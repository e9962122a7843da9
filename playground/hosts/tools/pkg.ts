/** pkg(1), of publishers on the image of a zone: `-R <root> publisher`, `set-publisher`, `unset-publisher` (src/client.py of pkg5). */
import type { ToolCall } from '../calls/call.ts';
import type { Machine } from '../model/machine.ts';
import { type ImagePublisher, property, type Zone } from '../model/zone.ts';
import { notModelled } from './refusals.ts';

export function pkg(call: ToolCall, machine: Machine): number {
  const [flag, root = '', verb, ...argv] = call.argv;
  if (flag !== '-R' || verb === undefined) return notModelled(call, 'pkg on the host itself');
  const zone = machine.zones.find(
    ({ configuration }) => `${property(configuration, 'zonepath')}/root` === root,
  );
  // Below a zonepath only root sees anything.
  if (!call.privileged || zone?.publishers === undefined || zone.rootMounted !== true)
    return fail(call, `No image rooted at '${root}'`);
  switch (verb) {
    case 'publisher':
      if (argv.join(' ') !== '-H -F tsv')
        return notModelled(call, `pkg publisher ${argv.join(' ')}`);
      for (const { name, sticky, isSystem, origin } of zone.publishers)
        call.print([name, sticky, isSystem, true, 'origin', 'online', origin, '-'].join('\t'));
      return 0;
    case 'set-publisher':
      return setPublisher(call, zone, zone.publishers, argv);
    case 'unset-publisher': {
      const [name = ''] = argv;
      const known = zone.publishers.find((one) => one.name === name);
      if (known === undefined)
        return fail(
          call,
          `Removal failed for '${name}': Unknown publisher '${name}'.`,
          'unset-publisher: ',
        );
      if (known.isSystem) return refuseSystem(call, name);
      zone.publishers = zone.publishers.filter((one) => one !== known);
      return 0;
    }
    default:
      return notModelled(call, `pkg ${verb}`);
  }
}

function setPublisher(
  call: ToolCall,
  zone: Zone,
  publishers: readonly ImagePublisher[],
  argv: readonly string[],
): number {
  const [stickiness, letter, origin = '', name, ...more] = argv;
  const sticky = stickiness === '--sticky';
  if ((!sticky && stickiness !== '--non-sticky') || letter !== '-O' || name === undefined)
    return notModelled(call, `pkg set-publisher ${argv.join(' ')}`);
  if (more.length > 0) {
    call.complain('pkg set-publisher: only one publisher name may be specified');
    return 2;
  }
  if (!/^(https?|file):\/\/[^\s/]*\/?\S*$/.test(origin))
    return fail(call, `'${origin}' is not a valid URI.`, 'set-publisher: ');
  const before = publishers.find((one) => one.name === name);
  if (before?.isSystem === true) return refuseSystem(call, name);
  const after = { name, sticky, isSystem: false, origin: origin.replace(/\/*$/, '/') };
  if (before !== undefined && JSON.stringify(before) === JSON.stringify(after)) return 4;
  zone.publishers =
    before === undefined
      ? [...publishers, after]
      : publishers.map((one) => (one === before ? after : one));
  return 0;
}

const refuseSystem = (call: ToolCall, name: string): number =>
  fail(call, `Publisher '${name}' is a system publisher and cannot be modified or removed.`);

function fail(call: ToolCall, message: string, before = ''): 1 {
  call.complain(`pkg ${before}${message}`.replace(/^pkg (?!set-|unset-)/, 'pkg: '));
  return 1;
}
