/** How Slack reaches the bot: Socket Mode or HTTP, behind one face. */
import type { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { Clock } from '../../clock.ts';
import type { Environment } from '../../env.ts';
import type { Log } from '../../log/log.ts';
import { HttpReceiver } from './http-receiver.ts';
import type { SlackReceiver } from './slack-receiver.ts';
import { type Pace, Sockets } from './sockets.ts';

export interface ReceiverOptions {
  readonly slack: Pick<Environment['slack'], 'receiving' | 'apiUrl'>;
  readonly log: Log;
  readonly clock: Clock;
  /** See Sockets. */
  readonly onRefused: (why: Diagnostic) => void;
  readonly pace?: Partial<Pace> | undefined;
}

export function createReceiver({
  slack: { receiving, apiUrl },
  log,
  clock,
  onRefused,
  pace,
}: ReceiverOptions): SlackReceiver {
  switch (receiving.kind) {
    case 'socket-mode':
      return new Sockets({
        appToken: receiving.appToken,
        log,
        clock,
        ...(apiUrl !== undefined && { apiUrl }),
        onRefused,
        ...(pace !== undefined && { pace }),
      });
    case 'http':
      return new HttpReceiver({ ...receiving, log, clock });
    default:
      return receiving satisfies never;
  }
}
