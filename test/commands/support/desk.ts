/** A desk for tests of verbs: hosts made of texts that the real parsers read, and operations in a list. */

import type { AuditTrail } from '../../../commands/audit/trail.ts';
import type { Actor, Desk, GlassTerms, OperationView, Role } from '../../../commands/desk.ts';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import { type HostName, parseHostName } from '../../../hostlink/names/host-name.ts';
import { type OperationId, parseOperationId } from '../../../hostlink/names/operation-id.ts';
import type { FactSet, Observed, Reading, ReadingAnswer } from '../../../hostlink/observe/fact.ts';
import type { StepOutput } from '../../../hostlink/runner/read-outputs.ts';
import { dhcpAnswer } from '../../support/dhcp-texts.ts';
import { type HostTexts, ordinaryTexts, testHost } from '../../support/illumos-facts.ts';
import { memoryTrail } from '../../support/memory-trail.ts';

/** A host's texts, or why it can't be reached. */
type TestHost = HostTexts | Diagnostic;

interface TestDeskOptions {
  readonly hosts?: Readonly<Record<string, TestHost>>;
  readonly roles?: readonly Role[];
  readonly operations?: readonly OperationView[];
  readonly holds?: readonly string[];
  /** What steps printed, by the operation's id. */
  readonly outputs?: Readonly<Record<string, readonly StepOutput[]>>;
  readonly denied?: Readonly<Record<string, string>>;
  readonly trail?: AuditTrail;
  readonly glass?: GlassTerms;
}

export interface TestDesk extends Desk {
  /** Hosts in the order in which they were observed: one for each exec. */
  readonly observed: HostName[];
  /** Decisions as they were asked for: `cancel 3kq7wz2m5a U01`. */
  readonly decided: string[];
}

export function testDesk({
  hosts = { 'hv-04': ordinaryTexts },
  roles = ['viewer', 'operator'],
  operations = [],
  holds = [],
  outputs = {},
  denied = {},
  trail = memoryTrail(),
  glass,
}: TestDeskOptions = {}): TestDesk {
  const observed: HostName[] = [];
  const decided: string[] = [];
  const names = Object.keys(hosts).map(parseHostName);
  const byId = (id: OperationId): OperationView => {
    const found = operations.find((operation) => operation.id === id);
    if (found !== undefined) return found;
    throw new Diagnostic({
      code: 'zmgr::operation::unknown',
      message: `There is no operation ${id}`,
    });
  };
  const decide = (decision: string) => async (id: OperationId, by: Actor) => {
    decided.push(`${decision} ${id} ${by.user}`);
    return byId(id);
  };
  return {
    observed,
    decided,
    accounts: ['U01'],
    glass: async () => glass,
    actor: { team: 'T01', user: 'U01', roles: new Set(roles) },
    hosts: {
      names,
      default: names[0] ?? parseHostName('none'),
      spec: (host) => ({ ...testHost, name: host }),
      outputs: async (_host, operation, step) =>
        (outputs[operation] ?? []).filter((one) => step === undefined || one.step === step),
      observe: async (host, facts) => {
        observed.push(host);
        const texts = hosts[host];
        if (texts === undefined || texts instanceof Diagnostic)
          throw texts ?? new Error(`No host ${host}`);
        return understood(facts, texts, host);
      },
    },
    trail,
    operations: {
      list: async ({ host, state, limit }) =>
        operations
          .filter((one) => host === undefined || one.host === host)
          .filter((one) => state === undefined || one.state === state)
          .slice(0, limit),
      show: async (id) => byId(id),
      decide: async (id, by, { decision }) => ({
        kind: 'counted',
        operation: await decide(decision)(id, by),
      }),
      cancel: decide('cancel'),
      resume: decide('resume'),
      unwind: decide('unwind'),
      holds: async () => holds,
      review: async (id, by, { note }) => {
        decided.push(`review ${id} ${by.user} ${note}`);
        return { kind: 'counted', operation: byId(id) };
      },
      openReviews: async () =>
        operations.filter(
          ({ glass: one }) => one?.broken !== undefined && one.broken.closedAt === undefined,
        ),
    },
    may: (path) => {
      const because = denied[path];
      return because === undefined
        ? { allowed: true, because: 'operators may' }
        : { allowed: false, because };
    },
    need: () => ({ kind: 'nothing', because: 'a test' }),
    stand: async (action) => {
      const because = denied[action];
      return { allowed: because === undefined, because: because ?? 'a test' };
    },
    now: new Date('2026-11-21T09:41:00Z'),
    version: '0.1.0',
  };
}

function understood<S extends FactSet>(facts: S, texts: HostTexts, name: HostName): Observed<S> {
  const host = { ...testHost, name };
  const values = Object.entries(facts).map(([key, fact]) => [
    key,
    fact.understand(answerTo(fact.reading(host), texts), host),
  ]);
  return Object.fromEntries(values) as Observed<S>;
}

function answerTo(reading: Reading, texts: HostTexts): ReadingAnswer {
  const ofDhcp = dhcpAnswer(reading, texts.dhcp);
  if (ofDhcp !== undefined) return ofDhcp;
  if (reading.kind === 'command') {
    const { argv } = reading.command;
    const asked = argv.slice(0, 2).join(' ');
    const [, said] =
      Object.entries(texts.said).find(([words]) => `${argv.join(' ')} `.startsWith(words)) ?? [];
    if (typeof said === 'object') return { kind: 'command', stdout: '', ...said };
    const known = new Map([
      ['zoneadm list', texts.zones],
      ['dladm show-link', texts.links],
      ['dladm show-vnic', texts.vnics],
      ['ipadm show-addr', texts.addresses],
      ['zfs get', texts.datasets],
    ]);
    const stdout = said ?? known.get(asked);
    if (stdout === undefined) throw new Error(`The test host has no answer to ${asked}`);
    return { kind: 'command', status: 0, stdout, stderr: '' };
  }
  if (reading.kind === 'inside')
    return { kind: 'inside', zones: new Map(Object.entries(texts.inside ?? {})) };
  const files = new Map<string, Readonly<Record<string, string>>>([
    ['/etc/zones', texts.configurations],
    ['/etc/zmgr', texts.registry],
    ['/etc', { 'os-release': texts.os }],
    [
      '/usr/lib/brand',
      Object.fromEntries(texts.brands.map((brand) => [`${brand}/config.xml`, ''])),
    ],
  ]).get(reading.directory);
  if (files === undefined) throw new Error(`The test host has no directory ${reading.directory}`);
  const exists = Object.keys(files).length > 0;
  return { kind: 'files', exists, files: new Map(Object.entries(files)), stderr: '' };
}

export const unreachable = (host: string): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::host::unreachable',
    message: `${host} can't be reached`,
    help: `Is it up? ping ${host}`,
    cause: new Error('connect ECONNREFUSED 192.0.2.4:22'),
  });

export function testOperation(changes: Partial<OperationView> = {}): OperationView {
  return {
    id: parseOperationId('3kq7wz2m5a'),
    state: 'running',
    host: parseHostName('hv-04'),
    verb: 'create',
    subject: 'web01',
    command: 'create web01',
    actor: { team: 'T01', user: 'U02' },
    askedAt: new Date('2026-11-21T09:40:00Z'),
    events: [],
    votes: [],
    ...changes,
  };
}
