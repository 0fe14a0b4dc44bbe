import {
  mintGemfileLock,
  mintGemRelease,
  mintPackage,
  mintPackageLock,
  startRegistry,
  temporaryFolder,
  writeFiles,
  type LoopbackRegistry,
  type TemporaryFolder,
} from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createVerifier } from './create-verifier.js';
import type { VerifierOptions } from './options.js';

const at = '2026-11-22T00:00:00Z';
const tool = mintPackage({ name: '@acme/tool', version: '1.0.0' });
const impostor = mintPackage({ name: '@acme/tool', version: '1.0.0', files: { 'evil.js': 'steal()' } });
const planted = mintPackage({ name: '@acme/tool', version: '99.0.0' });
const older = mintPackage({ name: '@acme/tool', version: '0.0.1' });

let own: LoopbackRegistry;
let other: LoopbackRegistry;
let home: TemporaryFolder;
let project: TemporaryFolder;

beforeEach(async () => {
  own = await startRegistry();
  other = await startRegistry();
  home = await temporaryFolder();
  project = await temporaryFolder();
  // The client's built-in default registry is no loopback address.
  await writeFiles(home.path, { '.npmrc': `registry=${other.url}\n` });
});
afterEach(async () => {
  await own.close();
  await other.close();
  await home.remove();
  await project.remove();
});

/** The private registry claims the private names, as it should; the other one serves everything else. */
function policyOf(more: string): string {
  const both = [
    ...['npm', 'rubygems'].map((ecosystem) => [ecosystem, own.url, `, names: ['${claims[ecosystem] ?? ''}']`]),
    ...['npm', 'rubygems'].map((ecosystem) => [ecosystem, other.url, '']),
  ];
  const entries = both.map(
    ([ecosystem, url, names]) => `  - { ecosystem: ${ecosystem}, url: '${url}', insecure: true${names} }`,
  );
  return `version: 1\nregistries:\n${entries.join('\n')}\n${more}\n`;
}

const claims: Readonly<Record<string, string>> = { npm: '@acme/*', rubygems: 'acme-*' };
const everyone = "namesakes: [{ purl: 'pkg:npm/@acme/*' }, { purl: 'pkg:gem/acme-*' }]";

async function verify(more: string, given: VerifierOptions = {}) {
  const options = { env: { HOME: home.path }, at, store: null, depth: 'registry' as const, ...given };
  const policy = { file: 'assay.yaml', text: policyOf(more) };
  const { report } = await createVerifier({ policy, ...options }).verify([project.path]);
  const found = report.findings.filter(({ check }) => check === 'source-confusion');
  return { report, codes: found.map(({ code }) => code), details: found.map(({ detail }) => detail) };
}

async function lockTool(): Promise<void> {
  own.serve({ npm: [tool] });
  const entries = [{ kind: 'registry', package: tool }] as const;
  await writeFiles(project.path, mintPackageLock({ registry: own.url, entries }).files);
}

const heard = () => other.requests.map(({ path }) => path);

describe('without the policy’s word', () => {
  test.each(['pins', 'registry', 'artifacts'] as const)(
    'at depth %s the other registry hears nothing',
    async (depth) => {
      await lockTool();
      other.serve({ npm: [impostor] });
      const { codes } = await verify('', { depth });
      expect(codes).toEqual(['name-not-told']);
      expect(heard()).toEqual([]);
    },
  );

  test('an entry for another package tells nothing of this one', async () => {
    await lockTool();
    const { codes } = await verify("namesakes: [{ purl: 'pkg:npm/@acme/other' }]");
    expect(codes).toEqual(['name-not-told']);
    expect(heard()).toEqual([]);
  });

  test('at depth pins nobody is asked, whatever the policy says', async () => {
    await lockTool();
    expect((await verify(everyone, { depth: 'pins' })).codes).toEqual(['name-not-told']);
    expect([...heard(), ...own.requests]).toEqual([]);
  });
});

describe('a package of npm, whose name may be told', () => {
  test.each([
    ['nothing', [], 'name-unknown-elsewhere', 0],
    ['the same bytes', [tool], 'same-bytes-elsewhere', 0],
    ['other bytes under the same version', [impostor], 'name-taken-elsewhere', 1],
    ['other bytes and a higher version', [impostor, planted], 'name-taken-elsewhere', 1],
    ['a higher version', [planted], 'higher-version-elsewhere', 0],
    ['the same bytes and a higher version', [tool, planted], 'higher-version-elsewhere', 0],
    ['a lower version', [older], 'lower-version-elsewhere', 0],
  ] as const)('of which the other registry has %s', async (_title, npm, code, exitCode) => {
    await lockTool();
    other.serve({ npm });
    const { codes, report } = await verify(everyone);
    expect(codes).toEqual([code]);
    expect(report.exitCode).toBe(exitCode);
    expect(heard()).toEqual(['/@acme%2ftool']);
  });

  test('a higher version fails where the check is required', async () => {
    await lockTool();
    other.serve({ npm: [planted] });
    const { report } = await verify(`${everyone}\nrules: [{ checks: { source-confusion: require } }]`);
    expect(report.exitCode).toBe(1);
  });

  test.each([
    ['no access', { kind: 'status', status: 403 } as const],
    ['no such address', { kind: 'status', status: 405 } as const],
    ['nonsense', { kind: 'html' } as const],
    ['another package', { kind: 'body', body: '{"name":"left-pad","versions":{}}' } as const],
  ])(
    '%s is no proof, and no pass where the check is required',
    async (_title, fault) => {
      await lockTool();
      other.setFault(({ path }) => path.includes('tool'), fault);
      const { codes, report } = await verify(`${everyone}\nrules: [{ checks: { source-confusion: require } }]`);
      expect(codes).toEqual(['namesake-unknown']);
      expect(report.exitCode).toBe(3);
    },
    30_000,
  );

  test('a registry that the policy names and nobody lists is not asked, and is told', async () => {
    await lockTool();
    const { codes, details } = await verify(
      "namesakes: [{ purl: 'pkg:npm/@acme/*', registries: ['https://unlisted.example/'] }]",
    );
    expect(codes).toEqual(['namesake-unknown']);
    expect(details[0]).toContain('https://unlisted.example/');
    expect(heard()).toEqual([]);
  });

  test('a package whose source is refused is asked about nowhere', async () => {
    const entries = [{ kind: 'registry', package: tool }] as const;
    await writeFiles(project.path, mintPackageLock({ registry: other.url, entries }).files);
    expect((await verify(everyone)).codes).toEqual(['source-refused']);
    expect([...heard(), ...own.requests]).toEqual([]);
  });
});

describe('a gem, whose name may be told', () => {
  const gem = mintGemRelease({ name: 'acme-core', version: '1.0.0' });
  const evil = mintGemRelease({ name: 'acme-core', version: '1.0.0', files: { 'lib/acme.rb': 'steal' } });
  const higher = mintGemRelease({ name: 'acme-core', version: '1.0.0.1' });
  const lower = mintGemRelease({ name: 'acme-core', version: '1.0.0.rc1' });

  test.each([
    ['nothing', [], 'name-unknown-elsewhere', 0],
    ['the same bytes', [gem], 'same-bytes-elsewhere', 0],
    ['other bytes', [evil], 'name-taken-elsewhere', 1],
    ['a higher version', [higher], 'higher-version-elsewhere', 0],
    ['a lower version', [lower], 'lower-version-elsewhere', 0],
  ] as const)('of which the other server has %s', async (_title, gems, code, exitCode) => {
    own.serve({ gems: [gem] });
    other.serve({ gems });
    const sources = [{ kind: 'registry', remote: own.url, gems: [gem] }] as const;
    await writeFiles(project.path, mintGemfileLock({ sources }).files);
    const { codes, report } = await verify(everyone);
    expect(codes).toEqual([code]);
    expect(report.exitCode).toBe(exitCode);
    expect(heard()[0]).toBe('/info/acme-core');
  });
});

describe('names in the lockfiles of one run', () => {
  test('one name from two registries warns, for both', async () => {
    const left = mintPackage({ name: 'left-pad', version: '1.0.0' });
    const right = mintPackage({ name: 'left-pad', version: '2.0.0' });
    const lockOf = (registry: string, minted: typeof left) =>
      mintPackageLock({ registry, entries: [{ kind: 'registry', package: minted }] }).text;
    await writeFiles(project.path, {
      'a/package-lock.json': lockOf('https://one.example/', left),
      'b/package-lock.json': lockOf('https://two.example/', right),
    });
    const text =
      "version: 1\nregistries:\n  - { ecosystem: npm, url: 'https://one.example/' }\n  - { ecosystem: npm, url: 'https://two.example/' }\n";
    const verifier = createVerifier({
      policy: { file: 'assay.yaml', text },
      ...{ env: { HOME: home.path }, at, store: null, depth: 'pins' },
    });
    const { report } = await verifier.verify([`${project.path}/a`, `${project.path}/b`]);
    const found = report.findings.filter(({ check }) => check === 'source-confusion');
    expect(found.map(({ code, detail }) => `${code}: ${detail}`)).toEqual([
      'locked-from-two-registries: left-pad is also locked from https://two.example/ (pkg:npm/left-pad@2.0.0).',
      'locked-from-two-registries: left-pad is also locked from https://one.example/ (pkg:npm/left-pad@1.0.0).',
    ]);
    expect(report.decision).toBe('warn');
  });
});
