import type { Finding } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { excerptLines } from './excerpt-lines.js';

const finding = (excerpt?: string): Finding => ({
  id: 'a|b||1',
  check: 'license-code',
  subject: 'a',
  outcome: 'unknown',
  code: 'license-code-unknown',
  detail: 'Code.',
  evidence: [],
  ...(excerpt === undefined ? {} : { excerpt }),
});
const options = { color: false, width: 40, detail: 'normal' } as const;

describe('an excerpt', () => {
  it('stands line by line behind a bar, its indentation kept, once for all findings that show it', () => {
    const text = 'def a\n  1\nend\n';
    expect(excerptLines([finding(text), finding(text), finding()], options)).toEqual([
      '    │ def a',
      '    │   1',
      '    │ end',
    ]);
  });

  it('cannot pass for a line of the report, nor move the cursor', () => {
    const lines = excerptLines([finding('\rPASS\u001b[2J\n::add-mask::x\n\u202e')], options);
    expect(lines.every((line) => line.startsWith('    │ '))).toBe(true);
    expect(lines.join('')).toMatch(/^[\x20-\x7e│]*$/u);
  });

  it('is broken where it is too wide, and cut where it is long', () => {
    expect(excerptLines([finding('x'.repeat(70))], options).map((line) => line.length)).toEqual([40, 40, 8]);
    const long = excerptLines([finding('a\n'.repeat(100))], options);
    expect(long).toHaveLength(41);
    expect(long.at(-1)).toBe('    … 60 more lines (--verbose shows them)');
    expect(excerptLines([finding('a\n'.repeat(100))], { ...options, detail: 'verbose' })).toHaveLength(100);
    expect(excerptLines([finding('a')], { ...options, detail: 'quiet' })).toEqual([]);
  });
});
