import { generateKeyPairSync } from 'node:crypto';
import { mintPackage, mintPackageLock, startRegistry, type LoopbackRegistry } from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { markdownProblems } from '../../report/src/testing/markdown-oracle.js';
import { push } from './event-payloads.js';
import { startJob, type GitHubJob } from './github-job.js';

const good = mintPackage({ name: 'left-pad', version: '1.3.0' });
const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const privateKey = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const publicKey = keys.publicKey.export({ type: 'spki', format: 'pem' }) as string;
const policy = `version: 1\ngate:\n  signers: [{ kind: managed-key, key: ${JSON.stringify(publicKey)} }]\n  links: [asserted]\n`;

let registry: LoopbackRegistry;
let job: GitHubJob;

/** The job that builds has attested; the one that deploys decides. */
beforeEach(async () => {
  registry = await startRegistry({ npm: [good] });
  job = await startJob({ npmrc: `registry=${registry.url}\n` });
  await job.write(mintPackageLock({ registry: registry.url, entries: [{ kind: 'registry', package: good }] }).files);
  await job.write({ 'app.tgz': 'the artefact', 'assay.yaml': policy });
  const built = await job.run({
    event: push,
    with: { policy: 'assay.yaml', attest: 'app.tgz', summary: 'app.jsonl', sbom: 'bom.json', 'sign-key': 'env:KEY' },
    env: { KEY: privateKey },
  });
  expect(built).toMatchObject({ exitCode: 0, errors: [] });
});
afterEach(async () => {
  await registry.close();
  await job.remove();
});

const asked = { policy: 'assay.yaml', artifacts: 'app.tgz', summary: 'app.jsonl', sbom: 'bom.json', offline: 'true' };

describe('before a deploy', () => {
  test('the artefact that was attested may pass, and each condition is told', async () => {
    const step = await job.run({ event: push, with: { ...asked, json: 'answer.json' } });
    expect(step).toMatchObject({ exitCode: 0, errors: [] });
    expect(Object.fromEntries(step.outputs)).toMatchObject({
      verdict: 'pass',
      'exit-code': '0',
      report: 'answer.json',
    });
    expect(step.summary).toContain('may be deployed');
  });

  test('another artefact may not, and the sentence says why', async () => {
    await job.write({ 'app.tgz': 'something else' });
    const step = await job.run({ event: push, with: asked });
    expect([1, 3]).toContain(step.exitCode);
    expect(step.errors).toEqual([expect.stringMatching(/1 of 1 artefact may not be deployed: app\.tgz: \S/)]);
    expect(step.outputs.get('verdict')).not.toBe('pass');
  });

  test('an artefact’s name is no command and no markup', async () => {
    const name = 'a<img src=x>`|::error::b';
    await job.write({ [name]: 'x' });
    const step = await job.run({ event: push, with: { ...asked, artifacts: name } });
    expect(step.commands.filter((each) => each.name === 'error')).toHaveLength(1);
    expect(markdownProblems(step.summary)).toEqual([]);
  });

  test.each([
    [{ artifacts: 'app.tgz', policy: 'assay.yaml' }, '`summary` is missing: it names'],
    [{ artifacts: 'app.tgz', summary: 'app.jsonl' }, 'no `policy`'],
    [{ ...asked, offline: 'evidence.tar' }, '`offline` is one of true, false'],
    [{ ...asked, depth: 'pins' }, '`depth` is not read in the mode gate'],
  ])('%j is a usage error', async (given, sentence) => {
    const step = await job.run({ with: given });
    expect(step).toMatchObject({ exitCode: 2, errors: [expect.stringContaining(sentence)] });
  });
});
