import { purlOf, type TrustChange, type TrustDiff, type WaiverUse } from '@assay/model';
import { describe, expect, test } from 'vitest';
import { diffTrust } from './diff-trust.js';
import {
  pinOf,
  registry,
  resultWith,
  vouched,
  workflow,
  type BuiltPackage,
  type BuiltRun,
} from './testing/build-result.js';

type Run = readonly [packages: readonly BuiltPackage[], run?: BuiltRun];

function diff(base: Run, head: Run): TrustDiff {
  return diffTrust(resultWith(...base), resultWith(...head));
}

function changesOf(base: readonly BuiltPackage[], head: readonly BuiltPackage[]): readonly string[] {
  return told(diff([base], [head]).changes);
}

function told(changes: readonly TrustChange[]): readonly string[] {
  return changes.map(({ severity, code }) => `${severity} ${code}`);
}

const tool = { name: 'tool' };
const signed = ['provenance: proven provenance-valid'];
const unsigned = ['provenance: absent attestation-missing'];
const silent = ['provenance: unknown timeout'];
const file = (text: string, more: object = {}) => ({
  files: [{ name: 'tool-1.0.0.tgz', pins: [pinOf(text)], malformedPins: [], ...more }],
});

describe('attacks', () => {
  test('a swapped pin under the same version is an alarm, with both digests and the line', () => {
    const { changes, exitCode } = diff([[tool]], [[{ ...tool, subject: file('evil') }]]);
    expect(changes).toMatchObject([
      {
        code: 'pins-changed',
        severity: 'alarm',
        purl: 'pkg:npm/tool@1.0.0',
        places: [{ lockfile: 'package-lock.json', line: 10, side: 'head' }],
        before: [`sha512:${pinOf('tool@1.0.0').value}`],
        after: [`sha512:${pinOf('evil').value}`],
      },
    ]);
    expect(exitCode).toBe(1);
  });

  test.each(['1.0.0+x', 'v1.0.0', '1.0.00'])(
    'a swapped pin is one under another spelling of the version, %s, too',
    (version) => {
      expect(changesOf([tool], [{ ...tool, version, subject: file('evil') }])).toContain('alarm pins-changed');
      expect(changesOf([tool], [{ ...tool, version, subject: file('', { pins: [] }) }])).toContain(
        'alarm pins-removed',
      );
    },
  );

  test('a second digest of the same algorithm beside the pinned one does not hide a swap', () => {
    const pins = [pinOf('tool@1.0.0'), pinOf('evil')];
    expect(changesOf([tool], [{ ...tool, subject: file('', { pins }) }])).toContain('alarm pins-changed');
  });

  test('pins that vanish are an alarm; a swap of algorithms is checked against the bytes that the base received', () => {
    expect(changesOf([tool], [{ ...tool, subject: file('', { pins: [] }) }])).toContain('alarm pins-removed');
    const sha256 = { ...pinOf('x'), alg: 'sha256' as const, value: 'a'.repeat(64) };
    const other = { ...tool, subject: file('', { pins: [sha256] }) };
    expect(changesOf([tool], [other])).toContain('alarm pins-replaced');
    const received = (value: string) => ({
      ...tool,
      facts: {
        received: [{ name: 'tool-1.0.0.tgz', url: '', size: 1, digests: [{ ...sha256, value }], licenseFiles: [] }],
      },
    });
    expect(changesOf([received('a'.repeat(64))], [other])).toContain('info pins-weakened');
    expect(changesOf([received('b'.repeat(64))], [other])).toContain('alarm pins-changed');
  });

  test('a stronger digest beside the pinned one, which clients then check alone, is not passed over', () => {
    const sha1 = { ...pinOf('x'), alg: 'sha1' as const, value: 'a'.repeat(40) };
    const old = { ...tool, subject: file('', { pins: [sha1] }) };
    const both = { ...tool, subject: file('', { pins: [sha1, pinOf('evil')] }) };
    expect(changesOf([old], [both])).toContain('attention pins-replaced');
    expect(changesOf([old], [{ ...tool, subject: file('evil') }])).toContain('attention pins-replaced');
    expect(changesOf([both], [both])).toEqual([]);
    const digests = [sha1, pinOf('evil')];
    const facts = { received: [{ name: 'tool-1.0.0.tgz', url: '', size: 1, digests, licenseFiles: [] }] };
    expect(changesOf([{ ...old, facts }], [both])).not.toContain('attention pins-replaced');
  });

  test('the same version for one more platform is for somebody to look at', () => {
    const pins = [pinOf('a')];
    const one = { name: 'tool-1.0.0.gem', pins, malformedPins: [] };
    const two = { name: 'tool-1.0.0-java.gem', platform: 'java', pins: [pinOf('b')], malformedPins: [] };
    const of = (...files: readonly object[]) => [{ ...tool, subject: { files } as never }];
    expect(changesOf(of(one), of(one, two))).toEqual(['attention files-changed']);
    expect(changesOf(of(one, two), of(one))).toEqual(['info files-changed']);
  });

  test('another registry is an alarm, unless it serves the pinned bytes', () => {
    const elsewhere = { registry: 'https://evil.example/' };
    const upgrade = { ...tool, version: '1.0.1' };
    expect(changesOf([tool], [{ ...upgrade, facts: elsewhere }])).toContain('alarm registry-changed');
    expect(changesOf([tool], [{ ...tool, facts: elsewhere }])).toContain('attention registry-changed');
    expect(changesOf([tool], [{ ...upgrade, facts: { registry } }])).not.toContain('alarm registry-changed');
  });

  test('a registry that nobody asked, because it is not allowed, is known by the origin of its URLs', () => {
    const facts = { descriptions: [], received: [], vouchers: [] };
    const base = { ...tool, subject: file('a', { url: `${registry}tool-1.0.0.tgz` }) };
    const packages = { ...tool, subject: file('b', { url: 'https://evil.example/tool-1.0.0.tgz' }) };
    const head = resultWith([packages]);
    const bare = new Map([...(head.facts ?? [])].map(([id]) => [id, { subject: id, ...facts }]));
    const { changes } = diffTrust(resultWith([base]), { ...head, facts: bare });
    expect(told(changes)).toContain('alarm registry-changed');
  });

  test('a package that moves from its registry to a repository or a URL is an alarm', () => {
    const git = { kind: 'git', url: 'https://code.example/a.git', commit: 'a'.repeat(40) } as const;
    expect(changesOf([tool], [{ ...tool, subject: { source: git } }])).toContain('alarm source-changed');
    expect(changesOf([{ ...tool, subject: { source: git } }], [tool])).toContain('attention source-changed');
    const other = { ...git, commit: 'b'.repeat(40) };
    expect(changesOf([{ ...tool, subject: { source: git } }], [{ ...tool, subject: { source: other } }])).toEqual([
      'attention commit-changed',
    ]);
  });

  test.each([
    ['t00l', 'alarm'],
    ['tооl', 'alarm'],
    ['too-l', 'attention'],
  ])('a new package called %s beside tool is a lookalike: %s', (name, severity) => {
    expect(changesOf([tool], [tool, { name }])).toContain(`${severity} lookalike-added`);
  });

  test('one letter off is for somebody to look at, and only for names long enough to tell', () => {
    expect(changesOf([{ name: 'left-pad' }], [{ name: 'left-pad' }, { name: 'left-pda' }])).toContain(
      'attention lookalike-added',
    );
    expect(changesOf([{ name: 'ws' }], [{ name: 'ws' }, { name: 'qs' }])).toEqual(['attention package-added']);
  });

  test('provenance that is dropped within a release line is an alarm, across lines it is not', () => {
    const base = { ...tool, version: '1.2.0', findings: signed };
    const at = (version: string) => changesOf([base], [{ ...tool, version, findings: unsigned }]);
    expect(at('1.3.0')).toContain('alarm provenance-dropped');
    expect(at('1.1.0')).toContain('alarm provenance-dropped');
    expect(at('2.0.0')).toContain('attention provenance-dropped');
    const zero = { ...base, version: '0.2.0' };
    expect(changesOf([zero], [{ ...tool, version: '0.3.0', findings: unsigned }])).toContain(
      'attention provenance-dropped',
    );
    expect(changesOf([zero], [{ ...tool, version: '0.2.1', findings: unsigned }])).toContain(
      'alarm provenance-dropped',
    );
  });

  test('another publisher of the same name is an alarm', () => {
    const by = (repository: string, claims = {}) => ({ ...tool, facts: vouched(workflow(repository, claims)) });
    const next = { version: '1.1.0' };
    const evil = by('evil/tool', { sourceRepositoryId: '99', sourceRepositoryOwnerId: '98' });
    expect(changesOf([by('acme/tool')], [{ ...evil, ...next }])).toContain('alarm publisher-changed');
    const transferred = by('evil/tool', { sourceRepositoryOwnerId: '98' });
    expect(changesOf([by('acme/tool')], [{ ...transferred, ...next }])).toContain('alarm publisher-changed');
    const registered = by('acme/tool', { sourceRepositoryId: '99' });
    expect(changesOf([by('acme/tool')], [{ ...registered, ...next }])).toContain('alarm publisher-changed');
    expect(changesOf([by('acme/tool')], [{ ...by('acme/renamed'), ...next }])).toContain('attention publisher-changed');
    const ref = { sourceRepositoryRef: 'refs/tags/v1.1.0' };
    expect(changesOf([by('acme/tool')], [{ ...by('acme/tool', ref), ...next }])).toEqual(['info version-upgraded']);
    const branch = { sourceRepositoryRef: 'refs/heads/dev', runnerEnvironment: 'self-hosted' };
    expect(changesOf([by('acme/tool')], [{ ...by('acme/tool', branch), ...next }])).toContain(
      'attention publisher-changed',
    );
  });

  test('a further version beside the old one is compared with it too', () => {
    const base = { ...tool, facts: vouched(workflow('acme/tool')) };
    const further = { ...tool, version: '1.0.1', facts: vouched(workflow('evil/x', { sourceRepositoryId: '1' })) };
    expect(changesOf([base], [base, further])).toEqual(['alarm publisher-changed', 'info version-added']);
  });

  test('an install script is an alarm where there was none in the line', () => {
    const runs = { runs: ['postinstall: node x.js'] };
    const head = { ...tool, version: '1.0.1', facts: runs };
    expect(changesOf([{ ...tool, facts: { runs: [] } }], [head])).toContain('alarm install-script-added');
    expect(changesOf([tool], [head])).toContain('attention install-script-added');
    expect(changesOf([{ ...tool, facts: runs }], [head])).toEqual(['info version-upgraded']);
    expect(changesOf([], [head])).toContain('attention install-script-added');
  });

  test('an alias with the name of another package is an alarm', () => {
    const evil = { name: 'evil', aliases: ['tool'] };
    expect(changesOf([tool], [evil])).toContain('alarm alias-added');
    expect(changesOf([tool], [tool, { ...evil, aliases: ['fresh'] }])).toContain('attention alias-added');
  });

  test('a renamed lockfile hides nothing: its packages are compared with those of the old one', () => {
    const swapped = { ...tool, lockfiles: ['sub/package-lock.json'], subject: file('evil') };
    const { changes, exitCode } = diff([[tool]], [[swapped]]);
    expect(told(changes)).toEqual(['alarm pins-changed', 'alarm lockfile-removed', 'attention lockfile-added']);
    expect(exitCode).toBe(1);
  });

  test('a lockfile that disappears is an alarm, and its packages are no removals', () => {
    const other = { name: 'other', lockfiles: ['sub/package-lock.json'] };
    const { changes } = diff([[tool, other]], [[tool]]);
    expect(told(changes)).toEqual(['alarm lockfile-removed', 'attention package-unlocked']);
    expect(changes[1]?.before).toEqual([purlOf('npm', 'other', '1.0.0')]);
    expect(diff([[tool]], [[], { lockfiles: [] }]).exitCode).toBe(1);
  });

  test('a lockfile replaced in its folder is compared with the old one, one that moved with itself', () => {
    const pnpm = { ...tool, lockfiles: ['pnpm-lock.yaml'] };
    expect(changesOf([tool], [{ ...pnpm, subject: file('evil') }])).toEqual([
      'alarm pins-changed',
      'attention lockfile-replaced',
    ]);
    const both = [tool, { name: 'old', lockfiles: ['pnpm-lock.yaml'] }];
    expect(changesOf(both, [tool])).toEqual(['attention lockfile-replaced', 'info package-removed']);
    expect(changesOf([tool], [{ ...tool, lockfiles: ['sub/package-lock.json'] }])).toEqual([
      'attention lockfile-moved',
    ]);
  });

  test('a waiver that came with the change, or lasts longer, is told', () => {
    const waiver: WaiverUse = {
      waiver: 0,
      purl: 'pkg:npm/tool@1.0.0',
      check: 'pin-strength',
      expires: '2027-01-01',
      owner: 'me',
      reason: 'trust me',
      state: 'used',
      count: 1,
    };
    const added = diff([[tool]], [[tool], { waivers: [waiver] }]);
    expect(told(added.changes)).toEqual(['attention waiver-added']);
    const longer = diff([[tool], { waivers: [waiver] }], [[tool], { waivers: [{ ...waiver, expires: '2029-01-01' }] }]);
    expect(told(longer.changes)).toEqual(['attention waiver-extended']);
    expect(told(diff([[tool], { waivers: [waiver] }], [[tool]]).changes)).toEqual(['info waiver-removed']);
  });
});

describe('what could not be compared', () => {
  const upgrade = { ...tool, version: '1.0.1' };

  test('is said, and is no "no change"', () => {
    for (const [base, head] of [
      [silent, signed],
      [signed, silent],
      [silent, silent],
      [silent, unsigned],
    ] as const) {
      const { exitCode, incomplete } = diff([[{ ...tool, findings: base }]], [[{ ...upgrade, findings: head }]]);
      expect(exitCode).toBe(3);
      expect(incomplete).toMatchObject([{ code: 'not-compared', purl: 'pkg:npm/tool@1.0.1', checks: ['provenance'] }]);
    }
  });

  test('does not matter where the change did not touch the package', () => {
    expect(diff([[{ ...tool, findings: silent }]], [[{ ...tool, findings: signed }]]).exitCode).toBe(0);
  });

  test('is not what no keys are configured for', () => {
    const findings = ['registry-signature: unknown keys-not-configured'];
    expect(diff([[{ ...tool, findings }]], [[{ ...upgrade, findings }]]).exitCode).toBe(0);
  });

  test.each([
    ['base', [{ ...tool, decision: 'unverified' as const }], [tool]],
    ['head', [tool], [{ ...tool, decision: 'unverified' as const }]],
  ] as const)('an unverified %s makes the diff incomplete', (side, base, head) => {
    const { exitCode, incomplete } = diff([base], [head]);
    expect(exitCode).toBe(3);
    expect(incomplete.map(({ code }) => code)).toContain(`${side}-unverified`);
  });

  test('a head that was looked at less deep is incomplete', () => {
    const { incomplete, changes } = diff([[tool]], [[tool], { report: { depth: 'pins' } }]);
    expect(incomplete.map(({ code }) => code)).toEqual(['depth']);
    expect(told(changes)).toEqual(['attention depth-changed']);
  });

  test('a first lockfile is new, not incomplete', () => {
    const { exitCode, changes } = diff([[]], [[tool]]);
    expect(exitCode).toBe(0);
    expect(told(changes)).toEqual(['attention lockfile-added', 'attention package-added']);
  });

  test('results without facts are refused', () => {
    const { facts: _facts, ...bare } = resultWith([tool]);
    expect(() => diffTrust(bare, resultWith([tool]))).toThrow(/without facts/);
  });
});

describe('the rest', () => {
  test('nothing changed: nothing is said', () => {
    expect(diff([[tool]], [[tool]])).toMatchObject({ exitCode: 0, changes: [], incomplete: [] });
  });

  test('a failing head fails without an alarm of its own', () => {
    const failing = { ...tool, findings: ['pin-strength: absent pin-missing'], decision: 'fail' as const };
    expect(diff([[failing]], [[failing]])).toMatchObject({ exitCode: 1, changes: [] });
  });

  test('several versions of one name meet the nearest, the same change in two lockfiles is one change', () => {
    const at = (version: string) => ({ ...tool, version, lockfiles: ['a/package-lock.json', 'b/package-lock.json'] });
    const { changes } = diff([[at('1.0.0'), at('1.4.0'), at('2.0.0')]], [[at('1.0.0'), at('1.4.1'), at('2.0.0')]]);
    expect(changes).toMatchObject([{ code: 'version-upgraded', before: ['1.4.0'], after: ['1.4.1'] }]);
    expect(changes[0]?.places).toHaveLength(2);
  });

  test('licence, age, verdict, account, platforms and gaps are told', () => {
    const described = (licenses: readonly string[], name: string) => ({
      descriptions: [
        { from: 'registry' as const, licenses, authors: [], maintainers: [], links: [], publishedBy: { name } },
      ],
    });
    const base = { ...tool, facts: described(['MIT'], 'ada') };
    const facts = { ...described(['BUSL-1.1'], 'mallory'), publishedAt: '2026-11-25T00:00:00Z' };
    const gap = { lockfile: 'package-lock.json', code: 'x', detail: 'Something.' };
    const head = { ...tool, version: '1.0.1', facts, decision: 'warn' as const };
    const { changes } = diff([[base]], [[head], { gaps: [gap] }]);
    expect(told(changes)).toEqual([
      'attention verdict-worsened',
      'attention account-changed',
      'attention license-changed',
      'info gap-added',
      'info version-upgraded',
      'info release-new',
    ]);
  });

  test('refuted, worse and better findings are told with their codes', () => {
    const found = (text: string) => [{ ...tool, findings: [text] }];
    const good = found('source: proven source-allowed');
    expect(changesOf(good, found('source: refuted registry-not-allowed'))).toEqual(['alarm finding-refuted']);
    expect(changesOf(good, found('source: absent git-source'))).toEqual(['attention finding-worsened']);
    expect(changesOf(found('source: absent git-source'), good)).toEqual(['info finding-improved']);
    expect(changesOf(found(unsigned[0] ?? ''), found(signed[0] ?? ''))).toEqual(['info proof-gained']);
  });

  test('the order of packages in the results does not matter', () => {
    const at = (name: string, version: string, ...lockfiles: string[]) => ({ name, version, lockfiles });
    const base = [at('a', '1.0.0', 'x/p.json', 'y/p.json'), at('a', '1.2.0', 'x/p.json'), at('b', 'x', 'z/p.json')];
    const head = [at('a', '1.1.0', 'x/p.json'), at('a', '2.0.0', 'x/p.json'), at('left', '1.0.0', 'w/p.json')];
    const lines = ({ changes }: TrustDiff) =>
      changes.map(({ code, purl, basePurl, before, after }) => ({ code, purl, basePurl, before, after }));
    expect(lines(diff([base.toReversed()], [head.toReversed()]))).toEqual(lines(diff([base], [head])));
  });

  test('ten thousand packages of one name and as many lookalikes take no more than time in proportion', () => {
    const many = (prefix: string, versions: number) =>
      Array.from({ length: versions }, (_, n) => ({ name: `${prefix}${String(n)}`, version: `1.${String(n)}.0` }));
    const versions = (patch: number) =>
      Array.from({ length: 5_000 }, (_, n) => ({ ...tool, version: `1.${String(n)}.${String(patch)}` }));
    const { changes } = diff(
      [[...many('aaaaaaa', 5_000), ...versions(0)]],
      [[...many('aaaaaab', 5_000), ...versions(1)]],
    );
    expect(changes.filter(({ code }) => code === 'version-upgraded')).toHaveLength(5_000);
    expect(changes.filter(({ code }) => code === 'lookalike-added')).toHaveLength(5_000);
  }, 20_000);
});
