/**
 * A diagnostic: any message of trouble that a person may see. It has a stable code, says what happened, and says what
 * to type next. Its message never repeats its cause's: whoever prints it walks the chain.
 */

/** `zmgr::<area>::<what>`; stable, documented, searchable. The areas are the nouns of the product. */
export type DiagnosticCode = `zmgr::${string}::${string}`;

/** A place in a text that a person wrote: a KDL file, a command line, a tool's output. Lines and columns count from 1. */
export interface SourceLocation {
  /** Path of the file as the reader knows it (on a host: `<host>:<path>`), or what was read (`dladm show-vnic`). */
  readonly source: string;
  readonly line: number;
  readonly column?: number;
  /** The line itself, without its end. */
  readonly text?: string;
}

export interface DiagnosticFields {
  readonly code: DiagnosticCode;
  /** One sentence, what happened, without a full stop. Names the thing. */
  readonly message: string;
  /** What to do about it, preferably something that can be typed. */
  readonly help?: string;
  readonly location?: SourceLocation;
  /** Nearest names and other things to type: a whole command, which begins with `/zone `, or a word to write instead. */
  readonly suggestions?: readonly string[];
  readonly cause?: unknown;
}

/** Thrown by everything in this project that fails for a reason worth telling a person. */
export class Diagnostic extends Error {
  readonly code: DiagnosticCode;
  readonly help: string | undefined;
  readonly location: SourceLocation | undefined;
  readonly suggestions: readonly string[];

  constructor({ code, message, help, location, suggestions, cause }: DiagnosticFields) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'Diagnostic';
    this.code = code;
    this.help = help;
    this.location = location;
    this.suggestions = suggestions ?? [];
  }
}

/** The error and its causes, outermost first; what is not an Error is turned into one. Cycles end the walk. */
export function causeChain(error: unknown): readonly Error[] {
  const chain: Error[] = [];
  let at: unknown = error;
  while (at !== undefined && at !== null && !chain.some((seen) => seen === at)) {
    const link: Error = at instanceof Error ? at : new Error(String(at));
    chain.push(link);
    at = link.cause;
  }
  return chain;
}
