import { allowedRegistries, AssayError, registryOfUrl, type Registry } from '@assay/model';
import { temporaryFolder, writeFiles } from '@assay/testkit';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readClientConfiguration, type ClientConfiguration, type ClientConfigurationOptions } from './index.js';

interface World {
  /** Files of the home folder. */
  readonly home?: Readonly<Record<string, string>>;
  /** Files of the machine's prefix. */
  readonly machine?: Readonly<Record<string, string>>;
  readonly project?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly prepare?: (folder: string) => Promise<void>;
  readonly options?: Partial<ClientConfigurationOptions>;
}

async function read(world: World): Promise<ClientConfiguration> {
  await using folder = await temporaryFolder();
  const at = (name: string) => join(folder.path, name);
  await Promise.all(['home', 'project', 'prefix'].map((name) => mkdir(at(name))));
  await writeFiles(at('home'), world.home ?? {});
  await writeFiles(at('prefix'), world.machine ?? {});
  await writeFiles(at('project'), world.project ?? {});
  await world.prepare?.(folder.path);
  return await readClientConfiguration({
    env: { PREFIX: at('prefix'), ...world.env },
    home: at('home'),
    projectRoot: at('project'),
    policyRegistries: [],
    isPublicRegistry: () => false,
    ...world.options,
  });
}

const npmrc = (text: string, more: World = {}) => read({ ...more, home: { '.npmrc': text, ...more.home } });
const summary = ({ registries }: ClientConfiguration) =>
  registries.registries.map(({ url, from, names }) => [url, from, ...names].join(' '));
const value = (configuration: ClientConfiguration, url: string) => configuration.credentialFor(url)?.value ?? null;
const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;

/** npm's built-in default, as npm itself says it: its host stands nowhere in Assay. */
const builtin = async (): Promise<Registry> => {
  const found = (await read({})).registries.registries.find(({ from }) => from === 'client-default');
  if (found === undefined) throw new Error('npm has no default registry');
  return found;
};

describe('registries', () => {
  test('without configuration there is npm’s built-in default, with and without a home folder', async () => {
    const { url } = await builtin();
    for (const home of [undefined, null]) {
      const configuration = await read({ options: home === null ? { home } : {} });
      expect(summary(configuration)).toEqual([`${url} client-default`]);
      expect([...configuration.network.privateOrigins]).toEqual([new URL(url).origin]);
    }
  });

  test('the user’s registry replaces the default, which stands for it in lockfiles', async () => {
    const { url } = await builtin();
    const configuration = await npmrc('; ours\nregistry = "https://npm.acme.example/team"\n');
    expect(configuration.registries.registries).toEqual([
      {
        ecosystem: 'npm',
        url: 'https://npm.acme.example/team/',
        from: 'user',
        names: [],
        redirects: [],
        aliases: [url],
      },
    ]);
    expect([...configuration.network.privateOrigins]).toEqual(['https://npm.acme.example']);
  });

  test('the default, written out, is still the client’s default', async () => {
    const { url } = await builtin();
    expect(summary(await npmrc(`registry=${url.slice(0, -1)}\n`))).toEqual([`${url} client-default`]);
  });

  test('environment, then user, then machine: npm’s order', async () => {
    const machine = { 'etc/npmrc': 'registry=https://machine.example/\n@m:registry=https://m.example/\n' };
    expect(summary(await read({ machine }))).toEqual(['https://m.example/ user @m/*', 'https://machine.example/ user']);
    const user = await npmrc('registry=https://user.example/\n', { machine });
    expect(summary(user)).toContain('https://user.example/ user');
    const environment = await npmrc('registry=https://user.example/\n', {
      machine,
      env: { nPm_CoNfIg_ReGiStRy: 'https://env.example/' },
    });
    expect(summary(environment)).toEqual(['https://m.example/ user @m/*', 'https://env.example/ environment']);
  });

  test('a user configuration elsewhere, named by the environment', async () => {
    const configuration = await npmrc('registry=https://home.example/\n', {
      home: { 'ci/npmrc': 'registry=https://ci.example/\n' },
      prepare: () => Promise.resolve(),
      env: {},
    });
    expect(summary(configuration)).toEqual(['https://home.example/ user']);
    await using folder = await temporaryFolder();
    await writeFiles(folder.path, { npmrc: 'registry=https://ci.example/\n' });
    const elsewhere = await npmrc('registry=https://home.example/\n', {
      env: { NPM_CONFIG_USERCONFIG: join(folder.path, 'npmrc') },
    });
    expect(summary(elsewhere)).toEqual(['https://ci.example/ user']);
  });

  test('${ENV} is expanded in the user’s files', async () => {
    const configuration = await npmrc('registry=https://${NPM_HOST}/${NOTHING?}\n', {
      env: { NPM_HOST: 'npm.acme.example' },
    });
    expect(summary(configuration)).toEqual(['https://npm.acme.example/ user']);
  });

  test('a scope comes from its registry alone, every other name from the default', async () => {
    const { registries } = await npmrc('@acme:registry=https://npm.acme.example/\n');
    const urls = (name: string) => allowedRegistries(registries, 'npm', name).map(({ url }) => url);
    const { url } = await builtin();
    expect(urls('@acme/tool')).toEqual(['https://npm.acme.example/']);
    expect(urls('@acmex/tool')).toEqual([url]);
    expect(urls('acme')).toEqual([url]);
  });

  test('a scope sent back to the built-in default stays there beside another default registry', async () => {
    const { url } = await builtin();
    const { registries } = await npmrc(`registry=https://npm.acme.example/\n@open:registry=${url}\n`);
    const match = (name: string) => registryOfUrl(allowedRegistries(registries, 'npm', name), `${url}x/-/x-1.tgz`);
    expect(match('@open/x')?.registry.url).toBe(url);
    expect(match('x')?.registry.url).toBe('https://npm.acme.example/');
  });

  test.each([
    ['npmjs', (url: string) => [url]],
    ['never', () => []],
    ['always', (url: string) => [url, 'https://old.example/npm/']],
    ['old.example', () => ['https://old.example/', 'http://old.example/']],
    ['https://old.example/npm', () => ['https://old.example/npm/']],
  ])('replace-registry-host=%s', async (setting, expected) => {
    const { url } = await builtin();
    const { registries } = await npmrc(`registry=https://npm.acme.example/\nreplace-registry-host=${setting}\n`, {
      options: { lockfileRemotes: [{ ecosystem: 'npm', url: 'https://old.example/npm' }] },
    });
    expect(registries.registries[0]?.aliases).toEqual(expected(url));
  });

  test('the policy’s registries come first, and the same one said twice stands once', async () => {
    const { url } = await builtin();
    const policy: Registry = {
      ecosystem: 'npm',
      url: 'https://npm.acme.example/',
      from: 'policy',
      names: [],
      redirects: ['https://cdn.acme.example'],
      aliases: [],
    };
    const configuration = await npmrc('registry=https://npm.acme.example\n', {
      options: { policyRegistries: [policy] },
    });
    expect(configuration.registries.registries).toEqual([{ ...policy, aliases: [url] }]);
  });

  test.each([
    ['is not a URL', 'not a registry'],
    ['has another protocol', 'ftp://npm.acme.example/'],
    ['is empty', ''],
    ['has a query', 'https://npm.acme.example/?x=1'],
    ['uses a variable that is not set', 'https://${NOT_SET}/'],
  ])('a registry that %s is an error with file and line, never the default', async (_what, text) => {
    const failure = await npmrc(`# mine\n\nregistry=${text}\n`).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AssayError);
    expect(failure).toMatchObject({ code: 'ERR_CONFIG', line: 3 });
    expect((failure as AssayError).file).toMatch(/\.npmrc$/u);
  });

  test('a wrong registry in the environment is an error too', async () => {
    await expect(read({ env: { NPM_CONFIG_REGISTRY: 'nonsense' } })).rejects.toMatchObject({ code: 'ERR_CONFIG' });
  });

  test.skipIf(process.getuid?.() === 0)('a user configuration that cannot be read is an error', async () => {
    const world = { prepare: (folder: string) => chmod(join(folder, 'home/.npmrc'), 0) };
    await expect(npmrc('registry=https://x.example/\n', world)).rejects.toMatchObject({ code: 'ERR_CONFIG' });
  });

  test('a user configuration that is a folder is an error', async () => {
    const world = { prepare: (folder: string) => mkdir(join(folder, 'home/.npmrc')).then(() => undefined) };
    await expect(read(world)).rejects.toMatchObject({
      code: 'ERR_CONFIG',
      message: expect.stringContaining('EISDIR') as unknown,
    });
  });

  test('the environment handed in is not changed', async () => {
    const env = Object.freeze({ npm_config_loglevel: 'silly', NPM_CONFIG_REGISTRY: 'https://npm.acme.example/' });
    await expect(read({ env })).resolves.toBeDefined();
  });
});

describe('credentials', () => {
  test('go to the origin and path they were written for', async () => {
    const configuration = await npmrc(
      'registry=https://npm.acme.example/team/\n//npm.acme.example/team/:_authToken=tok-team\n',
    );
    expect(value(configuration, 'https://npm.acme.example/team/x')).toBe('Bearer tok-team');
    expect(value(configuration, 'https://npm.acme.example/team/x/-/x-1.0.0.tgz')).toBe('Bearer tok-team');
    // Archives of the same server under another path, as npm does for GitLab and the like.
    expect(value(configuration, 'https://npm.acme.example/files/x.tgz')).toBe('Bearer tok-team');
  });

  test.each([
    'https://npm.acme.example.evil.example/team/x',
    'https://evilnpm.acme.example/team/x',
    'https://acme.example/team/x',
    'https://npm.acme.example:8443/team/x',
    'http://npm.acme.example/team/x',
    'https://npm.acme.example@evil.example/team/x',
    'https://evil.example/npm.acme.example/team/x',
    'ftp://npm.acme.example/team/x',
    '//npm.acme.example/team/x',
    'not a url',
  ])('never go to %s', async (url) => {
    const configuration = await npmrc(
      'registry=https://npm.acme.example/team/\n//npm.acme.example/:_authToken=t\n//npm.acme.example/team/:_authToken=t\n',
    );
    expect(value(configuration, url)).toBeNull();
  });

  test('go over plain http only to a registry that the user configured with plain http', async () => {
    const text = '//npm.acme.example:4873/:_authToken=t\n';
    expect(value(await npmrc(text), 'http://npm.acme.example:4873/x')).toBeNull();
    const configured = await npmrc(`registry=http://npm.acme.example:4873/\n${text}`);
    expect(value(configured, 'http://npm.acme.example:4873/x')).toBe('Bearer t');
    expect(value(configured, 'https://npm.acme.example:4873/x')).toBeNull();
  });

  test('are not sent where no registry of the user’s is', async () => {
    expect(value(await npmrc('//npm.acme.example/:_authToken=t\n'), 'https://npm.acme.example/x')).toBeNull();
  });

  test('the longest path wins, and an unusable one does not fall back to a shorter', async () => {
    const configuration = await npmrc(
      'registry=https://npm.acme.example/\n//npm.acme.example/:_authToken=whole\n//npm.acme.example/a/:_authToken=part\n' +
        '//npm.acme.example/b/:_authToken=${NOT_SET}\n',
    );
    expect(value(configuration, 'https://npm.acme.example/a/x')).toBe('Bearer part');
    expect(value(configuration, 'https://npm.acme.example/ab/x')).toBe('Bearer whole');
    expect(value(configuration, 'https://npm.acme.example/c')).toBe('Bearer whole');
    expect(configuration.notes.join('\n')).toContain(
      'The credential for //npm.acme.example/b/ uses a variable that is not set',
    );
  });

  test('come as token, as encoded pair, as name and password, in a URL, from the environment', async () => {
    const password = Buffer.from('päss:wörd').toString('base64');
    const configuration = await npmrc(
      '@a:registry=https://a.example/\n@b:registry=https://b.example/\n@c:registry=https://us%40er:pa%3Ass@c.example/\n' +
        '@d:registry=https://d.example/\n' +
        `//a.example/:username=ann\n//a.example/:_password=${password}\n//b.example/:_auth=YW5uOnB3\n`,
      { env: { 'npm_config_//d.example/:_authToken': 'from-env' } },
    );
    expect(value(configuration, 'https://a.example/x')).toBe(basic('ann:päss:wörd'));
    expect(value(configuration, 'https://b.example/x')).toBe('Basic YW5uOnB3');
    expect(value(configuration, 'https://c.example/x')).toBe(basic('us@er:pa:ss'));
    expect(value(configuration, 'https://d.example/x')).toBe('Bearer from-env');
    expect(summary(configuration).join(' ')).not.toContain('us%40er');
  });

  test.each([
    ['a line break', '"abc\\nx-evil: 1"'],
    ['a carriage return', '"abc\\rx-evil: 1"'],
    ['a NUL', '"abc\\u0000"'],
    ['letters outside ASCII', 'tökén'],
  ])('a token with %s is not sent', async (_what, token) => {
    const configuration = await npmrc(`registry=https://npm.acme.example/\n//npm.acme.example/:_authToken=${token}\n`);
    expect(value(configuration, 'https://npm.acme.example/x')).toBeNull();
    expect(configuration.notes.join('\n')).toContain('holds characters that no header may hold');
  });

  test('an encoded pair that is not base64 is not sent', async () => {
    const configuration = await npmrc('registry=https://npm.acme.example/\n//npm.acme.example/:_auth="a\\nb: c"\n');
    expect(value(configuration, 'https://npm.acme.example/x')).toBeNull();
  });

  test('without a registry in their key are refused, as npm 9 and later refuse them', async () => {
    const configuration = await npmrc('_authToken=tok-unscoped\n_auth=YTpi\nregistry=https://npm.acme.example/\n');
    expect(value(configuration, 'https://npm.acme.example/x')).toBeNull();
    expect(configuration.notes.join('\n')).toContain('`_authToken` in ');
    expect(configuration.secrets).toContain('tok-unscoped');
  });

  test('of kinds that are not supported are named', async () => {
    const configuration = await npmrc('//npm.acme.example/:certfile=/c.pem\n//npm.acme.example/:keyfile=/k.pem\n');
    expect(configuration.notes.join('\n')).toContain('Assay does not support client certificates');
  });
});

test('no secret stands in the registries, the notes or an error, wherever it was written', async () => {
  const secrets = Array.from({ length: 12 }, (_, i) => `canary${i}x`);
  const [c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11] = secrets;
  const configuration = await npmrc(
    `registry=https://u:${c0}@npm.acme.example/\n@s:registry=https://${c1}@s.example/\n` +
      `//npm.acme.example/:_authToken=${c2}\n//s.example/:_auth=${Buffer.from(`u:${c3}`).toString('base64')}\n` +
      `//t.example/:username=u\n//t.example/:_password=${Buffer.from(c4!).toString('base64')}\n` +
      `_authToken=${c5}\nhttps-proxy=http://u:${c6}@proxy.example:3128/\nkey=${c7}\n//x.example/:_authToken="${c8}\\n"\n`,
    {
      env: {
        [`npm_config_//env.example/:_authToken`]: c9!,
        HTTP_PROXY: `http://u:${c10}@proxy.example/`,
        pnpm_config__auth: `{"https://p.example/":{"@":{"authToken":"${c11}"}}}`,
      },
      project: { 'pnpm-lock.yaml': '' },
    },
  );
  const open = JSON.stringify([configuration.registries, configuration.notes]);
  for (const secret of secrets) {
    expect(open).not.toContain(secret);
    expect(
      configuration.secrets.filter((text) => text.includes(secret)),
      secret,
    ).not.toEqual([]);
  }
  const failure = await npmrc(`registry=https://u:${c0}@bad host/\n`).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(AssayError);
  expect(`${String(failure)}${JSON.stringify(failure)}`).not.toContain(c0);
});

describe('pnpm', () => {
  const project = { 'pnpm-lock.yaml': '' };

  test('its own configuration counts in its projects, above the user’s .npmrc', async () => {
    const home = {
      '.npmrc': 'registry=https://npmrc.example/\n@n:registry=https://n.example/\n',
      '.config/pnpm/auth.ini':
        'registry=https://ini.example/\n@i:registry=https://i.example/\n//i.example/:_authToken=${TOKEN}\n',
      '.config/pnpm/config.yaml': 'registries:\n  "@y": https://y.example/\nhttpsProxy: http://proxy.example:3128\n',
    };
    const env = { TOKEN: 'from-env' };
    const configuration = await read({ home, project, env });
    expect(summary(configuration)).toEqual([
      'https://y.example/ user @y/*',
      'https://i.example/ user @i/*',
      'https://n.example/ user @n/*',
      'https://ini.example/ user',
    ]);
    expect(value(configuration, 'https://i.example/x')).toBe('Bearer from-env');
    expect(configuration.network.proxyFor('https://y.example/')).toBe('http://proxy.example:3128/');
    expect(summary(await read({ home, env }))).toEqual(['https://n.example/ user @n/*', 'https://npmrc.example/ user']);
  });

  test('its variables outrank its files, and rc counts where pnpm 11’s files are not', async () => {
    const home = { '.config/pnpm/rc': 'registry=https://rc.example/\n' };
    expect(summary(await read({ home, project }))).toEqual(['https://rc.example/ user']);
    const newer = { ...home, '.config/pnpm/auth.ini': '@i:registry=https://i.example/\n' };
    expect(summary(await read({ home: newer, project }))).not.toContain('https://rc.example/ user');
    const env = { PNPM_CONFIG_REGISTRY: 'https://env.example/' };
    expect(summary(await read({ home, project, env }))).toEqual(['https://env.example/ environment']);
  });

  test('structured credentials name registries as well', async () => {
    const env = {
      pnpm_config__auth:
        '{"https://a.example/npm":{"@":{"authToken":"ta"}},"https://b.example/":{"@org":{"authToken":"tb"}}}',
    };
    const configuration = await read({ project, env });
    expect(summary(configuration)).toEqual([
      'https://b.example/ environment @org/*',
      'https://a.example/npm/ environment',
    ]);
    expect(value(configuration, 'https://a.example/npm/x')).toBe('Bearer ta');
    expect(value(configuration, 'https://b.example/x')).toBe('Bearer tb');
    const file = { '.config/pnpm/config.yaml': '_auth:\n  https://a.example/:\n    "@": {authToken: "${TOKEN}"}\n' };
    const fromFile = await read({ project, home: file, env: { TOKEN: 'ta' } });
    expect(summary(fromFile)).toEqual(['https://a.example/ user']);
    expect(value(fromFile, 'https://a.example/x')).toBe('Bearer ta');
  });

  test('another user file, when pnpm is told so', async () => {
    await using folder = await temporaryFolder();
    await writeFiles(folder.path, { auth: 'registry=https://other.example/\n' });
    const env = { PNPM_CONFIG_NPMRC_AUTH_FILE: join(folder.path, 'auth') };
    const configuration = await npmrc('registry=https://npmrc.example/\n', { project, env });
    expect(summary(configuration)).toEqual(['https://other.example/ user']);
  });

  test('a configuration that cannot be parsed is an error with file and line', async () => {
    const home = { '.config/pnpm/config.yaml': 'registries:\n  default: "https://x\n' };
    await expect(read({ project, home })).rejects.toMatchObject({
      code: 'ERR_CONFIG',
      file: expect.stringMatching(/config\.yaml$/u) as unknown,
      line: expect.any(Number) as unknown,
    });
    await expect(read({ project, env: { pnpm_config__auth: 'tok-canary' } })).rejects.toMatchObject({
      code: 'ERR_CONFIG',
      message: expect.not.stringContaining('canary') as unknown,
    });
  });
});
