import { describe, expect, it } from 'vitest';
import { builtinPolicy, builtinPolicyText } from './builtin.js';
import { parsePolicy } from './parse-policy.js';
import { policyDigest } from './policy-digest.js';
import { signingVocabulary, vocabulary } from './testing/vocabulary.js';

const text = builtinPolicyText(vocabulary);
const parse = (given: string) =>
  parsePolicy({ bytes: new TextEncoder().encode(given), file: 'assay.yaml', vocabulary });

describe('the built-in policy', () => {
  it('requires every check, names no registry, waives nothing, takes archives of 2 GiB and no empty run', () => {
    expect(builtinPolicy(vocabulary)).toEqual({
      version: 1,
      registries: [],
      rules: [
        {
          select: {},
          checks: new Map([...vocabulary.checks.keys()].map((check) => [check, 'require'])),
          harden: new Map(),
          line: expect.any(Number) as number,
        },
      ],
      waivers: [],
      publishers: [],
      attestations: [],
      builders: null,
      gems: { policy: 'assay', trustDirectory: false, fingerprints: [], certificates: [] },
      installScripts: [],
      releaseAge: null,
      namesakes: [],
      licensePackages: [],
      sbom: { authors: [], project: {}, parts: [], suppliers: [] },
      defaults: new Map([...vocabulary.checks.keys()].map((check) => [check, 'require'])),
      limits: { artifactBytes: 2 * 1024 ** 3 },
      acceptGaps: [],
      allowEmpty: false,
    });
  });

  it('prefers what its check prefers', () => {
    const { rules, defaults } = builtinPolicy(signingVocabulary);
    const preferred = ['registry-signature', 'gem-signature', 'provenance'];
    for (const check of signingVocabulary.checks.keys()) {
      const asked = preferred.includes(check) ? 'prefer' : 'require';
      expect([check, rules[0]?.checks.get(check), defaults.get(check)]).toEqual([check, asked, asked]);
    }
  });

  it('is what its text says', () => {
    expect(parse(text)).toEqual(builtinPolicy(vocabulary));
    expect(policyDigest(parse(text))).toEqual(policyDigest(builtinPolicy(vocabulary)));
  });

  it('names the line of its rule', () => {
    const line = builtinPolicy(vocabulary).rules[0]?.line ?? 0;
    expect(text.split('\n')[line - 1]).toBe('  - checks:');
  });

  it('is nothing but ASCII, and ends with a newline', () => {
    expect(text).toMatch(/^[\n -~]*\n$/);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('has examples that work once their comment sign is gone', () => {
    const lists = ['registries', 'waivers', 'publishers', 'attestations', 'licensePackages'];
    const uncommented = lists.reduce(
      (lines, list) => lines.replace(`\n${list}: []`, ''),
      text
        .replaceAll(/^#( {3}(?:- | {2}| {4}- )[a-zA-Z\d]+:)/gm, '$1')
        .replace('# builders:', 'builders:')
        .replace('# installScripts:', 'installScripts:')
        .replace('# releaseAge:', 'releaseAge:')
        .replace('# namesakes:', 'namesakes:')
        .replace('\n   - ecosystem', '\nregistries:\n   - ecosystem')
        .replace('\n   - purl: pkg:npm/left-pad\n', '\npublishers:\n   - purl: pkg:npm/left-pad\n')
        .replace('\n   - profile: karafka', '\nlicensePackages:\n   - profile: karafka')
        .replace('\n   - purl: pkg:npm/@acme', '\nattestations:\n   - purl: pkg:npm/@acme')
        .replace('\n   - purl: pkg:npm/left-pad@', '\nwaivers:\n   - purl: pkg:npm/left-pad@'),
    );
    const policy = parse(uncommented);
    expect(policy.registries).toHaveLength(1);
    expect(policy.waivers).toHaveLength(1);
    expect(policy.registries[0]?.names).toEqual(['@acme/*']);
    expect(policy.publishers[0]?.allow).toEqual([
      {
        kind: 'github',
        repository: 'acme/left-pad',
        repositoryId: '123456',
        ownerId: '7890',
        workflow: '.github/workflows/release.yml',
        ref: 'refs/tags/v{version}',
      },
    ]);
    expect(policy.attestations[0]?.predicateTypes).toEqual(['https://slsa.dev/provenance/v1']);
    expect(policy.builders).toHaveLength(1);
    expect(policy.installScripts).toHaveLength(1);
    expect(policy.releaseAge).toMatchObject({ minimum: 604_800 });
    expect(policy.namesakes).toMatchObject([{ purl: 'pkg:npm/%40acme/*' }]);
    expect(policy.licensePackages).toMatchObject([
      { id: 'karafka', version: '2026.1.0', digests: [{ origin: 'policy' }], token: { entity: 'Acme Inc' } },
    ]);
  });

  it('has an example of what bills of materials say that works once its comment signs are gone', () => {
    const [, example = ''] = /((?:^# {3,}.*\n)+)sbom: \{\}/m.exec(text) ?? [];
    const { sbom } = parse(`version: 1\nsbom:\n${example.replaceAll(/^#/gm, '')}`);
    expect(sbom.manufacturer).toEqual({ name: 'Acme Inc', email: 'psirt@acme.example' });
    expect(sbom.parts).toMatchObject([{ name: 'openssl', version: '3.0.1', path: 'vendor/openssl' }]);
    expect(sbom.suppliers).toEqual([{ purl: 'pkg:npm/%40acme/*', supplier: { name: 'Acme Inc' } }]);
  });
});
