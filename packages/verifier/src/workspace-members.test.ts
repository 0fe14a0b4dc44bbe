import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder, writeFiles, type TemporaryFolder } from '@assay/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createVerifier } from './create-verifier.js';
import { renderSbom } from './sbom/render-sbom.js';

const at = '2026-11-26T00:00:00Z';
const lockfile = `lockfileVersion: '9.0'

importers:

  .:
    dependencies:
      tool:
        specifier: workspace:*
        version: link:packages/tool

  packages/tool: {}
`;
const manifest = { name: '@acme/tool', version: '1.2.3', license: 'MIT', description: 'Does it.', author: 'Ada' };

let project: TemporaryFolder;

beforeEach(async () => {
  project = await temporaryFolder();
  await writeFiles(project.path, {
    'pnpm-lock.yaml': lockfile,
    'package.json': JSON.stringify({ name: 'root' }),
    'packages/tool/package.json': JSON.stringify(manifest),
  });
});

afterEach(async () => {
  await project[Symbol.asyncDispose]();
});

const run = (options: object = {}) =>
  createVerifier({ depth: 'pins', at, env: {}, facts: true, store: null, ...options }).verify([project.path]);

async function member(options?: object) {
  const result = await run(options);
  const { components } = JSON.parse([...renderSbom(result, { format: 'json' })].join('')) as {
    readonly components: readonly object[];
  };
  expect(components).toHaveLength(1);
  return components[0];
}

test('a member of a pnpm workspace has the name, version and licence of its own package.json', async () => {
  expect(await member()).toMatchObject({
    group: '@acme',
    name: 'tool',
    version: '1.2.3',
    description: 'Does it.',
    purl: 'pkg:npm/%40acme/tool@1.2.3',
    licenses: [{ license: { id: 'MIT' } }],
  });
});

test('a replay describes it by the manifest that was recorded', async () => {
  const record = join(project.path, 'evidence.tar');
  const live = await member({ record });
  await writeFile(join(project.path, 'packages/tool/package.json'), '{}');
  const replayed = await createVerifier({ replay: record, facts: true, env: {} }).verify();
  const { components } = JSON.parse([...renderSbom(replayed, { format: 'json' })].join('')) as {
    readonly components: readonly object[];
  };
  expect(components[0]).toEqual(live);
});

test('a credential in its manifest is not recorded', async () => {
  const text = JSON.stringify({ ...manifest, repository: 'https://ann:hunter2@code.example/a.git' });
  await writeFile(join(project.path, 'packages/tool/package.json'), text);
  const recording = run({ record: join(project.path, 'evidence.tar') });
  await expect(recording).rejects.toMatchObject({
    code: 'ERR_EVIDENCE_FILE',
    file: join(project.path, 'packages/tool/package.json'),
  });
});

test.each([
  ['that is a link out of the project', 'link'],
  ['in a folder that is one', 'folder'],
  ['that is no file', 'directory'],
])('a manifest %s is not read', async (_, kind) => {
  await using elsewhere = await temporaryFolder();
  await writeFile(join(elsewhere.path, 'package.json'), JSON.stringify(manifest));
  await using other = await temporaryFolder();
  await writeFiles(other.path, { 'pnpm-lock.yaml': lockfile });
  await mkdir(join(other.path, 'packages'));
  const folder = join(other.path, 'packages/tool');
  if (kind === 'folder') await symlink(elsewhere.path, folder);
  else await mkdir(folder);
  if (kind === 'link') await symlink(join(elsewhere.path, 'package.json'), join(folder, 'package.json'));
  if (kind === 'directory') await mkdir(join(folder, 'package.json'));
  const verifier = createVerifier({ depth: 'pins', at, env: {}, store: null });
  const { inventory } = await verifier.verify([other.path]);
  expect(inventory.projects?.map(({ path, name }) => ({ path, name }))).toEqual([
    { path: '.', name: undefined },
    { path: 'packages/tool', name: undefined },
  ]);
});

test('a replay compares with the settings of the workspace that were recorded', async () => {
  const locked = `lockfileVersion: '9.0'\n\noverrides:\n  a: 2.0.0\n\nimporters:\n\n  .:\n    dependencies:\n      a:\n        specifier: 2.0.0\n        version: 2.0.0\n\npackages:\n\n  a@2.0.0:\n    resolution: {integrity: sha512-${'A'.repeat(86)}==}\n\nsnapshots:\n\n  a@2.0.0: {}\n`;
  await writeFiles(project.path, {
    'pnpm-lock.yaml': locked,
    'package.json': JSON.stringify({ dependencies: { a: '^1.0.0' } }),
    'pnpm-workspace.yaml': 'overrides:\n  a: 2.0.0\n',
  });
  const codes = ({ report }: Awaited<ReturnType<typeof run>>) =>
    report.findings.filter(({ check }) => check === 'lock-drift').map(({ code }) => code);
  const record = join(project.path, 'evidence.tar');
  expect(codes(await run({ record }))).toEqual(['as-declared']);
  await writeFile(join(project.path, 'pnpm-workspace.yaml'), 'overrides:\n  a: 3.0.0\n');
  expect(codes(await run())).toEqual(['version-not-declared']);
  expect(codes(await createVerifier({ replay: record, facts: true, env: {} }).verify())).toEqual(['as-declared']);
});

test('settings that hold a credential are not recorded', async () => {
  await writeFiles(project.path, { 'pnpm-workspace.yaml': 'x: https://me:canary1234@registry.example/\n' });
  const recording = run({ record: join(project.path, 'evidence.tar') });
  await expect(recording).rejects.toMatchObject({ code: 'ERR_EVIDENCE_FILE' });
});
