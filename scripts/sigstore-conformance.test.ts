import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const script = fileURLToPath(new URL('sigstore-conformance', import.meta.url));
const built = new URL('../packages/cli/dist/index.js', import.meta.url);
const suite = new URL('../../shared/data/sigstore-conformance/bundle-verify/', import.meta.url);
const isReady = existsSync(built) && existsSync(suite);

/** The suite's defaults (bundle-verify/README.md). */
const identity =
  'https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main';
const issuer = 'https://token.actions.githubusercontent.com';

function file(folder: URL, name: string): string | undefined {
  const url = new URL(name, folder);
  return existsSync(url) ? fileURLToPath(url) : undefined;
}

function text(folder: URL, name: string): string | undefined {
  const path = file(folder, name);
  return path === undefined ? undefined : readFileSync(path, 'utf8').trim();
}

/** The arguments with which the suite calls a client, but the artefact. */
function commandFor(folder: URL): readonly string[] {
  const key = file(folder, 'key.pub');
  const root = file(folder, 'trusted_root.json');
  const named = ['--certificate-identity', text(folder, 'identity') ?? identity];
  const signer =
    key === undefined ? [...named, '--certificate-oidc-issuer', text(folder, 'issuer') ?? issuer] : ['--key', key];
  const trust = root === undefined ? [] : ['--trusted-root', root];
  return ['verify-bundle', '--bundle', file(folder, 'bundle.sigstore.json') ?? '', ...signer, ...trust];
}

async function run(args: readonly string[]): Promise<number | null> {
  const [status] = (await once(spawn(script, args, { stdio: 'ignore' }), 'exit')) as [number | null];
  return status;
}

const cases = isReady
  ? readdirSync(suite).filter((name) => existsSync(new URL(`${name}/bundle.sigstore.json`, suite)))
  : [];

describe.skipIf(!isReady)('the conformance suite, through the built command line', () => {
  test.each(cases)('%s, by file and by digest', async (name) => {
    const folder = new URL(`${name}/`, suite);
    const artifact = file(folder, 'artifact') ?? file(suite, 'a.txt') ?? '';
    const digest = createHash('sha256').update(readFileSync(artifact)).digest('hex');
    const [byFile, byDigest] = await Promise.all(
      [artifact, `sha256:${digest}`].map((input) => run([...commandFor(folder), input])),
    );
    const codes = name.endsWith('_fail') ? [1, 3] : [0];
    expect(codes).toContain(byFile);
    expect(byDigest).toBe(byFile);
  });
});

describe('what the protocol has and Assay has not', () => {
  const say = (...args: string[]) => spawnSync(script, args, { encoding: 'utf8' });

  test('signing is said not to be supported', () => {
    const { status, stderr } = say('sign-bundle', '--identity-token', 'x', '--bundle', 'x', 'a.txt');
    expect([status, stderr]).toEqual([2, expect.stringContaining('sign-bundle is not supported')]);
  });

  test('staging is said not to be supported without a root', () => {
    const { status, stderr } = say('verify-bundle', '--staging', '--bundle', 'x', '--key', 'x', 'a.txt');
    expect([status, stderr]).toEqual([2, expect.stringContaining('--staging is not supported')]);
  });

  test.each([
    ['no command', []],
    ['an unknown command', ['verify']],
    ['an unknown option', ['verify-bundle', '--bundle', 'x', '--skip-verification', 'a.txt']],
    ['no artefact', ['verify-bundle', '--bundle', 'x']],
    ['no bundle', ['verify-bundle', 'a.txt']],
  ])('%s is refused', (_, args) => {
    expect(say(...args).status).toBe(2);
  });
});
