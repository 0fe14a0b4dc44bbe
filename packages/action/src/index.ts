/** The Action: inputs → run → exit code. */

import { readInputs } from './inputs/read-inputs.js';
import { run } from './run.js';

// A crash, or an event loop that has nothing left to do, must not look like a pass.
process.exitCode = 70;

void run(readInputs(process.env), process).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  () => {
    // The log itself is gone: there is nobody to tell.
    process.exitCode = 70;
  },
);
