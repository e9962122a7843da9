/**
 * What the linter finds. The words are those of Slack's answers (its schema checker is public as hack-json-schema; the
 * rest was seen in `response_metadata.messages`), so that what a test shows can be searched for.
 */

export type IssueCode =
  | 'wrong_type'
  | 'missing_field'
  | 'unknown_field'
  | 'too_short'
  | 'too_long'
  | 'too_few'
  | 'too_many'
  | 'bad_value'
  | 'unsupported_type'
  | 'duplicate'
  | 'msg_blocks_too_long'
  | 'view_too_large';

export interface Issue {
  /** RFC 6901, from the arguments of the call: `/blocks/0/text`. */
  readonly pointer: string;
  readonly code: IssueCode;
  readonly message: string;
}

export const issue = (pointer: string, code: IssueCode, message: string): Issue => ({
  pointer,
  code,
  message,
});

/** As Slack writes it in `errors`, and with `[ERROR] ` before it in `response_metadata.messages`. */
export const printIssue = ({ message, pointer }: Issue): string =>
  `${message} [json-pointer:${pointer}]`;

/** One more step of a pointer; RFC 6901, section 3, for `~` and `/`. */
export const below = (pointer: string, key: string | number): string =>
  `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
