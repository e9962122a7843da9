/** One gesture and the app's answer to it, frame by frame. */
import { isObject, type JsonObject } from '../../../../playground/slack/json.ts';
import type { Frame, RawSocket } from '../../../support/raw-socket.ts';

/**
 * Lets the person do it, gives the app's answer, and says what the app was told and what came of it.
 * @throws Error when the app is told nothing
 */
export async function answering<T>(
  app: RawSocket,
  act: () => Promise<T>,
  answer: object = {},
): Promise<{ readonly frame: Frame; readonly outcome: T }> {
  const index = app.frames.length;
  const outcome = act();
  const frame = await Promise.race([
    app.frame(index),
    outcome.then(() => {
      throw new Error('the app was told nothing');
    }),
  ]);
  app.ack(frame, answer);
  return { frame, outcome: await outcome };
}

export const payloadOf = ({ payload }: Frame): JsonObject => (isObject(payload) ? payload : {});
