/** `assay sbom` through the packed command line. */

import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createBomValidator } from '@assay/sbom';
import {
  mintGemfileLock,
  mintGemRelease,
  mintPackage,
  mintPackageLock,
  mintPnpmLock,
  officialBomSchema,
  runClient,
  startRegistry,
  temporaryFolder,
  writeFiles,
  type LoopbackRegistry,
  type MintedProject,
  type NpmLockEntry,
  type TemporaryFolder,
} from '@assay/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { installPackedCli } from './packed-cli.js';

const tool = mintPackage({ name: 'left-pad', version: '1.3.0' });
const scoped = mintPackage({ name: '@acme/tool', version: '2.0.0' });
const validator = createBomValidator(officialBomSchema);
const then = '1764201600';

let cli: Awaited<ReturnType<typeof installPackedCli>>;
let registry: LoopbackRegistry;
let project: TemporaryFolder;
let home: TemporaryFolder;

beforeAll(async () => {
  cli = await installPackedCli();
});
afterAll(() => cli.remove());
beforeEach(async () => {
  registry = await startRegistry({ npm: [tool, scoped] });
  project = await temporaryFolder();
  home = await temporaryFolder();
  await writeFile(join(home.path, '.npmrc'), `registry=${registry.url}\n`);
});
afterEach(async () => {
  await registry.close();
  await project.remove();
  await home.remove();
});

function assay(args: readonly string[], env: Readonly<Record<string, string>> = {}, cwd = project.path) {
  return cli.run(args, { cwd, env: { HOME: home.path, SOURCE_DATE_EPOCH: then, ...env } });
}

const npm = (...entries: NpmLockEntry[]): MintedProject => mintPackageLock({ registry: registry.url, entries });
const good = (): MintedProject => npm({ kind: 'registry', package: tool }, { kind: 'registry', package: scoped });
const inProject = (name: string) => join(project.path, name);

function problemsOf(text: string): unknown {
  const { valid, problems } = validator.validate(new TextEncoder().encode(text));
  return valid ? [] : problems;
}

/** With a manifest that says who made the project, as real ones do. */
function described(files: MintedProject['files']): MintedProject['files'] {
  const manifest = JSON.parse(String(files['package.json'] ?? '{}')) as object;
  return { ...files, 'package.json': JSON.stringify({ ...manifest, license: 'MIT', author: 'Ada Example' }) };
}

interface Told {
  readonly metadata: { readonly timestamp: string };
  readonly components: readonly {
    readonly name: string;
    readonly properties: readonly { readonly name: string; readonly value: string }[];
  }[];
}

const parsed = (text: string) => JSON.parse(text) as Told;
const verdicts = (text: string) =>
  parsed(text).components.map(({ name, properties }) => [
    name,
    properties.find((one) => one.name === 'assay:verdict')?.value,
  ]);

describe('a bill of materials', () => {
  const projects: readonly (readonly [string, () => MintedProject, readonly string[]])[] = [
    ['npm', good, []],
    ['pnpm', () => mintPnpmLock({ entries: [{ kind: 'registry', package: tool }] }), []],
    [
      'Bundler',
      () => {
        const rack = mintGemRelease({ name: 'rack', version: '3.0.8' });
        registry.serve({ gems: [rack] });
        return mintGemfileLock({ sources: [{ kind: 'registry', remote: registry.url, gems: [rack] }] });
      },
      ['--policy', 'policy.yaml'],
    ],
  ];

  test.each(projects)('of a project of %s is valid in every format and version', async (_client, minted, options) => {
    await writeFiles(project.path, minted().files);
    const policy = `version: 1\nregistries:\n  - { ecosystem: rubygems, url: '${registry.url}', insecure: true }\n`;
    await writeFile(inProject('policy.yaml'), policy);
    for (const format of ['json', 'xml']) {
      for (const spec of ['1.6', '1.7']) {
        const { status, stdout } = await assay(['sbom', '--format', format, '--spec', spec, '--quiet', ...options]);
        expect([status, problemsOf(stdout)]).toEqual([0, []]);
        expect(stdout).toContain(spec);
      }
    }
  });

  test('is the same bytes in any locale, time zone and folder, twice, and from recorded evidence', async () => {
    const files = described(good().files);
    await writeFiles(project.path, files);
    const first = await assay(['sbom', '--record', 'evidence.tar']);
    expect(first.stdout).toContain('Ada Example');
    expect(parsed(first.stdout).metadata.timestamp).toBe('2025-11-27T00:00:00Z');
    await using elsewhere = await temporaryFolder();
    await mkdir(join(elsewhere.path, 'deep/er'), { recursive: true });
    await writeFiles(join(elsewhere.path, 'deep/er'), files);
    const others = [
      await assay(['sbom']),
      await assay(['sbom', '.'], { LANG: 'tr_TR.UTF-8', LC_ALL: 'sv_SE.UTF-8', TZ: 'Pacific/Kiritimati' }),
      await assay(['sbom', 'package-lock.json', '--no-store']),
      await assay(['sbom', project.path]),
      await assay(['sbom', join(elsewhere.path, 'deep/er')], {}, home.path),
      await assay(['sbom', 'er'], {}, join(elsewhere.path, 'deep')),
      await assay(['sbom', '--replay', 'evidence.tar']),
      await assay(['sbom', '--offline', 'evidence.tar']),
    ];
    for (const { stdout } of others) expect(stdout).toBe(first.stdout);
  });

  test('states no path of the machine', async () => {
    await writeFiles(project.path, good().files);
    for (const format of ['json', 'xml']) {
      const { stdout } = await assay(['sbom', project.path, '--format', format], {}, home.path);
      expect(stdout).not.toContain(project.path);
      expect(stdout).not.toContain(home.path);
    }
  });

  test('takes its format from the file, and refuses two that differ', async () => {
    await writeFiles(project.path, good().files);
    expect(await assay(['sbom', '--output', 'bom.xml'])).toMatchObject({ status: 0, stdout: '' });
    expect(await readFile(inProject('bom.xml'), 'utf8')).toMatch(/^<\?xml /);
    expect(await assay(['sbom', '--output', 'bom.xml', '--format', 'json'])).toMatchObject({ status: 2 });
  });

  test('is one file for each application where that is asked for', async () => {
    await writeFiles(inProject('a'), good().files);
    await writeFiles(inProject('b'), npm({ kind: 'registry', package: tool }).files);
    expect(await assay(['sbom', 'a', 'b', '--per-application', 'boms'])).toMatchObject({ status: 0, stdout: '' });
    const names = await readdir(inProject('boms'));
    expect(names.sort()).toEqual(['a-package-lock.json.cdx.json', 'b-package-lock.json.cdx.json']);
    for (const name of names) expect(problemsOf(await readFile(inProject(`boms/${name}`), 'utf8'))).toEqual([]);
  });

  test.each(['', 'now', '1.5', '-1'])('is not made at the time %j', async (SOURCE_DATE_EPOCH) => {
    await writeFiles(project.path, good().files);
    const { status, stdout, stderr } = await assay(['sbom'], { SOURCE_DATE_EPOCH });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('SOURCE_DATE_EPOCH');
  });
});

describe('a bill of materials is written, and says so,', () => {
  const tampered = () => {
    const integrity = `sha512-${Buffer.alloc(64).toString('base64')}`;
    return npm({ kind: 'registry', package: tool, integrity }, { kind: 'registry', package: scoped });
  };

  test('when a package fails: exit code 0, and 1 for the gate, which writes the same file', async () => {
    await writeFiles(project.path, tampered().files);
    const { status, stdout, stderr } = await assay(['sbom']);
    expect(status).toBe(0);
    expect(Object.fromEntries(verdicts(stdout))).toMatchObject({ 'left-pad': 'fail' });
    expect(stderr).toContain('of 2 packages 1 failed');
    const at = '2025-11-27T00:00:00Z';
    expect(await assay(['verify', '--at', at, '--sbom', 'bom.json'])).toMatchObject({ status: 1 });
    expect(await readFile(inProject('bom.json'), 'utf8')).toBe(stdout);
  });

  test('when the registry is down', async () => {
    await writeFiles(project.path, good().files);
    await registry.close();
    const { status, stdout, stderr } = await assay(['sbom', '--no-store']);
    expect([status, problemsOf(stdout)]).toEqual([0, []]);
    expect(verdicts(stdout).map(([, verdict]) => verdict)).toEqual(['unverified', 'unverified']);
    expect(stderr).toContain('0 failed and 2 could not be verified');
    registry = await startRegistry({ npm: [] });
  });

  test('when there is no lockfile: exit code 3', async () => {
    const { status, stdout, stderr } = await assay(['sbom']);
    expect([status, problemsOf(stdout)]).toEqual([3, []]);
    expect(stderr).toContain('There is no lockfile');
  });

  test('when peers and missing packages leave npm itself without an answer', async () => {
    const fields = { peerDependencies: { nowhere: '^9.0.0' }, dependencies: { missing: '^1.0.0' } };
    await writeFiles(project.path, npm({ kind: 'registry', package: tool, fields }).files);
    const { stdout } = await assay(['sbom']);
    expect([parsed(stdout).components.length, problemsOf(stdout)]).toEqual([1, []]);
  });

  test('when names and versions are hostile', async () => {
    const names = [
      '<b>&"\'',
      '\u001b[31mred',
      '../../etc/passwd',
      '__proto__',
      'a\u202eb',
      ']]>',
      '%00',
      'x'.repeat(5000),
    ];
    const entries = names.map((name) => ({
      kind: 'raw' as const,
      at: `node_modules/${name}`,
      value: { version: '1.0.0\n<x>', resolved: `${registry.url}a.tgz`, license: '<!-- ]]> \u0007' },
    }));
    await writeFiles(project.path, npm(...entries).files);
    for (const format of ['json', 'xml']) {
      const { stdout } = await assay(['sbom', '--depth', 'pins', '--format', format]);
      expect(problemsOf(stdout)).toEqual([]);
      expect(stdout).not.toMatch(/(?![\n\t])\p{Cc}/u);
    }
  });
});

describe('no secret', () => {
  const canary = 'canary7c1f6f2e';

  test('of lockfile, configuration, environment or policy is in any output', async () => {
    const change = (url: string) => url.replace('://', `://ann:${canary}@`);
    const url = `${registry.url}left-pad/-/left-pad-1.3.0.tgz`;
    const minted = npm(
      { kind: 'registry', package: tool, resolved: change(url) },
      { kind: 'registry', package: scoped, resolved: `${registry.url}@acme/tool/-/tool-2.0.0.tgz?token=${canary}` },
      {
        kind: 'git',
        package: tool,
        at: 'node_modules/g',
        url: `git+https://${canary}@git.example/g.git`,
        commit: 'a'.repeat(40),
      },
      {
        kind: 'registry',
        package: tool,
        at: 'node_modules/funded',
        fields: { license: `https://x:${canary}@l.example/`, funding: change(url) },
      },
    );
    await writeFiles(project.path, minted.files);
    const manifest = {
      name: 'app',
      repository: change('https://git.example/app.git'),
      author: { name: 'Ann', url: change('https://a.example/') },
    };
    await writeFile(inProject('package.json'), JSON.stringify(manifest));
    await writeFile(inProject('.npmrc'), `//npm.example/:_authToken=${canary}\n`);
    await writeFile(
      join(home.path, '.npmrc'),
      `registry=${registry.url}\n${registry.url.replace('http:', '')}:_authToken=${canary}\n`,
    );
    await writeFile(inProject('policy.yaml'), `version: 1\n# https://ann:${canary}@policies.example/\n`);
    const env = { NPM_TOKEN: canary, NODE_AUTH_TOKEN: canary, HTTPS_PROXY: '', CANARY: canary };
    for (const options of [
      ['--depth', 'pins'],
      ['--license-texts'],
      ['--format', 'xml', '--spec', '1.7'],
      ['--policy', 'policy.yaml'],
    ]) {
      const { stdout, stderr } = await assay(['sbom', ...options], env);
      expect(stdout.length).toBeGreaterThan(1000);
      expect(stdout + stderr).not.toContain(canary);
    }
  });
});

describe('what cannot be written', () => {
  const options = () => ({ cwd: project.path, env: { PATH: process.env['PATH'], HOME: home.path } });

  test('is an error with a reason, and leaves neither file nor draft', async () => {
    await writeFiles(project.path, good().files);
    const command = `ulimit -f 1; exec ${process.execPath} ${cli.program} sbom --depth pins --output bom.json`;
    const { status, stderr } = await runClient('bash', ['-c', command], options());
    expect(status).toBe(2);
    expect(stderr).toContain('could not be written');
    expect((await readdir(project.path)).filter((name) => name.startsWith('bom'))).toEqual([]);
    await rm(inProject('bom.json'), { force: true });
    expect(await assay(['sbom', '--output', 'nowhere/bom.json'])).toMatchObject({ status: 2 });
  });

  test('is exit code 70 where nobody reads, or the disk behind standard output is full', async () => {
    await writeFiles(project.path, good().files);
    const child = spawn(process.execPath, [cli.program, 'sbom', '--depth', 'pins'], {
      ...options(),
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    child.stdout.destroy();
    expect(await once(child, 'exit')).toEqual([70, null]);
    const command = `${process.execPath} ${cli.program} sbom --depth pins > /dev/full`;
    expect(await runClient('bash', ['-c', command], options())).toMatchObject({ status: 70 });
  });
});

describe('a large project', () => {
  const watch = `data:text/javascript,process.on('exit',()=>console.error('peak',process.resourceUsage().maxRSS))`;

  /** Megabytes at the highest, and bytes written. */
  async function peakOf(...args: string[]) {
    const words = ['--import', watch, cli.program, ...args, '--depth', 'pins', '--quiet', '--output', 'out.json'];
    const { stderr } = await runClient(process.execPath, words, options50());
    return Number(/peak (\d+)/.exec(stderr)?.[1]) / 1024;
  }
  const options50 = () => ({ cwd: project.path, env: { PATH: process.env['PATH'], HOME: home.path } });

  test('of 50,000 packages needs little more memory than the look at it: the document is never whole', async () => {
    const integrity = `sha512-${Buffer.alloc(64).toString('base64')}`;
    const entries = Array.from({ length: 50_000 }, (_, n): readonly [string, object] => [
      `node_modules/p${String(n)}`,
      { version: '1.0.0', resolved: `https://npm.example/p${String(n)}/-/p-1.0.0.tgz`, integrity, license: 'MIT' },
    ]);
    const lock = {
      name: 'app',
      version: '1.0.0',
      lockfileVersion: 3,
      packages: { '': {}, ...Object.fromEntries(entries) },
    };
    await writeFile(inProject('package-lock.json'), JSON.stringify(lock, null, 1));
    const [look, bill] = [await peakOf('verify', '--format', 'json'), await peakOf('sbom')];
    const { length } = await readFile(inProject('out.json'));
    expect(length).toBeGreaterThan(40_000_000);
    expect(bill).toBeLessThan(1.5 * look);
  }, 240_000);
});

describe('a mistyped word', () => {
  test.each([
    [['sbom', 'validat', 'x'], '`validate`'],
    [['sbom', '--licence-texts'], '`--license-texts`'],
    [['sbom', '--spec', '1.5'], '1.6, 1.7'],
    [['sbom', 'verify', 'bom.json'], '--evidence is missing'],
    [['sbom', '--sign-passphrase', 'env:X'], '--sign-key'],
    [['sbom', '--sign-key', 'k', '--sign-passphrase', 'swordfish'], 'never the passphrase itself'],
    [['sbom', '--subject', 'x'], '--sign-key or --keyless'],
    [['sbom', '--per-application', 'd', '--output', 'x'], 'exclude each other'],
    [['sbom', '--replay', 'x', '--policy', 'y'], 'exclude each other'],
  ])('%j is told', async (args, told) => {
    const { status, stderr } = await assay(args);
    expect(status).toBe(2);
    expect(stderr).toContain(told);
    expect(stderr).not.toContain('swordfish');
  });
});

describe('signed with a key', () => {
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const passphrase = 'swordfish';

  async function signed() {
    await writeFiles(project.path, good().files);
    const pem = key.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase });
    await writeFile(inProject('key.pem'), pem);
    await writeFile(inProject('key.pub'), key.publicKey.export({ type: 'spki', format: 'pem' }));
    await writeFile(inProject('app.tgz'), 'the artefact');
    const options = [
      '--sign-key',
      'key.pem',
      '--sign-passphrase',
      'env:SIGN',
      '--subject',
      'app.tgz',
      '--record',
      'evidence.tar',
    ];
    const made = await assay(['sbom', ...options, '--output', 'bom.dsse.json'], { SIGN: passphrase });
    expect(made).toMatchObject({ status: 0, stdout: '' });
    return readFile(inProject('bom.dsse.json'), 'utf8');
  }

  test('it is verified by both of our commands, for lockfile and artefact', async () => {
    await signed();
    const by = ['--key', 'key.pub'];
    const bundle = ['--bundle', 'bom.dsse.json', '--predicate-type', 'https://cyclonedx.org/bom'];
    for (const file of ['package-lock.json', 'app.tgz']) {
      expect(await assay(['attestation', 'verify', file, ...bundle, ...by])).toMatchObject({ status: 0 });
    }
    expect(await assay(['attestation', 'verify', 'key.pub', ...bundle, ...by])).toMatchObject({ status: 1 });
    const told = await assay(['sbom', 'verify', 'bom.dsse.json', '--evidence', 'evidence.tar', ...by]);
    expect(told).toMatchObject({ status: 0 });
    expect(told.stdout).toContain('PASS');
  });

  test('openssl verifies it over an encoding made from the specification alone', async () => {
    const envelope = JSON.parse(await signed()) as {
      payload: string;
      payloadType: string;
      signatures: { sig: string }[];
    };
    const payload = Buffer.from(envelope.payload, 'base64');
    const head = `DSSEv1 ${String(envelope.payloadType.length)} ${envelope.payloadType} ${String(payload.length)} `;
    await writeFile(inProject('pae'), Buffer.concat([Buffer.from(head), payload]));
    await writeFile(inProject('sig'), Buffer.from(envelope.signatures[0]?.sig ?? '', 'base64'));
    const args = ['dgst', '-sha256', '-verify', 'key.pub', '-signature', 'sig', 'pae'];
    const { status, stdout } = await runClient('openssl', args, {
      cwd: project.path,
      env: { PATH: process.env['PATH'] },
    });
    expect([status, stdout.trim()]).toEqual([0, 'Verified OK']);
    const { predicate, predicateType } = JSON.parse(payload.toString()) as { predicate: object; predicateType: string };
    expect(predicateType).toBe('https://cyclonedx.org/bom');
    expect(problemsOf(JSON.stringify(predicate))).toEqual([]);
  });

  test('nothing is written with a wrong passphrase, which is shown nowhere', async () => {
    await signed();
    const args = ['sbom', '--sign-key', 'key.pem', '--sign-passphrase', 'env:SIGN', '--output', 'other.json'];
    const { status, stderr } = await assay(args, { SIGN: 'wrong7c1f6f2e' });
    expect(status).toBe(2);
    expect(stderr).not.toContain('wrong7c1f6f2e');
    expect(await readdir(project.path)).not.toContain('other.json');
  });
});
