import { describe, expect, it } from 'vitest';
import type { RenderInput } from '../render-input.js';
import { missingPin, otherBytes, sample, timeout, usedWaiver, type SamplePackage } from '../testing/report-builder.js';
import type { TerminalOptions } from './options.js';
import { renderTerminal } from './render-terminal.js';

const normal: TerminalOptions = { color: false, width: 90, detail: 'normal' };

function render(input: RenderInput, options: Partial<TerminalOptions> = {}): string {
  return renderTerminal(input, { ...normal, ...options });
}

const clean: readonly SamplePackage[] = [
  { name: 'left-pad', version: '1.3.0' },
  { name: '@scope/tool' },
  { name: 'once' },
];

const many = (n: number, fault: SamplePackage['faults']): readonly SamplePackage[] =>
  Array.from({ length: n }, (_, i) => ({
    name: `pkg-${String(i)}`,
    ...(fault === undefined ? {} : { faults: fault }),
  }));

const mixed = sample(
  [
    { name: 'evil', faults: [otherBytes('evil'), timeout('source')] },
    { name: 'left-pad' },
    { name: 'loose', faults: [missingPin('loose')] },
    { name: 'old', faults: [{ ...missingPin('old'), decision: 'waived', waiver: 0 }] },
    { name: 'slow', faults: [timeout('source'), timeout()] },
    { name: 'soft', faults: [{ ...missingPin('soft'), decision: 'warn' }] },
  ],
  {
    waivers: [usedWaiver],
    warnings: ['The waiver of source for pkg:npm/gone@1 (line 3, bob) excuses nothing any more.'],
  },
);

describe('renderTerminal', () => {
  it('tells a pass in a dozen lines, and in plain words what was proven', () => {
    expect(render(sample(clean))).toMatchInlineSnapshot(`
      "PASS  3 packages verified
            All 3 are: pinned by strong digests; locked from allowed registries; byte for byte
            what is pinned.

      Packages        proven  refuted  absent  unknown  n/a  all
        at worst           3        ·       ·        ·    ·    3
        all 3 checks       3        ·       ·        ·    ·    3

      Not looked at
        – Signatures are not verified by this version.

        package-lock.json (package-lock.json v3)
        depth artifacts, judged at 2026-01-02T03:04:05Z, policy sha256:bbbbbbbbbbbb…, assay
        0.1.0
        exit code 0: nothing failed and nothing is unverified
      "
    `);
  });

  it('tells every reason once, worst first: what was disproven, what is missing, what nobody knows, warnings, waivers', () => {
    expect(render(mixed)).toMatchInlineSnapshot(`
      "FAIL  2 of 6 packages failed, 1 could not be verified, 1 with warnings, 1 waived

      ✗ Other bytes are served than the lockfile pins.
        1 package failed · artifact-digest: artifact-digest-mismatch
        evil 1.0.0  package-lock.json:10
          evil-1.0.0.tgz: locked sha512-AAAA, received sha512-BBBB.
        → Do not install.

      ✗ The lockfile pins no digest.
        1 package failed · pin-strength: pin-missing
        loose 1.0.0  package-lock.json:30
          loose-1.0.0.tgz is locked without a digest.
        → Lock the package again.

      ? Also not answered: source: timeout (1 package that failed)
        The registry did not answer in time.
        evil 1.0.0  package-lock.json:10
          registry.example did not answer within 30 s.
        → Run again.

      ? The registry did not answer in time.
        1 package could not be verified · source, artifact-digest: timeout
        slow 1.0.0  package-lock.json:50
          registry.example did not answer within 30 s.
        → Run again.

      ! The lockfile pins no digest.
        1 package with a warning · pin-strength: pin-missing
        soft 1.0.0  package-lock.json:60
          soft-1.0.0.tgz is locked without a digest.
        → Lock the package again.

      ~ The lockfile pins no digest.
        1 package waived · pin-strength: pin-missing
        old 1.0.0  package-lock.json:40
          old-1.0.0.tgz is locked without a digest.

      Waivers used
        ~ pin-strength for pkg:npm/old@1.0.0, 1 finding, until 2026-06-30, alice@corp.example:
          Replaced in the next release.

      Warnings
        ! The waiver of source for pkg:npm/gone@1 (line 3, bob) excuses nothing any more.

      Packages           proven  refuted  absent  unknown  n/a  all  of these, waived
        at worst              1        1       3        1    ·    6                 1
        pin-strength          3        ·       3        ·    ·    6                 1
        source                4        ·       ·        2    ·    6                 ·
        artifact-digest       4        1       ·        1    ·    6                 ·

      Not looked at
        – Signatures are not verified by this version.

        package-lock.json (package-lock.json v3)
        depth artifacts, judged at 2026-01-02T03:04:05Z, policy sha256:bbbbbbbbbbbb…, assay
        0.1.0
        exit code 1: something failed
      "
    `);
  });

  it('is compact when quiet: the verdict, and what failed or is unverified', () => {
    expect(render(mixed, { detail: 'quiet' })).toMatchInlineSnapshot(`
      "FAIL  2 of 6 packages failed, 1 could not be verified, 1 with warnings, 1 waived
      ✗ Other bytes are served than the lockfile pins.
        1 package failed · artifact-digest: artifact-digest-mismatch
        evil 1.0.0  package-lock.json:10
      ✗ The lockfile pins no digest.
        1 package failed · pin-strength: pin-missing
        loose 1.0.0  package-lock.json:30
      ? Also not answered: source: timeout (1 package that failed)
      ? The registry did not answer in time.
        1 package could not be verified · source, artifact-digest: timeout
        slow 1.0.0  package-lock.json:50
      "
    `);
    expect(render(sample(clean), { detail: 'quiet' })).toBe('PASS  3 packages verified\n');
  });

  it('lists every finding of every package when verbose', () => {
    const text = render(sample(clean.slice(0, 1)), { detail: 'verbose' });
    expect(text).toMatchInlineSnapshot(`
      "PASS  1 package verified
            It is: pinned by strong digests; locked from allowed registries; byte for byte what
            is pinned.

      Every package
        ✓ pass  left-pad 1.3.0  package-lock.json:10
          ✓ pin-strength: pin-strong: left-pad-1.3.0.tgz is pinned by sha512.
          ✓ source: source-allowed: left-pad-1.3.0.tgz comes from https://registry.example/.
          ✓ artifact-digest: artifact-digest-match: left-pad-1.3.0.tgz has every pinned digest.

      Packages        proven  refuted  absent  unknown  n/a  all
        at worst           1        ·       ·        ·    ·    1
        all 3 checks       1        ·       ·        ·    ·    1

      Not looked at
        – Signatures are not verified by this version.

        package-lock.json (package-lock.json v3)
        sha256:1111111111111111111111111111111111111111111111111111111111111111
        depth artifacts, judged at 2026-01-02T03:04:05Z, policy
        sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb, assay 0.1.0
        inventory sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc
        exit code 0: nothing failed and nothing is unverified
      "
    `);
  });

  it('says why, and counts nothing, when there was nothing to verify', () => {
    const reason = 'There was nothing to verify: no lockfile named a package.';
    const input = sample([], { decision: 'unverified', exitCode: 3, reason, lockfiles: [] });
    expect(render(input)).toMatchInlineSnapshot(`
      "UNVERIFIED  There was nothing to verify: no lockfile named a package.

      Not looked at
        – Signatures are not verified by this version.

        depth artifacts, judged at 2026-01-02T03:04:05Z, policy sha256:bbbbbbbbbbbb…, assay
        0.1.0
        exit code 3: something could not be verified
      "
    `);
  });

  it('names the lockfile of each package, and all lockfiles, where there are several', () => {
    const files = ['api', 'web'].map((folder) => ({
      path: `${folder}/package-lock.json`,
      ecosystem: 'npm' as const,
      format: 'package-lock.json v3',
      digest: { alg: 'sha256' as const, value: 'f'.repeat(64), covers: 'document' as const },
    }));
    const packages = [
      { name: 'a', lockfile: 'api/package-lock.json', faults: [timeout()] },
      { name: 'b', lockfile: 'web/package-lock.json' },
    ];
    const text = render(sample(packages, { lockfiles: files }));
    expect(text).toContain('  a 1.0.0  api/package-lock.json:10\n');
    expect(text).toContain('  api/package-lock.json (package-lock.json v3)\n  web/package-lock.json (');
    expect(text).toContain('UNVERIFIED  1 of 2 packages could not be verified\n');
  });

  it('tells a dead registry with 2,000 packages in a screenful', () => {
    const text = render(sample(many(2000, [timeout('source'), timeout()])));
    expect(text.split('\n').length).toBeLessThan(35);
    expect(text).toContain('2,000 packages could not be verified · source, artifact-digest: timeout');
    expect(text.split('registry.example did not answer within 30 s.')).toHaveLength(2);
    expect(text).toContain('and 1,990 more (--verbose shows them)');
  });

  it('says once what is the same for all packages but for their names', () => {
    const packages = Array.from({ length: 20 }, (_, i) => ({
      name: `p${String(i)}`,
      faults: [missingPin(`p${String(i)}`)],
    }));
    expect(render(sample(packages)).split('is locked without a digest').length).toBe(2);
  });

  it('keeps the odd one visible among a flood that is alike', () => {
    const odd = { name: 'odd', faults: [{ ...timeout(), detail: 'other.example did not answer within 1 s.' }] };
    const text = render(sample([...many(500, [timeout()]), odd]));
    expect(text).toContain('odd 1.0.0');
    expect(text).toContain('other.example did not answer');
  });

  it('gives numbers by check where a reason is not about the same packages in each', () => {
    const packages = [
      { name: 'a', faults: [timeout('source'), timeout()] },
      { name: 'b', faults: [timeout()] },
    ];
    expect(render(sample(packages))).toContain('source (1), artifact-digest (2): timeout');
  });

  it('puts one package that was disproven before a thousand that lack something', () => {
    const loose = Array.from({ length: 1000 }, (_, i) => ({ name: `p${String(i)}`, faults: [missingPin('p')] }));
    const text = render(sample([...loose, { name: 'evil', faults: [otherBytes('evil')] }]));
    expect(text.indexOf('Other bytes are served')).toBeLessThan(text.indexOf('pins no digest'));
  });

  it('shows a verdict that no finding explains', () => {
    const input = sample([{ name: 'a', faults: [timeout()] }]);
    const verdicts = input.report.verdicts.map((verdict) => ({ ...verdict, because: [] }));
    const text = render({ ...input, report: { ...input.report, verdicts } });
    expect(text).toContain('? A check that was asked for gave no answer.\n');
    expect(text).toContain('  a 1.0.0');
  });

  it('shows a verdict about a package that the inventory does not hold', () => {
    const input = sample([{ name: 'a', faults: [otherBytes('a')] }]);
    const text = render({ ...input, inventory: { ...input.inventory, subjects: [], occurrences: [] } });
    expect(text).toContain('  pkg:npm/a@1.0.0');
  });

  it('does not call packages verified about which nothing was proven', () => {
    const folder = (check: string) =>
      ({ check, code: 'directory', outcome: 'not-applicable', decision: 'pass', detail: 'A folder.' }) as const;
    const member = { name: 'member', faults: ['pin-strength', 'source', 'artifact-digest'].map(folder) };
    const text = render(sample([...clean, member]));
    expect(text).toContain('PASS  3 of 4 packages verified, 1 with nothing to verify\n');
    expect(text).toContain('3 of 4 packages are: pinned by strong digests');
    expect(text).not.toContain('All');
  });

  it('claims nothing of a package of which one file is not proven', () => {
    const half = [
      { ...missingPin('half'), outcome: 'proven', decision: 'pass', code: 'pin-strong', file: 'x' },
      { ...missingPin('half'), decision: 'warn', file: 'y' },
    ] as const;
    expect(render(sample([...clean, { name: 'half', faults: half }]))).toContain(
      '3 of 4 packages are: pinned by strong',
    );
  });

  it.each([
    ['pins', '(lockfile only)'],
    ['registry', '(without their archives)'],
  ] as const)('does not let a pass at depth %s look like one that saw the bytes', (depth, words) => {
    expect(render(sample(clean, { depth }))).toContain(`PASS  3 packages verified ${words}\n`);
  });

  it('says how many packages the policy ignored', () => {
    const input = sample(clean);
    const findings = input.report.findings.filter(({ subject }) => !subject.includes('once'));
    const checks = input.report.totals.checks.map((row) => ({ ...row, ignored: 1 }));
    const outcomes = { ...input.report.totals.outcomes, proven: 2 };
    const text = render({
      ...input,
      report: { ...input.report, findings, totals: { ...input.report.totals, outcomes, checks } },
    });
    expect(text).toContain('PASS  2 of 3 packages verified, 1 ignored by the policy\n');
    expect(text).toMatch(/ {2}all 3 checks +2 +· +· +· +· +1 +3\n/);
  });

  it('counts a package that fails and could not be looked at under what fails', () => {
    const text = render(sample([{ name: 'gone', faults: [missingPin('gone'), timeout()] }]));
    expect(text).toMatch(/ {2}at worst +· +· +1 +· +· +1\n/);
  });

  it('tells waived packages as a part of the others, also in sentences', () => {
    expect(render(mixed, { width: 60 })).toContain('  pin-strength: 3 proven, 3 absent; of these, 1 waived\n');
  });

  it('tells, beside why a package fails, what could not be found out about it', () => {
    const notFound = (check: string) => ({ ...timeout(check), detail: 'registry.example answered 404.' });
    const noPin = { ...missingPin('x'), check: 'archive-safety', code: 'no-pin', decision: 'warn' } as const;
    const packages = ['a', 'b', 'c', 'd'].map((name) => {
      return { name, faults: [missingPin(name), notFound('source'), notFound('artifact-digest'), noPin] };
    });
    const text = render(sample(packages));
    expect(text.slice(text.indexOf('?'), text.indexOf('\n\nPackages'))).toMatchInlineSnapshot(`
      "? Also not answered: source, artifact-digest: timeout (4 packages that failed)
        The registry did not answer in time.
        registry.example answered 404.
        a 1.0.0  package-lock.json:10
        b 1.0.0  package-lock.json:20
        c 1.0.0  package-lock.json:30
        d 1.0.0  package-lock.json:40
        → Run again."
    `);
    expect(render(sample(packages), { detail: 'quiet' })).toContain(
      '? Also not answered: source, artifact-digest: timeout (4 packages that failed)\n',
    );
  });

  it('does not tell what only follows from another finding, nor what is waived', () => {
    const faults = [
      otherBytes('a'),
      { ...timeout('source'), code: 'not-asked' },
      { ...missingPin('a'), decision: 'waived', waiver: 0 },
    ] as const;
    expect(render(sample([{ name: 'a', faults }], { waivers: [usedWaiver] }))).not.toContain('Also not answered');
  });

  describe('of a lockfile that leaves open what the client installs', () => {
    const doubt = (line: number, code = 'lockfile-not-read') => {
      return {
        lockfile: 'yarn.lock',
        line,
        code,
        detail: `The client reads this file (${code}).`,
        doubt: true,
      } as const;
    };
    const harmless = { lockfile: 'package-lock.json', code: 'no-scripts', detail: 'Scripts are not listed.' };
    const reason = 'The client may install something that was not judged: yarn.lock.';
    const gaps = [...[1, 2, 3, 4].map((line) => doubt(line)), harmless, doubt(9, 'entry-skipped')];
    const input = sample(clean, { decision: 'unverified', exitCode: 3, reason, gaps });

    it('tells it right after the verdict, and only there', () => {
      const text = render(input);
      expect(text.slice(0, text.indexOf('\n\nPackages'))).toMatchInlineSnapshot(`
        "UNVERIFIED  The client may install something that was not judged: yarn.lock.

        ? The lockfile leaves open what the client installs.
          – yarn.lock:1: The client reads this file (lockfile-not-read). [lockfile-not-read]
          – yarn.lock:9: The client reads this file (entry-skipped). [entry-skipped]
          – yarn.lock:2: The client reads this file (lockfile-not-read). [lockfile-not-read]
          – yarn.lock:3: The client reads this file (lockfile-not-read). [lockfile-not-read]
          – yarn.lock:4: The client reads this file (lockfile-not-read). [lockfile-not-read]
          → Mend it, or accept the code under \`acceptGaps\` in the policy."
      `);
      expect(text.slice(text.indexOf('Not looked at'))).not.toContain('yarn.lock');
      expect(text).toContain('  – package-lock.json: Scripts are not listed.\n');
    });

    it('tells it when quiet too, one of each kind first', () => {
      expect(render(input, { detail: 'quiet' })).toMatchInlineSnapshot(`
        "UNVERIFIED  The client may install something that was not judged: yarn.lock.
        ? The lockfile leaves open what the client installs.
          – yarn.lock:1: The client reads this file (lockfile-not-read). [lockfile-not-read]
          – yarn.lock:9: The client reads this file (entry-skipped). [entry-skipped]
          – yarn.lock:2: The client reads this file (lockfile-not-read). [lockfile-not-read]
          and 2 more
        "
      `);
    });

    it('says so where the policy accepts it', () => {
      const text = render(sample(clean, { gaps }));
      expect(text).toContain('\n~ The lockfile leaves open what the client installs; the policy accepts it.\n');
      expect(text).not.toContain('→');
      expect(render(sample(clean, { gaps }), { detail: 'quiet' })).toBe('PASS  3 packages verified\n');
    });

    it('caps a flood, and says how many more there are', () => {
      const flood = Array.from({ length: 500 }, (_, line) => doubt(line + 1));
      const text = render(sample(clean, { decision: 'unverified', exitCode: 3, reason, gaps: flood }));
      expect(text).toContain('\n  and 490 more (--verbose shows them)\n');
    });
  });

  it('groups what lockfiles do not say by its kind', () => {
    const gap = (line: number) => ({
      lockfile: 'package-lock.json',
      line,
      code: 'no-entry',
      detail: 'x has no entry.',
    });
    const text = render(sample(clean, { gaps: [1, 2, 3, 4, 5].map(gap) }));
    expect(text).toContain('  – package-lock.json:1: x has no entry. (and 4 more of this kind)\n');
    expect(text).not.toContain('package-lock.json:2');
    const all = render(sample(clean, { gaps: [1, 2, 3, 4, 5].map(gap) }), { detail: 'verbose' });
    expect(all).toContain('package-lock.json:5: x has no entry.\n');
  });

  it('writes no escape byte without colours, and the same words with them', () => {
    const plain = render(mixed);
    const colored = render(mixed, { color: true });
    expect(plain).not.toContain('\u001b');
    // eslint-disable-next-line no-control-regex -- these are our own
    expect(colored.replaceAll(/\u001b\[[0-9]+m/g, '')).toBe(plain);
    expect(colored).toContain('\u001b[31m');
  });

  it.each([40, 60, 80, 120])('keeps to %i columns', (width) => {
    for (const line of render(mixed, { width }).split('\n')) expect(line.length).toBeLessThanOrEqual(width);
  });

  it('renders 100,000 findings in linear time', () => {
    const packages = many(33_334, [timeout()]);
    const input = sample(packages);
    expect(input.report.findings.length).toBeGreaterThan(100_000);
    expect(render(input).split('\n').length).toBeLessThan(40);
    expect(render(input, { detail: 'verbose' }).split('\n').length).toBeGreaterThan(100_000);
  }, 30_000);

  it('gives the same text for the same report', () => {
    expect(render(structuredCloneOf(mixed))).toBe(render(mixed));
  });
});

function structuredCloneOf({ report, inventory, codeInfo }: RenderInput): RenderInput {
  return { report: structuredClone(report), inventory: structuredClone(inventory), codeInfo };
}
