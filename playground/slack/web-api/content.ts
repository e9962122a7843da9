/** The content of a message as a call brings it: read, held against the linter, completed as Slack does. */
import type { SlackCore } from '../core.ts';
import { isList, type Json, type JsonObject, objectsIn } from '../json.ts';
import { type Issue, printIssue } from '../lint/issue.ts';
import { lintMessage } from '../lint/lint.ts';
import { withIds } from '../workspace/with-ids.ts';
import { ApiError, type Arguments, nested, nestedObject } from './call.ts';

/** Text above this is cut, and Slack says so in a warning. */
const mostText = 40_000;
const mostMetadataBytes = 8_000;

/** What a call says of a message; `undefined` where it says nothing. */
export interface GivenContent {
  readonly text: string | undefined;
  readonly blocks: readonly JsonObject[] | undefined;
  readonly metadata: JsonObject | undefined;
}

/** @throws ApiError `no_text`, `invalid_blocks_format`, `invalid_blocks`, `msg_blocks_too_long`, `metadata_too_large` … */
export function givenContent(args: Arguments, core: SlackCore): GivenContent {
  const blocks = listOfBlocks(args);
  refuseBadContent(args.text, blocks);
  return {
    text: args.text?.slice(0, mostText),
    blocks: blocks && withIds(objectsIn(blocks), core.random),
    metadata: givenMetadata(args),
  };
}

/** Blocks alone, where a text is none of the call's business. @throws ApiError as `givenContent` */
export function givenBlocks(args: Arguments, core: SlackCore): readonly JsonObject[] | undefined {
  const blocks = listOfBlocks(args);
  if (blocks === undefined || blocks.length === 0) return undefined;
  refuseBadContent(undefined, blocks);
  return withIds(objectsIn(blocks), core.random);
}

function listOfBlocks(args: Arguments): readonly Json[] | undefined {
  const blocks = nested(args, 'blocks', 'invalid_blocks_format');
  if (blocks !== undefined && !isList(blocks)) throw new ApiError('invalid_blocks_format');
  return blocks;
}

/** What Slack says besides its answer where it did something else than was asked. */
export const warningsFor = ({ text = '' }: Arguments): JsonObject =>
  text.length > mostText
    ? { warning: 'message_truncated', response_metadata: { warnings: ['message_truncated'] } }
    : {};

/** @throws ApiError for what the linter finds */
export function refuseBadContent(text: string | undefined, blocks: Json | undefined): void {
  const issues = lintMessage({ text, blocks });
  if (issues.length === 0) return;
  if (issues.some(({ pointer }) => pointer === '/text')) throw new ApiError('no_text');
  throw refusalOf(issues, 'invalid_blocks');
}

/** Slack's answer for what a linter found. */
export function refusalOf(issues: readonly Issue[], error: string): ApiError {
  for (const special of ['msg_blocks_too_long', 'view_too_large'] as const) {
    if (issues.every(({ code }) => code === special)) return new ApiError(special);
  }
  const errors = issues.map(printIssue);
  return new ApiError(error, {
    errors,
    response_metadata: { messages: errors.map((line) => `[ERROR] ${line}`) },
  });
}

function givenMetadata(args: Arguments): JsonObject | undefined {
  const metadata = nestedObject(args, 'metadata', 'invalid_metadata_format');
  if (metadata === undefined || Object.keys(metadata).length === 0) return metadata;
  if (typeof metadata.event_type !== 'string' || metadata.event_payload === undefined) {
    throw new ApiError('invalid_metadata_schema');
  }
  if (Buffer.byteLength(JSON.stringify(metadata.event_payload)) > mostMetadataBytes) {
    throw new ApiError('metadata_too_large');
  }
  return metadata;
}
