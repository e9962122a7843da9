/** docs/diagnostics.md: every code, what it means, how it reads, and where it comes from. */
import { catalogue } from '../../commands/diagnostics/catalogue.ts';
import type { CodeInSource } from './codes-in-source.ts';

const introduction = `# Diagnostics

<!-- Written by \`npm run docs\` from commands/diagnostics/ and the sources; edit those. -->

Every message of trouble has a code, \`zmgr::<area>::<what>\`, which stays the same from release to release. The message itself
names the thing and says what to type; here is what the code means. \`/zone help <code>\` says the same in the chat. In
what a message reads, \`…\` stands for what is filled in.`;

/** @param codes where each code stands in the sources */
export function diagnosticsPage(codes: readonly CodeInSource[]): string {
  const areas = Object.keys(catalogue);
  return `${[
    introduction,
    areas.map((area) => `[${area}](#${area})`).join(' · '),
    ...areas.map((area) => areaSection(area, codes)),
  ].join('\n\n')}\n`;
}

const areaSection = (area: string, codes: readonly CodeInSource[]): string =>
  [
    `## ${area}`,
    ...Object.entries(catalogue[area] ?? {}).map(([code, { happened, remedy }]) =>
      [
        `### \`${code}\``,
        happened,
        `**What to do:** ${remedy}`,
        ...origin(codes.find((found) => found.code === code)),
      ].join('\n\n'),
    ),
  ].join('\n\n');

function origin(found: CodeInSource | undefined): readonly string[] {
  if (found === undefined) return [];
  const reads = found.messages.map((message) => `> ${asProse(message)}`);
  const files = found.files.map((file) => `[${file}](../${file})`);
  return [...(reads.length === 0 ? [] : [reads.join('\n>\n')]), `From ${files.join(', ')}`];
}

/** Nothing in a message is Markdown; angle brackets would be taken for HTML. */
const asProse = (text: string): string => text.replaceAll(/[\\`*_[\]<>]/g, '\\$&');
