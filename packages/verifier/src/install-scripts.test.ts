import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  mintGemfileLock,
  mintGemRelease,
  mintPackage,
  mintPackageLock,
  startRegistry,
  temporaryFolder,
  writeFiles,
  type LoopbackRegistry,
  type MintedPackage,
  type TemporaryFolder,
} from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createVerifier } from './create-verifier.js';
import type { VerifierOptions } from './options.js';

let registry: LoopbackRegistry;
let home: TemporaryFolder;
let project: TemporaryFolder;

beforeEach(async () => {
  registry = await startRegistry();
  home = await temporaryFolder();
  project = await temporaryFolder();
});
afterEach(async () => {
  await registry.close();
  await home.remove();
  await project.remove();
});

const depths = ['pins', 'registry', 'artifacts'] as const;

async function found(policy: string, given: VerifierOptions) {
  const names = `  - { ecosystem: npm, url: '${registry.url}', insecure: true }\n  - { ecosystem: rubygems, url: '${registry.url}', insecure: true }\n`;
  const text = `version: 1\nregistries:\n${names}${policy}\n`;
  const options = { env: { HOME: home.path }, at: '2026-11-22T00:00:00Z', store: null, ...given };
  const run = createVerifier({ policy: { file: 'assay.yaml', text }, ...options });
  const { report } = await run.verify([project.path]);
  const of = report.findings.filter(({ check }) => check === 'install-scripts');
  return { report, codes: of.map(({ code }) => code), excerpts: of.map(({ excerpt }) => excerpt) };
}

async function lockPackage(minted: MintedPackage, served = minted): Promise<void> {
  await writeFile(join(home.path, '.npmrc'), `registry=${registry.url}\n`);
  registry.serve({ npm: [served] });
  const fields = minted.manifest['scripts'] === undefined ? {} : { hasInstallScript: true };
  const entries = [{ kind: 'registry', package: minted, fields } as const];
  await writeFiles(project.path, mintPackageLock({ registry: registry.url, entries }).files);
}

const scripted = mintPackage({
  name: 'left-pad',
  version: '1.3.0',
  packageJson: { scripts: { postinstall: 'node steal.js' } },
});

describe('a package with an install script', () => {
  test.each([
    ['pins', 'scripts-claimed', undefined],
    ['registry', 'scripts-claimed', 'postinstall: node steal.js\n'],
    ['artifacts', 'install-scripts', 'postinstall: node steal.js\n'],
  ] as const)('is told at depth %s', async (depth, code, excerpt) => {
    await lockPackage(scripted);
    const { report, codes, excerpts } = await found('', { depth });
    expect(codes).toEqual([code]);
    expect(excerpts).toEqual([excerpt]);
    expect(report).toMatchObject({ decision: 'warn', exitCode: 0 });
  });

  test.each(depths)('fails at depth %s where the policy requires the check', async (depth) => {
    await lockPackage(scripted);
    const { report } = await found('rules: [{ checks: { install-scripts: require } }]', { depth });
    expect(report.exitCode).toBe(1);
  });

  test.each(depths)('is proven at depth %s where the policy allows it', async (depth) => {
    await lockPackage(scripted);
    const { codes, report } = await found('installScripts: { allow: [{ purl: pkg:npm/left-pad@1.3.0 }] }', { depth });
    expect(codes).toEqual(['install-scripts-allowed']);
    expect(report.warnings.join(' ')).not.toContain('installScripts');
  });

  test('is not allowed by what the checkout says', async () => {
    await lockPackage(scripted);
    const packageJson = {
      name: 'shop',
      pnpm: { onlyBuiltDependencies: ['left-pad'] },
      trustedDependencies: ['left-pad'],
    };
    await writeFiles(project.path, { 'package.json': JSON.stringify(packageJson) });
    expect((await found('', {})).codes).toEqual(['install-scripts']);
  });

  test('an entry that matches nothing is told', async () => {
    await lockPackage(scripted);
    const { codes, report } = await found('installScripts: { allow: [{ purl: pkg:npm/left-pad@1.3.1 }] }', {});
    expect(codes).toEqual(['install-scripts']);
    expect(report.warnings.join(' ')).toContain(
      '`installScripts.allow` for pkg:npm/left-pad@1.3.1 (line 5) matches no',
    );
  });

  test('of which the registry says nothing fails, whatever is allowed', async () => {
    await lockPackage(scripted, { ...scripted, manifest: { scripts: { test: 'true' } } });
    const { codes, report } = await found('installScripts: { allow: [{ purl: pkg:npm/left-pad }] }', {});
    expect(codes).toEqual(['scripts-concealed']);
    expect(report.exitCode).toBe(1);
  });

  test('gives the same report from a recording', async () => {
    await lockPackage(scripted);
    const record = join(home.path, 'evidence.tar');
    const { report } = await found('', { record });
    await registry.close();
    expect((await found('', { replay: record })).report).toEqual(report);
    expect((await found('', { offline: record })).codes).toEqual(['install-scripts']);
    registry = await startRegistry();
  });
});

describe('an honest package', () => {
  const plain = mintPackage({ name: 'left-pad', version: '1.3.0' });
  const silent = 'rules: [{ checks: { install-scripts: ignore } }]';

  test.each(depths)('costs no further request at depth %s, and no warning', async (depth) => {
    await lockPackage(plain);
    await found(silent, { depth });
    const without = registry.requests.map(({ path }) => path);
    const { codes, report } = await found('', { depth });
    expect(registry.requests.slice(without.length).map(({ path }) => path)).toEqual(without);
    expect(codes).toEqual([depth === 'artifacts' ? 'no-install-scripts' : 'no-scripts-claimed']);
    expect(report.exitCode).toBe(0);
  });
});

describe('a gem with an extension', () => {
  const gem = mintGemRelease({
    name: 'acme',
    version: '1.0.0',
    files: { 'lib/acme.rb': '', 'lib/rubygems_plugin.rb': '', 'ext/acme/extconf.rb': '' },
    spec: { extensions: ['ext/acme/extconf.rb'] },
  });

  async function lockGem(): Promise<void> {
    registry.serve({ gems: [gem] });
    await writeFiles(
      project.path,
      mintGemfileLock({ sources: [{ kind: 'registry', remote: registry.url, gems: [gem] }] }).files,
    );
  }

  test.each([
    ['pins', ['no-scripts-claimed'], [undefined]],
    ['registry', ['no-scripts-claimed'], [undefined]],
    ['artifacts', ['install-scripts'], ['extension: ext/acme/extconf.rb\nplugin: lib/rubygems_plugin.rb\n']],
  ] as const)('at depth %s', async (depth, codes, excerpts) => {
    await lockGem();
    expect(await found('', { depth })).toMatchObject({ codes, excerpts });
  });

  test('may be allowed to build, and still not to load itself', async () => {
    await lockGem();
    const entry = "{ purl: pkg:gem/acme, scripts: ['extension: ext/acme/extconf.rb'] }";
    const { codes, excerpts } = await found(`installScripts: { allow: [${entry}] }`, {});
    expect({ codes, excerpts }).toEqual({
      codes: ['install-scripts'],
      excerpts: ['plugin: lib/rubygems_plugin.rb\n'],
    });
  });
});
