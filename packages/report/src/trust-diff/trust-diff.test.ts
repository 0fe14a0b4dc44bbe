import { digestOf, type TrustChange, type TrustDiff, type TrustSide } from '@assay/model';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { markdownProblems, seenText } from '../testing/markdown-oracle.js';
import { naughtyStrings } from '../testing/naughty-strings.js';
import { renderTrustDiffJson } from './render-trust-diff-json.js';
import { renderTrustDiffMarkdown } from './render-trust-diff-markdown.js';
import { renderTrustDiff } from './render-trust-diff.js';
import { hasTrustDiffMarker, trustDiffMarker } from './trust-diff-marker.js';
import { trustDiffJsonSchema } from './trust-diff-schema.js';

const side: TrustSide = {
  name: 'main',
  commit: 'a'.repeat(40),
  at: '2026-11-26T00:00:00Z',
  depth: 'artifacts',
  decision: 'pass',
  exitCode: 0,
  policyDigest: digestOf('sha256', 'policy'),
  inventoryDigest: digestOf('sha256', 'inventory'),
  packages: 1,
  lockfiles: ['package-lock.json'],
};

const swap: TrustChange = {
  code: 'pins-changed',
  severity: 'alarm',
  text: 'tool 1.0.0 is pinned to other bytes.',
  purl: 'pkg:npm/tool@1.0.0',
  places: [{ lockfile: 'package-lock.json', line: 7, side: 'head' }],
  before: ['sha512:aa'],
  after: ['sha512:bb'],
};
const update: TrustChange = { ...swap, code: 'version-upgraded', severity: 'info', text: 'b 1.0.0 became 1.0.1.' };

function diffOf(changes: readonly TrustChange[], more: Partial<TrustDiff> = {}): TrustDiff {
  const totals = { alarm: 0, attention: 0, info: 0 };
  for (const { severity } of changes) totals[severity] += 1;
  return {
    schema: 'https://assay.example/schemas/trust-diff-v1.json',
    tool: { name: 'assay', version: '0.1.0' },
    base: side,
    head: { ...side, name: 'feature' },
    exitCode: totals.alarm > 0 ? 1 : 0,
    changes,
    incomplete: [],
    totals,
    ...more,
  };
}

const plain = { color: false, width: 80, detail: 'normal' } as const;
const doubt = { code: 'base-unverified', text: 'The base is unverified: 1 package could not be verified.' } as const;

describe('on a terminal', () => {
  test('the verdict comes first, then the gravest change with its place, then ordinary ones', () => {
    expect(renderTrustDiff(diffOf([swap, update]), plain)).toBe(
      [
        'FAIL  1 alarm, 1 ordinary change',
        '  main (aaaaaaaaaaaa) → feature (aaaaaaaaaaaa) · 1 package before, 1 package now',
        '  · depth artifacts',
        '',
        '✗ The same version is now pinned to other bytes. (pins-changed)',
        '  – tool 1.0.0 is pinned to other bytes.',
        '    package-lock.json:7',
        '  → Do not merge before you know why.',
        '',
        '· A newer version of a package is locked. (version-upgraded)',
        '  – b 1.0.0 became 1.0.1.',
        '    package-lock.json:7',
        '',
      ].join('\n'),
    );
  });

  test('what could not be compared is told, and is no pass', () => {
    const text = renderTrustDiff(diffOf([], { exitCode: 3, incomplete: [doubt] }), plain);
    expect(text).toContain('INCOMPLETE  nothing changed in trust; 1 thing could not be compared or verified');
    expect(text).toContain(doubt.text);
  });

  test('digests stand in the verbose form, ordinary changes not in the quiet one', () => {
    expect(renderTrustDiff(diffOf([swap]), { ...plain, detail: 'verbose' })).toContain('before: sha512:aa');
    expect(renderTrustDiff(diffOf([update]), { ...plain, detail: 'quiet' })).not.toContain('became');
  });
});

describe('as a comment', () => {
  test('begins with its marker, and is found by it alone', () => {
    const text = renderTrustDiffMarkdown(diffOf([swap]), { key: 'web' });
    expect(text.startsWith('<!-- assay-trust-diff:web -->\n## ✗ FAIL: 1 alarm\n')).toBe(true);
    expect(hasTrustDiffMarker(text, 'web')).toBe(true);
    expect([hasTrustDiffMarker(text), hasTrustDiffMarker(text, 'we'), hasTrustDiffMarker(`> ${text}`, 'web')]).toEqual([
      false,
      false,
      false,
    ]);
  });

  test.each(['--> <b>', '-', '--', '<!--', '\u{202e}', '\ud800', '../a b', '%2D'])(
    'a key %j cannot break out of the marker',
    (key) => {
      expect(trustDiffMarker(key)).toMatch(/^<!-- assay-trust-diff:[A-Za-z0-9%_.]* -->$/);
      expect(trustDiffMarker(key)).not.toBe(trustDiffMarker(`${key}x`));
    },
  );

  test('shows the change and its place, folds ordinary ones, and says what is open', () => {
    const text = renderTrustDiffMarkdown(diffOf([swap, update], { incomplete: [doubt] }));
    expect(text).toContain('`package-lock.json:7`');
    expect(text).toContain('<details>\n<summary>1 change</summary>');
    expect(seenText(text)).toContain('The base is unverified: 1 package could not be verified.');
  });

  test.each([4096, 20_000, 65_536])('fits into %d characters whatever there is, the gravest first', (maxCharacters) => {
    const long = 'ä<b>`|@x'.repeat(300);
    const many = Array.from({ length: 3000 }, (_, n) => ({ ...swap, text: `${String(n)} ${long}` }));
    const text = renderTrustDiffMarkdown(diffOf([...many, ...many.map((one) => ({ ...one, ...update }))]), {
      maxCharacters,
    });
    expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(maxCharacters);
    expect(text).toContain('pins-changed');
    expect(text).toContain('Left out here, for length');
  });

  test('a length in which nothing can be said is refused', () => {
    expect(() => renderTrustDiffMarkdown(diffOf([]), { maxCharacters: 100 })).toThrow(/4096/);
  });
});

describe('hostile text', () => {
  const attacks = [
    ...naughtyStrings,
    '<!-- assay-trust-diff: -->',
    '--> ![x](https://evil.example/x.png)',
    '\u{1b}]8;;https://evil.example\u{7}x',
    '::add-mask::x',
    '</details><img src=x>',
  ];

  test('becomes no Markdown, no escape sequence and no second marker', () => {
    for (const attack of attacks) {
      const place = { lockfile: attack, line: 1, side: 'head' } as const;
      const change = { ...swap, text: attack, purl: attack, places: [place], before: [attack], after: [attack] };
      const named = {
        base: { ...side, name: attack },
        head: { ...side, name: attack },
        incomplete: [{ ...doubt, text: attack }],
      };
      const diff = diffOf([change, { ...change, severity: 'info' }], named);
      const markdown = renderTrustDiffMarkdown(diff, { key: attack, whole: attack });
      expect(markdownProblems(markdown.slice(markdown.indexOf('\n') + 1))).toEqual([]);
      expect(renderTrustDiff(diff, { ...plain, detail: 'verbose' })).not.toMatch(/[^\n\P{C}]|^\s*::[a-z]/mu);
      expect(renderTrustDiffJson(diff)).toMatch(/^[\x20-\x7e]+\n$/);
    }
  });
});

describe('as JSON', () => {
  const validate = new Ajv2020({ strict: true }).compile(trustDiffJsonSchema() as object);

  test('keeps to its schema, which is closed', () => {
    const diff = diffOf([swap, update], { incomplete: [doubt] });
    const document = JSON.parse(renderTrustDiffJson(diff)) as { diff: TrustDiff };
    expect(validate(document)).toBe(true);
    expect(document.diff).toEqual(diff);
    expect(validate({ ...document, more: 1 })).toBe(false);
    expect(validate({ ...document, diff: { ...diff, exitCode: 2 } })).toBe(false);
  });
});
