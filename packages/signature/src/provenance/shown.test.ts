import { describe, expect, it } from 'vitest';
import { caseNote, shown } from './shown.js';

describe('a text that is shown', () => {
  it('keeps printable ASCII and escapes everything else', () => {
    expect(shown(' !az~')).toBe('" !az~"');
    expect(shown('\u001f\u007f\n\u00e9\u{1f600}"\\\\')).toBe('"\\u{1f}\\u{7f}\\u{a}\\u{e9}\\u{1f600}\\"\\\\\\\\"');
  });

  it('is cut where it is long', () => {
    expect(shown('x'.repeat(300))).toBe(`"${'x'.repeat(300)}"`);
    expect(shown('x'.repeat(301))).toBe(`"${'x'.repeat(300)}…"`);
  });
});

it('a difference in case alone is remarked on, equality and other differences are not', () => {
  expect(caseNote('acme', 'Acme')).toContain('Only the case differs');
  expect(caseNote('acme', 'acme')).toBe('');
  expect(caseNote('acme', 'Acne')).toBe('');
});
