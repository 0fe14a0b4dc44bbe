import type { CredentialReference } from '@assay/model';
import { temporaryFolder, writeFiles } from '@assay/testkit';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  bundlerVariableOf,
  readLicenseCredentials,
  type Credential,
  type CredentialProblem,
  type LicenseCredentials,
} from './index.js';

const source = 'https://gems.vendor.example/acme/';
const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;

interface World {
  readonly home?: Readonly<Record<string, string | Uint8Array>>;
  readonly project?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly mode?: number;
  readonly client?: (url: string) => Credential | null;
}

/** `<home>` and `<project>` in variables stand for the folders. */
async function read(references: readonly CredentialReference[], world: World): Promise<LicenseCredentials> {
  await using folder = await temporaryFolder();
  const at = (name: string) => join(folder.path, name);
  await Promise.all(['home', 'project'].map((name) => mkdir(at(name))));
  await writeFiles(at('home'), world.home ?? {});
  await writeFiles(at('project'), world.project ?? {});
  for (const name of Object.keys(world.home ?? {})) await chmod(join(at('home'), name), world.mode ?? 0o600);
  const env = Object.entries(world.env ?? {}).map(([key, text]) => [
    key,
    text.replaceAll('<home>', at('home')).replaceAll('<project>', at('project')),
  ]);
  return await readLicenseCredentials(references, {
    env: Object.fromEntries(env) as Record<string, string>,
    home: at('home'),
    client: { credentialFor: world.client ?? (() => null) },
    projectRoot: at('project'),
  });
}

async function found(
  reference: CredentialReference,
  world: World,
  url = source,
): Promise<string | CredentialProblem | null> {
  const credential = (await read([reference], world)).credentialFor(url, reference);
  return credential !== null && 'header' in credential ? credential.value : credential;
}

describe('a credential in variables', () => {
  const pair = { from: 'env', username: 'ACME_USER', password: 'ACME_PASS' } as const;

  test('is a name and a password, a token, or both in one as Bundler has it', async () => {
    expect(await found(pair, { env: { ACME_USER: 'ann', ACME_PASS: 's:é+%41' } })).toBe(basic('ann:s:é+%41'));
    expect(await found({ from: 'env', token: 'T' }, { env: { T: 'abc' } })).toBe('Bearer abc');
    expect(await found({ from: 'env', password: 'P' }, { env: { P: 'ann:secret:x' } })).toBe(basic('ann:secret:x'));
    expect(await found({ from: 'env', password: 'P' }, { env: { P: 'token' } })).toBe(basic('token:'));
  });

  test.each([
    [pair, { ACME_PASS: 'x' }, 'ACME_USER', 'is not set'],
    [pair, { ACME_USER: 'x' }, 'ACME_PASS', 'is not set'],
    [pair, { ACME_USER: 'x', ACME_PASS: '' }, 'ACME_PASS', 'is empty'],
    [{ from: 'env', token: 'T' }, {}, 'T', 'is not set'],
    [{ from: 'env', token: '__proto__' }, {}, '__proto__', ''],
  ] as const)(
    'that are missing is a problem with the variable’s name, never nobody’s request (%#)',
    async (...given) => {
      const [reference, env, name, what] = given;
      const problem = await found(reference, { env });
      expect(problem).toMatchObject({
        problem: expect.stringMatching(/^credential-(variable-missing|unusable)$/) as string,
        detail: expect.stringContaining(name) as string,
      });
      expect(JSON.stringify(problem)).toContain(what);
    },
  );

  test.each([
    [{ ACME_USER: 'a:b', ACME_PASS: 'secret' }, 'a colon'],
    [{ ACME_USER: 'ann', ACME_PASS: 'secret\n' }, 'a control character'],
    [{ ACME_USER: 'ann', ACME_PASS: 'secret\r\nx-evil: 1' }, 'a control character'],
    [{ ACME_USER: 'ann', ACME_PASS: 'secret'.repeat(2000) }, 'too long'],
  ])('that cannot be sent is a problem without the secret (%#)', async (env, why) => {
    const problem = await found(pair, { env });
    expect(problem).toMatchObject({ problem: 'credential-unusable', detail: expect.stringContaining(why) as string });
    expect(JSON.stringify(problem)).not.toContain('secret');
  });

  test('whose token would begin another header is a problem', async () => {
    const problem = await found({ from: 'env', token: 'T' }, { env: { T: 'abc\r\nx: y' } });
    expect(problem).toMatchObject({ problem: 'credential-unusable' });
    expect(JSON.stringify(problem)).not.toContain('abc');
  });

  test('is a secret before anybody asks, in every form it may be sent', async () => {
    const { secrets } = await read([pair, { from: 'env', token: 'T' }], {
      env: { ACME_USER: 'ann', ACME_PASS: 'canary-1', T: 'canary-2', OTHER: 'canary-3' },
    });
    expect(secrets).toEqual(expect.arrayContaining(['canary-1', 'canary-2', basic('ann:canary-1').slice(6)]));
    expect(secrets.join()).not.toContain('canary-3');
  });
});

describe('a credential in the user’s netrc', () => {
  const netrc = { from: 'netrc' } as const;
  const entry = 'machine gems.vendor.example login ann password canary\n';

  test('is that of the exact host', async () => {
    expect(await found(netrc, { home: { '.netrc': entry } })).toBe(basic('ann:canary'));
    expect(await found(netrc, { home: { _netrc: entry } })).toBe(basic('ann:canary'));
    expect(await found(netrc, { home: { other: entry }, env: { NETRC: '<home>/other' } })).toBe(basic('ann:canary'));
    for (const url of [
      'https://evil.example/',
      'https://gems.vendor.example.evil.example/',
      'https://x.gems.vendor.example/',
      'https://vendor.example/',
      'https://gems.vendor.example@evil.example/',
    ]) {
      expect(await found(netrc, { home: { '.netrc': entry } }, url)).toMatchObject({ problem: 'credential-missing' });
    }
  });

  test('of an entry with a port is that port’s, and comes before the host’s', async () => {
    const home = { '.netrc': `${entry}machine gems.vendor.example:8443 login ann password other\n` };
    expect(await found(netrc, { home }, 'https://gems.vendor.example:8443/')).toBe(basic('ann:other'));
    expect(await found(netrc, { home }, 'https://gems.vendor.example:9443/')).toBe(basic('ann:canary'));
    expect(await found(netrc, { home })).toBe(basic('ann:canary'));
  });

  test('is never the default one, which a policy could have sent anywhere', async () => {
    const problem = await found(netrc, { home: { '.netrc': 'default login ann password canary\n' } });
    expect(problem).toMatchObject({
      problem: 'credential-missing',
      detail: expect.stringContaining('`default` is not used') as string,
    });
  });

  test('that is there twice is ambiguous, unless both say the same', async () => {
    expect(await found(netrc, { home: { '.netrc': entry + entry } })).toBe(basic('ann:canary'));
    const two = entry + entry.replace('ann', 'bob');
    expect(await found(netrc, { home: { '.netrc': two } })).toMatchObject({ problem: 'credential-ambiguous' });
  });

  test.each([
    ['missing', undefined, 'credential-missing'],
    ['no netrc', 'password canary', 'credential-unreadable'],
    ['not UTF-8', Buffer.from('machine gems.vendor.example password canary\xff', 'latin1'), 'credential-unreadable'],
    ['without a password', 'machine gems.vendor.example login canary', 'credential-unusable'],
    ['with a line break in it', 'machine gems.vendor.example password "canary\\n"', 'credential-unusable'],
  ])('that is %s is a problem without the secret', async (_what, text, code) => {
    const problem = await found(netrc, { home: text === undefined ? {} : { '.netrc': text } });
    expect(problem).toMatchObject({ problem: code });
    expect(JSON.stringify(problem)).not.toContain('canary');
  });

  test('in the checkout is none, wherever HOME and NETRC lead; a note says so', async () => {
    const world = { project: { '.netrc': entry }, env: { NETRC: '<project>/.netrc' } };
    const credentials = await read([netrc], world);
    expect(credentials.credentialFor(source, netrc)).toMatchObject({ problem: 'credential-missing' });
    expect(credentials.notes).toEqual([expect.stringContaining('lies in the checkout') as string]);
    expect(credentials.secrets).toEqual([]);
  });

  test('that others can read is read with a note', async () => {
    const open = await read([netrc], { home: { '.netrc': entry }, mode: 0o644 });
    expect(open.notes).toEqual([expect.stringContaining('chmod 600') as string]);
    expect(open.notes.join()).not.toContain('canary');
    expect((await read([netrc], { home: { '.netrc': entry } })).notes).toEqual([]);
  });

  test('is a secret with all others of the file', async () => {
    const { secrets } = await read([netrc], { home: { '.netrc': `${entry}machine b password canary-2\n` } });
    expect(secrets).toEqual(['canary', 'canary-2']);
  });

  test('is not even read where no reference asks for it', async () => {
    const { notes, secrets } = await read([{ from: 'none' }], { home: { '.netrc': entry }, mode: 0o644 });
    expect([...notes, ...secrets]).toEqual([]);
  });
});

describe('a credential of Composer’s', () => {
  const composer = { from: 'composer' } as const;
  const auth = (more: object) => JSON.stringify(more);
  const pairOf = (password: string) => ({ 'gems.vendor.example': { username: 'ann', password } });

  test('stands in auth.json of its folder', async () => {
    const text = auth({ 'http-basic': pairOf('canary') });
    for (const path of ['.config/composer/auth.json', '.composer/auth.json']) {
      expect(await found(composer, { home: { [path]: text } })).toBe(basic('ann:canary'));
    }
    for (const env of [{ COMPOSER_HOME: '<home>/c' }, { XDG_CONFIG_HOME: '<home>/x' }, { APPDATA: '<home>/a' }]) {
      const home = { 'c/auth.json': text, 'x/composer/auth.json': text, 'a/Composer/auth.json': text };
      expect(await found(composer, { home, env })).toBe(basic('ann:canary'));
    }
    const home = { '.config/composer/config.json': '{}', '.composer/auth.json': text };
    expect(await found(composer, { home })).toMatchObject({ problem: 'credential-missing' });
  });

  test('stands in COMPOSER_AUTH before that, and a bearer before a password', async () => {
    const home = { '.composer/auth.json': auth({ 'http-basic': pairOf('file') }) };
    const variable = (more: object) => found(composer, { home, env: { COMPOSER_AUTH: auth(more) } });
    expect(await variable({ 'http-basic': pairOf('variable') })).toBe(basic('ann:variable'));
    expect(await variable({})).toBe(basic('ann:file'));
    expect(await variable({ bearer: { 'gems.vendor.example': 'token' } })).toBe('Bearer token');
  });

  test('is that of the exact host and port', async () => {
    const home = { '.composer/auth.json': auth({ 'http-basic': pairOf('canary') }) };
    for (const url of [
      'https://evil.example/',
      'https://gems.vendor.example:8443/',
      'https://x.gems.vendor.example/',
    ]) {
      expect(await found(composer, { home }, url)).toMatchObject({ problem: 'credential-missing' });
    }
    const port = { '.composer/auth.json': auth({ bearer: { 'gems.vendor.example:8443': 'token' } }) };
    expect(await found(composer, { home: port }, 'https://gems.vendor.example:8443/x')).toBe('Bearer token');
  });

  test.each([
    ['no JSON', '{"http-basic": canary', 'credential-unreadable'],
    ['a list', '["canary"]', 'credential-unreadable'],
    ['a key twice', '{"bearer":{},"bearer":{"gems.vendor.example":"canary"}}', 'credential-unreadable'],
    [
      'a password that is a number',
      '{"http-basic":{"gems.vendor.example":{"username":"canary","password":1}}}',
      'credential-unusable',
    ],
    ['a token with a line break', '{"bearer":{"gems.vendor.example":"canary\\n"}}', 'credential-unusable'],
    ['a token that is a mapping', '{"bearer":{"gems.vendor.example":{"canary":1}}}', 'credential-unusable'],
    ['another kind', '{"gitlab-token":{"gems.vendor.example":"canary"}}', 'credential-unsupported'],
    ['headers', '{"custom-headers":{"gems.vendor.example":["canary"]}}', 'credential-unsupported'],
    ['nothing', '{"__proto__":{"http-basic":{}}}', 'credential-missing'],
  ])('in %s is a problem without the secret', async (_what, text, code) => {
    for (const world of [{ home: { '.composer/auth.json': text } }, { env: { COMPOSER_AUTH: text } }]) {
      const problem = await found(composer, world);
      expect(problem).toMatchObject({ problem: code });
      expect(JSON.stringify(problem)).not.toContain('canary');
    }
  });

  test('that cannot be read is a secret as a whole', async () => {
    const { secrets } = await read([composer], { env: { COMPOSER_AUTH: '{"bearer": canary' } });
    expect(secrets).toEqual(['{"bearer": canary']);
  });

  test('in the project’s own auth.json is none: a note says so', async () => {
    const project = { 'auth.json': auth({ 'http-basic': pairOf('canary') }) };
    for (const env of [{}, { COMPOSER_HOME: '<project>' }]) {
      const credentials = await read([composer], { project, env });
      expect(credentials.credentialFor(source, composer)).toMatchObject({ problem: 'credential-missing' });
      expect(credentials.notes[0]).toContain('auth.json is not read');
      expect(credentials.secrets).toEqual([]);
    }
  });
});

describe('a credential', () => {
  test('of the package manager is what its configuration says, and null where it says nothing', async () => {
    const client = (url: string) => (url === source ? ({ header: 'authorization', value: 'Basic x' } as const) : null);
    expect(await found({ from: 'client' }, { client })).toBe('Basic x');
    expect(await found({ from: 'client' }, { client }, 'https://evil.example/')).toBeNull();
    expect(await found({ from: 'none' }, { client })).toBeNull();
  });

  test('for the transport goes to the source’s exact origin alone', async () => {
    const reference = { from: 'env', token: 'T' } as const;
    const bound = (await read([reference], { env: { T: 'abc' } })).onlyFor(source, reference);
    expect(bound.credentialFor('https://gems.vendor.example/gems/a.gem')?.value).toBe('Bearer abc');
    for (const url of [
      'http://gems.vendor.example/',
      'https://gems.vendor.example:8443/',
      'https://evil.example/',
      'https://gems.vendor.example@evil.example/',
      'not a URL',
    ]) {
      expect(bound.credentialFor(url)).toBeNull();
    }
    const missing = await read([reference], {});
    expect(missing.onlyFor(source, reference).credentialFor(source)).toBeNull();
  });

  test('that nobody announced is a problem', async () => {
    expect((await read([], {})).credentialFor(source, { from: 'netrc' })).toMatchObject({
      problem: 'credential-unreadable',
    });
  });
});

test('Bundler’s variable for a server is told by its host, where there can be one', () => {
  expect(bundlerVariableOf('https://gems.karafka.io/')).toBe('BUNDLE_GEMS__KARAFKA__IO');
  expect(bundlerVariableOf('https://my-gems.vendor.example:8443/x')).toBe('BUNDLE_MY___GEMS__VENDOR__EXAMPLE');
  for (const url of ['https://[::1]/', 'file:///x', 'gems', '']) expect(bundlerVariableOf(url)).toBeNull();
});
