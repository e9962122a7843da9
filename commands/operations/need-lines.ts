/** What a change would wait for, a sentence a line: for `why`, and under the plan of what is not done. */
import type { Line } from '../answer.ts';
import { counted, strong } from '../answers/parts.ts';
import type { Demand } from '../desk.ts';
import { approversOf } from './consent-words.ts';
import { inWords } from './duration.ts';

export function needLines(demand: Demand): readonly Line[] {
  const { because } = demand;
  switch (demand.kind) {
    case 'nothing':
      return [[strong('It begins at once'), `: ${because}`]];
    case 'refused':
      return [[strong('It is refused'), `: ${because}`]];
    case 'confirmation':
      return [
        [strong('Who asks confirms it'), ` within ${inWords(demand.terms.expires)}: ${because}`],
      ];
    case 'approval': {
      const { terms } = demand;
      const others = terms.self ? 'who asks may be among them' : 'never who asks';
      const more = [
        terms.distinctGroups ? 'each of another group' : '',
        terms.typeToConfirm ? 'who type its name' : '',
        terms.reasonFor.length > 0 ? `with a reason to ${terms.reasonFor.join(' and ')}` : '',
        terms.cooldown > 0 ? `it begins ${inWords(terms.cooldown)} later` : '',
      ].filter((text) => text !== '');
      return [
        [
          strong(`It needs ${counted(terms.quorum, 'approval')}`),
          ' of ',
          ...approversOf(terms),
          `, ${others}, within ${inWords(terms.expires)}: ${because}`,
        ],
        ...(more.length === 0 ? [] : [more.join(', ')]),
      ];
    }
    default:
      return demand satisfies never;
  }
}
