/** What a pull request can put beside a licence package: files that disarm the record, or lead the package manager to other bytes. */

import { hash } from 'node:crypto';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  gemFullName,
  licenseGemScene,
  mintGem,
  mintLicenseGem,
  sceneLicenseId,
  writeFiles,
  type LicenseGemScene,
} from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { recordLicenses } from './record-licenses.js';
import { lookAtLicense } from './testing/look-at-license.js';
import { verifyLicenses } from './verify-licenses.js';

const name = 'karafka-license';
const offline = { phases: ['after', 'installed'] } as const;

async function recorded(scene: LicenseGemScene): Promise<string> {
  const { policy, project, env } = scene;
  const { refused } = await recordLicenses({ policy: { file: policy }, project, env });
  expect(refused).toEqual([]);
  return join(project, 'assay.lock');
}

const warningsOf = async ({ policy, project, env }: LicenseGemScene) =>
  (await verifyLicenses({ policy: { file: policy }, project, env, ...offline })).report.warnings;

describe('in the place of assay.lock', () => {
  test.each<readonly [string, (file: string) => Promise<unknown>]>([
    ['a folder', (file) => mkdir(file)],
    ['a link to nowhere', (file) => symlink('nowhere', file)],
    ['a link to itself', (file) => symlink('assay.lock', file)],
  ])('%s is no missing record', async (_, lay) => {
    await using scene = await licenseGemScene();
    const file = await recorded(scene);
    await rm(file);
    await lay(file);
    await expect(lookAtLicense(scene, offline)).rejects.toMatchObject({ code: 'ERR_LOCKFILE' });
  });

  test('a record of a name that no entry has is told', async () => {
    await using scene = await licenseGemScene();
    const file = await recorded(scene);
    const text = await readFile(file, 'utf8');
    expect(await warningsOf(scene)).toEqual([]);
    await writeFile(file, text.replace(name, 'Karafka-license'));
    expect(await warningsOf(scene)).toEqual([
      'assay.lock:5 is about pkg:gem/Karafka-license, which is no licence package of the policy.',
    ]);
  });

  test.each([0, 1])(
    'a record of another version says nothing where this one is recorded too (order %i)',
    async (order) => {
      await using scene = await licenseGemScene();
      const file = await recorded(scene);
      const text = await readFile(file, 'utf8');
      const own = text.slice(text.indexOf('  - package'));
      const other = own.replace(sceneLicenseId, '999.1');
      const start = text.slice(0, -own.length);
      await writeFile(file, `${start}${order === 0 ? own + other : other + own}`);
      expect(await lookAtLicense(scene, offline)).toMatchObject({ exitCode: 0, faults: [] });
      await writeFile(file, `${start}${other}`);
      expect(await lookAtLicense(scene, offline)).toMatchObject({
        exitCode: 1,
        faults: ['license-record/license-id-changed'],
      });
    },
  );
});

test('a second version that the policy names is recorded beside the first', async () => {
  await using scene = await licenseGemScene({ project: { locked: false } });
  const second = mintLicenseGem({ id: '1000.43', token: 'TOKEN' });
  scene.server.add({ gems: [second] });
  const file = await recorded(scene);
  const first = await readFile(file, 'utf8');
  const entry = { source: scene.server.url, insecure: true, locked: false, profile: 'karafka' };
  const credentials = { env: { username: 'KARAFKA_PRO_USERNAME', password: 'KARAFKA_PRO_PASSWORD' } };
  const rules = [{ checks: { 'license-code': 'ignore', 'license-token': 'ignore', 'license-lock': 'ignore' } }];
  const licensePackages = [
    { ...entry, credentials, id: 'a', version: sceneLicenseId, digests: [`sha256:${scene.gem.sha256}`] },
    { ...entry, credentials, id: 'b', version: '1000.43', digests: [`sha256:${second.sha256}`] },
  ];
  await writeFiles(scene.folder, { 'policy/assay.yaml': JSON.stringify({ version: 1, licensePackages, rules }) });
  const { policy, project, env } = scene;
  const result = await recordLicenses({ policy: { file: policy }, project, env });
  expect(result).toMatchObject({ refused: [], written: [{ version: '1000.43' }] });
  expect(await readFile(file, 'utf8')).toContain(first.slice(first.indexOf('  - package')));
  expect((await verifyLicenses({ policy: { file: policy }, project, env, phases: ['before'] })).report.exitCode).toBe(
    0,
  );
});

test('a lockfile that another package manager installs by, and that is not read, is told', async () => {
  await using scene = await licenseGemScene();
  await writeFiles(scene.project, { 'bun.lockb': '' });
  expect(await warningsOf(scene)).toMatchObject([
    expect.stringMatching(/bun\.lockb: Binary Bun lockfiles are not read/),
  ]);
});

describe('a gem for the machine’s own platform', () => {
  const platform = 'x86_64-linux';
  const variant = {
    name,
    version: sceneLicenseId,
    platform,
    files: { [`lib/${name}.rb`]: 'puts "evil"' },
  };
  const fullName = gemFullName(variant);

  test('in vendor/cache, which Bundler prefers to the licence, fails', async () => {
    await using scene = await licenseGemScene();
    await writeFiles(scene.vendorCache, { [`${fullName}.gem`]: mintGem(variant) });
    const { exitCode, faults } = await lookAtLicense(scene, { phases: ['after'] });
    expect(exitCode).toBe(1);
    expect(faults).toContain('after license-digest/license-digest-mismatch');
  });

  test('that alone is installed is not passed over', async () => {
    await using scene = await licenseGemScene();
    const { gemDir } = scene;
    const spec = await readFile(join(gemDir, 'specifications', `${name}-${sceneLicenseId}.gemspec`), 'utf8');
    await rm(join(gemDir, 'specifications', `${name}-${sceneLicenseId}.gemspec`));
    await rm(join(gemDir, 'gems', `${name}-${sceneLicenseId}`), { recursive: true });
    await writeFiles(gemDir, {
      [`specifications/${fullName}.gemspec`]: spec.replace(' ruby lib', ` ${platform} lib`),
      [`gems/${fullName}/lib/${name}.rb`]: 'puts "evil"',
    });
    const { exitCode, faults } = await lookAtLicense(scene);
    expect(exitCode).toBe(1);
    expect(faults).toContain('installed license-installed/license-installed-doubtful');
  });
});

test('a specification under another name that takes the licence’s place fails', async () => {
  await using scene = await licenseGemScene();
  const spec = await readFile(join(scene.gemDir, 'specifications', `${name}-${sceneLicenseId}.gemspec`), 'utf8');
  await writeFiles(scene.gemDir, {
    'specifications/aaa-1.0.gemspec': spec.replace(' ruby lib', ' ruby ../evil/lib').replace('"lib"', '"../evil/lib"'),
    [`gems/evil/lib/${name}.rb`]: 'puts "evil"',
  });
  const { exitCode, faults } = await lookAtLicense(scene);
  expect([exitCode, faults]).toEqual([1, ['installed license-installed/license-installed-doubtful']]);
});

test.each([
  ['dependencies', '  s.add_runtime_dependency(%q<evil>.freeze, [">= 0".freeze])'],
  ['executables', '  s.executables = ["evil".freeze]'],
])('%s that somebody adds to the installed specification fail, allowed or not', async (feature, line) => {
  await using scene = await licenseGemScene();
  const file = join(scene.gemDir, 'specifications', `${name}-${sceneLicenseId}.gemspec`);
  const code = scene.gem.files[`lib/${name}.rb`] ?? '';
  const templates = [{ name: 'code', pattern: `lib/${name}.rb`, sha256: hash('sha256', code) }];
  await scene.writePolicy({ content: { allow: ['dependencies', 'executables'], templates } });
  expect(await lookAtLicense(scene)).toMatchObject({ exitCode: 0, faults: [] });
  await writeFile(file, (await readFile(file, 'utf8')).replace('  s.summary', `${line}\n  s.summary`));
  const { exitCode, faults, findings } = await lookAtLicense(scene);
  expect([exitCode, faults]).toEqual([1, ['installed license-installed/license-installed-doubtful']]);
  expect(findings.find(({ outcome }) => outcome === 'refuted')?.detail).toContain(
    `other ${feature} than the archive: "evil"`,
  );
});
