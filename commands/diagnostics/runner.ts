/** The runner, which carries a plan out on a host. */
import type { Explanations } from './explanation.ts';

export const runnerDiagnostics = {
  'zmgr::runner::bad-plan': {
    happened:
      'What a host keeps as the plan of an operation is none, is of another host, or was altered. It is not believed.',
    remedy:
      'Look at `plan.json` and `events` of the operation in the state directory of the host, and at who may write there.',
  },
  'zmgr::runner::no-outputs': {
    happened:
      "What the steps of an operation printed could not be read from the host's state directory. The operation itself does not depend on it.",
    remedy: 'Try again. On the host it lies in `/var/zmgr/ops/<id>/out`.',
  },
  'zmgr::runner::not-kept': {
    happened:
      "The host could not write the operation down, because the disk is full or the directory is not the bot's. Nothing was done.",
    remedy: "Look at `df -h` for the state directory, and whether the bot's user may write there.",
  },
  'zmgr::runner::not-read': {
    happened:
      'What a host keeps of its operations could not be read: the connection was lost, or the answer did not come whole.',
    remedy: 'Try again.',
  },
  'zmgr::runner::not-removed': {
    happened:
      'What is left of an old operation in the state directory could not be removed. Nothing depends on it.',
    remedy: 'Nothing needs to be done: it is tried again later.',
  },
  'zmgr::runner::not-started': {
    happened: 'The host has written the operation down and did not start it. Nothing was done yet.',
    remedy:
      '`/zone op resume <id>` tries again. Look whether the host has memory and process slots left.',
  },
  'zmgr::runner::state-directory': {
    happened:
      "The state directory is missing on the host, or the bot's user can't use it. Nothing was done.",
    remedy:
      'Make it as root: `mkdir -p /var/zmgr && chown <user> /var/zmgr`, with the directory and the user of the message.',
  },
} satisfies Explanations;
