/** What a change says of its form, beside the types of its fields. Pure: no host is asked. */
import type { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { ArgumentTexts } from '../argument.ts';
import type { SeenHost } from './seen.ts';

export interface FormMeaning<Args> {
  /** What its fields begin with: what the thing that it changes says now. */
  readonly filling?: {
    /** The argument that names the thing. */
    readonly by: string;
    /** Undefined where the host has no such thing, or none that can be understood. */
    readonly of: (name: string, seen: SeenHost) => Filled | undefined;
  };
  /** By argument, what planning would refuse, as far as it can be told from what was seen. */
  readonly faults?: (args: Args, seen: SeenHost) => ReadonlyMap<string, Diagnostic>;
}

export interface Filled {
  /** As it would be typed, by argument. */
  readonly texts: ArgumentTexts;
  /** Changes with whatever is there. */
  readonly version: string;
}
