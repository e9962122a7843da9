/** Diagnostics for a terminal: code and message, the place with a mark under it, what to do, and why. */
import { causeChain, Diagnostic } from '../hostlink/diagnostic.ts';
import { scrubText } from './log/scrub-text.ts';

export const printFaults = (faults: readonly Diagnostic[]): string =>
  faults.map((fault) => scrubText(printFault(fault))).join('\n');

function printFault(fault: Diagnostic): string {
  const [, ...causes] = causeChain(fault);
  return [
    `✗ ${fault.code}`,
    `  ${fault.message}`,
    ...place(fault),
    ...causes.map(
      (cause) =>
        `  because: ${cause instanceof Diagnostic ? `${cause.code}: ` : ''}${cause.message}`,
    ),
    ...(fault.help === undefined ? [] : [`  help: ${fault.help}`]),
    '',
  ].join('\n');
}

function place({ location }: Diagnostic): readonly string[] {
  if (location === undefined) return [];
  const { source, line, column, text } = location;
  const at = `${source}:${line}${column === undefined ? '' : `:${column}`}`;
  if (text === undefined) return [`  at ${at}`];
  const margin = ' '.repeat(String(line).length);
  return [
    `  ${margin} ╭─ ${at}`,
    `  ${line} │ ${text.replaceAll('\t', ' ')}`,
    ...(column === undefined ? [] : [`  ${margin} │ ${' '.repeat(column - 1)}^`]),
  ];
}
