/**
 * A step: one thing that a plan does on a host, as data. Its kind says how to tell whether it is there already, how to
 * bring it about and how to take it back, all as values of the closed sets below; hostlink/runner compiles them to
 * shell. Nothing here writes shell text.
 */
import type { z } from 'zod';
import { Diagnostic, type DiagnosticFields } from '../diagnostic.ts';
import type { Command } from '../shell/command.ts';

/** What a check finds. `partial` is ours, half done; `foreign` is somebody else's, or not what we would have made. */
export type Verdict = 'absent' | 'present' | 'partial' | 'foreign';

/** A condition over what a command printed. Every given part must hold. */
export interface Condition {
  readonly exit?: 'zero' | 'nonzero';
  /** The whole of stdout, without its last newline. */
  readonly equals?: string;
  /** stdout begins with this. */
  readonly begins?: string;
  /** All of these stand somewhere in stdout. */
  readonly contains?: readonly string[];
  /** All of these are lines of stdout, whole. */
  readonly lines?: readonly string[];
  /** Each line of stdout is one of these, whole. One that printed nothing has no other line. */
  readonly eachLine?: readonly string[];
  /** stdout is made of one text of each pair, in their order; texts end with their newline, or are empty. */
  readonly eitherOf?: readonly (readonly [string, string])[];
  /** This stands somewhere in stderr. */
  readonly complains?: string;
  /** stdout is what this operation has noted down under that name; nothing is, where nothing was. */
  readonly noted?: string;
}

/**
 * A place in a file, before and after: whole lines with what they are told by. Each stands once in its own text of the
 * file; where one holds the other, it is looked for first.
 */
export interface Hunk {
  readonly from: string;
  readonly to: string;
}

/** A verdict that is decided by one probe after the other: what the first finds leads to another, or to a verdict. */
export interface Following {
  readonly kind: 'then';
  readonly first: Probe;
  readonly next: Readonly<Partial<Record<Verdict, Probe | Verdict>>>;
}

/** Where a file of root's is. */
export interface RootPath {
  readonly path: string;
  /**
   * A directory above it whose inside is not root's alone: a zone's root. From there on no symbolic link is followed, for
   * whoever has the run of it might lead us out of it.
   */
  readonly within?: string | undefined;
}

/** How to find a verdict. The first condition that holds decides; where none does, the check failed: never a guess. */
export type Probe =
  | Following
  | {
      readonly kind: 'command';
      readonly command: Command;
      readonly verdicts: readonly (readonly [Condition, Verdict])[];
    }
  /** A file's whole text; one that is neither missing nor one of the texts has the `other` verdict. */
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly missing: Verdict;
      readonly texts: readonly (readonly [string, Verdict])[];
      readonly other: Verdict;
    }
  /** A directory, or a link to one; anything else of that name has the `other` verdict. */
  | {
      readonly kind: 'directory';
      readonly path: string;
      readonly missing: Verdict;
      readonly found: Verdict;
      readonly other: Verdict;
    }
  /** Whether a file has this line, exactly. */
  | {
      readonly kind: 'line';
      readonly path: string;
      readonly line: string;
      readonly missing: Verdict;
      readonly has: Verdict;
      readonly hasNot: Verdict;
    }
  /** Which side of hunks a file holds, all of them alike. */
  | {
      readonly kind: 'hunks';
      readonly path: string;
      readonly hunks: readonly Hunk[];
      readonly before: Verdict;
      readonly after: Verdict;
      /** Some before and some after, neither, or no such file. */
      readonly other: Verdict;
    }
  /** As `file` and `hunks`, of a file that belongs to root, or that only root sees (below a zonepath). */
  | ({
      readonly kind: 'root-file';
      /** `within` is a mount point: while nothing is mounted there, the file is missing, and nobody's. */
      readonly mounted?: true;
      readonly missing: Verdict;
      readonly texts: readonly (readonly [string, Verdict])[];
      readonly other: Verdict;
    } & RootPath)
  | ({
      readonly kind: 'root-hunks';
      readonly hunks: readonly Hunk[];
      readonly before: Verdict;
      readonly after: Verdict;
      readonly other: Verdict;
    } & RootPath)
  /** Whether any file of a directory (by suffix) holds one of these texts. A directory that cannot be read fails the check. */
  | {
      readonly kind: 'mention';
      readonly directory: string;
      readonly suffix: string;
      readonly texts: readonly string[];
      readonly found: Verdict;
      readonly none: Verdict;
    };

/** What a command reads, and how one that fails is to be taken, by what it says on stderr. */
export interface Manner {
  /** It is run once more while it says this, for so many seconds: another process is in the way, and will be gone. */
  readonly again?: { readonly complains: string; readonly seconds: number };
  /** It is no failure when it says this: there was nothing to do. */
  readonly pardons?: string;
  /** What follows is done even where it fails: that does no harm then, and the check tells what came of both. */
  readonly regardless?: true;
  /** What it reads from its standard input; nothing where left out. */
  readonly input?: string;
}

/** What applying or undoing does, in order; the first that fails ends it. The check afterwards decides. */
export type Action =
  | ({ readonly kind: 'run'; readonly command: Command } & Manner)
  /** Writes the text beside and claims the path with ln(1): fails where anything is there already. */
  | {
      readonly kind: 'create-file';
      readonly path: string;
      readonly text: string;
      readonly mode: string;
    }
  /** Removes the file if its text is one of these; a file that somebody changed stays and the action fails. */
  | { readonly kind: 'remove-file'; readonly path: string; readonly texts: readonly string[] }
  /** Makes a directory in one that there is: fails where anything has that name already. */
  | { readonly kind: 'create-directory'; readonly path: string; readonly mode: string }
  /** Removes a directory, and fails where somebody has put something into it. One that is gone already is fine. */
  | { readonly kind: 'remove-directory'; readonly path: string }
  /** Writes the file anew without this line (beside, then renamed); everything else stays byte for byte. */
  | { readonly kind: 'drop-line'; readonly path: string; readonly line: string }
  /** Puts the line right after the first line that equals `after`. */
  | {
      readonly kind: 'insert-line';
      readonly path: string;
      readonly after: string;
      readonly line: string;
    }
  /** Writes the file anew with each hunk's `to` for its `from`; a place that is not there, or twice, is refused. */
  | { readonly kind: 'replace-hunks'; readonly path: string; readonly hunks: readonly Hunk[] }
  /**
   * A file of root's from one text to another, by root and all at once: staged, copied beside with the owner and mode that
   * it has, compared, renamed. null is no file: from it, one is made as `owner` and `mode` say, never over anything; to it,
   * it is removed. One that has neither text was changed by somebody, and stays.
   */
  | ({
      readonly kind: 'put-file';
      readonly from: string | null;
      readonly to: string | null;
      readonly owner: string;
      readonly mode: string;
    } & RootPath &
      Judged)
  /** Removes a file of root's, whatever it says. */
  | ({ readonly kind: 'clear-root-file' } & RootPath)
  /** Has something mounted on a path by these commands, unless it is; it is a failure where nothing is mounted then. */
  | ({
      readonly kind: 'see-mounted';
      readonly path: string;
      readonly commands: readonly Command[];
    } & Pick<Manner, 'again'>)
  /** Likewise with places of it, as `replace-hunks` does with our own. */
  | ({ readonly kind: 'put-hunks'; readonly hunks: readonly Hunk[] } & RootPath & Judged)
  /** Notes down what a command prints now, so that a check can tell later whether it has changed. */
  | { readonly kind: 'note'; readonly name: string; readonly command: Command };

/** Who has to accept a file before it is put: a command that gets the staged file's path as its last word. */
export interface Judged {
  readonly judge?: Command | undefined;
}

export const run = (command: Command, manner: Manner = {}): Action => ({
  kind: 'run',
  command,
  ...manner,
});

/** Why a step can't be taken back. The first such step of a plan is its point of no return. */
export interface CannotUndo {
  readonly cannot: string;
  /**
   * Left out, there is no way back once the step was started, whatever came of it. `seen`: only once its check finds
   * something of it, whole or half, so that one which failed and changed nothing is unwound like any other.
   */
  readonly since?: 'seen';
}

/** Whether nothing may be unwound from the moment that the step is started. */
export const isIrrevocable = (undo: StepMeaning['undo']): boolean =>
  'cannot' in undo && undo.since !== 'seen';

/** What a failure means for people, where the step's words alone would not tell them what to do. */
export interface Advice extends Pick<DiagnosticFields, 'code' | 'message'> {
  /** It is meant for a failed step that printed this. */
  readonly says: string;
  readonly help: string;
}

/** In rising order. */
export const risks = ['routine', 'disruptive', 'destructive'] as const;
export type Risk = (typeof risks)[number];

/** The higher of risks; routine of none. */
export const highestRisk = (some: readonly Risk[]): Risk =>
  risks.findLast((risk) => some.includes(risk)) ?? 'routine';

/** Locks that are held only around the steps that need them, in the order in which they are always taken. */
export const areaLocks = ['registry', 'links', 'nat', 'dhcp', 'forwarding', 'pkg'] as const;
export type AreaLock = (typeof areaLocks)[number];

/** A step as a plan holds it: plain JSON. */
export interface Step {
  readonly kind: string;
  readonly args: Readonly<Record<string, unknown>>;
}

export type OnFailure = 'unwind' | 'keep' | 'pass';

/** What a kind makes of a step's arguments. */
export interface StepMeaning {
  readonly title: string;
  readonly risk: Risk;
  readonly locks: readonly AreaLock[];
  /**
   * `keep`: where this step fails, what was done before it stays, and the operation is stuck there. `pass`: likewise, and
   * the steps after it are done all the same, but for those that need it.
   */
  readonly onFailure: OnFailure;
  /** Numbers (from 1) of steps without which this one is not begun, where these pass. */
  readonly needs: readonly number[];
  readonly check: Probe;
  readonly apply: readonly Action[];
  readonly undo: readonly Action[] | CannotUndo;
  readonly advice: readonly Advice[];
}

export interface StepDefinition<Args extends Record<string, unknown>> {
  readonly kind: string;
  readonly args: z.ZodType<Args>;
  /** Where it depends on what is done, by its arguments. */
  readonly risk: Risk | ((args: Args) => Risk);
  readonly locks?: readonly AreaLock[] | ((args: Args) => readonly AreaLock[]);
  readonly onFailure?: OnFailure | ((args: Args) => OnFailure);
  readonly needs?: (args: Args) => readonly number[];
  readonly title: (args: Args) => string;
  readonly check: (args: Args) => Probe;
  readonly apply: (args: Args) => readonly Action[];
  readonly undo: (args: Args) => readonly Action[] | CannotUndo;
  readonly advice?: (args: Args) => readonly Advice[];
}

export interface StepKind<Args extends Record<string, unknown> = Record<string, unknown>> {
  readonly kind: string;
  /** A step of this kind, for a plan. */
  readonly step: (args: Args) => Step;
  /** @throws Diagnostic `zmgr::plan::bad-step` when the arguments are not this kind's (a plan read back from a store). */
  readonly meaning: (step: Step) => StepMeaning;
}

export function defineStep<Args extends Record<string, unknown>>(
  definition: StepDefinition<Args>,
): StepKind<Args> {
  const { kind } = definition;
  return {
    kind,
    step: (args) => ({ kind, args }),
    meaning: (step) => {
      const parsed = definition.args.safeParse(step.args);
      if (step.kind !== kind || !parsed.success) {
        throw new Diagnostic({
          code: 'zmgr::plan::bad-step',
          message: `The plan holds a step ${step.kind} that this release does not understand`,
          help: 'The plan may come from another release; ask for the change again.',
          cause: parsed.error,
        });
      }
      const args = parsed.data;
      return {
        title: definition.title(args),
        risk: typeof definition.risk === 'function' ? definition.risk(args) : definition.risk,
        locks:
          (typeof definition.locks === 'function' ? definition.locks(args) : definition.locks) ??
          [],
        onFailure:
          (typeof definition.onFailure === 'function'
            ? definition.onFailure(args)
            : definition.onFailure) ?? 'unwind',
        needs: definition.needs?.(args) ?? [],
        check: definition.check(args),
        apply: definition.apply(args),
        undo: definition.undo(args),
        advice: definition.advice?.(args) ?? [],
      };
    },
  };
}

/** Step kinds by name, as the compiler and the cards look them up. */
export type StepKinds = ReadonlyMap<string, Pick<StepKind, 'kind' | 'meaning'>>;

/** @throws Diagnostic `zmgr::plan::bad-step` for a kind that is not in the list. */
export function meaningOf(step: Step, kinds: StepKinds): StepMeaning {
  const kind = kinds.get(step.kind);
  if (kind === undefined) {
    throw new Diagnostic({
      code: 'zmgr::plan::bad-step',
      message: `The plan holds a step ${step.kind} that this release does not know`,
      help: 'The plan may come from another release; ask for the change again.',
    });
  }
  return kind.meaning(step);
}
