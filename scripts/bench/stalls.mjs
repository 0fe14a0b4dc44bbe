import { fileURLToPath } from 'node:url';
import { measure } from './measure.mjs';
import { shapes } from './stall-shapes.mjs';
import { ms, row } from './table.mjs';

const worker = fileURLToPath(new URL('stall-worker.mjs', import.meta.url));

/** No input of a megabyte may keep everything else waiting for longer. */
const goalMs = 100;

/** The longest time for which each reader holds the event loop, over all shapes of a megabyte: CPU of the better of two calls. */
export async function showStalls() {
  row(['stalls: a megabyte made to be slow', 'longest', 'goal']);
  for (const reader of Object.keys(shapes)) {
    const { stdout } = await measure({ args: [worker, reader] });
    const slowest = JSON.parse(stdout).toSorted((a, b) => b.ms - a.ms);
    for (const [rank, { shape, ms: time }] of slowest.entries()) {
      if (rank === 0 || time > goalMs)
        row([`  ${reader}: ${shape}`, ms(time), time > goalMs ? 'MISSED' : `${goalMs} ms`]);
    }
  }
}
