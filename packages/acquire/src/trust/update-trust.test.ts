import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AssayError, digestOf } from '@assay/model';
import {
  mintCertificate,
  mintTufKey,
  mintTufRepository,
  startTufMirror,
  temporaryFolder,
  writeFiles,
  type MintedTufRepository,
  type TemporaryFolder,
  type TufMirror,
} from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock, type Clock } from '../http/clock.js';
import { readTrustDocuments } from './read-trust-documents.js';
import type { ShippedTufRoot } from './shipped/manifest.js';
import { updateTrust, type TrustUpdate, type TrustUpdateOptions } from './update-trust.js';

const at = '2027-01-01T00:00:00Z';
const until = '2027-02-01T00:00:00Z';
const rootText = '{"root":1}\n';
const keysText = '{"keys":[]}\n';

const impatient: Clock = { ...systemClock, after: (ms, callback) => systemClock.after(Math.min(ms, 20), callback) };

let folder: TemporaryFolder;
let repository: MintedTufRepository;
let mirror: TufMirror;

beforeEach(async () => {
  folder = await temporaryFolder();
  await writeFiles(folder.path, { 'home/.npmrc': '', 'work/package.json': '{}' });
  repository = mintTufRepository({ until, targets: { 'trusted_root.json': rootText } });
  mirror = await startTufMirror(repository.files);
});
afterEach(async () => {
  await mirror.close();
  await folder.remove();
});

const home = () => join(folder.path, 'home');
const store = () => join(home(), '.config', 'assay', 'trust');

function update(more: Partial<TrustUpdateOptions> = {}): Promise<TrustUpdate> {
  return updateTrust({
    env: { PREFIX: folder.path },
    home: home(),
    cwd: join(folder.path, 'work'),
    at,
    refuse: () => null,
    userAgent: 'assay-test',
    clock: impatient,
    shipped: [],
    ...more,
  });
}

const named = (more: object = {}) => ({ mirror: { url: mirror.url, root: repository.root(), ...more } });
const codes = ({ failures }: TrustUpdate) => failures.map(({ code }) => code);
const inForce = async () => {
  const { documents } = await readTrustDocuments({ env: {}, home: home(), folders: [] });
  return documents.filter(({ origin }) => origin === 'tuf');
};

describe('a mirror that the user names', () => {
  test('brings its trusted root, and remembers what it saw', async () => {
    const { updated, failures } = await update(named());
    expect([updated.length, failures]).toEqual([1, []]);
    const name = new URL(mirror.url).host;
    expect(await inForce()).toMatchObject([
      { kind: 'sigstore-root', name, origin: 'tuf', text: rootText, expires: until },
    ]);
    repository.publish({ targets: { 'trusted_root.json': '{"root":2}\n' } });
    await update({ mirror: { url: mirror.url } });
    expect((await inForce())[0]?.text).toBe('{"root":2}\n');
  });

  test('is asked again by an update that names none', async () => {
    await update(named({ name: 'acme' }));
    repository.publish({ targets: { 'trusted_root.json': '{"root":2}\n' } });
    const { updated } = await update();
    expect(updated.map(({ repository: one }) => one)).toEqual(['acme']);
    expect((await inForce()).map(({ name, text }) => [name, text])).toEqual([['acme', '{"root":2}\n']]);
  });

  test('may take the place of a root that ships', async () => {
    await update(named({ name: 'sigstore-public-good' }));
    const { documents } = await readTrustDocuments({ env: {}, home: home(), folders: [] });
    expect(documents.find(({ name }) => name === 'sigstore-public-good')).toMatchObject({
      origin: 'tuf',
      text: rootText,
    });
  });

  test('needs a root the first time', async () => {
    await expect(update({ mirror: { url: mirror.url } })).rejects.toMatchObject({ code: 'ERR_USAGE' });
    expect(mirror.requests).toEqual([]);
  });

  test('named again with the same root goes on from what it has led to: a rollback does not pass', async () => {
    const old = new Map(repository.files);
    repository.publish({ targets: { 'trusted_root.json': '{"root":2}\n' } });
    const root = repository.root();
    await update(named());
    for (const [path, bytes] of old) repository.files.set(path, bytes);
    expect(codes(await update({ mirror: { url: mirror.url, root } }))).toEqual(['tuf-rollback']);
    expect((await inForce())[0]?.text).toBe('{"root":2}\n');
  });

  test.each(['nonsense', 'file:///etc/', 'https://user:secret@tuf.example/', 'https://tuf.example/?token=1'])(
    'is a plain http(s) URL, not %s',
    async (url) => {
      await expect(update({ mirror: { url, root: repository.root() } })).rejects.toMatchObject({ code: 'ERR_USAGE' });
    },
  );

  test.each(['', '{}', '{"signed":{},"signatures":[]}'])('comes with a root that is one, not %j', async (root) => {
    await expect(update(named({ root }))).rejects.toMatchObject({ code: 'ERR_USAGE' });
  });
});

describe('a failed update', () => {
  test.each([
    ['timestamp.json', { status: 500 }, 'tuf-unreachable'],
    ['2.snapshot.json', 'endless', 'tuf-endless-data'],
    ['2.targets.json', 'breaks', 'tuf-unreachable'],
  ] as const)('at %s leaves in force what was, and the next one succeeds', async (path, fault, expected) => {
    await update(named());
    const before = await inForce();
    const files = await storedDocuments();
    repository.publish({ targets: { 'trusted_root.json': '{"root":2}\n' } });
    mirror.faults.set(path, fault);
    expect(codes(await update(named()))).toEqual([expected]);
    expect(await inForce()).toEqual(before);
    expect(await storedDocuments()).toEqual(files);
    mirror.faults.clear();
    expect(codes(await update(named()))).toEqual([]);
    expect((await inForce())[0]?.text).toBe('{"root":2}\n');
  });

  test('does not stop the update of another repository', async () => {
    await update(named({ name: 'first' }));
    const other = mintTufRepository({ until, targets: { 'trusted_root.json': rootText } });
    const second = await startTufMirror(other.files);
    await update({ mirror: { url: second.url, root: other.root(), name: 'second' } });
    await second.close();
    const { updated, failures } = await update();
    expect(updated.map(({ repository: one }) => one)).toEqual(['first']);
    expect(failures).toMatchObject([
      { repository: 'second', code: 'tuf-unreachable', next: expect.stringContaining('in force') as string },
    ]);
  });

  test('is one whose document nobody can read, though it is verified', async () => {
    const result = await update({ ...named(), refuse: () => 'it is no trusted root' });
    expect(codes(result)).toEqual(['tuf-document-refused']);
    expect(await inForce()).toEqual([]);
  });

  test('is one of a repository without a trusted root', async () => {
    repository.publish({ targets: { 'other.json': '{}' } });
    expect(codes(await update(named()))).toEqual(['tuf-target-absent']);
  });

  test('is one whose remembered state is damaged: it does not start over by itself', async () => {
    await update(named());
    const [file] = await readdir(join(store(), 'tuf'));
    await writeFile(join(store(), 'tuf', file ?? ''), '{}');
    mirror.requests.length = 0;
    expect(codes(await update(named()))).toEqual(['trust-store-corrupt']);
    expect(mirror.requests).toEqual([]);
    expect((await inForce()).length).toBe(1);
  });

  async function storedDocuments(): Promise<readonly string[]> {
    const names = await readdir(join(store(), 'documents'));
    return Promise.all(names.sort().map((name) => readFile(join(store(), 'documents', name), 'utf8')));
  }
});

describe('the keys of registries', () => {
  test('are taken from the repository under the host of the user’s own registries', async () => {
    await writeFile(join(home(), '.npmrc'), '@acme:registry=https://npm.acme.example/team/\n');
    repository.publish({ targets: { 'trusted_root.json': rootText, 'npm.acme.example/keys.json': keysText } });
    await update(named());
    expect((await inForce()).find(({ kind }) => kind === 'registry-keys')).toMatchObject({
      name: 'npm.acme.example',
      registry: { origin: 'https://npm.acme.example' },
      text: keysText,
    });
  });

  test('of a registry that only the checkout names are not asked for', async () => {
    await writeFiles(join(folder.path, 'work'), { '.npmrc': '@acme:registry=https://npm.acme.example/\n' });
    repository.publish({ targets: { 'trusted_root.json': rootText, 'npm.acme.example/keys.json': keysText } });
    await update(named());
    expect((await inForce()).map(({ kind }) => kind)).toEqual(['sigstore-root']);
  });

  test('of npm’s own registry come from Sigstore’s repository alone', async () => {
    const host = await npmHost();
    repository.publish({ targets: { 'trusted_root.json': rootText, [`${host}/keys.json`]: keysText } });
    await update(named());
    expect((await inForce()).map(({ kind }) => kind)).toEqual(['sigstore-root']);
    await update(named({ name: 'sigstore-public-good' }));
    const keys = (await inForce()).find(({ kind }) => kind === 'registry-keys');
    expect(keys).toMatchObject({ name: 'npm', text: keysText });
    expect(JSON.stringify(keys)).not.toContain(host);
  });

  /** npm's own word for it: no registry's host stands in our files. */
  async function npmHost(): Promise<string> {
    const { readClientConfiguration } = await import('../client-config/index.js');
    const { registries } = await readClientConfiguration({
      env: { PREFIX: folder.path },
      home: home(),
      projectRoot: join(folder.path, 'work'),
      policyRegistries: [],
      isPublicRegistry: () => false,
    });
    return new URL(registries.registries[0]?.url ?? '').host;
  }
});

describe('what a mirror learns', () => {
  test('CVE-2026-48501: no credential, whatever is configured for its host or in the environment', async () => {
    const { host } = new URL(mirror.url);
    await writeFile(join(home(), '.npmrc'), `registry=${mirror.url}\n//${host}/:_authToken=secret-token\n`);
    const env = {
      PREFIX: folder.path,
      GITHUB_TOKEN: 'secret-token',
      GH_TOKEN: 'secret-token',
      NODE_AUTH_TOKEN: 'secret-token',
    };
    await update({ ...named(), env });
    expect(mirror.requests.length).toBeGreaterThan(3);
    for (const { headers } of mirror.requests) {
      expect(Object.keys(headers).sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent']);
      expect(JSON.stringify(headers)).not.toContain('secret-token');
    }
  });

  test('nothing when it ships and its name leads into a private network', async () => {
    const root = repository.root();
    const shipped: ShippedTufRoot = {
      name: 'github',
      mirror: mirror.url,
      source: { repository: 'x', path: 'x', commit: 'x', licence: 'x' },
      sha256: digestOf('sha256', root).value,
      frozen: at,
      load: () => Promise.resolve({ text: root }),
    };
    expect(codes(await update({ shipped: [shipped] }))).toEqual(['tuf-address-refused']);
    expect(mirror.requests).toEqual([]);
  });
});

describe('the way to a mirror', () => {
  const certificate = mintCertificate();

  async function overTls(npmrc: string): Promise<TrustUpdate> {
    const secure = await startTufMirror(repository.files, certificate);
    await writeFiles(home(), { '.npmrc': npmrc, 'ca.pem': certificate.cert });
    try {
      return await update({ mirror: { url: secure.url, root: repository.root() } });
    } finally {
      await secure.close();
    }
  }

  test('uses the user’s own certificate authorities', async () => {
    expect(codes(await overTls(`cafile=${join(home(), 'ca.pem')}\n`))).toEqual([]);
  });

  test('is verified whatever npm was told to skip', async () => {
    expect(codes(await overTls(''))).toEqual(['tuf-unreachable']);
    expect(codes(await overTls('strict-ssl=false\n'))).toEqual(['tuf-unreachable']);
  });

  test('leads through the user’s proxy, never through one that the checkout names', async () => {
    const proxy = await startTufMirror(new Map());
    await writeFile(join(home(), '.npmrc'), `proxy=${proxy.url}\nhttps-proxy=${proxy.url}\n`);
    const result = await update(named());
    await proxy.close();
    expect([codes(result), mirror.requests.length]).toEqual([['tuf-missing-file'], 0]);
    expect(proxy.requests.map(({ path }) => path)).toEqual(
      expect.arrayContaining([expect.stringContaining('timestamp.json')]),
    );
    await writeFile(join(home(), '.npmrc'), '');
    await writeFiles(join(folder.path, 'work'), { '.npmrc': `proxy=${proxy.url}\n` });
    expect(codes(await update(named()))).toEqual([]);
  });
});

describe('where an update may be run', () => {
  test('its store never lies in the checkout it is run in', async () => {
    const cwd = join(folder.path, 'work');
    const env = { PREFIX: folder.path, ASSAY_TRUST: join(cwd, 'trust') };
    await expect(update({ ...named(), env })).rejects.toThrow(AssayError);
    expect(mirror.requests).toEqual([]);
  });

  test.each(['home', '.'])(
    'it may be in the home folder or above it (%s), with what the user configured there',
    async (cwd) => {
      await writeFile(join(home(), '.npmrc'), '@acme:registry=https://npm.acme.example/team/\n');
      repository.publish({ targets: { 'trusted_root.json': rootText, 'npm.acme.example/keys.json': keysText } });
      const { notes } = await update({ ...named(), cwd: join(folder.path, cwd) });
      expect((await inForce()).map(({ kind }) => kind)).toEqual(['sigstore-root', 'registry-keys']);
      expect(notes).toEqual([expect.stringMatching(/is not read by runs in this folder.*ASSAY_TRUST=/u)]);
    },
  );

  test('its store never lies in the checkout that its folder belongs to', async () => {
    await writeFiles(folder.path, { 'work/.git/HEAD': '', 'work/sub/x': '' });
    const env = { PREFIX: folder.path, XDG_CONFIG_HOME: join(folder.path, 'work', '.config') };
    await expect(update({ ...named(), env, cwd: join(folder.path, 'work', 'sub') })).rejects.toThrow(AssayError);
    expect(mirror.requests).toEqual([]);
  });

  test('without a home there is no store to write', async () => {
    await expect(update({ ...named(), home: null })).rejects.toMatchObject({ code: 'ERR_CONFIG' });
  });
});

test('a stolen root key is replaced by a new root, and the thief’s metadata is refused from then on', async () => {
  await update(named());
  const thief = repository.keys;
  repository.rotate({
    keys: { root: [mintTufKey()], timestamp: [mintTufKey()], targets: [mintTufKey()], snapshot: [mintTufKey()] },
  });
  repository.publish({ targets: { 'trusted_root.json': '{"root":2}\n' } });
  await update({ mirror: { url: mirror.url } });
  const forged = mintTufRepository({
    until,
    targets: { 'trusted_root.json': '{"evil":1}' },
    keys: thief,
    versions: { root: 3, timestamp: 99 },
  });
  for (const [path, bytes] of forged.files) repository.files.set(path, bytes);
  expect(codes(await update({ mirror: { url: mirror.url } }))).toEqual(['tuf-threshold']);
  expect((await inForce())[0]?.text).toBe('{"root":2}\n');
});
