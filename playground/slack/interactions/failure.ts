/**
 * What a person sees when the app fails them: an ephemeral message from Slackbot, and the words that Slack uses. On a
 * real client a pressed button shows a warning sign with these words; here they are a message too.
 */
import type { SlackCore } from '../core.ts';
import { slackbot } from '../workspace/model.ts';
import type { Gesture } from './response-urls.ts';

export const failures = ['operation_timeout', 'dispatch_failed', 'invalid_response'] as const;
export type Failure = (typeof failures)[number];

const ofButton: Readonly<Record<Failure, string>> = {
  operation_timeout: 'Operation timed out. Apps need to respond within three seconds.',
  dispatch_failed: 'The app could not be reached.',
  invalid_response: 'The app answered with something that Slack does not understand.',
};

export function showFailure(core: SlackCore, gesture: Gesture, failure: Failure): void {
  const text =
    gesture.kind === 'command'
      ? `${core.workspace.app.command} failed with the error "${failure}"`
      : ofButton[failure];
  core.workspace.add(gesture.channel, slackbot.id, { text, blocks: [] }, { onlyFor: gesture.user });
}
