import { describe, expect, it } from 'vitest';
import { utcDay } from './utc-day.js';

describe('utcDay', () => {
  it.each([
    ['2026-11-22T00:00:00Z', '2026-11-22'],
    ['2026-11-22T23:59:59Z', '2026-11-22'],
    ['2026-11-22T23:59:59.999999999Z', '2026-11-22'],
    ['0001-01-01T00:00:00Z', '0001-01-01'],
  ])('of %s is %s', (at, day) => {
    expect(utcDay(at)).toBe(day);
  });

  it.each([
    '',
    '2026-11-22',
    '2026-11-22T23:30:00-05:00',
    '2026-11-22T23:30:00+00:00',
    '2026-11-22T23:30:00',
    '2026-11-22T23:30:00z',
    '2026-11-22t23:30:00Z',
    '2026-11-22T23:30Z',
    '2026-11-22T23:30:00.Z',
    '+012026-11-22T00:00:00Z',
    '12026-11-22T00:00:00Z',
    ' 2026-11-22T00:00:00Z',
    '2026-11-22T00:00:00Z\n',
    'now',
  ])('of %j is refused rather than guessed', (at) => {
    expect(() => utcDay(at)).toThrow(expect.objectContaining({ code: 'ERR_USAGE' }));
  });

  it('says how to write it', () => {
    expect(() => utcDay('now')).toThrow(expect.objectContaining({ hint: 'Write it as 2026-11-22T12:00:00Z.' }));
    expect(() => utcDay('now')).toThrow('the time to judge at is not an RFC 3339 time in UTC');
  });
});
