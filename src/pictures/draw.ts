/** Pictures as chats show them: PNG, twice as large as they are said to be, for screens with small points. */
import { Worker } from 'node:worker_threads';

/** @throws Error for what is no SVG, or takes too long */
export type Draw = (svg: string) => Promise<Uint8Array>;

const zoom = 2;
const patience = 20_000;

/** In a thread of its own, which ends with the picture. */
export const draw: Draw = (svg) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./draw-worker.mjs', import.meta.url), {
      workerData: { svg, zoom },
      execArgv: [],
    });
    const giveUp = setTimeout(() => {
      reject(new Error('the picture took too long'));
      void worker.terminate();
    }, patience);
    worker.once('message', (png: Uint8Array) => resolve(png));
    worker.once('error', reject);
    worker.once('exit', () => {
      clearTimeout(giveUp);
      reject(new Error('the picture was not drawn'));
    });
  });
