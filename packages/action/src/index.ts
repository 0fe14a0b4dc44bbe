/** The Action: inputs → run → exit code. */

import { readInputs } from './inputs/read-inputs.js';
import { run } from './run.js';

// A crash, or an event loop that has nothing left to do, must not look like a pass.
process.exitCode = 70;
process.exitCode = await run(readInputs(process.env), process);
