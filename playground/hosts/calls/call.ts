/** One call of a tool on a simulated host, as the model sees it: what was asked, and how to answer. */

export type CallInput =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'irregular' }
  | { readonly kind: 'missing' };

export interface ToolCall {
  readonly tool: string;
  readonly argv: readonly string[];
  /** Working directory of the caller. */
  readonly directory: string;
  /** Whether a rights profile, by pfexec, or being root gives the caller the tool's privileges. */
  readonly privileged: boolean;
  /** A line to standard output, at once. */
  print(line: string): void;
  /** A line to standard error, at once. */
  complain(line: string): void;
  /** Text without a newline of its own. */
  write(stream: 'stdout' | 'stderr', text: string): void;
  /** Reads the caller's standard input to its end, or a file as the caller sees it. */
  read(file?: string): Promise<CallInput>;
  /** Whether the caller was killed meanwhile; asked by tools that work for long. */
  gone(): boolean;
}

/** A tool: answers by its exit status. */
export type Tool<Machine> = (call: ToolCall, machine: Machine) => number | Promise<number>;
