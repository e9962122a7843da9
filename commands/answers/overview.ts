/** The verbs that somebody may use, by what they are for. */
import type { Answer, Line, Offer, Part } from '../answer.ts';
import type { Command } from '../define.ts';
import type { Desk, Role } from '../desk.ts';
import { shortUsageOf } from '../grammar/usage.ts';
import { bullets, code, context, heading, offers, paragraph, strong } from './parts.ts';

const classes: readonly (readonly [title: string, has: (command: Command) => boolean])[] = [
  ['Look', ({ kind, role }) => kind === 'read' && role !== 'anyone'],
  ['Change', ({ kind }) => kind === 'change' || kind === 'plan' || kind === 'breakglass'],
  ['Decide about an operation', ({ kind }) => kind === 'decide'],
  ['About zonebot and you', ({ kind, role }) => kind === 'read' && role === 'anyone'],
];

/** @param all also what the person may not do, with the reason. */
export function overview(commands: readonly Command[], desk: Desk, all: boolean): Answer {
  const allowed = commands.filter(({ path }) => desk.may(path).allowed);
  const hidden = commands.length - allowed.length;
  const shown = all ? commands : allowed;
  return {
    summary: `You can ${allowed.map(({ path }) => path).join(', ')}`,
    parts: [
      heading('zonebot'),
      paragraph(
        `Runs the zones of your illumos hosts. You are here as ${rolesOf(desk)}. Type `,
        code('/zone'),
        ' and one of these.',
      ),
      ...classes.flatMap(([title, has]) => classParts(title, shown.filter(has), desk)),
      context(
        code(
          `/zone help ${(allowed.find(({ kind }) => kind === 'change') ?? allowed[0])?.path ?? 'help'}`,
        ),
        ' tells all that can be typed',
        ...(hidden > 0 && !all
          ? [` · ${hidden} more not for you: `, code('/zone help --all')]
          : []),
        ` · zonebot ${desk.version}`,
      ),
      ...nextParts(allowed, hidden > 0 && !all),
    ],
  };
}

/** What most people want next, where they may. */
const nextSteps: readonly Offer[] = [
  { label: 'Zones', text: 'list', isSaid: true },
  { label: 'Create zone', text: 'create', isSaid: true },
  { label: 'Operations', text: 'op list', isSaid: true },
  { label: 'Who am I here?', text: 'whoami', isSaid: true },
];

function nextParts(allowed: readonly Command[], isMore: boolean): readonly Part[] {
  const paths = new Set(allowed.map(({ path }) => path));
  const next = nextSteps.filter(({ text }) => paths.has(text));
  const all: Offer = { label: 'All verbs', text: 'help --all', isSaid: true };
  return next.length === 0 ? [] : [offers(...next, ...(isMore ? [all] : []))];
}

/** An admin may what an operator may, an operator what a viewer may: the highest says it all. */
const ranks: readonly Role[] = ['admin', 'operator', 'viewer'];

function rolesOf({ actor }: Desk): string {
  const approver = actor.roles.has('approver') ? ['approver'] : [];
  const rank = ranks.find((role) => actor.roles.has(role));
  const isMore = rank !== undefined && (rank !== 'viewer' || approver.length === 0);
  return [...(isMore ? [rank] : []), ...approver].join(' and ') || 'a guest, without a role';
}

function classParts(title: string, commands: readonly Command[], desk: Desk): readonly Part[] {
  if (commands.length === 0) return [];
  const lines = commands.map((command): Line => {
    const { allowed, because } = desk.may(command.path);
    const line = [code(shortUsageOf(command)), ` – ${command.summary}`];
    return allowed ? line : [...line, ` (not for you: ${because})`];
  });
  return [paragraph(strong(title)), bullets(lines)];
}
