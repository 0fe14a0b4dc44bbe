import { generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  githubIdentity,
  mintPackage,
  mintPackageLock,
  mintSigstore,
  slsaProvenanceV1,
  startRegistry,
  startSigstoreServices,
  type LoopbackRegistry,
} from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fromBranch, fromFork, push } from './event-payloads.js';
import { startJob, type GitHubJob, type StepResult } from './github-job.js';

const good = mintPackage({ name: 'left-pad', version: '1.3.0' });
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;

let registry: LoopbackRegistry;
let job: GitHubJob;

beforeEach(async () => {
  registry = await startRegistry({ npm: [good] });
  job = await startJob({ npmrc: `registry=${registry.url}\n` });
  await job.write(mintPackageLock({ registry: registry.url, entries: [{ kind: 'registry', package: good }] }).files);
  await job.write({ 'app.tgz': 'the artefact' });
});
afterEach(async () => {
  await registry.close();
  await job.remove();
});

const asked = { attest: 'app.tgz', summary: 'app.summary.jsonl' };
const byKey = { ...asked, 'sign-key': 'env:ASSAY_KEY' };

async function payloadsOf(file: string): Promise<readonly Record<string, unknown>[]> {
  const lines = (await readFile(join(job.workspace, file), 'utf8')).trim().split('\n');
  return lines.map((line) => {
    const document = JSON.parse(line) as { payload?: string; dsseEnvelope?: { payload: string } };
    const payload = document.payload ?? document.dsseEnvelope?.payload ?? '';
    return JSON.parse(Buffer.from(payload, 'base64').toString()) as Record<string, unknown>;
  });
}

function told({ stdout, stderr, summary }: StepResult): string {
  return [stdout, stderr, summary].join('\n');
}

describe('provenance of an artefact', () => {
  const identity = githubIdentity({ repository: 'acme/shop', workflow: '.github/workflows/release.yml' });

  async function provided(): Promise<void> {
    const sigstore = mintSigstore();
    const artifact = await readFile(join(job.workspace, 'app.tgz'));
    const { text } = sigstore.sign({ artifact, identity, statement: slsaProvenanceV1({ artifact, identity }) });
    await job.write({ 'provenance.json': text, 'root.json': JSON.stringify(sigstore.trustedRoot()) });
  }
  const given = { ...byKey, 'artifact-bundle': 'provenance.json', 'trusted-root': 'root.json' };
  const narrowed = { ...given, 'artifact-publisher': 'github:acme/shop' };
  const issuer = 'https://token.actions.githubusercontent.com';
  const workflow = identity.san.type === 'uri' ? identity.san.value : '';

  test.each([
    ['a publisher', narrowed, 0],
    ['its runner', { ...narrowed, 'artifact-runner': 'github-hosted' }, 0],
    ['another runner', { ...narrowed, 'artifact-runner': 'self-hosted' }, 1],
    ['an environment that it does not state', { ...narrowed, 'artifact-environment': 'production' }, 1],
    ['another issuer', { ...narrowed, 'artifact-publisher-issuer': 'https://token.acme.example' }, 1],
    ['another reusable workflow', { ...narrowed, 'artifact-signer-workflow': 'o/r/.github/workflows/b.yml' }, 1],
    ['an identity', { ...given, 'artifact-identity': workflow, 'artifact-issuer': issuer }, 0],
    ['another identity', { ...given, 'artifact-identity': `${workflow}x`, 'artifact-issuer': issuer }, 1],
    ['another builder', { ...narrowed, 'artifact-builder': 'https://builder.example/one' }, 1],
  ])('is held to %s', async (_, asked, exitCode) => {
    await provided();
    const step = await job.run({ event: push, with: asked, env: { ASSAY_KEY: pem } });
    expect([step.exitCode, step.errors.length]).toEqual([exitCode, exitCode]);
  });

  test('by a key is held to that key', async () => {
    await provided();
    await job.write({ 'key.pem': publicKey.export({ type: 'spki', format: 'pem' }) });
    const step = await job.run({
      event: push,
      with: { ...given, 'artifact-key': 'key.pem' },
      env: { ASSAY_KEY: pem },
    });
    expect(step.exitCode).toBe(1);
  });
});

describe('a summary', () => {
  test('is signed by a key that stands in a variable, and links the report of the same run', async () => {
    const step = await job.run({ event: push, with: { ...byKey, json: 'report.json' }, env: { ASSAY_KEY: pem } });
    expect(step).toMatchObject({ exitCode: 0, errors: [] });
    expect(step.outputs.get('summary')).toBe('app.summary.jsonl');
    const [svr] = await payloadsOf('app.summary.jsonl');
    expect(svr).toMatchObject({
      predicateType: 'https://in-toto.io/attestation/svr/v0.2',
      predicate: { assay_run: { report: { sha256: step.outputs.get('report-digest')?.slice('sha256:'.length) } } },
    });
    for (const line of pem.split('\n').filter((part) => part.length > 20)) expect(told(step)).not.toContain(line);
  });

  test('is signed by the job’s own identity, the bill of materials too', async () => {
    const sigstore = mintSigstore();
    const identity = githubIdentity({ repository: 'acme/shop', workflow: '.github/workflows/release.yml' });
    await using services = await startSigstoreServices(sigstore, { identity });
    await job.write({ 'root.json': JSON.stringify(sigstore.trustedRoot()) });
    const step = await job.run({
      event: push,
      with: {
        ...asked,
        keyless: 'true',
        fulcio: services.fulcio,
        rekor: services.rekor,
        tsa: services.tsa,
        'trusted-root': 'root.json',
        sbom: 'bom.json',
        'sbom-statement': 'bom.sigstore.json',
      },
      env: services.githubEnv,
    });
    expect(step.errors).toEqual([]);
    expect(step.outputs.get('signer')).toContain('--publisher github:acme/shop');
    const [bom] = await payloadsOf('bom.sigstore.json');
    expect(bom).toMatchObject({ predicateType: 'https://cyclonedx.org/bom' });
    for (const [name, value] of Object.entries(services.githubEnv)) {
      if (name.endsWith('TOKEN')) expect(told(step)).not.toContain(value);
    }
  });

  test('of a run that failed is written, says so, and the step fails', async () => {
    await job.write(
      mintPackageLock({
        registry: registry.url,
        entries: [{ kind: 'registry', package: good, integrity: `sha512-${'A'.repeat(86)}==` }],
      }).files,
    );
    const step = await job.run({ with: byKey, env: { ASSAY_KEY: pem } });
    expect(step.exitCode).toBe(1);
    const [svr] = await payloadsOf('app.summary.jsonl');
    expect(svr).toMatchObject({ predicate: { assay_run: { decision: 'fail', exitCode: 1 } } });
  });
});

describe('what is missing is told before anything is verified', () => {
  const services = { fulcio: 'https://fulcio.acme.example', rekor: 'https://rekor.acme.example' };

  test('the permission, by the line that is to be added', async () => {
    const step = await job.run({ event: push, with: { ...asked, keyless: 'true', ...services } });
    expect(step.exitCode).toBe(2);
    expect(step.errors).toEqual([expect.stringContaining('add the line `id-token: write` to its `permissions:`')]);
    expect(registry.requests).toEqual([]);
  });

  test('on a fork, that there is none to be had', async () => {
    const step = await job.run({ event: fromFork, with: { ...asked, keyless: 'true', ...services } });
    expect(step).toMatchObject({ exitCode: 2, errors: [expect.stringContaining('forks')] });
  });

  test.each([
    [{ ...asked }, 'it is not said who signs'],
    [{ attest: 'app.tgz', 'sign-key': 'env:ASSAY_KEY' }, '`summary` is missing: it names the file'],
    [{ ...asked, 'sign-key': 'env:NOBODY' }, 'the variable NOBODY, which is not set'],
    [{ ...byKey, attest: 'none.tgz' }, 'none.tgz: there is no such file'],
    [{ ...byKey, keyless: 'true' }, 'exclude each other'],
    [{ ...asked, keyless: 'true' }, 'no identity'],
    [{ ...byKey, unprotected: 'true' }, '`unprotected` trusts the checkout'],
    [{ ...byKey, replay: 'evidence.tar' }, '`replay` is not read in the mode attest'],
    [{ ...byKey, 'artifact-bundle': 'x.json' }, '`artifact-publisher`, `artifact-identity` with `artifact-issuer`'],
    [{ ...byKey, 'artifact-bundle': 'x.json', 'artifact-identity': 'a@b.example' }, 'belong together'],
    [
      { ...byKey, 'artifact-bundle': 'x.json', 'artifact-key': 'k.pem', 'artifact-ref': 'refs/heads/main' },
      'goes with',
    ],
    [{ ...byKey, 'artifact-publisher': 'github:acme/shop' }, 'belongs to `artifact-bundle`'],
  ])('%j', async (given, sentence) => {
    const step = await job.run({ event: fromBranch, with: given, env: { ASSAY_KEY: pem } });
    expect(step).toMatchObject({ exitCode: 2, errors: [expect.stringContaining(sentence)] });
    expect(registry.requests).toEqual([]);
  });
});
