/** Probes as calls of sh/probes.sh. Every value goes through quote(). */
import { type Elevation, elevated } from '../shell/command.ts';
import { quote, quoteAll } from '../shell/quote.ts';
import type { Condition, Hunk, Probe } from '../steps/define-step.ts';

/** Shell lines that set `verdict`, or leave it at unclear. */
export function compileProbe(probe: Probe, elevation: Elevation): readonly string[] {
  switch (probe.kind) {
    case 'command':
      return [
        `ask ${quoteAll(elevated(probe.command, elevation))}`,
        ...probe.verdicts.map(
          ([condition, verdict], index) =>
            `${index === 0 ? 'if' : 'elif'} ${compileCondition(condition)}; then verdict=${verdict}`,
        ),
        ...(probe.verdicts.length === 0 ? [] : ['fi']),
      ];
    case 'then':
      return [
        ...compileProbe(probe.first, elevation),
        'case $verdict in',
        ...Object.entries(probe.next).map(([found, next]) =>
          [
            `${found})`,
            ...(typeof next === 'string'
              ? [`verdict=${next}`]
              : ['verdict=unclear', ...compileProbe(next, elevation)]),
            ';;',
          ].join('\n'),
        ),
        'esac',
      ];
    case 'file':
      return [
        `look_at_file ${quoteAll([probe.path, probe.missing, probe.other, ...probe.texts.flat()])}`,
      ];
    case 'directory':
      return [
        `look_at_directory ${quoteAll([probe.path, probe.missing, probe.found, probe.other])}`,
      ];
    case 'line':
      return [
        `look_for_line ${quoteAll([probe.path, probe.line, probe.missing, probe.has, probe.hasNot])}`,
      ];
    case 'hunks':
      return [
        `look_at_hunks ${quoteAll([probe.path, probe.before, probe.after, probe.other, ...hunkTexts(probe.hunks)])}`,
      ];
    case 'root-file':
      return [
        ...(probe.mounted === true
          ? [
              `if ! is_mounted ${quote(probe.within ?? '')}; then verdict=${probe.missing} status=0; return; fi`,
            ]
          : []),
        `look_at_root_file ${quoteAll([probe.path, probe.within ?? '', probe.missing, probe.other, ...probe.texts.flat()])}`,
      ];
    case 'root-hunks':
      return [
        `look_at_root_hunks ${quoteAll([probe.path, probe.within ?? '', probe.before, probe.after, probe.other, ...hunkTexts(probe.hunks)])}`,
      ];
    case 'mention':
      return [
        `look_for_mention ${quoteAll([probe.directory, probe.suffix, probe.found, probe.none, ...probe.texts])}`,
      ];
    default:
      return probe satisfies never;
  }
}

/** As sh/probes.sh and sh/actions.sh take them. */
export const hunkTexts = (hunks: readonly Hunk[]): readonly string[] =>
  hunks.flatMap(({ from, to }) => [from, to]);

function compileCondition({
  exit,
  equals,
  begins,
  contains,
  lines,
  eachLine,
  eitherOf,
  complains,
  noted,
}: Condition): string {
  const parts = [
    ...(exit === undefined ? [] : [exit === 'zero' ? 'succeeded' : '! succeeded']),
    ...(equals === undefined ? [] : [`printed ${quote(equals)}`]),
    ...(begins === undefined ? [] : [`began_with ${quote(begins)}`]),
    ...(contains ?? []).map((text) => `spoke_of ${quote(text)}`),
    ...(lines ?? []).map((line) => `has_line ${quote(line)}`),
    ...(eachLine === undefined ? [] : [`has_only_lines ${quoteAll(eachLine)}`]),
    ...(eitherOf === undefined ? [] : [`was_made_of ${quoteAll(eitherOf.flat())}`]),
    ...(complains === undefined ? [] : [`complained_of ${quote(complains)}`]),
    ...(noted === undefined ? [] : [`was_noted ${quote(noted)}`]),
  ];
  return parts.length === 0 ? 'true' : parts.join(' && ');
}
