import { describe, expect, it } from 'vitest';
import { sample, type Fault } from '../testing/report-builder.js';
import { addsNothing } from './adds-nothing.js';
import { renderExplanation } from './render-explanation.js';
import { renderTerminal } from './render-terminal.js';

describe('a detail', () => {
  it.each([
    ['There is none.', 'There is none.', true],
    ['There is none.', 'There is none for this version.', true],
    ['There is none', 'There is none. Look elsewhere.', true],
    ['', 'There is none.', true],
    ['There is none for left-pad.', 'There is none.', false],
    ['There is no', 'There is none.', false],
    ['there is none.', 'There is none.', false],
  ])('%j below %j adds nothing: %s', (detail, text, expected) => {
    expect(addsNothing(detail, text)).toBe(expected);
  });

  it('that adds nothing is not printed, neither in the summary nor in an explanation', () => {
    const detail = 'The lockfile pins no digest.';
    const fault: Fault = { check: 'pin-strength', code: 'pin-missing', outcome: 'absent', decision: 'warn', detail };
    for (const count of [1, 5]) {
      const packages = Array.from({ length: count }, (_, i) => ({ name: `p${String(i)}`, faults: [fault] }));
      const text = renderTerminal(sample(packages), { color: false, width: 100, detail: 'normal' });
      expect(text.split(detail)).toHaveLength(2);
      expect(text).toContain('p0 1.0.0');
    }
    const told = renderExplanation(sample([{ name: 'a', faults: [fault] }]), 'a', {
      color: false,
      width: 100,
      detail: 'normal',
    });
    expect(told?.split(detail)).toHaveLength(2);
    expect(told).toContain('evidence');
  });
});
