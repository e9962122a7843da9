/** How a reader tells of something that is worth saying and breaks nothing. */
import type { Diagnostic } from '../diagnostic.ts';

export type Warn = (diagnostic: Diagnostic) => void;
