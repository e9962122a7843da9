/** What a change of NAT rules comes to, as a plan: one step, and what it takes for granted. */
import { z } from 'zod';
import { Diagnostic } from '../diagnostic.ts';
import type { Guard } from '../guards/define-guard.ts';
import { fileText } from '../guards/file-text.ts';
import { natActive } from '../guards/nat-active.ts';
import { natService } from '../guards/nat-service.ts';
import type { HostSpec } from '../host.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { warned } from '../plan/warnings.ts';
import type { Step } from '../steps/define-step.ts';
import { type LoadedRule, natChange } from '../steps/nat-change.ts';
import { natStart } from '../steps/nat-start.ts';
import { stepKinds } from '../steps/step-kinds.ts';
import { type KnownRule, type NatFacts, type NatOnHost, natOn } from './nat-on-host.ts';

/** For the look afterwards: rules as ipnat prints them, and the file that they are in or are not. */
export const natChangedSchema = z.object({
  added: z.array(z.string()),
  removed: z.array(z.string()),
  isActive: z.boolean(),
});

interface Change {
  readonly verb: string;
  readonly subject: string;
  readonly host: Pick<HostSpec, 'name'>;
  readonly nat: NatOnHost;
  readonly warnings?: readonly Diagnostic[];
  readonly tags?: readonly string[] | undefined;
}

/** Rules at the end of the file, and of the kernel's list. */
export function addingPlan(
  change: Change & { readonly text: string; readonly added: readonly LoadedRule[] },
): Plan {
  const { nat, added } = change;
  const { active } = nat;
  const missing = added.filter(({ printed }) => active?.includes(printed) !== true);
  const step = natChange.step({
    what: `Add to ${nat.path}${active === undefined ? '' : ', and load'}: ${inWords(added)}`,
    path: nat.path,
    old: nat.text,
    new: change.text,
    ...(active === undefined || missing.length === 0
      ? {}
      : { kernel: { kind: 'load' as const, rules: missing } }),
  });
  // What filters besides is not switched on by the way.
  const starts = nat.service.state === 'disabled' && nat.policy === 'none';
  return planOf(change, {
    steps: [step, ...(starts ? [startStep(nat)] : [])],
    active: {
      there: [],
      notThere: active === undefined ? [] : missing.map(({ printed }) => printed),
    },
    warnings: nat.service.state === 'disabled' && !starts ? [staysDisabled(change)] : [],
    changed: {
      added: added.map(({ printed }) => printed),
      removed: [],
      isActive: active !== undefined || starts,
    },
  });
}

/** Rules from where they stand, in the file and in the kernel. */
export function removingPlan(
  change: Change & { readonly text: string; readonly removed: readonly KnownRule[] },
): Plan {
  const { nat, removed } = change;
  const active = nat.active ?? [];
  const gone = new Set(removed.map(({ printed }) => printed));
  const own = active.filter((printed) => gone.has(printed));
  const first = active.findIndex((printed) => gone.has(printed));
  const behind = active.slice(first + 1).filter((printed) => !gone.has(printed));
  const loadable = (printed: string) => loadedRule(nat, printed);
  const step = natChange.step({
    what: `Remove from ${nat.path}${own.length === 0 ? '' : ', and unload'}: ${inWords(removed)}`,
    path: nat.path,
    old: nat.text,
    new: change.text,
    ...(own.length === 0
      ? {}
      : {
          kernel: {
            kind: 'unload' as const,
            rules: own.map(loadable),
            behind: behind.map(loadable),
          },
        }),
  });
  return planOf(change, {
    steps: [step],
    active: { there: own.length === 0 ? [] : [...own, ...behind], notThere: [] },
    warnings: [],
    changed: { added: [], removed: [...gone], isActive: nat.active !== undefined },
  });
}

/** As the file has it, with the variables that it may name; as it is printed, where the file has it not. */
function loadedRule({ rules, assignments }: NatOnHost, printed: string): LoadedRule {
  const known = rules.find((rule) => rule.printed === printed);
  if (known === undefined) return { text: printed, printed };
  const text = known.text.includes('$') ? [...assignments, known.text].join('\n') : known.text;
  return { text, printed };
}

export const startStep = ({ service, policy }: NatOnHost): Step =>
  natStart.step({ from: service.state, policy });

function planOf(
  { verb, subject, host, nat, warnings, tags }: Change,
  said: {
    readonly steps: readonly Step[];
    readonly active: { readonly there: readonly string[]; readonly notThere: readonly string[] };
    readonly warnings: readonly Diagnostic[];
    readonly changed: z.infer<typeof natChangedSchema>;
  },
): Plan {
  const { there, notThere } = said.active;
  const guards: readonly Guard[] = [
    natService.guard({ state: nat.service.state }),
    fileText.guard({ path: nat.path, text: nat.text, lock: 'nat' }),
    ...(there.length + notThere.length === 0 ? [] : [natActive.guard({ there, notThere })]),
  ];
  return makePlan(
    {
      host: host.name,
      verb,
      subject,
      steps: said.steps,
      guards,
      locks: [],
      chosen: { nat: said.changed, ...warned([...(warnings ?? []), ...said.warnings]) },
      holds: [],
      tags: tags ?? [],
    },
    stepKinds,
  );
}

/** `map igb0 … and its plain twin`, or how many. */
function inWords(rules: readonly Pick<KnownRule, 'text' | 'printed'>[]): string {
  const [first, second, ...more] = rules;
  if (first === undefined) return 'nothing';
  if (second === undefined) return oneLine(first.text);
  const isTwin = more.length === 0 && first.text.startsWith(oneLine(second.text));
  return isTwin
    ? `${oneLine(first.text)}, and the same without ports`
    : rules.map(({ text }) => oneLine(text)).join('; ');
}

export const oneLine = (text: string): string => text.replace(/\s*\\?\s*\n\s*/g, ' ').trim();

const staysDisabled = ({ host, nat }: Change): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::nat::stays-disabled',
    message: `ipfilter of ${host.name} is disabled and stays so, for its policy ${nat.policy} would have it filter, too`,
    help: `\`/zone nat start host=${host.name}\` starts it, and the rules count then.`,
  });

/** @throws Diagnostic `zmgr::nat::not-as-asked` where a rule is not there that was to be, or is that was not. */
export function confirmNatChange(plan: Plan, facts: NatFacts): void {
  const parsed = natChangedSchema.safeParse(plan.chosen.nat);
  if (!parsed.success) return;
  const { added, removed, isActive } = parsed.data;
  const { rules, active } = natOn({ name: plan.host }, facts);
  const listed = rules.map(({ printed }) => printed);
  const places = [
    ['the file', listed],
    ...(isActive ? [['the kernel', active ?? []] as const] : []),
  ] as const;
  for (const [place, has] of places) {
    const lacks = added.find((printed) => !has.includes(printed));
    const keeps = removed.find((printed) => has.includes(printed));
    if (lacks === undefined && keeps === undefined) continue;
    throw new Diagnostic({
      code: 'zmgr::nat::not-as-asked',
      message: lacks === undefined ? `${place} still has ${keeps}` : `${place} has no ${lacks}`,
      help: `\`/zone nat list host=${plan.host}\` shows what is configured and what is active.`,
    });
  }
}
