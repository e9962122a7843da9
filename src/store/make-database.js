/**
 * A thread's whole work: makes a new, empty PGlite database as `workerData` says. In a thread because it takes some
 * 700 MB for some seconds: the thread gives them back, and the process stays responsive. In JavaScript because a thread
 * of Node 20 does not get tsx's loader.
 */
import { workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';

const session = await PGlite.create(workerData);
await session.close();
