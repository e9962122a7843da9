/** Spans of an answer in Slack's two notations: rich_text, which has no markup to break out of, and mrkdwn. */
import type { Line, Span } from '../../../commands/answer.ts';
import { cut, escaped, shown } from './plain.ts';

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

const dateFormat = '{date_short_pretty} {time}';
const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);

const isSeveral = (line: Line): line is readonly Span[] => Array.isArray(line);
const spansOf = (line: Line): readonly Span[] => (isSeveral(line) ? line : [line]);

/** Ids come from Slack and from the store; what is none is text like any other. */
const isChannelId = (text: string): boolean => /^[CG][A-Z0-9]{1,20}$/.test(text);
const isUsergroupId = (text: string): boolean => /^S[A-Z0-9]{1,20}$/.test(text);
const isUserId = (text: string): boolean => /^[UW][A-Z0-9]{1,20}$/.test(text);

const richElement = (span: Span, most: number): JsonObject | undefined => {
  const text = (value: string, style?: JsonObject) => {
    const visible = cut(shown(value), most);
    return visible === '' ? undefined : { type: 'text', text: visible, ...(style && { style }) };
  };
  if (typeof span === 'string') return text(span);
  if ('code' in span) return text(span.code, { code: true });
  if ('strong' in span) return text(span.strong, { bold: true });
  if ('person' in span) {
    return isUserId(span.person) ? { type: 'user', user_id: span.person } : text(span.person);
  }
  if ('usergroup' in span) {
    return isUsergroupId(span.usergroup)
      ? { type: 'usergroup', usergroup_id: span.usergroup }
      : text(span.usergroup);
  }
  if ('channel' in span) {
    return isChannelId(span.channel)
      ? { type: 'channel', channel_id: span.channel }
      : text(span.channel);
  }
  return {
    type: 'date',
    timestamp: seconds(span.time),
    format: dateFormat,
    fallback: span.time.toISOString(),
  };
};

/** The elements of a rich_text_section, never empty, at most so many characters. */
export function richElements(line: Line, most: number): readonly JsonObject[] {
  const elements: JsonObject[] = [];
  let left = most;
  for (const span of spansOf(line)) {
    if (left < 2) break;
    const element = richElement(span, left);
    if (element === undefined) continue;
    elements.push(element);
    left -= typeof element.text === 'string' ? element.text.length : 20;
  }
  return elements.length === 0 ? [{ type: 'text', text: ' ' }] : elements;
}

const mrkdwnSpan = (span: Span): string => {
  if (typeof span === 'string') return escaped(span);
  if ('code' in span) return span.code === '' ? '' : `\`${escaped(span.code)}\``;
  if ('strong' in span) return span.strong === '' ? '' : `*${escaped(span.strong)}*`;
  if ('person' in span) return isUserId(span.person) ? `<@${span.person}>` : escaped(span.person);
  if ('usergroup' in span) {
    const { usergroup } = span;
    return isUsergroupId(usergroup) ? `<!subteam^${usergroup}>` : escaped(usergroup);
  }
  if ('channel' in span)
    return isChannelId(span.channel) ? `<#${span.channel}>` : escaped(span.channel);
  return `<!date^${seconds(span.time)}^${dateFormat}|${span.time.toISOString()}>`;
};

/** Whole spans only: half of one could leave markup open. Never empty. */
export function mrkdwn(line: Line, most: number): string {
  let text = '';
  for (const span of spansOf(line)) {
    const next = mrkdwnSpan(span);
    if (text.length + next.length > most - 1) return `${text}…`;
    text += next;
  }
  return text === '' ? ' ' : text;
}
