/** `assay sbom conform`, `mapping`, `--conform` and `--mapping` through the packed command line. */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mintPackage, mintPackageLock, temporaryFolder, writeFiles, type TemporaryFolder } from '@assay/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { installPackedCli } from './packed-cli.js';

let cli: Awaited<ReturnType<typeof installPackedCli>>;
let project: TemporaryFolder;

beforeAll(async () => {
  cli = await installPackedCli();
});
afterAll(() => cli.remove());
beforeEach(async () => {
  project = await temporaryFolder();
  const pad = mintPackage({ name: 'left-pad', version: '1.3.0' });
  const registry = 'https://registry.example/';
  await writeFiles(project.path, mintPackageLock({ registry, entries: [{ kind: 'registry', package: pad }] }).files);
});
afterEach(() => project.remove());

const assay = (...args: readonly string[]) =>
  cli.run(args, { cwd: project.path, env: { HOME: project.path, SOURCE_DATE_EPOCH: '1764201600' } });
const inProject = (name: string) => join(project.path, name);

const policy = `version: 1
sbom:
  project: { version: 1.0.0 }
  manufacturer: { name: Acme Inc, url: https://acme.example }
  suppliers: [{ purl: 'pkg:npm/**', supplier: { name: Acme Inc, url: https://acme.example } }]
`;

describe('assay sbom conform', () => {
  test('says what is missing and what to fill in; once it is filled in, the document conforms', async () => {
    await assay('sbom', '.', '--depth', 'pins', '--output', 'bare.json');
    const bare = await assay('sbom', 'conform', 'bare.json', '--to', 'ntia');
    expect(bare.status).toBe(1);
    expect(bare.stdout).toContain('INCOMPLETE  NTIA Minimum Elements 2021: 2 elements that must be there are not');
    expect(bare.stdout).toContain('`sbom.suppliers` in the policy');
    await writeFile(inProject('assay.yaml'), policy);
    await assay('sbom', '.', '--depth', 'pins', '--policy', 'assay.yaml', '--output', 'full.xml');
    const full = await assay('sbom', 'conform', 'full.xml', '--to', 'cra,ntia');
    expect([full.status, full.stderr]).toEqual([0, '']);
    expect(full.stdout.match(/^NOTHING MISSING/gm)).toHaveLength(2);
  });

  test('gives the same as JSON', async () => {
    await assay('sbom', '.', '--depth', 'pins', '--output', 'bom.json');
    const { status, stdout } = await assay('sbom', 'conform', 'bom.json', '--format', 'json');
    const reports = JSON.parse(stdout) as readonly { readonly id: string; readonly conforms: boolean }[];
    expect(reports.map(({ id }) => id)).toEqual(['bsi', 'cisa', 'cra', 'ntia']);
    expect(status).toBe(1);
  });

  test('is also said of the document just made, beside it', async () => {
    const made = await assay('sbom', '.', '--depth', 'pins', '--conform', 'cra,ntia');
    expect(made.status).toBe(1);
    expect(JSON.parse(made.stdout)).toMatchObject({ bomFormat: 'CycloneDX' });
    expect(made.stderr).toContain('NOTHING MISSING  EU Cyber Resilience Act 2024/2847');
    expect((await assay('sbom', '.', '--depth', 'pins', '--conform', 'cra')).status).toBe(0);
  });

  test('refuses lists that there are not, more than one file, and what is no bill of materials', async () => {
    await writeFile(inProject('x.json'), '{"bomFormat":"SPDX"}');
    for (const [args, words] of [
      [['x.json', '--to', 'bis'], 'did you mean `bsi`?'],
      [[], 'expected one bill of materials'],
      [['x.json', 'y.json'], 'expected one bill of materials'],
      [['x.json'], 'does not say'],
      [['missing.json'], 'there is no such file'],
    ] as const) {
      const { status, stderr } = await assay('sbom', 'conform', ...args);
      expect(status).toBe(2);
      expect(stderr.replaceAll(/\s+/g, ' ')).toContain(words);
    }
  });
});

describe('assay sbom mapping', () => {
  test('prints a mapping that can be edited and named', async () => {
    const { stdout } = await assay('sbom', 'mapping');
    const ours = stdout.replace('id: slsa\n', 'id: our-slsa\n');
    await writeFile(inProject('map.yaml'), ours);
    await assay('sbom', '.', '--depth', 'pins', '--mapping', 'map.yaml', '--output', 'bom.json');
    const text = await readFile(inProject('bom.json'), 'utf8');
    expect(text).toContain('"standard:our-slsa:Build L1"');
    expect(text).not.toContain('"standard:slsa:');
  });

  test('is refused with file and line where it names a check that there is not', async () => {
    const { stdout } = await assay('sbom', 'mapping');
    await writeFile(inProject('map.yaml'), stdout.replace('[publisher]', '[publishr]'));
    const { status, stderr } = await assay('sbom', '.', '--depth', 'pins', '--mapping', 'map.yaml');
    expect(status).toBe(2);
    expect(stderr).toMatch(/map\.yaml:\d+/);
    expect(stderr).toContain('Did you mean `publisher`?');
  });
});
