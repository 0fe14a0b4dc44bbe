/**
 * Reads mutated inputs with the parsers until the time is up, far longer than `npm test` does.
 *
 *     npm run fuzz -- [--parser NAME] [--minutes N] [--seed N] [--save FOLDER]
 *
 * NAME is as the tests print it (`tar`, `zip`, `package-lock`); all parsers without it, N minutes each. An input that breaks a
 * parser is made small, written to FOLDER and shown with its seed; the same seed gives the same inputs. The targets are
 * `packages/NAME/src/testing/*-targets.ts`. Not part of `npm test`.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startVitest } from 'vitest/node';

const { values } = parseArgs({
  options: {
    parser: { type: 'string' },
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 32) },
    save: { type: 'string', default: '.cache/fuzz' },
  },
});

process.env.ASSAY_FUZZ_MINUTES = values.minutes;
process.env.ASSAY_FUZZ_SEED = values.seed;
process.env.ASSAY_FUZZ_SAVE = resolve(values.save);
console.log(`seed ${values.seed}`);

// A test is called "what must hold › the parser's name".
const name = values.parser?.replaceAll(/[^\w -]/g, '');
const vitest = await startVitest('test', ['fuzz.test.ts'], {
  watch: false,
  ...(name === undefined ? {} : { testNamePattern: ` ${name}$` }),
});
await vitest.close();
