/**
 * Draws one picture: from SVG to PNG, with resvg, which is WebAssembly and needs nothing built. It takes a tenth of a
 * second in which nothing else could be done, and so has a thread of its own. Plain JavaScript, as a thread is started
 * without the loader of the rest.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { initWasm, Resvg } from '@resvg/resvg-wasm';

const require = createRequire(import.meta.url);
const font = '@fontsource/dejavu-sans/files/dejavu-sans-latin-400-normal.woff2';

await initWasm(readFileSync(require.resolve('@resvg/resvg-wasm/index_bg.wasm')));
const { svg, zoom } = workerData;
const drawn = new Resvg(svg, {
  fitTo: { mode: 'zoom', value: zoom },
  font: { fontBuffers: [readFileSync(require.resolve(font))], defaultFontFamily: 'DejaVu Sans' },
});
parentPort?.postMessage(drawn.render().asPng());
