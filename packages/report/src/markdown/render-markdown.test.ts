import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileInput } from '../testing/hostile-report.js';
import { markdownProblems, parseGfm, seenText, visit } from '../testing/markdown-oracle.js';
import { naughtyStrings } from '../testing/naughty-strings.js';
import { missingPin, otherBytes, sample, timeout, usedWaiver } from '../testing/report-builder.js';
import { fitBlocks, utf8Length } from './fit-blocks.js';
import { markdownLimits, renderMarkdown } from './render-markdown.js';

const wide = { maxBytes: markdownLimits.jobSummary };

function many(n: number, prefix = 'p') {
  return Array.from({ length: n }, (_, i) => ({ name: `${prefix}-${String(i)}`, faults: [timeout()] }));
}

describe('renderMarkdown', () => {
  it('says the verdict, what failed, where, and what to do', () => {
    const input = sample([
      { name: 'left-pad', line: 12, faults: [otherBytes('left-pad')] },
      { name: 'right-pad', faults: [missingPin('right-pad')] },
      { name: 'good' },
    ]);
    expect(renderMarkdown(input, wide)).toBe(`## ✗ FAIL: 2 of 3 packages failed

### ✗ Other bytes are served than the lockfile pins.

1 package failed · \`artifact-digest: artifact-digest-mismatch\`

- \`left-pad 1.0.0\` in \`package-lock.json:12\`
  - \`left-pad-1.0.0.tgz\`: locked \`sha512-AAAA\`, received \`sha512-BBBB\`.

→ Do not install.

### ✗ The lockfile pins no digest.

1 package failed · \`pin-strength: pin-missing\`

- \`right-pad 1.0.0\` in \`package-lock.json:20\`
  - \`right-pad-1.0.0.tgz\` is locked without a digest.

→ Lock the package again.

| Packages | proven | refuted | absent | unknown | n/a | all |
| --- | --: | --: | --: | --: | --: | --: |
| at worst | 1 | 1 | 1 | · | · | 3 |
| pin-strength | 2 | · | 1 | · | · | 3 |
| source | 3 | · | · | · | · | 3 |
| artifact-digest | 2 | 1 | · | · | · | 3 |

### Not looked at

- Signatures are not verified by this version.

### About this run

- \`package-lock.json\` (\`package-lock.json v3\`), \`sha256:111111111111…\`
- depth \`artifacts\`, judged at \`2026-01-02T03:04:05Z\`, policy \`sha256:bbbbbbbbbbbb…\`, \`assay 0.1.0\`
- exit code 1: something failed
`);
  });

  it('says of a pass what was proven', () => {
    const text = renderMarkdown(sample([{ name: 'good' }]), wide);
    expect(text).toMatch(/^## ✓ PASS: 1 package verified\n\n- It is: pinned by strong digests; /);
  });

  it('names waivers, gaps and warnings', () => {
    const text = renderMarkdown(
      sample([{ name: 'a', faults: [timeout()] }], {
        waivers: [usedWaiver],
        warnings: ['The rule for x matches nothing.'],
        gaps: [
          { lockfile: 'Gemfile.lock', line: 3, code: 'open-version', detail: 'Any version fits.', doubt: true },
          { lockfile: 'Gemfile.lock', line: 4, code: 'odd', detail: 'Not understood.' },
        ],
      }),
      wide,
    );
    expect(text).toContain('- `Gemfile.lock:3`: Any version fits. (`open-version`)');
    expect(text).toContain('- `Gemfile.lock:4`: Not understood.');
    expect(text).toContain('### Warnings\n\n- The rule for x matches nothing.');
    expect(text).toContain(
      'pin-strength for `pkg:npm/old@1.0.0`, 1 finding, until `2026-06-30`, `alice@corp.example`: Replaced in the next release.',
    );
  });

  it('closes long lists', () => {
    const text = renderMarkdown(sample(many(25)), wide);
    expect(text).toContain('<details>\n<summary>15 more packages</summary>\n\n- `p-10 1.0.0`');
    expect(text.match(/- `p-/g)).toHaveLength(25);
  });

  it('shows excerpts as they stand, whatever fences they hold', () => {
    const excerpt = 'a = `b`\n````\n</details> [x](https://evil.example)\n```js\n';
    const input = sample([{ name: 'a', faults: [{ ...otherBytes('a'), excerpt }] }]);
    const codes: string[] = [];
    visit(parseGfm(renderMarkdown(input, wide)), (node) => {
      if (node.type === 'code') codes.push(node.value);
    });
    expect(codes).toEqual([excerpt.replace(/\n$/, '')]);
  });

  it('refuses a length in which nothing can be said', () => {
    expect(() => renderMarkdown(sample([]), { maxBytes: 100 })).toThrow(/8192 bytes/);
  });
});

describe('a summary that would be too long', () => {
  const input = sample([
    ...many(3000, 'slow'),
    ...Array.from({ length: 2000 }, (_, i) => ({ name: `loose-${String(i)}`, faults: [missingPin(String(i))] })),
    { name: 'evil', faults: [otherBytes('evil')] },
  ]);

  it.each([8192, 20_000, markdownLimits.comment, markdownLimits.jobSummary])(
    'fits %d bytes and is whole',
    (maxBytes) => {
      const text = renderMarkdown(input, { maxBytes, whole: 'the artefact `assay-report`' });
      expect(utf8Length(text)).toBeLessThanOrEqual(maxBytes);
      expect(text.length).toBeLessThanOrEqual(maxBytes);
      expect(markdownProblems(text)).toEqual([]);
      expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
      expect(text).toContain('`evil 1.0.0` in `package-lock.json:50010`');
      expect(text).toMatch(/exit code 1: something failed/);
      expect(text).toMatch(
        /\nLeft out here, for length: .*packages\. The whole is in the artefact `assay-report`\.\n$/,
      );
    },
  );

  it('says how much it left out', () => {
    const shown = (text: string) => (text.match(/^- `(?:slow|loose|evil)/gm) ?? []).length;
    const text = renderMarkdown(input, { maxBytes: markdownLimits.comment });
    const [, hidden = ''] = /the places of ([0-9,]+) packages/.exec(text) ?? [];
    expect(Number(hidden.replaceAll(',', '')) + shown(text)).toBe(5001);
  });

  it('keeps the worst and leaves out the last sections of many', () => {
    const codes = Array.from({ length: 400 }, (_, i) => ({ ...timeout(), code: `code-${String(i).padStart(3, '0')}` }));
    const packages = codes.map((fault, i) => ({ name: `p${String(i)}`, faults: [fault] }));
    const text = renderMarkdown(sample([...packages, { name: 'evil', faults: [otherBytes('evil')] }]), {
      maxBytes: 10_000,
    });
    expect(utf8Length(text)).toBeLessThanOrEqual(10_000);
    expect(text).toContain('artifact-digest-mismatch');
    expect(text).toContain('code-000');
    expect(text).not.toContain('code-399');
    expect(text).toMatch(/Left out here, for length: [0-9]+ sections, and the places of/);
  });
});

describe('fitBlocks', () => {
  const block = (name: string, lengths: readonly number[]) => ({
    packages: lengths.length,
    forms: lengths.map((n, i) => () => ({ text: name.repeat(n), packages: i })),
  });

  it('gives every block its shortest form before any gets a longer one', () => {
    const { texts } = fitBlocks([block('a', [10, 100]), block('b', [10, 20])], 60);
    expect(texts.map(({ length }) => length)).toEqual([10, 20]);
  });

  it('never exceeds the length but for what is required', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat(200), { minLength: 1, maxLength: 4 })), fc.nat(1000), (all, maxBytes) => {
        const blocks = all.map((lengths) =>
          block(
            'é',
            [...lengths].sort((a, b) => a - b),
          ),
        );
        const { texts, hiddenBlocks } = fitBlocks(blocks, maxBytes);
        expect(texts.reduce((sum, text) => sum + utf8Length(text) + 2, 0)).toBeLessThanOrEqual(maxBytes);
        expect(texts.length + hiddenBlocks).toBe(all.length);
      }),
    );
  });
});

describe('a summary full of hostile text', () => {
  const lengths = [8192, markdownLimits.comment, markdownLimits.jobSummary];

  it('has no link, image, tag, mention or reference, and no heading that is not ours', () => {
    for (let i = 0; i < naughtyStrings.length; i += 10) {
      const input = hostileInput(naughtyStrings.slice(i, i + 10));
      for (const maxBytes of lengths) {
        const text = renderMarkdown(input, { maxBytes });
        expect(markdownProblems(text)).toEqual([]);
        expect(utf8Length(text)).toBeLessThanOrEqual(maxBytes);
      }
    }
  });

  it('has none for any text', () => {
    const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom(...naughtyStrings));
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 8 }), fc.constantFrom(...lengths), (texts, maxBytes) => {
        const text = renderMarkdown(hostileInput(texts), { maxBytes });
        expect(markdownProblems(text)).toEqual([]);
        expect(utf8Length(text)).toBeLessThanOrEqual(maxBytes);
      }),
      { numRuns: 60 },
    );
  });

  it('shows a reader the name that is meant', () => {
    const text = renderMarkdown(sample([{ name: 'a|b`c<d', faults: [timeout()] }]), wide);
    expect(seenText(text)).toContain('a|b\\u{60}c<d 1.0.0');
  });
});
