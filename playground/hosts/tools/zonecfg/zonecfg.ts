/**
 * zonecfg(8): commands from its arguments, from a file or from standard input. Each way has its own idea of what an
 * error stops (main(), do_interactive() and cmd_file() of illumos-gate usr/src/cmd/zonecfg/zonecfg.c).
 */
import { zoneNameFault } from '../../../../hostlink/names/zone-name.ts';
import type { ToolCall } from '../../calls/call.ts';
import { findZone, type Machine } from '../../model/machine.ts';
import { parseOptions } from '../options.ts';
import { clearInResource, endResource, setInResource } from './edit-resource.ts';
import { addValue, removeValue } from './edit-values.ts';
import {
  addResource,
  clearGlobal,
  create,
  destroy,
  findFitting,
  removeResource,
  select,
  setGlobal,
} from './edit-zone.ts';
import { type ParsedCommand, parseCommand } from './grammar.ts';
import { lex } from './lexer.ts';
import { exportOf, infoOf, infoOfProperty, infoOfType } from './print.ts';
import {
  Abandoned,
  beginSession,
  fail,
  finish,
  isReadOnly,
  type Mode,
  open,
  type Session,
  tell,
  usage,
  verify,
  wrongScope,
} from './session.ts';
import { commandsHelp, errors, invocationHelp, propertyNamesOf, zoneNameHelp } from './words.ts';

export async function zonecfg(call: ToolCall, machine: Machine): Promise<number> {
  if (call.argv[0] === 'help') {
    call.write('stdout', `${invocationHelp.join('\n')}\n${commandsHelp}`);
    return 0;
  }
  const { options, operands, bad } = parseOptions(call.argv, 'z:f:R:');
  const zone = options.get('z');
  if (bad !== undefined || zone === undefined || options.has('R')) {
    for (const line of invocationHelp) call.complain(line);
    return 2;
  }
  // SUNW names pass here; every command then finds them read-only.
  if (zoneNameFault(zone) !== undefined && !zone.startsWith('SUNW')) {
    call.complain(`${zone}: ${errors.bogusName}`);
    for (const line of zoneNameHelp) call.complain(line);
    return 2;
  }
  const file = options.get('f');
  if (file !== undefined && operands.length > 0) {
    for (const line of invocationHelp) call.complain(line);
    return 2;
  }
  if (operands.length > 0)
    return runCommands(
      beginSession(call, machine, zone, { kind: 'arguments' }),
      `${operands.join(' ')}\n`,
    );

  const mode: Mode =
    file === undefined || file === '-'
      ? { kind: 'input', named: file !== undefined }
      : { kind: 'file', name: file };
  const input = await call.read(mode.kind === 'file' ? mode.name : undefined);
  if (input.kind === 'missing') {
    call.complain(`zonecfg: could not open file ${file}: No such file or directory`);
    return 1;
  }
  if (input.kind === 'irregular') {
    call.complain(`${file} is not a regular file.`);
    return 1;
  }
  if (!call.privileged) {
    call.complain("WARNING: you do not have write access to this zone's configuration file;");
    call.complain('going into read-only mode.');
  }
  const session = beginSession(call, machine, zone, mode);
  if (mode.kind === 'input' && findZone(machine, zone) === undefined) {
    call.complain(`${zone}: ${errors.noZone}`);
    if (call.privileged) call.print("Use 'create' to begin configuring a new zone.");
  }
  return runCommands(session, input.text);
}

function runCommands(session: Session, text: string): number {
  const { call, mode } = session;
  const dialect = session.machine.dialect.zonecfg;
  const lexer = lex(text, dialect.resourceAttributes);
  const propertyNames = propertyNamesOf(dialect);
  try {
    while (!session.timeToExit) {
      const began = lexer.line();
      const parsed = parseCommand(lexer, propertyNames);
      // The real one subtracts the newline that ended the command; one ended by `;` is told a line too early.
      session.line = lexer.line() - 1;
      if (parsed.kind === 'end') break;
      if (parsed.kind === 'syntax-error') {
        const where = mode.kind === 'file' || (mode.kind === 'input' && mode.named);
        call.complain(`syntax error${where ? ` on line ${began}` : ''} at '${parsed.at}'`);
        call.write('stderr', commandsHelp);
        session.sawError = true;
      }
      if (parsed.kind === 'usage') usage(session, parsed.word);
      if (parsed.kind === 'command') obey(session, parsed.command);
      if (session.sawError && mode.kind === 'file') break;
    }
    return finish(session);
  } catch (error) {
    if (error instanceof Abandoned) return 1;
    throw error;
  }
}

function obey(session: Session, command: ParsedCommand): undefined {
  const { scope, call } = session;
  const dialect = session.machine.dialect.zonecfg;
  switch (command.kind) {
    case 'plain':
      return obeyPlain(session, command.word, command.args);
    case 'add-resource':
      if (scope !== undefined) return usage(session, 'add');
      return addResource(session, command.type);
    case 'add-property':
      if (isReadOnly(session, 'add')) return;
      if (scope === undefined) {
        if (open(session) !== undefined) usage(session, 'add');
        return;
      }
      return addValue(session, scope.resource, command.name, command.value);
    case 'remove-resource':
      if (scope !== undefined) return usage(session, 'remove');
      return removeResource(session, command.args, command.type, command.qualifiers);
    case 'remove-property':
      if (scope === undefined) return usage(session, 'remove');
      return removeValue(session, scope.resource, command.name, command.value);
    case 'select':
      if (scope !== undefined) return wrongScope(session, 'select');
      return select(session, command.type, command.qualifiers);
    case 'set':
      if (scope === undefined) return setGlobal(session, command.args, command.name, command.value);
      if (!isReadOnly(session, 'set'))
        setInResource(session, scope.resource, command.name, command.value);
      return;
    case 'clear':
      if (scope === undefined) return clearGlobal(session, command.name);
      return clearInResource(session, scope.resource, command.name);
    case 'info': {
      const draft = open(session);
      if (draft !== undefined)
        for (const line of infoOf(draft, session.zone, dialect)) call.print(line);
      return;
    }
    case 'info-property': {
      const draft = open(session);
      if (draft !== undefined)
        for (const line of infoOfProperty(draft, session.zone, command.name, dialect))
          call.print(line);
      return;
    }
    case 'info-resource': {
      const draft = open(session);
      if (draft === undefined) return;
      const found = findFitting(draft.resources, command.type, command.qualifiers);
      const lines = infoOfType(draft, command.type, dialect, (held) =>
        found.some((one) => one === held),
      );
      if (lines.length === 0 && command.qualifiers.length > 0)
        call.print(`No such ${command.type} resource.`);
      for (const line of lines) call.print(line);
      return;
    }
    default: {
      const never: never = command;
      throw new Error(String(never));
    }
  }
}

type PlainWord = Extract<ParsedCommand, { kind: 'plain' }>['word'];

function obeyPlain(session: Session, word: PlainWord, args: readonly string[]): undefined {
  switch (word) {
    case 'create':
      return create(session, args);
    case 'delete':
      return destroy(session, args);
    case 'export': {
      if (args.length > 0) {
        if (args[0] !== '-f' || args[1] === undefined) return usage(session, 'export');
        return fail(
          session,
          `opening file ${args[1]}: the simulator exports to standard output only`,
        );
      }
      const draft = open(session);
      if (draft === undefined) return;
      for (const line of exportOf(draft, session.machine.dialect.zonecfg)) session.call.print(line);
      return;
    }
    case 'help':
      session.call.write('stdout', commandsHelp);
      return;
    case 'exit':
      if (args.some((argument) => argument !== '-F')) return usage(session, 'exit');
      session.forceExit = args.length > 0;
      if (session.scope !== undefined && !session.forceExit) {
        tell(
          session,
          'Resource incomplete, input not from terminal and -F not specified:\nexit command ignored, but exiting anyway.',
        );
        throw new Abandoned();
      }
      session.timeToExit = true;
      return;
    case 'revert':
      if (args.some((argument) => argument !== '-F')) return usage(session, 'revert');
      if (isReadOnly(session, 'revert')) return;
      if (session.draft === undefined) return fail(session, 'No changes to revert.');
      if (args.length === 0) {
        tell(
          session,
          'Input not from terminal and -F not specified:\nrevert command ignored, exiting.',
        );
        throw new Abandoned();
      }
      session.draft = undefined;
      session.needsCommit = false;
      session.zone = session.savedAs;
      if (findZone(session.machine, session.zone) === undefined)
        fail(session, `${session.zone}: no such saved zone to revert to.`);
      return;
    default:
      break;
  }
  if (args.length > 0) return usage(session, word);
  switch (word) {
    case 'cancel':
      if (session.scope === undefined) wrongScope(session, 'cancel');
      session.scope = undefined;
      return;
    case 'end':
      if (session.scope === undefined) return wrongScope(session, 'end');
      return endResource(session);
    case 'verify':
    case 'commit':
      if (!isReadOnly(session, word)) verify(session, word === 'commit');
      return;
    default: {
      const never: never = word;
      throw new Error(String(never));
    }
  }
}
