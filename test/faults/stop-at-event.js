/**
 * A thread that stops a process (SIGSTOP) as soon as the nth event stands in the journal of a new operation, and tells how
 * many stood there then. In a thread of its own since the playground's is busy being hosts and Slack: milliseconds count.
 * Plain JavaScript: a thread has no loader for anything else on every release of Node that we run on.
 *
 * workerData: { ops: directory of all operations, known: ids of old ones, nth, pid }
 */
import { existsSync, readdirSync, readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

const { ops, known, nth, pid } = workerData;
const old = new Set(known);
const watchers = [];
let operation;

/** The first line is the journal's version. */
const eventsOf = (id) => {
  const file = join(ops, id, 'events');
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 2 : 0;
};

const look = () => {
  if (operation === undefined) {
    operation = readdirSync(ops).find((id) => !old.has(id));
    if (operation === undefined) return;
    watchers.push(watch(join(ops, operation), look));
  }
  if (watchers.length === 0 || eventsOf(operation) < nth) return;
  try {
    process.kill(pid, 'SIGSTOP');
  } catch {
    // It died by itself: who is told finds out.
  }
  for (const watcher of watchers.splice(0)) watcher.close();
  parentPort.postMessage(eventsOf(operation));
};

watchers.push(watch(ops, look));
look();
