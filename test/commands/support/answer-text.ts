/** An answer as plain text, for tests: what a person reads, without how it is drawn. */
import type { Answer, Line, Part, Span } from '../../../commands/answer.ts';

export const answerText = ({ parts }: Answer): string =>
  parts
    .map(partText)
    .filter((text) => text !== '')
    .join('\n');

function partText(part: Part): string {
  switch (part.kind) {
    case 'heading':
      return `# ${part.text}`;
    case 'paragraph':
      return lineText(part.line);
    case 'context':
      return `(${lineText(part.line)})`;
    case 'fields':
      return part.fields.map(({ name, value }) => `${name}: ${lineText(value)}`).join('\n');
    case 'bullets':
      return part.lines.map((line) => `- ${lineText(line)}`).join('\n');
    case 'preformatted':
      return part.text;
    case 'commands':
      return part.commands
        .filter(({ isSaid }) => isSaid !== true)
        .map(({ text }) => `> /zone ${text}`)
        .join('\n');
    case 'rows':
      return part.rows.map(({ line }) => `- ${lineText(line)}`).join('\n');
    case 'divider':
      return '---';
    default:
      return part satisfies never;
  }
}

const lineText = (line: Line): string =>
  isSpans(line) ? line.map(spanText).join('') : spanText(line);

const isSpans = (line: Line): line is readonly Span[] => Array.isArray(line);

function spanText(span: Span): string {
  if (typeof span === 'string') return span;
  if ('code' in span) return `\`${span.code}\``;
  if ('strong' in span) return `*${span.strong}*`;
  if ('person' in span) return `@${span.person}`;
  if ('usergroup' in span) return `@${span.usergroup}`;
  if ('channel' in span) return `#${span.channel}`;
  return span.time.toISOString();
}
