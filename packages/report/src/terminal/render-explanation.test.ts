import type { Subject } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { missingPin, otherBytes, sample, timeout, usedWaiver } from '../testing/report-builder.js';
import { renderExplanation } from './render-explanation.js';

const options = { color: false, width: 100, detail: 'normal' } as const;

const input = sample(
  [
    {
      name: 'left-pad',
      faults: [otherBytes('left-pad'), { ...missingPin('left-pad'), decision: 'waived', waiver: 0 }],
      occurrence: { parent: 'pkg:npm/mid@1.0.0', scope: 'dev' },
      subject: { bundles: ['node_modules/b'], conflictsWith: ['pkg:npm/left-pad@1.0.0#aa'] },
    },
    { name: 'left-pad', version: '2.0.0', line: 77 },
    { name: 'mid', occurrence: { parent: 'pkg:npm/top@1.0.0' } },
    { name: 'top', occurrence: { parent: 'pkg:npm/mid@1.0.0' } },
    { name: '@scope/tool', faults: [timeout()] },
  ],
  { waivers: [usedWaiver] },
);

describe('renderExplanation', () => {
  it('tells everything about one package', () => {
    expect(renderExplanation(input, 'left-pad@1.0.0', options)).toMatchInlineSnapshot(`
      "✗ fail  left-pad 1.0.0
        pkg:npm/left-pad@1.0.0

      Locked
        package-lock.json:10  node_modules/left-pad (dev, wanted by pkg:npm/mid@1.0.0)

      Wanted by
        pkg:npm/mid@1.0.0
         pkg:npm/top@1.0.0

      Comes from
        a registry that the lockfile does not name
        left-pad-1.0.0.tgz
          sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa

      Bundles
        node_modules/b

      Contradicted by
        pkg:npm/left-pad@1.0.0#aa

      Found
        ✓ source: proven (source-allowed)
          left-pad-1.0.0.tgz comes from https://registry.example/.
            evidence sha256:eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
        ✗ artifact-digest: refuted (artifact-digest-mismatch), fail
          Other bytes are served than the lockfile pins.
          left-pad-1.0.0.tgz: locked sha512-AAAA, received sha512-BBBB.
            evidence sha256:eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
          → Do not install.
        ∅ pin-strength: absent (pin-missing)
          The lockfile pins no digest.
          left-pad-1.0.0.tgz is locked without a digest.
            evidence sha256:eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
          → Lock the package again.

      Waivers used
        ~ pin-strength for pkg:npm/old@1.0.0, 1 finding, until 2026-06-30, alice@corp.example: Replaced in
          the next release.
      "
    `);
  });

  it.each(['left-pad@2.0.0', 'left-pad 2.0.0', 'left-pad (2.0.0)', ' left-pad@2.0.0 ', 'pkg:npm/left-pad@2.0.0'])(
    'finds a package by %j',
    (wanted) => {
      const text = renderExplanation(input, wanted, options);
      expect(text).toContain('✓ pass  left-pad 2.0.0\n');
      expect(text).not.toContain('left-pad 1.0.0');
    },
  );

  it.each([
    '@scope/tool',
    '@scope/tool@1.0.0',
    'pkg:npm/%40scope/tool@1.0.0',
    'pkg:npm/@scope/tool@1.0.0',
    'pkg:npm/%40scope/tool',
  ])('finds a scoped package by %s', (wanted) => {
    expect(renderExplanation(input, wanted, options)).toContain('? unverified  @scope/tool 1.0.0\n');
  });

  it.each(['left-pad', 'pkg:npm/left-pad'])('tells all packages that %s may mean', (wanted) => {
    const text = renderExplanation(input, wanted, options);
    expect(text).toContain('✗ fail  left-pad 1.0.0\n');
    expect(text).toContain('✓ pass  left-pad 2.0.0\n');
  });

  it.each(['', 'left', 'pad', '.*', 'left-pad@', 'pkg:npm', '__proto__', 'LEFT-PAD'])('is null for %j', (wanted) => {
    expect(renderExplanation(input, wanted, options)).toBe(null);
  });

  it('finds a package by its alias', () => {
    const aliased = sample([{ name: 'left-pad', occurrence: { path: 'node_modules/lp' } }]);
    expect(renderExplanation(aliased, 'lp', options)).toContain('✓ pass  left-pad 1.0.0\n');
  });

  const file = { name: 'a.tgz', pins: [], malformedPins: [] };
  const url = 'https://npm.corp.example/a.tgz';
  it.each<readonly [string, Partial<Subject>, string]>([
    ['the file’s own URL', { files: [{ ...file, url }] }, `  ${url}\n  a.tgz\n`],
    [
      'the remote',
      { source: { kind: 'registry', url: 'https://gems.example/' }, files: [file] },
      '  https://gems.example/\n  a.tgz\n',
    ],
    ['the same URL once', { source: { kind: 'url', url }, files: [{ ...file, url }] }, `  plain URL ${url}\n  a.tgz\n`],
    ['that no place is named', { files: [file] }, '  a registry that the lockfile does not name\n  a.tgz\n'],
  ])('says where it comes from: %s', (_what, subject, told) => {
    const text = renderExplanation(sample([{ name: 'a', subject }]), 'a', options);
    expect(text).toContain(`Comes from\n${told}    no digest\n`);
  });

  it('says that the exit code comes from elsewhere when what is explained passes', () => {
    const end =
      '\n\n  This package passes; exit code 1 comes from something else in this run: see it without --explain.\n';
    expect(renderExplanation(input, 'top', options)?.endsWith(end)).toBe(true);
    expect(renderExplanation(input, 'left-pad', options)).not.toContain('something else');
    expect(renderExplanation(sample([{ name: 'top' }]), 'top', options)).not.toContain('something else');
  });

  it('ends where packages want each other in a circle', () => {
    expect(renderExplanation(input, 'top', options)).toContain('Wanted by\n  pkg:npm/mid@1.0.0\n\n');
  });

  it('explains ten thousand packages of one name in linear time', () => {
    const packages = Array.from({ length: 10_000 }, (_, i) => ({ name: 'x', version: `1.0.${String(i)}` }));
    expect(renderExplanation(sample(packages), 'x', options)?.length).toBeGreaterThan(1_000_000);
  }, 30_000);
});
