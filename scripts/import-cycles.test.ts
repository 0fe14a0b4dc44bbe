import { expect, test } from 'vitest';
import { findCycles } from './import-cycles.mjs';

test('a graph without circles has none, however often its paths meet', () => {
  const diamond = new Map([
    ['a', ['b', 'c']],
    ['b', ['d']],
    ['c', ['d']],
    ['d', []],
  ]);
  expect(findCycles(diamond)).toEqual([]);
});

test('a circle is told as the path that returns to its start', () => {
  const graph = new Map([
    ['a', ['b']],
    ['b', ['c']],
    ['c', ['b']],
  ]);
  expect(findCycles(graph)).toEqual([['b', 'c', 'b']]);
});

test('a file that imports itself is a circle', () => {
  expect(findCycles(new Map([['a', ['a']]]))).toEqual([['a', 'a']]);
});
