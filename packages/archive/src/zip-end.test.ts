import { rawZip } from '@assay/testkit';
import { expect, test } from 'vitest';
import { endProblem } from './zip-end.js';

const found = { entries: 0xffff, offset: 0xffffffff, size: 0xffffffff };

/** An end record that states these numbers. */
function record(entries: number, centralSize: number, centralOffset: number): Uint8Array {
  return rawZip({ entries: [], end: { entries, centralSize, centralOffset } });
}

test('numbers that happen to be those which point to ZIP64 records are refused where there are none', () => {
  const small = { entries: 1, offset: 2, size: 3 };
  expect(endProblem(record(1, 3, 2), small, false)).toBeNull();
  expect(endProblem(record(0xffff, 3, 2), { ...small, entries: 0xffff }, false)).toBe('zip-end');
  expect(endProblem(record(1, 0xffffffff, 2), { ...small, size: 0xffffffff }, false)).toBe('zip-end');
  expect(endProblem(record(1, 3, 0xffffffff), { ...small, offset: 0xffffffff }, false)).toBe('zip-end');
});

test('where there are ZIP64 records, each number is the right one or points there', () => {
  expect(endProblem(record(0xffff, 0xffffffff, 0xffffffff), found, true)).toBeNull();
  expect(endProblem(record(0xffff, 3, 2), { entries: 1, offset: 2, size: 3 }, true)).toBeNull();
  expect(endProblem(record(0xffff, 3, 4), { entries: 1, offset: 2, size: 3 }, true)).toBe('zip-end');
});

test.each([1, 2, 0xfffe])('%i entries are stated in both fields, and no other number', (entries) => {
  const real = { entries, offset: 2, size: 3 };
  for (const zip64 of [false, true]) {
    expect(endProblem(record(entries, 3, 2), real, zip64)).toBeNull();
    for (const other of [0, entries - 1, entries + 1, 1, 0xfffe]) {
      if (other === entries || (zip64 && other === 0xffff)) continue;
      expect(endProblem(record(other, 3, 2), real, zip64)).toBe('zip-end');
      const end = { entries, centralSize: 3, centralOffset: 2 };
      expect(endProblem(rawZip({ entries: [], end: { ...end, diskEntries: other } }), real, zip64)).toBe('zip-end');
    }
  }
});
