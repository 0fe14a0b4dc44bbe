import {
  mintGemfileLock,
  mintGemRelease,
  mintPackage,
  mintPackageLock,
  mintPnpmLock,
  startRegistry,
  temporaryFolder,
  writeFiles,
  type LoopbackRegistry,
  type TemporaryFolder,
} from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createVerifier } from './create-verifier.js';

const at = '2026-11-22T00:00:00Z';
const unsigned = mintPackage({ name: '@acme/tool', version: '1.0.0' });
const publicUrl = 'https://public.example/';

let registry: LoopbackRegistry;
let home: TemporaryFolder;
let project: TemporaryFolder;

beforeEach(async () => {
  registry = await startRegistry({ npm: [unsigned] });
  home = await temporaryFolder();
  project = await temporaryFolder();
});
afterEach(async () => {
  await registry.close();
  await home.remove();
  await project.remove();
});

type Files = Readonly<Record<string, string | Uint8Array>>;

/** The exit code under a policy that requires signatures of what comes from the registry. */
async function verify(files: Files, { ecosystem = 'npm', aliases = '', selected = registry.url } = {}) {
  await writeFiles(project.path, files);
  const text = [
    'version: 1',
    'registries:',
    `  - { ecosystem: ${ecosystem}, url: '${registry.url}', insecure: true${aliases} }`,
    'rules:',
    `  - select: { registry: '${selected}' }`,
    '    checks: { registry-signature: require, provenance: require }',
    '',
  ].join('\n');
  const policy = { file: 'assay.yaml', text };
  const { report } = await createVerifier({ env: { HOME: home.path }, at, store: null, policy }).verify([project.path]);
  return { exitCode: report.exitCode, idle: report.warnings.filter((each) => each.includes('matches no')) };
}

const failed = { exitCode: 1, idle: [] };

describe('a rule for a registry holds for an unsigned package', () => {
  const lock = () => {
    return mintPackageLock({ registry: registry.url, entries: [{ kind: 'registry', package: unsigned }] }).text;
  };

  test('that the lockfile locks with its URL', async () => {
    expect(await verify({ 'package-lock.json': lock() })).toEqual(failed);
  });

  test('whose URL was deleted from the lockfile', async () => {
    const text = lock().replace(/"resolved": "[^"]*",\s*/, '');
    expect(text).not.toContain('resolved');
    expect(await verify({ 'package-lock.json': text })).toEqual(failed);
  });

  test('whose URL lies under an alias of the registry', async () => {
    const text = lock().replaceAll(registry.url, publicUrl);
    expect(text).toContain(publicUrl);
    expect(await verify({ 'package-lock.json': text }, { aliases: `, aliases: ['${publicUrl}']` })).toEqual(failed);
  });

  test('in a pnpm lockfile, which names no registry', async () => {
    const { files } = mintPnpmLock({ entries: [{ kind: 'registry', package: unsigned }] });
    expect(await verify(files)).toEqual(failed);
  });

  test('that is a gem', async () => {
    const gem = mintGemRelease({ name: 'rack', version: '3.0.8' });
    registry.serve({ gems: [gem] });
    const { files } = mintGemfileLock({ sources: [{ kind: 'registry', remote: publicUrl, gems: [gem] }] });
    expect(await verify(files, { ecosystem: 'rubygems', aliases: `, aliases: ['${publicUrl}']` })).toEqual(failed);
  });
});

test('a rule for another registry is about nothing, and says so', async () => {
  const { files } = mintPackageLock({ registry: registry.url, entries: [{ kind: 'registry', package: unsigned }] });
  const { exitCode, idle } = await verify(files, { selected: 'https://other.example/' });
  expect({ exitCode, idle: idle.length }).toEqual({ exitCode: 0, idle: 1 });
});
