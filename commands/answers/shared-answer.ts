/** Answers that one person may show to all of a channel, and how they look there. */
import type { Answer, Offer, Part } from '../answer.ts';
import { code, context, offers, person } from './parts.ts';

/**
 * With a button that shows it to all. It stands beside those by which the answer is asked again, where there are some.
 * @param words what to type to share it, without `/zone`
 */
export function shareable(answer: Answer, words: string): Answer {
  const share: Offer = { label: 'Share', text: words, isSaid: true, isForAsker: true };
  const row = answer.parts.findLastIndex(
    (part) => part.kind === 'commands' && part.commands.some(({ isInPlace }) => isInPlace === true),
  );
  return row === -1
    ? { ...answer, parts: [...answer.parts, offers(share)] }
    : {
        ...answer,
        parts: answer.parts.map((part, at) => (at === row ? withOffer(part, share) : part)),
      };
}

const withOffer = (part: Part, offer: Offer): Part =>
  part.kind === 'commands' ? { ...part, commands: [...part.commands, offer] } : part;

/**
 * For all: who shares it, what was asked, and nothing that only the asker has use for.
 * @param by the id of who shares it
 * @param words what was typed, without `/zone`
 */
export const sharedAnswer = ({ parts, ...answer }: Answer, by: string, words: string): Answer => ({
  ...answer,
  parts: [
    ...parts.map((part) =>
      part.kind === 'commands' ? { ...part, commands: part.commands.filter(isForAll) } : part,
    ),
    context('Shared by ', person(by), ' · ', code(`/zone ${words}`)),
  ],
});

const isForAll = ({ isInPlace, isForAsker }: Offer): boolean =>
  isInPlace !== true && isForAsker !== true;
