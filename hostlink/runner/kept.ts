/**
 * What a host keeps of operations, read for a bot that has lost its own memory of them: which there are, and of each the
 * plan and what was asked. The host may be hostile: what it says of a plan must be one, of itself, with its own digest.
 */
import { Diagnostic } from '../diagnostic.ts';
import type { ExecEnd, HostLink } from '../host.ts';
import type { OperationId } from '../names/operation-id.ts';
import { digestOf, type Plan, planSchema } from '../plan/plan.ts';
import { bootstrap, listing } from './bootstrap.ts';

/** Names of what lies there as operations do: mostly ids. */
export async function listKept(
  link: HostLink,
  { deadline = 20_000 }: { readonly deadline?: number } = {},
): Promise<readonly string[]> {
  const end = await link.exec({ script: listing(link.spec), deadline });
  const names = answerLines(end);
  if (names?.at(-1) === '= no-state-directory') {
    throw new Diagnostic({
      code: 'zmgr::runner::state-directory',
      message: `The state directory ${link.spec.state} of ${link.spec.name} cannot be used`,
      help: `On ${link.spec.name}, as root: mkdir -p ${link.spec.state} && chown ${link.spec.user} ${link.spec.state}`,
    });
  }
  if (names?.at(-1) !== '= listed') throw notRead(link, 'Which operations there are', end);
  // What a login shell prints may stand before them; whoever reads takes ids only.
  return names.slice(0, -1).filter((name) => name !== '*');
}

export interface Kept {
  readonly plan: Plan;
  /** As the bot gave it to compile(), whatever it is; undefined where it gave nothing. */
  readonly asked: unknown;
}

/**
 * @param mark hexadecimal, and unguessable
 * @returns undefined where the host has no plan of it: it never began
 * @throws Diagnostic `zmgr::host::…` when nothing was run, `zmgr::runner::not-read`, `zmgr::runner::bad-plan`
 */
export async function readKept(
  link: HostLink,
  operation: OperationId,
  { mark, deadline = 20_000 }: { readonly mark: string; readonly deadline?: number },
): Promise<Kept | undefined> {
  const end = await link.exec({
    script: bootstrap(link.spec, operation, { kind: 'kept', mark }),
    deadline,
  });
  const lines = answerLines(end);
  const last = lines?.at(-1);
  if (lines === undefined || (last !== '= kept' && last !== '= never-submitted'))
    throw notRead(link, `What is kept of operation ${operation}`, end);
  const text = (name: string): string | undefined => {
    const from = lines.indexOf(`${mark} ${name}`);
    const to = lines.indexOf(`${mark} end`, from);
    return from === -1 || to === -1 ? undefined : lines.slice(from + 1, to).join('\n');
  };
  const plan = text('plan.json');
  if (plan === undefined) return undefined;
  const asked = text('asked.json');
  return {
    plan: planOf(plan, link, operation),
    asked: asked === undefined ? undefined : parsed(asked),
  };
}

function planOf(text: string, link: HostLink, operation: OperationId): Plan {
  const read = planSchema.safeParse(parsed(text));
  const fault = !read.success
    ? 'is none that this release understands'
    : read.data.host !== link.spec.name
      ? `is of the host ${read.data.host}`
      : read.data.digest !== digestOf(read.data)
        ? 'was altered'
        : undefined;
  if (read.success && fault === undefined) return read.data;
  throw new Diagnostic({
    code: 'zmgr::runner::bad-plan',
    message: `The plan of operation ${operation} on ${link.spec.name} ${fault ?? 'cannot be read'}`,
    help: `Look at ${link.spec.state}/ops/${operation} there.`,
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const answerLines = (end: ExecEnd): readonly string[] | undefined =>
  end.kind === 'exited'
    ? Buffer.from(end.stdout).toString('utf8').trimEnd().split('\n')
    : undefined;

const notRead = ({ spec }: HostLink, what: string, end: ExecEnd): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::runner::not-read',
    message: `${what} could not be read from ${spec.name}`,
    help: 'Try again.',
    ...(end.kind === 'unknown' && { cause: new Error(end.why) }),
  });
