import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseLocation } from './location.js';

const char = fc.constantFrom(...'aZ09.-_~@/\\:%\0é ', 'node_modules', '/node_modules', 'a'.repeat(100));
const name = fc.array(char, { maxLength: 6 }).map((parts) => parts.join(''));

/** Keys of packages below others are always taken apart; the owner is all that may differ. */
function takenApart(key: string): unknown {
  const location = parseLocation(`node_modules/x/${key}`);
  const isBelow = location.kind === 'package' && location.owner.startsWith('node_modules/x');
  return isBelow ? { ...location, owner: location.owner.slice('node_modules/x/'.length) } : location;
}

test.each(['a', '@a/b', 'node_modules', '@a/node_modules', 'a'.repeat(101), `@a/${'b'.repeat(100)}`, '.a', 'A', 'a/b'])(
  'a plain key at the top, taken at a glance, is what it is when it is taken apart: %s',
  (text) => {
    expect(parseLocation(`node_modules/${text}`)).toEqual(takenApart(`node_modules/${text}`));
  },
);

test('so is any other key', () => {
  fc.assert(
    fc.property(name, (text) => {
      expect(parseLocation(`node_modules/${text}`)).toEqual(takenApart(`node_modules/${text}`));
    }),
  );
});
