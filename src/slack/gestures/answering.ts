/**
 * What every delivery of Slack's has in common: it is acked at once, it is always answered, also when the work throws,
 * and what nobody foresaw is logged whole and told as a fault of ours.
 */
import type { Answer } from '../../../commands/answer.ts';
import { diagnosticAnswer } from '../../../commands/answers/diagnostic-answer.ts';
import { code, context } from '../../../commands/answers/parts.ts';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { Log } from '../../log/log.ts';
import type { MessageContent } from '../../outbox/writer.ts';
import type { Draw } from '../../pictures/draw.ts';
import type { Pressable } from '../rendering/offers.ts';
import { renderMessage } from '../rendering/render.ts';
import type { GiveFile } from './give-file.ts';
import type { InFlight } from './in-flight.ts';
import type { Asker, Respond } from './respond.ts';

export interface AnsweringParts {
  readonly inFlight: InFlight;
  readonly respond: Respond;
  readonly log: Log;
  /** Which offered commands become buttons, and what these do. */
  readonly pressable: Pressable;
  readonly giveFile: GiveFile;
  readonly draw: Draw;
  /** Told how many seconds Slack waited for each acknowledgement. */
  readonly onAck?: ((seconds: number) => void) | undefined;
}

export interface Delivery {
  readonly asker: Asker;
  /** The answer takes the place of the one in which was pressed. Trouble never does. */
  readonly isInPlace?: boolean;
  /** An acknowledgement, with what is known already. Slack waits three seconds for it and takes one. */
  readonly ack: (content?: MessageContent) => Promise<void>;
}

/**
 * What is done about a delivery. Called before the ack, and so pure and quick; what it throws is told in the ack. What it
 * returns is done after the ack, and answers, or says nothing where a card does.
 */
export type Begin = () => () => Promise<Answer | undefined>;

/** Never rejects. */
export const answering = (
  { inFlight, respond, log, pressable, giveFile, draw, onAck }: AnsweringParts,
  { asker, isInPlace = false, ack }: Delivery,
  begin: Begin,
): Promise<void> =>
  inFlight.run(async () => {
    const came = performance.now();
    let isAcked = false;
    const acknowledge = async (content?: MessageContent): Promise<void> => {
      isAcked = true;
      await ack(content);
      onAck?.((performance.now() - came) / 1000);
    };
    const say = (answer: Answer, how: { readonly isInPlace: boolean }): Promise<void> => {
      const content = renderMessage(answer, 'answer', pressable);
      return isAcked ? respond(asker, content, how) : acknowledge(content);
    };
    try {
      try {
        if (inFlight.isClosed) throw stopping();
        const work = begin();
        await acknowledge();
        const answer = await work();
        if (answer !== undefined) {
          await say(withWordOfPicture(await withFile(answer, asker, giveFile), isInPlace), {
            isInPlace,
          });
          // Who looks once more has it already; and the words need not wait until it is drawn.
          const why = isInPlace
            ? undefined
            : await givePicture(answer, asker, { giveFile, draw, log });
          if (why !== undefined) await say(noPicture(why), { isInPlace: false });
        }
      } catch (error) {
        logTrouble(log, asker, error);
        await say(diagnosticAnswer(error), { isInPlace: false });
      }
    } catch (error) {
      log.error({ err: error, user: asker.user }, 'a person could not be answered');
    }
  });

/** Its file is given first, so that the answer can say where it is, or that there is none. */
async function withFile(answer: Answer, { user }: Asker, giveFile: GiveFile): Promise<Answer> {
  if (answer.file === undefined) return answer;
  const given = await giveFile(user, answer.file);
  const where =
    given.kind === 'given'
      ? context('All of it is the file ', code(answer.file.name), ' in your messages with zonebot.')
      : context('All of it could not be given as a file: ', code(given.why), '.');
  return { ...answer, parts: [...answer.parts, where] };
}

const withWordOfPicture = (answer: Answer, isInPlace: boolean): Answer =>
  answer.picture === undefined || isInPlace
    ? answer
    : {
        ...answer,
        parts: [...answer.parts, context('A picture of it comes into your messages with zonebot.')],
      };

/** Why there is none. What it shows is said in words, too. */
async function givePicture(
  { picture }: Answer,
  { user }: Asker,
  { giveFile, draw, log }: Pick<AnsweringParts, 'giveFile' | 'draw' | 'log'>,
): Promise<string | undefined> {
  if (picture === undefined) return undefined;
  try {
    const { name, title, svg } = picture;
    const given = await giveFile(user, { name, title, png: await draw(svg) });
    return given.kind === 'not-given' ? given.why : undefined;
  } catch (error) {
    log.error({ err: error, user }, 'a picture could not be drawn');
    return 'it could not be drawn';
  }
}

const noPicture = (why: string): Answer => ({
  summary: 'There is no picture of it this time',
  parts: [context('The picture of it could not be given: ', code(why), '.')],
});

/** A diagnostic is an answer like others; anything else is a fault in here. */
function logTrouble(log: Log, { user, channel }: Asker, error: unknown): void {
  if (error instanceof Diagnostic) log.info({ user, channel, err: error }, 'refused');
  else log.error({ user, channel, err: error }, 'the bot met something it was not made for');
}

const stopping = (): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::bot::stopping',
    message: 'zonebot is being restarted',
    help: 'Type it again in a minute. Operations that run go on.',
  });
