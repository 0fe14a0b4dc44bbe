import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf } from '@assay/model';
import { githubIdentity, mintSigstore, temporaryFolder, type SignOptions, type TemporaryFolder } from '@assay/testkit';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { installPackedCli } from './packed-cli.js';

const sigstore = mintSigstore();
const owner = githubIdentity();
const byOwner = ['--identity', owner.san.value, '--issuer', owner.issuer];
const artifact = 'what was built';

let cli: Awaited<ReturnType<typeof installPackedCli>>;
let work: TemporaryFolder;

beforeAll(async () => {
  cli = await installPackedCli();
});
afterAll(() => cli.remove());
beforeEach(async () => {
  work = await temporaryFolder();
  await put('tool.bin', artifact);
  await put('root.json', JSON.stringify(sigstore.trustedRoot()));
});
afterEach(() => work.remove());

const put = (name: string, content: string) => writeFile(join(work.path, name), content);
const sign = (options: SignOptions = {}) => sigstore.sign({ artifact, identity: owner, ...options }).text;

function assay(...args: readonly string[]) {
  return cli.run(['attestation', ...args], { cwd: work.path, env: { HOME: work.path } });
}
const verify = (...args: readonly string[]) => assay('verify', '--trusted-root', 'root.json', ...args);

describe('assay attestation verify', () => {
  test('ends with 0 for a file that the expected signer signed, and says who, when and where', async () => {
    await put('tool.bin.sigstore.json', sign());
    const { status, stdout, stderr } = await verify('tool.bin', ...byOwner);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('PASS  1 file signed by whom you expect');
    expect(stdout.replaceAll(/\s+/g, '')).toContain(owner.san.value);
    expect(stdout).toContain('by the clock of the log');
  });

  test('ends with 3 where there is no attestation (CVE-2025-25204)', async () => {
    const { status, stdout } = await verify('tool.bin', ...byOwner);
    expect([status, stdout.split('\n')[0]]).toEqual([3, 'UNVERIFIED  1 file not proven']);
  });

  test('ends with 1 for somebody else, and says in what they differ and what to write down', async () => {
    await put('tool.bin.sigstore.json', sign());
    const { status, stdout } = await verify('tool.bin', '--publisher', 'github:octo-org/other');
    expect(status).toBe(1);
    expect(stdout).toContain('publisher-repository-mismatch');
    const [, options = ''] = /To expect this signer, if it is the right one:\n {4}(.*)\n/u.exec(stdout) ?? [];
    expect(options).toContain('--publisher github:octo-org/octo-repo --repository-id ');
    expect((await verify('tool.bin', ...options.split(' '))).status).toBe(0);
  });

  test('ends with 1 for one bit in the file', async () => {
    await put('tool.bin.sigstore.json', sign());
    await put('tool.bin', `${artifact}!`);
    expect((await verify('tool.bin', ...byOwner)).status).toBe(1);
  });

  test('takes many files and documents at once, and the worst decides', async () => {
    await put('other.bin', 'other');
    await put('one.json', sign());
    await put('two.json', sign({ artifact: 'other' }));
    const bundles = ['--bundle', 'one.json', '--bundle', 'two.json'];
    expect((await verify('tool.bin', 'other.bin', ...bundles, ...byOwner)).status).toBe(0);
    const without = await verify('tool.bin', 'other.bin', '--bundle', 'one.json', ...byOwner);
    expect(without.status).toBe(1);
    expect(without.stdout).toContain('FAIL  1 file refuted, 1 file signed by whom you expect');
  });

  test('takes a digest, unless a file of other bytes has that name', async () => {
    const digest = `sha256:${digestOf('sha256', artifact).value}`;
    await put('bundle.json', sign());
    expect((await verify(digest, '--bundle', 'bundle.json', ...byOwner)).status).toBe(0);
    await put(digest, 'another file');
    expect((await verify(digest, '--bundle', 'bundle.json', ...byOwner)).status).toBe(2);
    expect((await verify(`./${digest}`, '--bundle', 'bundle.json', ...byOwner)).status).toBe(1);
  });

  test('writes JSON that is as its published schema says', async () => {
    await put('tool.bin.sigstore.json', sign());
    const schema = JSON.parse(readFileSync(join(cli.folder, 'dist/schemas/attestation-v1.json'), 'utf8')) as object;
    const validate = new Ajv2020({ strict: true }).compile(schema);
    for (const [publisher, status] of [
      ['github:octo-org/octo-repo', 0],
      ['github:octo-org/other', 1],
    ] as const) {
      const told = await verify('tool.bin', '--publisher', publisher, '--format', 'json');
      expect(told.status).toBe(status);
      expect(validate(JSON.parse(told.stdout)), JSON.stringify(validate.errors)).toBe(true);
    }
  });

  test('gives the same bytes at the same time', async () => {
    await put('tool.bin.sigstore.json', sign());
    const args = ['tool.bin', ...byOwner, '--at', '2026-01-01T00:00:00Z', '--format', 'json'];
    expect((await verify(...args)).stdout).toBe((await verify(...args)).stdout);
  });

  test('lets no name of a file reach the terminal as it is', async () => {
    const name = 'x\u001b[2K\u202e::add-mask::.bin';
    await put(name, artifact);
    for (const format of ['terminal', 'json']) {
      const { stdout } = await verify(name, ...byOwner, '--format', format);
      expect(stdout).not.toContain('\u001b');
      expect(stdout).not.toContain('\u202e');
      expect(stdout).not.toMatch(/^::/m);
    }
  });

  const key = ['--key', 'root.json'];
  test.each([
    ['no signer', ['tool.bin']],
    ['two ways to name the signer', ['tool.bin', ...byOwner, '--publisher', 'github:a/b']],
    ['another two', ['tool.bin', ...byOwner, ...key]],
    ['all three', ['tool.bin', ...byOwner, ...key, '--publisher', 'github:a/b']],
    ['an identity without issuer', ['tool.bin', '--identity', 'x']],
    ['an issuer without identity', ['tool.bin', '--issuer', 'x']],
    ['an issuer beside a key', ['tool.bin', ...key, '--issuer', 'x']],
    ['an empty identity', ['tool.bin', '--identity', '', '--issuer', 'x']],
    ['an option that goes with --publisher beside an identity', ['tool.bin', ...byOwner, '--repository-id', '1']],
    ['the signer twice', ['tool.bin', ...byOwner, '--identity', 'y']],
    ['a publisher that is a pattern', ['tool.bin', '--publisher', 'github:octo-org/*']],
    ['no file', byOwner],
    ['a file that is not there', ['nothing.bin', ...byOwner]],
    ['a bundle that is not there', ['tool.bin', '--bundle', 'nothing.json', ...byOwner]],
    ['an empty bundle option', ['tool.bin', '--bundle', '', ...byOwner]],
    ['an empty predicate type', ['tool.bin', '--predicate-type', '', ...byOwner]],
    ['an unknown option', ['tool.bin', '--insecure', ...byOwner]],
    ['an unknown format', ['tool.bin', '--format', 'xml', ...byOwner]],
    ['a time that is none', ['tool.bin', '--at', 'now', ...byOwner]],
    ['a key that is none', ['tool.bin', ...key]],
  ])('ends with 2 for %s', async (_, args) => {
    const { status, stdout, stderr } = await verify(...args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('assay: ');
  });
});

describe('assay attestation', () => {
  test.each([[[]], [['sign']], [['schema', 'x']]])('%j is not a command', async (args) => {
    expect((await assay(...args)).status).toBe(2);
  });
});
