/**
 * What is said in the thread of a card that asks for approval: each vote, once. And where the card was there before it
 * asked, whom it asks: an edit tells nobody.
 */
import type { Answer } from '../../commands/answer.ts';
import { paragraph } from '../../commands/answers/parts.ts';
import type { OperationView } from '../../commands/desk.ts';
import { approversOf, voteLine } from '../../commands/operations/consent-words.ts';
import { titleOf } from '../../commands/operations/standing.ts';

export interface Reply {
  /** Names it for good, beside its operation. */
  readonly key: string;
  readonly answer: Answer;
}

/** @param isCalling whether nobody was told by the card itself */
export function voteReplies(operation: OperationView, isCalling: boolean): readonly Reply[] {
  const { consent, state, votes } = operation;
  if (consent?.kind !== 'approval') return [];
  const title = titleOf(operation);
  return [
    ...(isCalling && state === 'waiting'
      ? [
          {
            key: 'call',
            answer: {
              summary: `${title} waits for approval`,
              parts: [paragraph(...approversOf(consent), `: ${title} waits for approval.`)],
            },
          },
        ]
      : []),
    ...votes.map((vote) => ({
      key: `vote:${vote.by.user}`,
      answer: {
        summary: `A ${vote.decision === 'deny' ? 'no' : 'yes'} for ${title}`,
        parts: [paragraph(...[voteLine(vote)].flat())],
      },
    })),
  ];
}
