/** `assay verify --attest` through the packed command line. */

import { createHash, generateKeyPairSync } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  githubIdentity,
  gzip,
  mintPackage,
  mintPackageLock,
  mintSigstore,
  slsaProvenanceV1,
  startRegistry,
  startSigstoreServices,
  temporaryFolder,
  writeFiles,
  writeTar,
  type Fault,
  type LoopbackRegistry,
  type TemporaryFolder,
} from '@assay/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { installPackedCli } from './packed-cli.js';

const tool = mintPackage({ name: 'left-pad', version: '1.3.0' });
const passphrase = 'canary-passphrase-4711';
const canaries = {
  KEY_WORD: passphrase,
  NPM_TOKEN: 'canary-token-4712',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'canary-4713',
};
const key = generateKeyPairSync('ec', { namedCurve: 'P-256' });

let cli: Awaited<ReturnType<typeof installPackedCli>>;
let registry: LoopbackRegistry;
let project: TemporaryFolder;
let home: TemporaryFolder;

beforeAll(async () => {
  cli = await installPackedCli();
});
afterAll(() => cli.remove());
beforeEach(async () => {
  project = await temporaryFolder();
  home = await temporaryFolder();
});
afterEach(async () => {
  await registry.close();
  await project.remove();
  await home.remove();
});

const inProject = (name: string) => join(project.path, name);
const sha256 = async (name: string) =>
  createHash('sha256')
    .update(await readFile(inProject(name)))
    .digest('hex');

async function prepare(fault?: Fault): Promise<void> {
  registry = await startRegistry({
    npm: [tool],
    ...(fault === undefined ? {} : { faults: [{ fault, suffix: '.tgz' }] }),
  });
  const { files, text } = mintPackageLock({ registry: registry.url, entries: [{ kind: 'registry', package: tool }] });
  await writeFiles(project.path, files);
  await writeFile(join(home.path, '.npmrc'), `registry=${registry.url}\n`);
  await writeFile(inProject('app.tgz'), gzip(writeTar([{ path: 'app/package-lock.json', content: text }])));
  const secret = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase } as const;
  await writeFile(inProject('key.pem'), key.privateKey.export(secret));
  await writeFile(inProject('key.pub'), key.publicKey.export({ type: 'spki', format: 'pem' }));
}

function assay(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return cli.run(args, { cwd: project.path, env: { HOME: home.path, ...canaries, ...env } });
}

const signing = ['--sign-key', 'key.pem', '--sign-passphrase', 'env:KEY_WORD'];
const attesting = ['--attest', 'app.tgz', '--summary', 'summary.jsonl', ...signing];

interface Svr {
  readonly predicate: { readonly properties: readonly string[]; readonly assay_run: Readonly<Record<string, unknown>> };
}

async function statements(): Promise<
  readonly [svr: Svr, vsa: { readonly predicate: Readonly<Record<string, unknown>> }]
> {
  const lines = (await readFile(inProject('summary.jsonl'), 'utf8')).trimEnd().split('\n');
  const read = lines.map((line) => {
    const read = JSON.parse(line) as { payload?: string; dsseEnvelope?: { payload: string } };
    return JSON.parse(Buffer.from(read.payload ?? read.dsseEnvelope?.payload ?? '', 'base64').toString()) as never;
  });
  return [read[0] as never, read[1] as never];
}

describe('assay verify --attest', () => {
  test('states a run that passed, linked to the files of the same run, and tells nobody a secret', async () => {
    await prepare();
    const files = ['--json', 'report.json', '--sbom', 'bom.json', '--record', 'evidence.tar'];
    const { status, stdout, stderr } = await assay(['verify', '.', ...files, ...attesting]);
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(stderr).toContain('app.tgz: package-lock.json is embedded, as app/package-lock.json.');
    const [svr, vsa] = await statements();
    expect(svr.predicate.properties).toContain('ASSAY_LINK_EMBEDDED');
    expect(svr.predicate.assay_run).toMatchObject({
      decision: 'warn',
      exitCode: 0,
      report: { sha256: await sha256('report.json') },
      sbom: { sha256: await sha256('bom.json') },
      evidence: { sha256: await sha256('evidence.tar') },
    });
    expect(vsa.predicate).toMatchObject({ verificationResult: 'PASSED' });
    const told = await assay(['attestation', 'verify', 'app.tgz', '--bundle', 'summary.jsonl', '--key', 'key.pub']);
    expect(told.status).toBe(0);
    const written = await Promise.all((await readdir(project.path)).map((name) => readFile(inProject(name), 'latin1')));
    for (const canary of Object.values(canaries)) {
      for (const text of [stdout, stderr, told.stdout, told.stderr, ...written]) expect(text).not.toContain(canary);
    }
  });

  test('states a run that failed, with its exit code', async () => {
    await prepare({ kind: 'flip', at: 20 });
    const { status, stderr } = await assay(['verify', '.', ...attesting]);
    expect({ status, stderr }).toMatchObject({ status: 1 });
    expect(stderr).toContain('states "fail" about app.tgz');
    const [svr, vsa] = await statements();
    expect(svr.predicate.properties).not.toContain('ASSAY_DEPENDENCIES_PASSED');
    expect(svr.predicate.assay_run).toMatchObject({ decision: 'fail', exitCode: 1 });
    expect(vsa.predicate).toMatchObject({ verificationResult: 'FAILED' });
  });

  test('states what was judged again from recorded evidence, and when that was gathered', async () => {
    await prepare();
    const then = '2026-11-22T00:00:00Z';
    await assay(['verify', '.', '--record', 'evidence.tar', '--at', then]);
    const { status } = await assay(['verify', '.', '--offline', 'evidence.tar', ...attesting]);
    expect(status).toBe(0);
    const [svr] = await statements();
    expect(svr.predicate.assay_run).toMatchObject({
      evidenceAt: then,
      evidence: { sha256: await sha256('evidence.tar') },
    });
  });

  test('signs as the job, and states the level of the artefact’s own provenance where it holds', async () => {
    await prepare();
    const sigstore = mintSigstore();
    const identity = githubIdentity({ repository: 'acme/app', workflow: '.github/workflows/release.yml' });
    await using services = await startSigstoreServices(sigstore, { identity });
    const artifact = await readFile(inProject('app.tgz'));
    const { text } = sigstore.sign({ artifact, identity, statement: slsaProvenanceV1({ artifact, identity }) });
    await writeFile(inProject('provenance.json'), text);
    await writeFile(inProject('root.json'), JSON.stringify(sigstore.trustedRoot()));
    const asked = ['--fulcio', services.fulcio, '--rekor', services.rekor, '--tsa', services.tsa];
    const run = (repository: string) => {
      const provenance = ['--artifact-bundle', 'provenance.json', '--artifact-publisher', `github:${repository}`];
      const options = ['--trusted-root', 'root.json', '--keyless', ...asked, ...provenance];
      return assay(
        ['verify', '.', '--attest', 'app.tgz', '--summary', 'summary.jsonl', ...options],
        services.githubEnv,
      );
    };
    const good = await run('acme/app');
    expect(good).toMatchObject({ status: 0 });
    expect(good.stderr).toContain('the signer is `--publisher github:acme/app');
    expect((await statements())[1].predicate).toMatchObject({ verifiedLevels: ['SLSA_BUILD_LEVEL_2'] });
    const told = [good.stdout, good.stderr, await readFile(inProject('summary.jsonl'), 'latin1')].join('');
    const secrets = [
      ...services.tokens.map((token) => token.split('.')[2] ?? ''),
      services.githubEnv.ACTIONS_ID_TOKEN_REQUEST_TOKEN,
    ];
    for (const secret of secrets) expect(told).not.toContain(secret);
    const bad = await run('acme/other');
    expect(bad).toMatchObject({ status: 1 });
    expect(bad.stderr.replaceAll(/\s+/g, ' ')).toContain(
      'is refuted (publisher-repository-mismatch), so the summary does not pass',
    );
    const [svr, vsa] = await statements();
    expect(svr.predicate.assay_run).toMatchObject({ decision: 'fail', provenance: { outcome: 'refuted' } });
    expect(vsa.predicate).toMatchObject({ verificationResult: 'FAILED', verifiedLevels: ['FAILED'] });
  });

  test.each([
    ['no file to write', ['--attest', 'app.tgz', ...signing], '--attest needs --summary FILE'],
    ['the settings of a checkout', [...attesting, '--unprotected'], '--unprotected trusts the checkout'],
    ['nobody to sign', ['--attest', 'app.tgz', '--summary', 'x'], '--attest needs who signs'],
    ['nothing to attest', ['--summary', 'x', ...signing], '--summary belongs to --attest'],
    ['a key and nothing to sign', signing, 'is named with --attest'],
    [
      'two signers',
      [...attesting, '--keyless', '--fulcio', 'https://f.example', '--tsa', 'https://t.example'],
      'exclude',
    ],
    ['services without --keyless', [...attesting, '--fulcio', 'https://f.example'], '--fulcio belongs to --keyless'],
    [
      'a passphrase itself',
      ['--attest', 'app.tgz', '--summary', 'x', '--sign-key', 'key.pem', '--sign-passphrase', 'x'],
      'env:VARIABLE',
    ],
    [
      'a file that is the key',
      ['--attest', 'app.tgz', '--summary', './key.pem', ...signing],
      'name the same file, "key.pem"',
    ],
    ['a file that is the artefact', ['--attest', 'app.tgz', '--summary', 'app.tgz', ...signing], 'would overwrite'],
    ['provenance of nobody', [...attesting, '--artifact-bundle', 'p.json'], '--artifact-publisher'],
    [
      'a release, which has no provenance',
      [...attesting, '--artifact-bundle', 'p.json', '--artifact-publisher', 'github-release:a/b'],
      'is no release',
    ],
    ['a signer of no provenance', [...attesting, '--artifact-publisher', 'github:a/b'], 'belong to --artifact-bundle'],
    ['provenance of no artefact', ['--artifact-bundle', 'p.json', '--artifact-key', 'k'], 'belongs to --attest'],
  ])('refuses half of the options before anything is asked: %s', async (_, args, message) => {
    await prepare();
    const { status, stderr } = await assay(['verify', '.', ...args]);
    expect({ status, stderr: stderr.replaceAll(/\s+/g, ' ') }).toMatchObject({ status: 2 });
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain(message);
    expect(registry.requests).toEqual([]);
    expect(await readdir(project.path)).not.toContain('summary.jsonl');
  });
});
