/** Licences that are a plain file at a URL, and licences that lie inside the application. */

import { createHash } from 'node:crypto';
import { mkdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  mintLicenseGem,
  mintLicenseIssuer,
  mintLicenseTarball,
  mintLicenseZip,
  startRegistry,
  temporaryFolder,
  writeFiles,
  type RegistryOptions,
} from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { lookAtLicense, type LicenseLookOptions } from './look-at-license.js';

const issuer = mintLicenseIssuer();
const stranger = mintLicenseIssuer('stranger');
const sha256 = (text: string | Uint8Array) => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const unrecorded = 'project license-not-recorded';

type Project = Readonly<Record<string, string | Uint8Array>>;

/** Looks at an entry in a project of these files. */
async function look(
  entry: object,
  { files = {}, ...options }: Partial<LicenseLookOptions> & { readonly files?: Project } = {},
) {
  await using folder = await temporaryFolder();
  await writeFiles(folder.path, files);
  const said = await lookAtLicense({ entry, project: folder.path, env: { HOME: folder.path }, ...options });
  return { exitCode: said.exitCode, bad: said.bad.filter((code) => code !== unrecorded), good: said.good, said };
}

/** A server that hands out one body at `/lic/acme.lic`, to who knows the password. */
async function serving<T>(body: string | Uint8Array, act: (url: string) => Promise<T>): Promise<T> {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const respond: NonNullable<RegistryOptions['respond']> = ({ path, headers }) => {
    if (headers.authorization !== 'Bearer tulip-secret') return { status: 401 };
    return path === '/lic/acme.lic' ? { body: bytes, type: 'application/octet-stream' } : { status: 404 };
  };
  await using server = await startRegistry({ respond });
  return await act(`${server.url}lic/acme.lic`);
}

const plain = (source: string, change: object = {}) => ({
  id: 'acme',
  ecosystem: 'generic',
  name: 'acme.lic',
  version: '2026',
  source,
  insecure: true,
  credentials: { env: { token: 'ACME' } },
  ...change,
});
const asked = { env: { ACME: 'tulip-secret' }, phases: ['before'] } as const;

describe('a licence file at a URL', () => {
  const claims = { iss: 'acme', sub: 'Acme Ltd', exp: Date.parse('2027-01-01T00:00:00Z') / 1000 };
  const jwt = (by = issuer, more: object = {}) => `${by.jwt({ ...claims, ...more })}\n`;
  const jwtRules = { scheme: 'jwt', path: 'acme.lic', keys: [issuer.jwtKeys.RS256], claims: { iss: 'acme' } };

  test('passes with its digest', async () => {
    await serving('a licence\n', async (url) => {
      const { exitCode, bad, good } = await look(plain(url, { digests: [sha256('a licence\n')] }), asked);
      expect([exitCode, bad]).toEqual([0, []]);
      expect(good).toContain('before license-digest-match');
    });
  });

  test('is refused with other bytes, and open where nothing is pinned', async () => {
    await serving('another licence\n', async (url) => {
      const { exitCode, bad } = await look(plain(url, { digests: [sha256('a licence\n')] }), asked);
      expect([exitCode, bad]).toEqual([1, ['before license-digest-mismatch']]);
      expect((await look(plain(url), asked)).bad).toEqual(['before license-digest-unpinned']);
    });
  });

  test('is asked for with no wrong credential, and at no other origin', async () => {
    await serving('x', async (url) => {
      expect((await look(plain(url), { ...asked, env: { ACME: 'wrong' } })).bad).toContain(
        'before license-credentials-refused',
      );
      expect((await look(plain(`${url}x`), asked)).bad).toContain('before license-gone');
    });
  });

  test.each<readonly [string, string, object, number, readonly string[]]>([
    ['a JWT of the issuer', jwt(), jwtRules, 0, []],
    ['a JWT of somebody else', jwt(stranger), jwtRules, 1, ['before license-token-foreign-key']],
    ['a JWT that has ended', jwt(issuer, { exp: 1_700_000_000 }), jwtRules, 1, ['before license-token-expired']],
    [
      'a JWT without a signature',
      issuer.jwt(claims, { alg: 'none' }),
      jwtRules,
      1,
      ['before license-token-algorithm-refused'],
    ],
    [
      'a token that the issuer’s key made',
      issuer.token('Acme Ltd'),
      { scheme: 'rsa-recover', path: 'acme.lic', keys: [issuer.publicKeyPem], entity: 'Acme Ltd' },
      0,
      [],
    ],
    [
      'readable text',
      'Licensed to Acme Ltd\n',
      { scheme: 'text', path: 'acme.lic' },
      0,
      ['before license-token-unsigned'],
    ],
    [
      'an opaque token with a fingerprint',
      'tok-en\n',
      { scheme: 'opaque', path: 'acme.lic', fingerprints: [createHash('sha256').update('tok-en').digest('hex')] },
      0,
      [],
    ],
    [
      'an opaque token with another fingerprint',
      'tok-an\n',
      { scheme: 'opaque', path: 'acme.lic', fingerprints: [createHash('sha256').update('tok-en').digest('hex')] },
      1,
      ['before license-token-fingerprint-mismatch'],
    ],
    [
      'an MD5 trailer, which anybody can compute',
      `${'0'.repeat(32)}${Buffer.from('O=Acme Ltd,E=1900000000000,S=pro').toString('base64')}\n`,
      { scheme: 'md5-trailer', path: 'acme.lic' },
      0,
      ['before license-token-forgeable'],
    ],
  ])('that is %s', async (_what, text, token, exitCode, bad) => {
    await serving(text, async (url) => {
      const said = await look(plain(url, { token, digests: [sha256(text)] }), asked);
      expect([said.exitCode, said.bad]).toEqual([exitCode, bad]);
    });
  });

  test.each([
    ['nothing', '', 'before license-body-empty'],
    ['a login page', '<!doctype html><title>Sign in</title>', 'before license-body-web-page'],
    ['a login page in XML', '<?xml version="1.0"?><html xmlns="x">', 'before license-body-web-page'],
  ])('of which comes %s is told so', async (_what, body, code) => {
    await serving(body, async (url) => {
      const { exitCode, bad } = await look(plain(url, { digests: [sha256('a licence\n')] }), asked);
      expect([exitCode, bad]).toEqual([1, expect.arrayContaining([code])]);
    });
  });

  test('that is XML is a licence like any other', async () => {
    const text = '<?xml version="1.0"?><license><owner>Acme</owner></license>\n';
    await serving(text, async (url) => {
      expect((await look(plain(url, { digests: [sha256(text)] }), asked)).exitCode).toBe(0);
    });
  });

  test('that is larger than any token is judged by its digest alone', async () => {
    const text = 'x'.repeat(3 * 1024 * 1024);
    await serving(text, async (url) => {
      const entry = plain(url, { digests: [sha256(text)], token: { scheme: 'text', path: 'acme.lic' } });
      expect((await look(plain(url, { digests: [sha256(text)] }), asked)).exitCode).toBe(0);
      expect((await look(entry, asked)).bad).toEqual(['before license-token-unread']);
    });
  });

  test('may lie where the policy lets its download lead, to which no credential goes', async () => {
    const text = 'a licence\n';
    const body = new TextEncoder().encode(text);
    await using store = await startRegistry({ respond: () => ({ body, type: 'application/octet-stream' }) });
    const to = `${store.url}blob`;
    await using server = await startRegistry({ faults: () => ({ kind: 'redirect', to }) });
    const entry = plain(`${server.url}acme.lic`, { digests: [sha256(text)] });
    expect((await look(entry, asked)).bad).toEqual(['before license-no-copy', 'before redirect-refused']);
    expect(store.requests).toEqual([]);
    const { origin } = new URL(store.url);
    expect(await look({ ...entry, redirects: [origin] }, asked)).toMatchObject({ exitCode: 0, bad: [] });
    expect(server.requests.at(-1)?.headers['authorization']).toBe('Bearer tulip-secret');
    expect(store.requests.map(({ headers }) => headers['authorization'])).toEqual([undefined]);
  });

  test('is not asked for over http where the policy does not say so', async () => {
    const entry = { ...plain('http://127.0.0.1:9/acme.lic'), insecure: undefined };
    await expect(look(entry, asked)).rejects.toMatchObject({ code: 'ERR_POLICY' });
  });
});

describe('a licence inside the application', () => {
  const token = issuer.token('Acme Ltd');
  const gem = mintLicenseGem({ id: '1000.42', token });
  const rules = { scheme: 'rsa-recover', keys: [issuer.publicKeyPem], entity: 'Acme Ltd' };
  const phases = ['bundled'] as const;
  const karafka = (change: object = {}) => ({
    profile: 'karafka',
    version: '1000.42',
    source: 'none',
    token: { ...rules, path: 'lib/license.txt' },
    ...change,
  });
  const trusted = { digests: [sha256(gem.bytes)] };
  const code = ({ said }: Awaited<ReturnType<typeof look>>) => said.excerpt('license-code-unknown');

  /** Karafka's profile knows no code: what it shows is what a customer adds. */
  async function known(change: object): Promise<object> {
    const first = await look(karafka({ bundled: './lic.gem', ...trusted }), {
      files: { 'lic.gem': gem.bytes },
      phases,
    });
    const sha = /sha256: ([0-9a-f]{64})/.exec(code(first))?.[1];
    return karafka({
      content: { templates: [{ name: 'x', pattern: 'lib/karafka-license.rb', sha256: sha }] },
      ...change,
    });
  }

  const folder = Object.fromEntries(Object.entries(gem.files).map(([path, text]) => [`vendor/license/${path}`, text]));

  test('as an archive passes with its digest', async () => {
    const entry = await known({ bundled: './lic.gem', ...trusted });
    expect(await look(entry, { files: { 'lic.gem': gem.bytes }, phases })).toMatchObject({ exitCode: 0, bad: [] });
  });

  test('as an archive with other bytes is refused', async () => {
    const other = mintLicenseGem({ id: '1000.42', token, mistake: 'extension' });
    const { exitCode, bad } = await look(await known({ bundled: './lic.gem', ...trusted }), {
      files: { 'lic.gem': other.bytes },
      phases,
    });
    expect([exitCode, bad]).toEqual([1, expect.arrayContaining(['bundled license-digest-mismatch'])]);
  });

  test('as an archive that is damaged, or none, is refused', async () => {
    for (const bytes of [gem.bytes.slice(0, 700), new Uint8Array(), new TextEncoder().encode('<html>')]) {
      const entry = await known({ bundled: './lic.gem', ...trusted });
      expect((await look(entry, { files: { 'lic.gem': bytes }, phases })).exitCode).toBe(1);
    }
  });

  test('as a folder is held to its rules and token; without archive or record its files are compared with nothing', async () => {
    const entry = await known({ bundled: './vendor/license' });
    const { exitCode, bad, good } = await look(entry, { files: folder, phases });
    expect([exitCode, bad]).toEqual([3, ['bundled license-installed-unclear']]);
    expect(good).toEqual(expect.arrayContaining(['bundled license-content-allowed', 'bundled license-token-verified']));
  });

  test('as a folder with one file more, or with another token, is refused', async () => {
    const entry = await known({ bundled: './vendor/license' });
    const more = { ...folder, 'vendor/license/lib/more.rb': '1\n' };
    expect((await look(entry, { files: more, phases })).exitCode).toBe(1);
    const other = { ...folder, 'vendor/license/lib/license.txt': `${stranger.token('Acme Ltd')}\n` };
    const { bad } = await look(entry, { files: other, phases });
    expect(bad).toContain('bundled license-token-foreign-key');
  });

  test('as the token’s file alone is judged by its token', async () => {
    const entry = karafka({ bundled: './config/license.txt' });
    const right = await look(entry, { files: { 'config/license.txt': `${token}\n` }, phases });
    expect(right).toMatchObject({ exitCode: 0, bad: [] });
    expect(right.good).toContain('bundled license-token-verified');
    const wrong = await look(entry, { files: { 'config/license.txt': `${stranger.token('Acme Ltd')}\n` }, phases });
    expect([wrong.exitCode, wrong.bad]).toEqual([1, ['bundled license-token-foreign-key']]);
    const none = await look(entry, { files: { 'config/license.txt': '' }, phases });
    expect([none.exitCode, none.bad]).toEqual([1, ['bundled license-token-malformed']]);
  });

  test('that is missing is told, whether or not the phase was named', async () => {
    const entry = karafka({ bundled: './config/license.txt' });
    for (const named of [{ phases }, {}]) {
      const { exitCode, bad } = await look(entry, named);
      expect([exitCode, bad]).toEqual([1, expect.arrayContaining(['bundled license-bundled-missing'])]);
    }
  });

  test('behind a link is not followed', async () => {
    await using outside = await temporaryFolder();
    await writeFiles(outside.path, { 'license.txt': `${token}\n` });
    await using project = await temporaryFolder();
    const link = join(project.path, 'config', 'license.txt');
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(outside.path, 'license.txt'), link);
    const entry = karafka({ bundled: './config/license.txt' });
    const env = { HOME: project.path };
    const { exitCode, bad } = await lookAtLicense({ entry, project: project.path, env, phases });
    expect([exitCode, bad]).toEqual([1, expect.arrayContaining(['bundled license-installed-unread'])]);
  });

  test('may be a tarball of npm, a zip of Composer, or a plain file with its digest', async () => {
    const tarball = mintLicenseTarball({ version: '1.0.0', token });
    const zip = mintLicenseZip({ version: '1.2.3', token });
    const anything = { content: { code: 'unchecked' }, source: 'none' };
    const npm = { ecosystem: 'npm', name: tarball.name, version: '1.0.0', bundled: './a.tgz', ...anything };
    const composer = { ecosystem: 'composer', name: zip.name, version: '1.2.3', bundled: './a.zip', ...anything };
    const file = { ecosystem: 'generic', name: 'acme', version: '1', bundled: './a.lic', source: 'none' };
    const each = [
      [npm, 'a.tgz', tarball.bytes],
      [composer, 'a.zip', zip.bytes],
      [file, 'a.lic', new TextEncoder().encode('a licence')],
    ] as const;
    for (const [entry, path, bytes] of each) {
      const files = { [path]: bytes };
      const right = await look({ ...entry, digests: [sha256(bytes)] }, { files, phases });
      expect([path, right.exitCode, right.bad]).toEqual([path, 0, []]);
      expect((await look({ ...entry, digests: [sha256('other')] }, { files, phases })).exitCode).toBe(1);
    }
  });
});
