/** What planning knows of a host's NAT: its service, its file, and each rule as ipnat itself understands it. */
import { Diagnostic, type SourceLocation } from '../diagnostic.ts';
import type { HostSpec } from '../host.ts';
import { addressList } from '../illumos/ipadm.ts';
import {
  activeNat,
  ipfilterFiles,
  ipfilterPolicy,
  ipfilterState,
  natFile,
  natPathIn,
  natVerdict,
  policyIn,
} from '../illumos/ipfilter.ts';
import type { Service } from '../illumos/svcs.ts';
import type { AbsolutePath } from '../names/absolute-path.ts';
import { type NatStatement, normalOf } from '../nat/file.ts';
import type { FactSet, Observed } from '../observe/fact.ts';

/** All that is looked at, in one exec. */
export const natFacts = {
  service: ipfilterState,
  files: ipfilterFiles,
  policy: ipfilterPolicy,
  file: natFile,
  verdict: natVerdict,
  active: activeNat,
  addresses: addressList,
} satisfies FactSet;

export type NatFacts = Observed<typeof natFacts>;

export interface KnownRule extends NatStatement {
  /** As ipnat lists it. */
  readonly printed: string;
}

export interface NatOnHost {
  readonly service: Service;
  readonly policy: string;
  readonly path: AbsolutePath;
  /** Null where there is no file yet. */
  readonly text: string | null;
  readonly rules: readonly KnownRule[];
  readonly assignments: readonly string[];
  /** What the kernel has, in its order; undefined while ipfilter does not run. */
  readonly active: readonly string[] | undefined;
}

type Host = Pick<HostSpec, 'name'>;

/**
 * @throws Diagnostic `zmgr::nat::none`, `zmgr::nat::no-path`, `zmgr::nat::broken-file`, `zmgr::nat::maintenance`, and
 *   what keeps a running ipfilter's rules from being read
 */
export function natForChange(host: Host, facts: NatFacts): NatOnHost {
  const nat = natOn(host, facts);
  const { service, active } = nat;
  if (service.state === 'maintenance') throw inMaintenance(host, nat);
  if (service.state === 'online' && active === undefined && facts.active.kind === 'unread')
    throw facts.active.diagnostic;
  return nat;
}

/** @throws Diagnostic `zmgr::nat::none`, `zmgr::nat::no-path`, `zmgr::nat::broken-file` */
export function natOn(host: Host, facts: NatFacts): NatOnHost {
  const { service, file, verdict, active } = facts;
  if (service === undefined) {
    throw new Diagnostic({
      code: 'zmgr::nat::none',
      message: `${host.name} has no ipfilter`,
      help: 'Install it on the host: `pkg install network/ipfilter`.',
    });
  }
  const path = natPathIn(facts.files);
  const statements = file?.statements ?? [];
  const fault = file === null ? undefined : faultOf(facts);
  if (fault !== undefined) throw brokenFile(host, path, fault);
  // As many as ipnat has printed: then each is the rule of its place.
  const isPaired = verdict.printed.length === statements.length;
  const rules = statements.map((statement, index): KnownRule => {
    const printed = isPaired ? verdict.printed[index] : normalOf(statement);
    if (printed === undefined) throw brokenFile(host, path, notUnderstood(statement));
    return { ...statement, printed };
  });
  return {
    service,
    policy: policyIn(facts.policy),
    path,
    text: file?.text ?? null,
    rules,
    assignments: file?.assignments ?? [],
    active: service.state === 'online' && active.kind === 'read' ? active.value.rules : undefined,
  };
}

interface FileFault {
  readonly line: number;
  readonly text: string;
  readonly says: string;
}

/** Why ipnat does not take the file, by its own word, or by ours where it says nothing of it. */
export function faultOf({
  file,
  verdict,
}: Pick<NatFacts, 'file' | 'verdict'>): FileFault | undefined {
  if (file === null) return undefined;
  const says = verdict.complaint ?? file.fault?.message;
  if (says === undefined) return undefined;
  // ipnat counts anew at the end of a file.
  const told = file.fault?.line ?? Number(/line ([0-9]+)/.exec(says)?.[1] ?? '1');
  return { line: told, text: file.text.split('\n')[told - 1] ?? '', says };
}

const notUnderstood = ({ line, text }: NatStatement): FileFault => ({
  line,
  text,
  says: 'ipnat and zonebot do not agree on what the file holds',
});

const brokenFile = (host: Host, path: string, { line, text, says }: FileFault): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::nat::broken-file',
    message: `ipnat does not accept ${path} of ${host.name} as it is: ${says}`,
    help: `Mend line ${line} on the host; \`ipnat -n -f ${path}\` says whether it is taken. Until then ipfilter would load nothing behind that line.`,
    location: { source: `${host.name}:${path}`, line, text },
  });

function inMaintenance({ name }: Host, { path }: Pick<NatOnHost, 'path'>): Diagnostic {
  return new Diagnostic({
    code: 'zmgr::nat::maintenance',
    message: `ipfilter of ${name} is in maintenance: its method failed, and no NAT is loaded`,
    help: `ipnat accepts ${path} as it is now: \`/zone nat start host=${name}\` takes it out of maintenance. If it goes back there, \`svcs -xv ipfilter\` on the host names its log.`,
  });
}

/** Where a rule stands, for diagnostics. */
export const placeOf = (
  host: Host,
  path: string,
  { line, text }: NatStatement,
): SourceLocation => ({
  source: `${host.name}:${path}`,
  line,
  text: text.split('\n')[0] ?? text,
});
