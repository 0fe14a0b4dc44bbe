/** The Action: inputs → run → exit code. */

import { readInputs } from './inputs/read-inputs.js';
import { run } from './run.js';

// A crash, or an event loop that has nothing left to do, must not look like a pass.
process.exitCode = 70;

// Whoever writes is told; without a listener Node would end with 1, as if a package had failed.
process.stdout.on('error', () => undefined);

void run(readInputs(process.env), process).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  () => {
    // The log itself is gone: there is nobody to tell.
    process.exitCode = 70;
  },
);
