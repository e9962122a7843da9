/** A change whose plan risks more than its verb is held to what the plan risks. */
import { expect, test } from 'vitest';
import type { ChangeCommand, Planning } from '../../../commands/define.ts';
import { parseHostName } from '../../../hostlink/names/host-name.ts';
import { digestOf, type Plan } from '../../../hostlink/plan/plan.ts';
import type { Risk } from '../../../hostlink/steps/define-step.ts';
import { withConsent } from '../../../src/authorise/consent.ts';
import { exampleConfig, goodConfig } from '../support/config-file.ts';

const policy = goodConfig();
const [host] = policy.hosts;
if (host === undefined) throw new Error('the example has a host');
const planning: Planning = { args: {}, host, facts: {}, holds: [], today: '2026-11-21' };

const change = (verbRisk: Risk, planRisk: Risk): ChangeCommand => {
  const decided = { host: parseHostName('hv-04'), verb: 'make', steps: [], guards: [] };
  const plan: Plan = {
    version: 1,
    lockTimeout: 600,
    ...decided,
    subject: 'x',
    locks: [],
    risk: planRisk,
    chosen: {},
    holds: [],
    digest: digestOf(decided),
  };
  return {
    kind: 'change',
    path: 'make',
    summary: 'x',
    role: 'operator',
    args: {},
    examples: [],
    risk: verbRisk,
    host: async () => decided.host,
    subject: () => 'x',
    facts: () => ({}),
    plan: () => plan,
  };
};

test.each<[Risk, Risk, boolean]>([
  ['routine', 'routine', true],
  ['routine', 'disruptive', false],
  ['disruptive', 'routine', false],
  ['routine', 'destructive', false],
  ['destructive', 'routine', false],
])('verb %s, plan %s', (verbRisk, planRisk, goes) => {
  const plan = () => withConsent(change(verbRisk, planRisk), policy).plan(planning);
  if (goes) expect(plan().subject).toBe('x');
  else expect(plan).toThrow(expect.objectContaining({ code: 'zmgr::approval::unavailable' }));
});

test('a rule for the host counts once the host is known', () => {
  const ruled = goodConfig(`${exampleConfig}\napproval "routine" by="approver" when="tag:prod"\n`);
  const command = withConsent(change('routine', 'routine'), ruled);
  expect(() => command.plan(planning)).toThrow(/asks for an approval of routine changes/);
  expect(command.plan({ ...planning, host: { ...host, tags: ['dev'] } }).subject).toBe('x');
});
