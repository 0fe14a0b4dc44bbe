import type { Decision, Outcome, Requirement } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { decide, exitCodeOf, requirementAbout, worseOf } from './decide.js';

const table: readonly (readonly [Outcome, Requirement, Decision])[] = [
  ['proven', 'require', 'pass'],
  ['proven', 'prefer', 'pass'],
  ['proven', 'ignore', 'pass'],
  ['not-applicable', 'require', 'pass'],
  ['not-applicable', 'prefer', 'pass'],
  ['not-applicable', 'ignore', 'pass'],
  ['refuted', 'require', 'fail'],
  ['refuted', 'prefer', 'fail'],
  ['refuted', 'ignore', 'pass'],
  ['absent', 'require', 'fail'],
  ['absent', 'prefer', 'warn'],
  ['absent', 'ignore', 'pass'],
  ['unknown', 'require', 'unverified'],
  ['unknown', 'prefer', 'warn'],
  ['unknown', 'ignore', 'pass'],
];

describe('decide', () => {
  it.each(table)('what is %s under `%s` is a %s', (outcome, requirement, decision) => {
    expect(decide(outcome, requirement)).toBe(decision);
  });

  it('does not pass an outcome that it does not know', () => {
    expect(decide('crashed' as Outcome, 'require')).toBe('unverified');
    expect(decide('crashed' as Outcome, 'prefer')).toBe('warn');
  });

  it('requires where it does not know the requirement', () => {
    expect(decide('unknown', 'whatever' as Requirement)).toBe('unverified');
    expect(decide('absent', 'whatever' as Requirement)).toBe('fail');
  });
});

describe('worseOf', () => {
  const order: readonly Decision[] = ['pass', 'waived', 'warn', 'unverified', 'fail'];
  const pairs = order.flatMap((a, i) => order.map((b, j) => [a, b, order[Math.max(i, j)]] as const));
  it.each(pairs)('of %s and %s is %s', (a, b, worse) => {
    expect(worseOf(a, b)).toBe(worse);
  });
});

describe('exitCodeOf', () => {
  it.each([
    ['pass', 0],
    ['waived', 0],
    ['warn', 0],
    ['unverified', 3],
    ['fail', 1],
  ] as const)('%s is %d', (decision, code) => {
    expect(exitCodeOf(decision)).toBe(code);
  });
});

describe('requirementAbout', () => {
  it('takes no preference about trust that has expired, and leaves everything else as it is', () => {
    expect(requirementAbout('trusted-root-expired', 'prefer')).toBe('require');
    expect(requirementAbout('trusted-root-expired', 'ignore')).toBe('ignore');
    expect(requirementAbout('timeout', 'prefer')).toBe('prefer');
  });
});
