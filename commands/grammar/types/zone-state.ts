/** A zone's state, in illumos' words, or `missing`: an entry without a zone. */
import { shownStates } from '../../zones/zone-words.ts';
import { oneOf } from './one-of.ts';

export const zoneState = oneOf('zone state', shownStates);
