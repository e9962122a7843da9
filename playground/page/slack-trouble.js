/** Trouble with Slack itself, by a press: what the bot has to bear, and people should not notice much of. */
import { element } from './dom.js';

const troubles = [
  ['Next card: HTTP 429, wait 3 s', { kind: 'rate-limited', method: 'chat.update', retryAfter: 3 }],
  ['Next post: answer is lost', { kind: 'lost-answer', method: 'chat.postMessage' }],
  ['Next 5 calls: HTTP 500', { kind: 'status', status: 500, times: 5 }],
  ['Next call takes 5 s', { kind: 'latency', milliseconds: 5_000 }],
  ['Slack asks to reconnect', { kind: 'disconnect' }],
  ['Cut the sockets', { kind: 'cut-sockets' }],
  ['Next gesture arrives twice', { kind: 'repeat-next' }],
  ['Take back what has not happened', { kind: 'clear' }],
];

/** @param trouble called with a fault as the control API takes it */
export const slackTrouble = (trouble) => [
  element(
    'section',
    { class: 'faults' },
    element('p', { class: 'hint' }, 'Each happens once, with the next call that fits.'),
    element(
      'div',
      { class: 'actions' },
      troubles.map(([label, fault]) =>
        element('button', { type: 'button', onclick: () => trouble(fault, label) }, label),
      ),
    ),
  ),
];
