import { temporaryFolder, writeFiles } from '@assay/testkit';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readClientConfiguration, type ClientConfiguration, type ClientConfigurationOptions } from './index.js';

type Files = Readonly<Record<string, string>>;

async function read(
  project: Files,
  home: Files = {},
  env: Files = {},
  lockfiles?: readonly string[],
): Promise<ClientConfiguration> {
  await using folder = await temporaryFolder();
  const at = (name: string) => join(folder.path, name);
  await writeFiles(at('home'), { '.keep': '', ...home });
  await writeFiles(at('project'), { 'bun.lock': '', ...project });
  const options: ClientConfigurationOptions = {
    env: {
      PREFIX: at('prefix'),
      ...Object.fromEntries(Object.entries(env).map(([k, v]) => [k, v.replace('<home>', at('home'))])),
    },
    home: at('home'),
    projectRoot: at('project'),
    policyRegistries: [],
    isPublicRegistry: () => false,
    ...(lockfiles === undefined ? {} : { lockfiles: lockfiles.map((path) => join(at('project'), path)) }),
  };
  return await readClientConfiguration(options);
}

const own = ({ registries }: ClientConfiguration) =>
  registries.registries.flatMap(({ url, from, names }) =>
    from === 'client-default' ? [] : [[url, from, ...names].join(' ')],
  );
const sent = (configuration: ClientConfiguration, url: string) => configuration.credentialFor(url)?.value ?? null;
const npm = 'https://npm.acme.example/';
const evil = 'https://evil.example/';

test('a checkout’s bunfig.toml can only propose, and gets no token', async () => {
  const project = {
    'bunfig.toml': `[install]\nregistry = { url = "${evil}", token = "planted" }\ncafile = "evil.pem"\n[install.scopes]\n"@a" = "${evil}a/"\nb = { url = "${evil}b/", username = "me", password = "planted" }\n`,
  };
  const configuration = await read(project, { '.npmrc': '//evil.example/:_authToken=mine\n' });
  expect(own(configuration)).toEqual([`${evil} project`, `${evil}a/ project @a/*`, `${evil}b/ project @b/*`]);
  for (const path of ['x', 'a/x', 'b/x']) expect(sent(configuration, `${evil}${path}`)).toBeNull();
  expect(configuration.secrets).not.toContain('planted');
  expect([...configuration.network.privateOrigins]).not.toContain('https://evil.example');
  expect(configuration.network.tlsFor(evil).ca).toEqual([]);
  const notes = configuration.notes.join('\n');
  expect(notes).toContain(evil);
  expect(notes).toContain('The checkout’s bunfig.toml sets credentials, cafile, which is ignored');
  expect(configuration.doubts).toEqual([]);
});

test('it expands no variable', async () => {
  const project = {
    'bunfig.toml': `[install]\nregistry = { url = "${evil}", token = "$TOKEN" }\nscopes.a = "$URL"\nscopes.b = "${evil}\${TOKEN}/"\n`,
  };
  const configuration = await read(project, {}, { TOKEN: 'canary00', URL: `${evil}canary00` });
  expect(own(configuration)).toEqual([`${evil} project`]);
  expect(sent(configuration, `${evil}x`)).toBeNull();
  expect(JSON.stringify(configuration)).not.toContain('canary00');
});

test('it is read beside every bun.lock that was read, and nowhere else', async () => {
  const project = { 'app/bunfig.toml': `install.registry = "${evil}"\n`, 'app/bun.lock': '' };
  expect(own(await read(project, {}, {}, ['bun.lock', 'app/bun.lock']))).toEqual([`${evil} project`]);
  expect(own(await read(project, {}, {}, ['bun.lock']))).toEqual([]);
});

test.each(['.env', '.env.local', '.env.production', '.env.production.local'])(
  'a registry in %s is a proposal: Bun takes it for the environment',
  async (name) => {
    const text = `SECRET=planted\nBUN_CONFIG_REGISTRY=${evil}\nexport NPM_CONFIG_REGISTRY="${evil}b" # x\nBUN_CONFIG_TOKEN=planted\n`;
    const configuration = await read({ [name]: text });
    expect(own(configuration)).toEqual([`${evil} project`, `${evil}b/ project`]);
    expect(sent(configuration, evil)).toBeNull();
    expect(JSON.stringify(configuration)).not.toContain('planted');
  },
);

test('the user’s .bunfig.toml names registries and their credentials, above npm’s files and below the environment', async () => {
  const home = {
    '.bunfig.toml': `[install]\nregistry = { url = "${npm}", token = "$TOKEN" }\n[install.scopes]\nacme = { url = "https://s.example/x", username = "me", password = "$PASSWORD" }\nother = "https://:tok2@t.example/"\n`,
    '.npmrc': 'registry=https://two.example/\n',
  };
  const env = { TOKEN: 'tok', PASSWORD: 'secret' };
  const configuration = await read({}, home, env);
  expect(own(configuration)).toEqual([
    'https://s.example/x/ user @acme/*',
    'https://t.example/ user @other/*',
    `${npm} user`,
  ]);
  expect(sent(configuration, `${npm}lodash`)).toBe('Bearer tok');
  expect(sent(configuration, 'https://s.example/x/a')).toBe(`Basic ${Buffer.from('me:secret').toString('base64')}`);
  expect(sent(configuration, 'https://t.example/a')).toBe('Bearer tok2');
  expect(configuration.secrets).toEqual(expect.arrayContaining(['tok', 'secret', 'tok2']));
  const more = { ...env, NPM_CONFIG_REGISTRY: 'https://n.example/' };
  expect(own(await read({}, home, more)).at(-1)).toBe('https://n.example/ environment');
  expect(own(await read({}, home, { ...more, BUN_CONFIG_REGISTRY: 'https://b.example/' })).at(-1)).toBe(
    'https://b.example/ environment',
  );
});

test('XDG_CONFIG_HOME says where it lies; without a bun.lock it does not count', async () => {
  const home = { 'x/.bunfig.toml': `install.registry = "${npm}"\n`, '.bunfig.toml': `install.registry = "${evil}"\n` };
  expect(own(await read({}, home, { XDG_CONFIG_HOME: '<home>/x' }))).toEqual([`${npm} user`]);
  expect(own(await read({}, { 'x/.keep': '', ...{ '.bunfig.toml': 'a=1' } }, { XDG_CONFIG_HOME: '<home>/x' }))).toEqual(
    [],
  );
});

test('a token in the environment is sent to the user’s registry, and to no proposed one', async () => {
  const env = { BUN_CONFIG_TOKEN: 'tok' };
  expect(sent(await read({}, { '.bunfig.toml': `install.registry = "${npm}"\n` }, env), npm)).toBe('Bearer tok');
  expect(sent(await read({ 'bunfig.toml': `install.registry = "${evil}"\n` }, {}, env), evil)).toBeNull();
});

test.each(['install.registry = [', 'a = 1\na = 2\n', '[install]\nregistry = 5\n', '#'.repeat(70_000)])(
  'a broken one of the user’s is an error and leaks nothing, a broken one of the checkout’s a doubt: %#',
  async (text) => {
    const broken = read({}, { '.bunfig.toml': `# canary00\n${text}` });
    await expect(broken).rejects.toMatchObject({ code: 'ERR_CONFIG' });
    await expect(broken).rejects.not.toThrow('canary00');
    const { doubts } = await read({ 'bunfig.toml': text });
    expect(doubts).toMatchObject([{ code: 'bun-settings-unread', file: 'bunfig.toml' }]);
  },
);

test.each(['install.cache = "kept"', '[install.cache]\ndir = "./kept"'])(
  'a cache that lies in the checkout is a doubt: %s',
  async (text) => {
    const files = { 'bunfig.toml': text };
    expect((await read({ ...files, 'kept/x': '' })).doubts).toMatchObject([{ code: 'bun-committed-cache' }]);
    expect((await read(files)).doubts).toEqual([]);
  },
);

test('keys of prototypes are keys like any other', async () => {
  const text = `[install.scopes]\n__proto__ = "${evil}"\nconstructor = "${evil}"\n"a/*" = "${evil}"\n"@@b" = "${evil}"\n`;
  const configuration = await read({ 'bunfig.toml': text });
  expect(own(configuration)).toEqual([`${evil} project @__proto__/*`, `${evil} project @constructor/*`]);
  expect(({} as Record<string, unknown>)['url']).toBeUndefined();
});
