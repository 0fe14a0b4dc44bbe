import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  mintRegistryKeys,
  mintSigstore,
  mintTufRepository,
  startTufMirror,
  temporaryFolder,
  type MintedTufRepository,
  type TemporaryFolder,
  type TufMirror,
} from '@assay/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { installPackedCli } from './packed-cli.js';

let cli: Awaited<ReturnType<typeof installPackedCli>>;
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
  await project.remove();
  await home.remove();
});

function assay(...args: string[]) {
  return cli.run(['trust', ...args], { cwd: project.path, env: { HOME: home.path } });
}

interface Shown {
  readonly documents: readonly {
    readonly name: string;
    readonly kind: string;
    readonly origin: string;
    readonly source: string;
    readonly digest: string;
    readonly expires?: string;
    readonly registry?: object;
    readonly parts: readonly { readonly what: string; readonly name: string }[] | null;
  }[];
  readonly problems: readonly { readonly code: string }[];
  readonly failures?: readonly { readonly code: string }[];
}

async function shown(...args: string[]): Promise<Shown> {
  return JSON.parse((await assay(...args, '--format', 'json')).stdout) as Shown;
}

const rootText = `${JSON.stringify(mintSigstore().trustedRoot(), null, 2)}\n`;
const keysText = `${JSON.stringify(mintRegistryKeys([{}]).tufTarget())}\n`;

describe('trust show', () => {
  test('lists what ships, with its digest, its end and what is inside', async () => {
    const { documents, problems } = await shown('show');
    expect(problems).toEqual([]);
    expect(documents.map(({ kind, name, origin }) => `${kind} ${name} ${origin}`)).toEqual([
      'sigstore-root github shipped',
      'sigstore-root sigstore-public-good shipped',
      'registry-keys npm shipped',
    ]);
    for (const one of documents) {
      expect(one.digest).toMatch(/^[0-9a-f]{64}$/u);
      expect(one.expires).toMatch(/^20\d\d-/u);
      expect(one.parts?.length).toBeGreaterThan(0);
    }
  });

  test('says it for people too', async () => {
    const { status, stdout } = await assay('show');
    expect(status).toBe(0);
    expect(stdout).toContain('sigstore-public-good (sigstore-root)');
    expect(stdout).toContain('came with this release');
    expect(stdout).toMatch(/transparency log {2}https:\/\/rekor/u);
  });

  test('exits 3 when a stored document is damaged, and nothing stands in for it', async () => {
    await writeFile(join(project.path, 'own.json'), rootText);
    expect((await assay('import', 'own.json', '--name', 'github')).status).toBe(0);
    const documents = join(home.path, '.config/assay/trust/documents');
    const [file] = await readdir(documents);
    await writeFile(join(documents, file ?? ''), 'x');
    const { status, stdout } = await assay('show');
    expect(status).toBe(3);
    expect(stdout).toContain('PROBLEM trust-store-corrupt');
    expect(stdout).not.toContain('github (sigstore-root)');
  });
});

describe('trust import', () => {
  test('stores what a run would read, and shows it', async () => {
    await writeFile(join(project.path, 'acme.json'), rootText);
    const { status, stdout } = await assay('import', 'acme.json', '--expires', '2030-01-31');
    expect([status, stdout]).toEqual([0, expect.stringContaining('imported by you')]);
    const found = (await shown('show')).documents.find(({ name }) => name === 'acme');
    expect(found).toMatchObject({ kind: 'sigstore-root', origin: 'imported', expires: '2030-01-31T00:00:00Z' });
  });

  test('stores registry keys for exactly the registry that is named', async () => {
    await writeFile(join(project.path, 'keys.json'), keysText);
    expect((await assay('import', 'keys.json')).status).toBe(2);
    expect((await assay('import', 'keys.json', '--registry', 'https://npm.acme.example/team/')).status).toBe(0);
    const found = (await shown('show')).documents.find(({ name }) => name === 'npm.acme.example');
    expect(found?.registry).toEqual({ origin: 'https://npm.acme.example' });
  });

  const notTrust: [string, string][] = [
    ['another JSON', '{"name":"x"}'],
    ['an empty file', ''],
    ['a trusted root without its content', '{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1"}'],
    [
      'a trusted root with a key twice',
      '{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1","tlogs":[],"tlogs":[]}',
    ],
    ['no certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'],
  ];
  test.each(notTrust)('refuses %s, and stores nothing', async (_, text) => {
    await writeFile(join(project.path, 'x.json'), text);
    const { status, stderr } = await assay('import', 'x.json');
    expect([status, stderr]).toEqual([2, expect.stringContaining('x.json')]);
    expect(await readdir(home.path)).toEqual([]);
  });

  test('refuses a store inside the checkout', async () => {
    await writeFile(join(project.path, 'own.json'), rootText);
    const env = { HOME: home.path, ASSAY_TRUST: join(project.path, 'trust') };
    const { status } = await cli.run(['trust', 'import', 'own.json'], { cwd: project.path, env });
    expect(status).toBe(2);
  });
});

describe('trust remove', () => {
  test('takes out an import, after another had taken its place, and says what is in force', async () => {
    await writeFile(join(project.path, 'own.json'), rootText);
    await writeFile(join(project.path, 'other.json'), `${rootText}\n`);
    const before = (await shown('show')).documents.find(({ name }) => name === 'github');
    expect((await assay('import', 'own.json', '--name', 'github')).stdout).toContain(
      'It takes the place of:\ngithub (sigstore-root)\n  came with this release',
    );
    const again = await assay('import', 'other.json', '--name', 'github', '--format', 'json');
    expect(JSON.parse(again.stdout)).toMatchObject({ name: 'github', replaces: { source: 'own.json' } });
    const { status, stdout } = await assay('remove', 'github');
    expect([status, stdout]).toEqual([0, expect.stringContaining('In force again:\ngithub (sigstore-root)')]);
    expect((await shown('show')).documents).toContainEqual(before);
  });

  test('of a name that nothing was imported under exits 2 with the nearest one', async () => {
    await writeFile(join(project.path, 'own.json'), rootText);
    expect((await assay('import', 'own.json', '--name', 'acme')).status).toBe(0);
    const { status, stderr } = await assay('remove', 'acne');
    expect([status, stderr]).toEqual([2, expect.stringContaining('Did you mean acme?')]);
    expect((await assay('remove', 'npm')).status).toBe(2);
    expect((await assay('remove', 'acme')).stdout).toContain('Nothing takes its place.');
  });
});

describe('trust update', () => {
  const until = '2090-01-01T00:00:00Z';
  let repository: MintedTufRepository;
  let mirror: TufMirror;

  beforeEach(async () => {
    repository = mintTufRepository({ until, targets: { 'trusted_root.json': rootText } });
    mirror = await startTufMirror(repository.files);
    await writeFile(join(home.path, 'root.json'), repository.root());
  });
  afterEach(() => mirror.close());

  const update = (...more: string[]) =>
    assay('update', '--mirror', mirror.url, '--root', join(home.path, 'root.json'), ...more);

  test('takes what the mirror’s metadata vouches for', async () => {
    const { status, stdout } = await update('--name', 'acme');
    expect([status, stdout]).toEqual([0, expect.stringContaining('verified by `assay trust update`')]);
    const found = (await shown('show')).documents.find(({ name }) => name === 'acme');
    expect(found).toMatchObject({ origin: 'tuf', expires: until, source: mirror.url });
  });

  test('exits 3 when the mirror cannot be believed, and says what stays in force', async () => {
    await update('--name', 'acme');
    repository.publish({ expires: { timestamp: '2020-01-01T00:00:00Z' } });
    const { status, stdout } = await update();
    expect(status).toBe(3);
    expect(stdout).toContain('acme was not updated (tuf-timestamp-expired).');
    expect(stdout).toContain('Still in force, unchanged:\nacme (sigstore-root)');
    expect(await shown('update', '--mirror', mirror.url)).toMatchObject({
      failures: [{ code: 'tuf-timestamp-expired' }],
    });
  });

  test('exits 3 for a mirror that verifies but serves something else than a trusted root', async () => {
    repository.publish({ targets: { 'trusted_root.json': '{}' } });
    const { status, stdout } = await update();
    expect([status, stdout]).toEqual([3, expect.stringContaining('tuf-document-refused')]);
  });

  test.each([
    [['--root', 'x']],
    [['--mirror', 'nonsense']],
    [['--mirror', 'https://a:b@tuf.example/', '--root', 'root.json']],
    [['--mirror', 'https://tuf.example/', '--root', 'missing.json']],
    [['--mirror', 'https://tuf.example/']],
    [['file']],
  ])('exits 2 for %j', async (args) => {
    expect((await assay('update', ...args)).status).toBe(2);
  });

  test('leaves nothing in the checkout and no scratch behind', async () => {
    const tmp = join(home.path, 'tmp');
    await mkdir(tmp);
    const env = { HOME: home.path, TMPDIR: tmp, NODE_DISABLE_COMPILE_CACHE: '1' };
    const args = ['trust', 'update', '--mirror', mirror.url, '--root', join(home.path, 'root.json')];
    expect((await cli.run(args, { cwd: project.path, env })).status).toBe(0);
    expect([await readdir(project.path), await readdir(tmp)]).toEqual([[], []]);
    expect(await readFile(join(home.path, 'root.json'), 'utf8')).toBe(repository.root());
  });
});

test.each([
  [[]],
  [['list']],
  [['remove']],
  [['remove', 'a', 'b']],
  [['show', 'x']],
  [['import']],
  [['import', 'a', 'b']],
  [['show', '--format', 'xml']],
])('exits 2 for `trust` with %j', async (args) => {
  const { status, stderr } = await assay(...args);
  expect([status, stderr]).toEqual([2, expect.stringContaining('assay help trust')]);
});
