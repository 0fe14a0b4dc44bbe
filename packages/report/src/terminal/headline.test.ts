import { expect, it } from 'vitest';
import { sample, type Fault } from '../testing/report-builder.js';
import { headline } from './headline.js';
import { createStyle } from './style.js';

const unsigned: Fault = {
  check: 'source',
  code: 'none',
  outcome: 'absent',
  decision: 'warn',
  detail: 'There is none.',
};
const nothing: readonly Fault[] = ['pin-strength', 'source', 'artifact-digest'].map((check) => ({
  check,
  code: 'directory',
  outcome: 'not-applicable',
  decision: 'pass',
  detail: 'It is a folder.',
}));

it('tells warnings before the packages with nothing to verify: these are no proof and no doubt', () => {
  const warned = [
    { name: 'a', faults: [unsigned] },
    { name: 'b', faults: [unsigned] },
    { name: 'c', faults: nothing },
  ];
  const first = (packages: Parameters<typeof sample>[0]) =>
    headline(sample(packages).report, { color: false, width: 200, detail: 'normal' }, createStyle(false))[0];
  expect(first(warned)).toBe('PASS  2 of 3 packages with warnings, 1 with nothing to verify');
  expect(first([...warned, { name: 'd' }])).toBe(
    'PASS  1 of 4 packages verified, 2 with warnings, 1 with nothing to verify',
  );
});
