/** Argument types that name things: zones, hosts, operations by the rules of hostlink; templates and pools by their files. */
import { Diagnostic, type DiagnosticCode } from '../../../hostlink/diagnostic.ts';
import { type HostName, parseHostName } from '../../../hostlink/names/host-name.ts';
import { type OperationId, parseOperationId } from '../../../hostlink/names/operation-id.ts';
import { parseZoneName, type ZoneName } from '../../../hostlink/names/zone-name.ts';
import type { FileKindName } from '../../../hostlink/registry/file-kind.ts';
import type { ArgumentType } from '../../argument-type.ts';

/** A zone that there is. */
export const zoneName: ArgumentType<ZoneName> = {
  placeholder: 'zone',
  parse: (text) => {
    if (text !== 'global') return parseZoneName(text);
    throw new Diagnostic({
      code: 'zmgr::zone::global',
      message: 'global is the host itself, not one of its zones, and is left alone',
      help: '`/zone list` shows all zones.',
    });
  },
  choices: { kind: 'zones' },
};

/** A zone that there is, and that has no entry. */
export const unregisteredZone: ArgumentType<ZoneName> = {
  ...zoneName,
  choices: { kind: 'unregistered' },
};

/** A zone that there is not yet. */
export const newZoneName: ArgumentType<ZoneName> = { placeholder: 'zone', parse: parseZoneName };

export const hostName: ArgumentType<HostName> = {
  placeholder: 'host',
  parse: parseHostName,
  choices: { kind: 'hosts' },
};

/** A host, where leaving it out means the default one and not the one that has the thing. */
export const hostOrDefault: ArgumentType<HostName> = {
  ...hostName,
  choices: { kind: 'hosts', isDefaultMeant: true },
};

/** Ids have no upper case; telephones begin a line with one. */
export const operationId: ArgumentType<OperationId> = {
  placeholder: 'id',
  parse: (text) => parseOperationId(text.toLowerCase()),
};

export const templateName = fileName('template', 'zmgr::template::bad-name');
export const poolName = fileName('pool', 'zmgr::pool::bad-name');

/** A pool that there need not be yet. */
export const newPoolName: ArgumentType<string> = { placeholder: 'pool', parse: poolName.parse };

/** A template that there need not be yet. */
export const newTemplateName: ArgumentType<string> = {
  placeholder: 'template',
  parse: templateName.parse,
};

export const publisherName = fileName('publisher', 'zmgr::publisher::bad-name');
export const newPublisherName: ArgumentType<string> = {
  placeholder: 'publisher',
  parse: publisherName.parse,
};

/** What names a file `<registry>/<kind>s/<name>.kdl`, so that no name leads out of the directory. */
function fileName(kind: FileKindName, code: DiagnosticCode): ArgumentType<string> {
  return {
    placeholder: kind,
    choices: { kind: `${kind}s` },
    parse: (text) => {
      if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(text)) {
        throw new Diagnostic({
          code,
          message: `"${text.slice(0, 80)}" cannot name a ${kind}`,
          help: `A ${kind} is named by at most 63 letters, digits, ".", "_" and "-", a letter or digit first.`,
        });
      }
      return text;
    },
  };
}
