/** Several forms of one run's report, and stored reports, through the packed command line. */

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  hasClient,
  mintPackage,
  mintPackageLock,
  officialReportSchemaFile,
  runClient,
  startRegistry,
  temporaryFolder,
  writeFiles,
  type LoopbackRegistry,
  type TemporaryFolder,
} from '@assay/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { installPackedCli } from './packed-cli.js';

const good = mintPackage({ name: 'left-pad', version: '1.3.0' });
const loose = mintPackage({ name: 'right-pad', version: '1.0.0' });

let cli: Awaited<ReturnType<typeof installPackedCli>>;
let registry: LoopbackRegistry;
let project: TemporaryFolder;
let home: TemporaryFolder;

beforeAll(async () => {
  cli = await installPackedCli();
});
afterAll(() => cli.remove());
beforeEach(async () => {
  registry = await startRegistry({ npm: [good, loose] });
  project = await temporaryFolder();
  home = await temporaryFolder();
  await writeFile(join(home.path, '.npmrc'), `registry=${registry.url}\n`);
  const entries = [
    { kind: 'registry', package: good },
    { kind: 'registry', package: loose, integrity: null },
  ] as const;
  await writeFiles(project.path, mintPackageLock({ registry: registry.url, entries }).files);
});
afterEach(async () => {
  await registry.close();
  await project.remove();
  await home.remove();
});

const assay = (...args: string[]) => cli.run(args, { cwd: project.path, env: { HOME: home.path } });
const read = (name: string) => readFile(join(project.path, name), 'utf8');

const every = [
  '--json',
  'a.json',
  '--sarif',
  'a.sarif',
  '--junit',
  'a.xml',
  '--markdown',
  'a.md',
  '--html',
  'a.html',
] as const;

interface Sarif {
  readonly runs: readonly [{ readonly results: readonly { readonly ruleId: string; readonly locations: unknown }[] }];
}

describe('one run', () => {
  test('writes every form that is asked for, and still tells people the verdict', async () => {
    const { status, stdout } = await assay('verify', ...every, '--sbom', 'a.cdx.json', '--output', 'a.txt');
    expect(status).toBe(1);
    expect(stdout).toMatch(/^FAIL/);
    expect(await read('a.txt')).toBe(stdout);
    const sarif = JSON.parse(await read('a.sarif')) as Sarif;
    expect(sarif.runs[0].results).toContainEqual(
      expect.objectContaining({ ruleId: 'pin-strength/pin-missing', level: 'error' }),
    );
    expect(JSON.stringify(sarif)).toContain('{"artifactLocation":{"uri":"package-lock.json","uriBaseId":"%SRCROOT%"}');
    expect(await read('a.xml')).toContain('<failure type="pin-missing"');
    expect(await read('a.md')).toContain('right-pad');
    expect(await read('a.html')).toMatch(/^<!doctype html>/i);
    expect(JSON.parse(await read('a.cdx.json'))).toMatchObject({ bomFormat: 'CycloneDX' });
  });

  test('writes its files also where --strict-policy ends it', async () => {
    const waiver = [
      "  - purl: 'pkg:npm/none@1.0.0'",
      '    check: pin-strength',
      '    owner: a@corp.example',
      '    reason: gone',
      "    created: '2026-01-01'",
      "    expires: '2026-02-01'",
    ];
    await writeFile(join(project.path, 'policy.yaml'), ['version: 1', 'waivers:', ...waiver, ''].join('\n'));
    const { status, stderr } = await assay(
      'verify',
      '--policy',
      'policy.yaml',
      '--strict-policy',
      ...every,
      '--sbom',
      'a.cdx.json',
    );
    expect(stderr).toContain('Remove or renew these waivers');
    expect(status).toBe(2);
    expect(await readdir(project.path)).toEqual(
      expect.arrayContaining(['a.json', 'a.sarif', 'a.xml', 'a.md', 'a.cdx.json']),
    );
  });

  test.each([
    [['--json', 'a', '--sarif', './a']],
    [['--junit', 'a', '--output', 'a']],
    [['--sbom', 'a.json', '--json', 'a.json']],
    [['--record', 'a', '--junit', 'a']],
  ])('refuses two options that name the same file: %j', async (args) => {
    const { status, stderr } = await assay('verify', ...args);
    expect(status).toBe(2);
    expect(stderr).toContain('name the same file');
    expect(await readdir(project.path)).not.toContain('a');
  });

  test('is a usage error where a file cannot be written, before anything is asked', async () => {
    const asked = registry.requests.length;
    const { status, stderr } = await assay('verify', '--sarif', 'no/such/folder/a.sarif');
    expect(status).toBe(2);
    expect(stderr).toContain('--sarif: there is no folder "no/such/folder" to write "a.sarif" to');
    expect(await assay('verify', '--html', '.')).toMatchObject({ status: 2 });
    expect(registry.requests.length).toBe(asked);
  });

  test('never writes over a lockfile', async () => {
    const lockfile = await read('package-lock.json');
    const { status, stderr } = await assay('verify', '--json', 'package-lock.json');
    expect(status).toBe(2);
    expect(stderr).toContain('--json names the file to write, and "package-lock.json" is the name of a lockfile');
    expect(await read('package-lock.json')).toBe(lockfile);
  });

  test.skipIf(!hasClient('xmllint'))(
    'writes JUnit that Jenkins’ own schema accepts, but for file and line',
    async () => {
      await assay('verify', '--junit', 'a.xml');
      const xml = await read('a.xml');
      const known = xml.replaceAll(/ (?:file="[^"]*" line="\d+"|message="[^"]*"(?=>[^<]*<\/skipped>))/g, '');
      await writeFile(join(project.path, 'known.xml'), known);
      const args = ['--noout', '--nonet', '--schema', officialReportSchemaFile('junit-jenkins.xsd'), 'known.xml'];
      expect(await runClient('xmllint', args, { cwd: project.path })).toMatchObject({ status: 0 });
    },
  );
});

describe('a look at licence packages', () => {
  const entry = {
    id: 'acme',
    ecosystem: 'generic',
    name: 'acme.lic',
    version: '2026',
    source: 'http://127.0.0.1:1/lic/acme.lic',
    insecure: true,
    credentials: { env: { token: 'ACME' } },
  };

  test('writes the same forms; results are shown at the policy', async () => {
    await writeFile(join(project.path, 'p.yaml'), JSON.stringify({ version: 1, licensePackages: [entry] }));
    const args = ['license', 'verify', '--policy', 'p.yaml', '--phase', 'before', ...every];
    const { status } = await cli.run(args, { cwd: project.path, env: { HOME: home.path, ACME: 'secret-token' } });
    expect(status).toBe(3);
    const sarif = await read('a.sarif');
    expect(sarif).toContain('"artifactLocation":{"uri":"p.yaml","uriBaseId":"%SRCROOT%"}');
    expect(sarif).toContain('"automationDetails":{"id":"assay/license/"}');
    expect(await read('a.xml')).toMatch(/<error type="[a-z-]+"/);
    const stored = await assay('report', 'render', 'a.json', '--format', 'junit');
    expect(stored).toEqual({ status: 0, stdout: await read('a.xml'), stderr: '' });
    for (const file of ['a.json', 'a.sarif', 'a.xml', 'a.md', 'a.html'])
      expect(await read(file)).not.toContain('secret-token');
  });

  test('refuses two options that name the same file', async () => {
    await writeFile(join(project.path, 'p.yaml'), JSON.stringify({ version: 1, licensePackages: [entry] }));
    const { status, stderr } = await assay('license', 'verify', '--policy', 'p.yaml', '--json', 'p.yaml');
    expect(status).toBe(2);
    expect(stderr).toContain('--json and --policy name the same file');
  });
});

describe('a stored report', () => {
  test('renders to the same bytes as in the run', async () => {
    await assay('verify', ...every);
    for (const [format, file] of [
      ['sarif', 'a.sarif'],
      ['junit', 'a.xml'],
      ['markdown', 'a.md'],
      ['json', 'a.json'],
    ] as const) {
      const told = await assay('report', 'render', 'a.json', '--format', format);
      expect(told).toEqual({ status: 0, stdout: await read(file), stderr: '' });
    }
    const people = await assay('report', 'render', 'a.json', '--output', 'a.txt');
    expect(people).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(await read('a.txt')).toMatch(/^FAIL/);
  });

  test('is refused where it is none, with the line', async () => {
    await writeFile(join(project.path, 'no.json'), '{\n"report": 1 }');
    const { status, stderr, stdout } = await assay('report', 'render', 'no.json', '--format', 'sarif');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('no.json:1');
    expect(stderr).toContain('this is no report of Assay: The document lacks "$schema".');
  });

  test('is refused where its verdict was changed', async () => {
    await assay('verify', '--json', 'a.json');
    const document = JSON.parse(await read('a.json')) as { report: { decision: string; exitCode: number } };
    Object.assign(document.report, { decision: 'pass', exitCode: 0 });
    await writeFile(join(project.path, 'b.json'), JSON.stringify(document));
    expect(await assay('report', 'render', 'b.json')).toMatchObject({ status: 2, stdout: '' });
  });
});
