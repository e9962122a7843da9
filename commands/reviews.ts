/** /zone reviews: what was done by break-glass and is not reviewed yet. */
import { heading, offers, paragraph } from './answers/parts.ts';
import { defineRead } from './define.ts';
import { openReviewLine } from './operations/glass-words.ts';

export const reviews = defineRead({
  path: 'reviews',
  summary: 'List what was done by break-glass and is not reviewed yet',
  role: 'viewer',
  args: {},
  examples: ['reviews'],
  answer: async (_, { operations, now }) => {
    const open = await operations.openReviews();
    if (open.length === 0) {
      return {
        summary: 'Nothing waits for a review',
        parts: [paragraph('All that was done by break-glass has been reviewed.')],
      };
    }
    return {
      summary: `Not reviewed yet: ${open.map(({ verb, subject }) => `${verb} ${subject}`).join(', ')}`,
      parts: [
        heading('Done by break-glass, not reviewed yet'),
        {
          kind: 'rows',
          rows: open.map((operation) => ({
            line: openReviewLine(operation, now),
            offer: { label: 'Show', text: `op show ${operation.id}` },
          })),
        },
        offers(
          ...open.map(({ id }) => ({ label: 'Review', text: `review ${id} -- what you found` })),
        ),
      ],
    };
  },
});
