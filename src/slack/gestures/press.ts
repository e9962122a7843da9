/** A pressed button, and what is done about it. */
import type { ActorId } from '../../authorise/actor-id.ts';
import type { Begin } from './answering.ts';
import type { Asker } from './respond.ts';

/** All that is believed of it. */
export interface Press {
  readonly actor: ActorId;
  readonly channel: string;
  readonly value: string;
  /** The right to open one form within three seconds: a secret. Another one for each press. */
  readonly triggerId: string;
  /** To whom, and where, the answer goes. */
  readonly asker: Asker;
  /** It was pressed in a modal. */
  readonly isInModal: boolean;
}

/** See `Begin`: what is thrown before the work begins is told at once. */
export type OnPress = (press: Press) => ReturnType<Begin>;
