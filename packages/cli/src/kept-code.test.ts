import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadScript } from './kept-code.js';

let place: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  place = await temporaryFolder();
});
afterEach(() => place.remove());

const file = () => join(place.path, 'program.cjs');
const code = () => join(place.path, 'program.code');

/** Starts the program, and lets it keep its code. */
function start(source: string): unknown {
  writeFileSync(file(), wrapped(source));
  const { exports, keep } = loadScript(file(), code());
  keep();
  return (exports as { answer(): unknown }).answer();
}

/** As the program is bundled. */
const wrapped = (source: string) => `(function (module, exports, require) {${source}\n})`;
const saying = (word: string) => `exports.answer = () => '${word}';`;

describe('kept code', () => {
  test('is written once, and a start that uses it leaves it alone', () => {
    expect(start(saying('one'))).toBe('one');
    const kept = readFileSync(code());
    expect(start(saying('one'))).toBe('one');
    expect(readFileSync(code())).toEqual(kept);
    expect(readdirSync(place.path).sort()).toEqual(['program.cjs', 'program.code']);
  });

  test('of another source of the same length is not run', () => {
    start(saying('one'));
    expect(start(saying('two'))).toBe('two');
    expect(start(saying('two'))).toBe('two');
  });

  test.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 1)],
    ['empty', () => Buffer.alloc(0)],
    ['changed in a byte', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -1), Buffer.of(~(bytes.at(-1) ?? 0))])],
  ])('that is %s is not used but replaced', (_, damage) => {
    start(saying('one'));
    const kept = readFileSync(code());
    const damaged = damage(kept);
    writeFileSync(code(), damaged);
    expect(start(saying('one'))).toBe('one');
    expect(readFileSync(code()).equals(damaged)).toBe(false);
  });

  test('that cannot be written stops nothing', () => {
    writeFileSync(file(), wrapped(saying('one')));
    const { keep } = loadScript(file(), join(place.path, 'none', 'program.code'));
    expect(keep).not.toThrow();
  });

  test('is neither read nor written where there is no place for it', () => {
    writeFileSync(file(), wrapped(saying('one')));
    loadScript(file(), null).keep();
    expect(readdirSync(place.path)).toEqual(['program.cjs']);
  });
});

describe('a script', () => {
  test('can require Node’s modules, and is a module of its own', () => {
    expect(start(`module.exports = { answer: () => require('node:path').basename('/a/b') };`)).toBe('b');
  });

  test('names its own lines in a stack trace', () => {
    writeFileSync(file(), wrapped(`exports.answer = () => 1;\nthrow new Error('broken');`));
    const stackOf = () => {
      try {
        loadScript(file(), null);
        return '';
      } catch (error) {
        return String((error as Error).stack);
      }
    };
    expect(stackOf()).toContain(`${file()}:2:`);
  });
});
