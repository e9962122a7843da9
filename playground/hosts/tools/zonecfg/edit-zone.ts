/** Commands of zonecfg(8) in the global scope: create, delete, set, clear, add, remove, select. */
import { zoneNameFault } from '../../../../hostlink/names/zone-name.ts';
import { findZone } from '../../model/machine.ts';
import { isActive, stateAtLeast } from '../../model/zone.ts';
import { removeZone, writeIndex } from '../../model/zone-files.ts';
import {
  aliasLimit,
  clearAlias,
  copyOf,
  type DraftResource,
  draftOf,
  emptyResource,
  setAlias,
} from './draft.ts';
import { simple } from './edit-values.ts';
import type { Qualifier, Value } from './grammar.ts';
import {
  Abandoned,
  fail,
  failWith,
  isInstalled,
  isReadOnly,
  open,
  type Session,
  stateOf,
  tell,
  usage,
} from './session.ts';
import {
  aliasesOf,
  errors,
  globalProperties,
  memoryControls,
  type ResourceType,
  zoneNameHelp,
} from './words.ts';

export function create(session: Session, args: readonly string[]): undefined {
  let template = 'SUNWdefault';
  let force = false;
  const { templates, zonecfg: dialect } = session.machine.dialect;
  const named = (name: string) => (/^[A-Z]/.test(name) ? name : `${dialect.templatePrefix}${name}`);
  for (let at = 0; at < args.length; at += 1) {
    const argument = args[at] ?? '';
    if (argument === '-F') force = true;
    else if (argument === '-b') template = 'SUNWblank';
    else if (argument === '-t' && args[at + 1] !== undefined) {
      at += 1;
      template = named(args[at] ?? '');
    } else if (argument.startsWith('-t') && argument.length > 2)
      template = named(argument.slice(2));
    else if (argument === '-a') {
      session.call.complain('invalid path to detached zone');
      return;
    } else return usage(session, 'create');
  }
  if (isReadOnly(session, 'create')) return;
  if (stateOf(session) !== undefined) {
    if (isInstalled(session)) {
      // No error flag: the commands that follow edit the zone that is there, and the exit status is 0.
      tell(session, `Zone ${session.zone} already installed; create not allowed.`);
      return;
    }
    if (!force) {
      tell(
        session,
        'Zone exists, input not from terminal and -F not specified:\ncreate command ignored, exiting.',
      );
      throw new Abandoned();
    }
    session.call.print(`Zone ${session.zone} already exists; overwriting.`);
  }
  const known = Object.hasOwn(templates, template) ? templates[template] : undefined;
  const other = findZone(session.machine, template)?.configuration;
  if (known !== undefined) session.draft = { properties: { ...known }, resources: [] };
  else if (other !== undefined) session.draft = draftOf(other);
  else return failWith(session, template, errors.noZone);
  session.needsCommit = true;
}

export function destroy(session: Session, args: readonly string[]): undefined {
  if (args.some((argument) => argument !== '-F')) return usage(session, 'delete');
  if (isReadOnly(session, 'delete')) return;
  if (!args.includes('-F')) {
    if (open(session) === undefined) return;
    tell(
      session,
      'Input not from terminal and -F not specified:\ndelete command ignored, exiting.',
    );
    throw new Abandoned();
  }
  const { machine } = session;
  const zone = findZone(machine, session.zone);
  if (zone === undefined) failWith(session, session.zone, errors.noZone);
  else if (isActive(zone.state)) failWith(session, session.zone, errors.badState);
  else {
    // Of an installed zone this takes the configuration alone: its files and datasets stay, nobody's.
    machine.zones = machine.zones.filter((other) => other !== zone);
    removeZone(machine, zone.name);
    writeIndex(machine);
  }
  session.needsCommit = false;
  session.draft = undefined;
}

/** `set` of a global property. */
export function setGlobal(
  session: Session,
  args: readonly string[],
  name: string,
  value: Value,
): undefined {
  if (isReadOnly(session, 'set')) return;
  if (args.length > 0) {
    if (args[0] !== '-F' || args.length > 1) return usage(session, 'set');
    return fail(
      session,
      name === 'zonepath'
        ? 'Zonepath is changeable only in an alternate root.'
        : 'Only zonepath setting can be forced.',
    );
  }
  const control = aliasesOf(session.machine.dialect.zonecfg)[name];
  if (!globalProperties.some((known) => known === name) && control === undefined)
    return fail(session, 'Cannot set a resource-specific property from the global scope.');
  const text = simple(session, value);
  if (text === undefined) return;
  if (name === 'zonename') return rename(session, text);
  const draft = open(session);
  if (draft === undefined) return;
  const fault = globalFault(name, text, control !== undefined);
  if ((name === 'zonepath' || name === 'brand') && isInstalled(session)) {
    // Told, but no error: the exit status stays 0.
    tell(session, `Zone ${session.zone} already installed; set ${name} not allowed.`);
    return;
  }
  if (fault !== undefined) return fail(session, fault);
  if (control !== undefined) setAlias(draft, control, text);
  else if (text === '' && name !== 'zonepath') delete draft.properties[name];
  else draft.properties[name] = text;
  session.needsCommit = true;
}

function globalFault(name: string, text: string, isLimit: boolean): string | undefined {
  if (name === 'zonepath' && !text.startsWith('/')) return `${text} is not an absolute path.`;
  if (name === 'zonepath' && text === '/') return '/ is not allowed as a zonepath.';
  if (name === 'autoboot' && text !== 'true' && text !== 'false')
    return "autoboot value must be 'true' or 'false'.";
  if (name === 'ip-type' && text !== 'shared' && text !== 'exclusive')
    return "ip-type value must be 'shared' or 'exclusive'.";
  if (name === 'pool' && text.startsWith('SUNW'))
    return 'pool names starting with SUNW are reserved.';
  if (isLimit && !/^[0-9]+$/.test(text)) return `${name} property is out of range.`;
  return undefined;
}

function rename(session: Session, name: string): undefined {
  if (zoneNameFault(name) !== undefined && !name.startsWith('SUNW')) {
    failWith(session, name, errors.bogusName);
    for (const line of zoneNameHelp) session.call.complain(line);
    return;
  }
  if (session.draft === undefined && stateOf(session) === undefined) {
    // Before `create` this only changes what is talked about.
    session.zone = name;
    session.savedAs = name;
    return;
  }
  const state = stateOf(session);
  if (state !== undefined && stateAtLeast(state, 'ready'))
    return failWith(session, name, errors.badState);
  if (findZone(session.machine, name) !== undefined) return failWith(session, name, errors.invalid);
  if (open(session) === undefined) return;
  session.zone = name;
  session.needsCommit = true;
}

export function clearGlobal(session: Session, name: string): undefined {
  if (isReadOnly(session, 'clear')) return;
  const draft = open(session);
  if (draft === undefined) return;
  const control = aliasesOf(session.machine.dialect.zonecfg)[name];
  if (control !== undefined) clearAlias(draft, control);
  else if (name === 'zonename' || name === 'zonepath') return usage(session, 'clear');
  else if (name === 'autoboot') draft.properties.autoboot = 'false';
  else delete draft.properties[name];
  session.needsCommit = true;
}

export function addResource(session: Session, type: ResourceType): undefined {
  if (isReadOnly(session, 'add')) return;
  const draft = open(session);
  if (draft === undefined) return;
  const has = (wanted: ResourceType) => draft.resources.some((held) => held.type === wanted);
  const limited = (control: string) => aliasLimit(draft, control) !== undefined;
  // Told, without the error flag, as add_resource() does.
  if (type === 'dedicated-cpu' || type === 'capped-cpu') {
    if (has('dedicated-cpu')) return tell(session, 'The dedicated-cpu resource already exists.');
    if (limited('zone.cpu-cap')) return tell(session, 'The capped-cpu resource already exists.');
  }
  if (
    type === 'capped-memory' &&
    (has('capped-memory') || Object.values(memoryControls).some(limited))
  )
    return tell(
      session,
      'The capped-memory resource or a related resource control already exists.',
    );
  session.scope = { resource: emptyResource(type), replaces: undefined };
}

const fitting = (
  resources: readonly DraftResource[],
  type: string,
  qualifiers: readonly Qualifier[],
) =>
  resources.filter(
    (held) =>
      held.type === type &&
      qualifiers.every(
        ({ name, value }) => value.kind === 'simple' && held.properties[name] === value.text,
      ),
  );

export const findFitting = fitting;

export function select(
  session: Session,
  type: ResourceType,
  qualifiers: readonly Qualifier[],
): undefined {
  if (isReadOnly(session, 'select')) return;
  const draft = open(session);
  if (draft === undefined) return;
  const found = fitting(draft.resources, type, qualifiers);
  const [one] = found;
  if (found.length > 1) return fail(session, `select ${type}: ${errors.insufficient}`);
  const limitsOnly =
    (type === 'capped-cpu' && aliasLimit(draft, 'zone.cpu-cap') !== undefined) ||
    (type === 'capped-memory' &&
      Object.values(memoryControls).some((control) => aliasLimit(draft, control) !== undefined));
  if (one === undefined && !limitsOnly)
    return fail(session, `select ${type}: ${errors.noResourceId}`);
  session.scope = {
    resource: one === undefined ? emptyResource(type) : copyOf(one),
    replaces: one,
  };
}

export function removeResource(
  session: Session,
  args: readonly string[],
  type: ResourceType,
  qualifiers: readonly Qualifier[],
): undefined {
  if (args.some((argument) => argument !== '-F')) return usage(session, 'remove');
  if (isReadOnly(session, 'remove')) return;
  const draft = open(session);
  if (draft === undefined) return;
  if (type === 'capped-cpu') clearAlias(draft, 'zone.cpu-cap');
  if (type === 'capped-memory')
    for (const control of Object.values(memoryControls)) clearAlias(draft, control);
  const found = fitting(draft.resources, type, qualifiers);
  if (found.length === 0 && type !== 'capped-cpu' && type !== 'capped-memory')
    return fail(
      session,
      `remove ${type}: ${qualifiers.length === 0 ? errors.noEntry : errors.noResourceId}`,
    );
  if (found.length > 1 && !args.includes('-F'))
    return fail(
      session,
      'There are multiple instances of this resource.  Either qualify the resource to\nremove a single instance or use the -F option to remove all instances.',
    );
  draft.resources = draft.resources.filter((held) => !found.includes(held));
  session.needsCommit = true;
}
