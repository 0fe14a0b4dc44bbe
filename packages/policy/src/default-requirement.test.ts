import type { LicensePackage, LicenseTokenExpectation, Outcome } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { defaultRequirement } from './default-requirement.js';
import type { GemRules, Policy } from './policy.js';
import { policy, registries, registry, subject } from './testing/judge-case.js';

const preferred = new Map([
  ['registry-signature', 'prefer'],
  ['gem-signature', 'prefer'],
] as const);
const acme = 'https://npm.acme.example/';
const open = 'https://public.example/';
const key = { id: 'one', key: 'MAMBAf8=' };
const gem = subject({ name: 'rack', ecosystem: 'rubygems', purl: 'pkg:gem/rack@3.0.8' });

function gemSignature(gems: Partial<GemRules>, outcome?: Outcome, more: Partial<Policy> = {}) {
  const none = { policy: 'assay', trustDirectory: false, fingerprints: [], certificates: [] } as const;
  const given = policy({ defaults: preferred, gems: { ...none, ...gems }, ...more });
  return defaultRequirement('gem-signature', { policy: given, subject: gem, registries: registries(), outcome });
}

describe('a registry’s signature is required by default', () => {
  const stated = registry(acme, { keys: [key] });
  const given = policy({ defaults: preferred, registries: [stated, registry(open)] });
  const asked = (about = subject(), table = registries(stated)) =>
    defaultRequirement('registry-signature', { policy: given, subject: about, registries: table, outcome: undefined });
  const from = (url: string) => subject({ files: [{ name: 'x.tgz', url, pins: [], malformedPins: [] }] });

  it('of what comes, or may come, from one whose keys the policy states', () => {
    expect(asked(from(`${acme}x.tgz`))).toBe('require');
    expect(asked()).toBe('require');
    expect(asked(subject(), registries(stated, registry(open)))).toBe('require');
  });

  it('and of nothing else', () => {
    expect(asked(from(`${open}x.tgz`), registries(stated, registry(open)))).toBe('prefer');
    expect(asked(gem)).toBe('prefer');
    expect(asked(subject({ source: { kind: 'directory', path: 'x' } }))).toBe('prefer');
  });
});

describe('a gem’s signature', () => {
  it.each(['HighSecurity', 'MediumSecurity'] as const)('is required under %s', (name) => {
    expect(gemSignature({ policy: name })).toBe('require');
    expect(gemSignature({ policy: name }, 'absent')).toBe('require');
  });

  it.each(['assay', 'LowSecurity', 'AlmostNoSecurity', 'NoSecurity'] as const)('is preferred under %s', (name) => {
    expect(gemSignature({ policy: name }, 'absent')).toBe('prefer');
    expect(gemSignature({ policy: name }, 'unknown')).toBe('prefer');
  });

  it('by nobody whom the policy’s certificates vouch for is not passed over; none at all is preferred', () => {
    const gems = { fingerprints: ['aa'] };
    expect(gemSignature(gems, 'unknown')).toBe('require');
    expect(gemSignature(gems, 'absent')).toBe('prefer');
    expect(gemSignature(gems)).toBe('prefer');
    expect(gemSignature({ trustDirectory: true }, 'unknown')).toBe('prefer');
  });

  it('is left to `publishers` where that names the gem', () => {
    const allow = [{ kind: 'github', repository: 'rack/rack' }] as const;
    const publishers = [{ purl: 'pkg:gem/rack@*', allow, line: 1 }];
    expect(gemSignature({ fingerprints: ['aa'] }, 'unknown', { publishers })).toBe('prefer');
  });
});

describe('a licence token', () => {
  const token = { keys: [], fingerprints: [], claims: {} } as unknown as LicenseTokenExpectation;
  const license = (given: Partial<LicenseTokenExpectation> | null) =>
    ({
      ecosystem: 'rubygems',
      name: 'rack',
      version: gem.version,
      token: given === null ? null : { ...token, ...given },
    }) as LicensePackage;
  const asked = (...licensePackages: readonly LicensePackage[]) => {
    const given = policy({ defaults: new Map([['license-token', 'prefer']]), licensePackages });
    return defaultRequirement('license-token', {
      policy: given,
      subject: gem,
      registries: registries(),
      outcome: undefined,
    });
  };

  it.each<[string, Partial<LicenseTokenExpectation>]>([
    ['a key', { keys: ['k'] }],
    ['an entity', { entity: 'Acme' }],
    ['a fingerprint', { fingerprints: ['aa'] }],
    ['a claim', { claims: { plan: 'pro' } }],
  ] as unknown as [string, Partial<LicenseTokenExpectation>][])(
    'is required where the policy states %s',
    (_what, given) => {
      expect(asked(license(given))).toBe('require');
      expect(asked(license(null), license(given))).toBe('require');
    },
  );

  it('is preferred where nothing is said of it, or of another package', () => {
    expect(asked()).toBe('prefer');
    expect(asked(license(null))).toBe('prefer');
    expect(asked(license({}))).toBe('prefer');
    const stated = license({ entity: 'Acme' });
    expect(asked({ ...stated, ecosystem: 'npm' })).toBe('prefer');
    expect(asked({ ...stated, name: 'rails' })).toBe('prefer');
    expect(asked({ ...stated, version: '0.0.1' })).toBe('prefer');
  });
});
