/**
 * The small scripts that one exec sends to a host to submit, follow, stop, take up or forget an operation. They are
 * constant but for a few values; the compiled plan itself travels on stdin.
 */
import type { HostSpec } from '../host.ts';
import type { OperationId } from '../names/operation-id.ts';
import { quote, quoteAll } from '../shell/quote.ts';
import { shellParts } from './shell-parts.ts';

export type Errand =
  /** Takes a script of so many bytes from stdin, unless there is one; starts it; follows. */
  | { readonly kind: 'submit'; readonly bytes: number }
  /** Starts what was submitted and never started; follows. */
  | { readonly kind: 'attach' }
  /** Asks the runner to stop between steps and unwind; follows. */
  | { readonly kind: 'cancel' }
  /** Goes on with, or takes back, what is stuck or interrupted; follows. */
  | { readonly kind: 'resume' }
  | { readonly kind: 'unwind' }
  /** Prints the journal as it stands. */
  | { readonly kind: 'read' }
  /** Prints what its steps printed, one of them or all, framed by the mark. */
  | {
      readonly kind: 'outputs';
      readonly step?: number;
      readonly bytes: number;
      readonly mark: string;
    }
  /** Prints what its bot left beside the journal, framed by the mark. */
  | { readonly kind: 'kept'; readonly mark: string }
  /** Removes what has ended, journal and all. */
  | { readonly kind: 'remove' };

const submitted = 'was_submitted || answer never-submitted';

function lines(errand: Errand): readonly string[] {
  switch (errand.kind) {
    case 'submit':
      return [`receive ${errand.bytes}`, 'start_if_new', 'old_lines=0', 'follow'];
    case 'attach':
      return [submitted, 'start_if_new', 'old_lines=0', 'follow'];
    case 'cancel':
      return [submitted, 'ask_to_stop', 'start_if_new', 'old_lines=0', 'follow'];
    case 'resume':
    case 'unwind':
      return [submitted, `take_up ${errand.kind}`, 'follow'];
    case 'read':
      return [submitted, 'print_journal'];
    case 'outputs': {
      const { mark, bytes, step = '' } = errand;
      return [submitted, `print_outputs ${quoteAll([mark, String(bytes), String(step)])}`];
    }
    case 'kept':
      return [submitted, `print_kept ${quote(errand.mark)}`];
    case 'remove':
      return [submitted, 'drop'];
    default:
      return errand satisfies never;
  }
}

/** POSIX shell text for HostLink.exec. */
export function bootstrap(host: HostSpec, operation: OperationId, errand: Errand): string {
  return [
    ...opening(host),
    `operation=${quote(operation)}`,
    '',
    shellParts('waiting', 'tickets', 'alive', 'submit', 'follow'),
    ...(errand.kind === 'outputs' ? [shellParts('outputs')] : []),
    ...(errand.kind === 'kept' ? [shellParts('kept')] : []),
    'enter',
    ...lines(errand),
    '',
  ].join('\n');
}

/** The same, to print the names of all operations of a host. */
export function listing(host: HostSpec): string {
  return [
    ...opening(host),
    'operation=none',
    '',
    shellParts('submit', 'kept'),
    'enter',
    'print_names',
    '',
  ].join('\n');
}

const opening = (host: HostSpec): readonly string[] => [
  `PATH=${quote(host.path)} LC_ALL=C`,
  'export PATH LC_ALL',
  'unset IFS CDPATH',
  'umask 022',
  `state=${quote(host.state)}`,
];
