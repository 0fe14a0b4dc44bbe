import { describe, expect, test } from 'vitest';
import { groupBy } from './group-by.js';

describe('groupBy', () => {
  test('keeps the order of the items, and of the groups by their first item', () => {
    const groups = groupBy(['b1', 'a1', 'b2'], (item) => item.charAt(0));
    expect([...groups]).toEqual([
      ['b', ['b1', 'b2']],
      ['a', ['a1']],
    ]);
  });

  test('takes keys that are no text, one of nothing among them', () => {
    const groups = groupBy([1, 2, 3], (item) => (item === 2 ? undefined : item > 0));
    expect([groups.get(true), groups.get(undefined), groups.get(false)]).toEqual([[1, 3], [2], undefined]);
  });
});
