import { describe, expect, it } from 'vitest';
import { readSourceDate } from './source-date.js';

const read = (SOURCE_DATE_EPOCH?: string) => readSourceDate({ SOURCE_DATE_EPOCH });

describe('SOURCE_DATE_EPOCH', () => {
  it.each([
    ['0', '1970-01-01T00:00:00Z'],
    ['1764201600', '2025-11-27T00:00:00Z'],
    ['001764201600', '2025-11-27T00:00:00Z'],
    ['253402300799', '9999-12-31T23:59:59Z'],
  ])('%s is %s', (text, time) => {
    expect(read(text)).toBe(time);
  });

  it('that is not set says nothing', () => {
    expect(read()).toBeUndefined();
    expect(readSourceDate({})).toBeUndefined();
  });

  it.each([
    ...[
      '',
      ' ',
      '-1',
      '+1',
      '1.5',
      '1e9',
      '0x10',
      '1764201600 ',
      '1764201600\n',
      ' 1',
      '253402300800',
      '9'.repeat(400),
    ],
    ...['١٢٣', 'now', '2025-11-27T00:00:00Z', 'Infinity', 'NaN'],
  ])('%j is refused', (text) => {
    expect(() => read(text)).toThrow('SOURCE_DATE_EPOCH is not a time');
  });
});
