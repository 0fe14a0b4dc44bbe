import type { LicenseCase } from '../license-case.js';

const until = (entitledUntil: string, at: string, code: string, title: string): LicenseCase => {
  return { title, change: { license: { entitledUntil }, at }, expected: [code] };
};

/** Cases of `license-entitlement`. */
export const entitlementCases: readonly LicenseCase[] = [
  { title: 'without a day nothing ends', change: {}, expected: ['license-entitlement-open'] },
  until(
    '2026-07-01',
    '2026-06-01T00:00:00Z',
    'license-entitled',
    'as many days ahead as are warned of is early enough',
  ),
  until('2026-06-30', '2026-06-01T00:00:00Z', 'license-entitlement-ending', 'a day less is warned of'),
  until(
    '2026-06-01',
    '2026-06-01T00:00:00Z',
    'license-entitlement-ending',
    'the last day counts from its first second',
  ),
  until(
    '2026-06-01',
    '2026-06-01T23:59:59.999Z',
    'license-entitlement-ending',
    'the last day counts to its last second',
  ),
  until('2026-06-01', '2026-06-02T00:00:00Z', 'license-entitlement-ended', 'the next day is too late'),
  until(
    '2026-06-01',
    '2026-06-02T01:00:00+02:00',
    'license-entitlement-ending',
    'days are those of UTC, wherever the clock is',
  ),
  until('2028-02-29', '2028-02-29T23:00:00Z', 'license-entitlement-ending', 'a leap day is a day'),
  until('2028-02-29', '2028-03-01T00:00:00Z', 'license-entitlement-ended', 'the day after a leap day is the next'),
  until('2026-03-30', '2026-02-28T12:00:00Z', 'license-entitled', 'days are counted across a change of the clocks'),
  until('soon', '2026-06-01T00:00:00Z', 'license-entitlement-unread', 'what is no day proves nothing'),
  until('2027-06-01', 'soon', 'license-entitlement-unread', 'a time that is none proves nothing'),
  {
    title: 'nobody has to be warned',
    change: { license: { entitledUntil: '2026-06-01' }, warnDays: 0 },
    expected: ['license-entitled'],
  },
];
