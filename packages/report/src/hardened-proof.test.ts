import { describe, expect, it } from 'vitest';
import { sample } from './testing/report-builder.js';
import { renderExplanation } from './terminal/render-explanation.js';
import { renderTerminal } from './terminal/render-terminal.js';

const options = { color: false, width: 100, detail: 'normal' } as const;

const old = {
  check: 'source',
  code: 'source-allowed',
  outcome: 'proven',
  decision: 'fail',
  detail: 'It is from here.',
} as const;

const input = sample([{ name: 'old', faults: [old] }, { name: 'fine' }]);

describe('a proof that the policy hardens', () => {
  it('is told with the rule that refuses it and what to do', () => {
    const text = renderTerminal({ ...input, hardenedAt: () => 'assay.yaml:7' }, options);
    expect(text).toContain('The policy does not take that for a proof.');
    expect(text.replaceAll(/\s+/g, ' ')).toContain(
      '→ The rule at assay.yaml:7 says so (`harden`): move to a version with a better proof, waive this one, or take the code out of `harden`.',
    );
  });

  it('names a rule of the policy where its place is not known', () => {
    for (const given of [input, { ...input, hardenedAt: () => null }])
      expect(renderTerminal(given, options)).toContain('→ A rule of the policy says so (`harden`)');
  });

  it('is explained the same way', () => {
    const text = renderExplanation({ ...input, hardenedAt: () => 'assay.yaml:7' }, 'old', options);
    expect(text).toContain('source: proven (source-allowed), fail');
    expect(text).toContain('The policy does not take that for a proof.');
    expect(text).toContain('→ The rule at assay.yaml:7 says so');
  });

  it('is not told of where it decided nothing', () => {
    const text = renderExplanation({ ...input, hardenedAt: () => 'assay.yaml:7' }, 'fine', options);
    expect(text).not.toContain('does not take');
  });

  it('cannot write to the terminal through the name of the policy file', () => {
    const text = renderTerminal({ ...input, hardenedAt: () => 'a\u001b[31m\n::error::.yaml:7' }, options);
    expect(text).not.toContain('\u001b');
    expect(text).not.toMatch(/^::/m);
  });
});
