import { temporaryFolder, writeFiles } from '@assay/testkit';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readClientConfiguration, type ClientConfiguration } from './index.js';

type Files = Readonly<Record<string, string>>;

async function read(project: Files, home: Files = {}, env: Files = {}): Promise<ClientConfiguration> {
  await using folder = await temporaryFolder();
  const at = (name: string) => join(folder.path, name);
  await writeFiles(at('home'), { '.keep': '', ...home });
  await writeFiles(at('project'), { 'yarn.lock': '', ...project });
  const from = { home: at('home'), projectRoot: at('project'), policyRegistries: [], isPublicRegistry: () => false };
  return await readClientConfiguration({ ...from, env: { PREFIX: at('prefix'), ...env } });
}

const own = ({ registries }: ClientConfiguration) =>
  registries.registries.flatMap(({ url, from, names }) =>
    from === 'client-default' ? [] : [[url, from, ...names].join(' ')],
  );
const sent = (configuration: ClientConfiguration, url: string) => configuration.credentialFor(url)?.value ?? null;
const npm = 'https://npm.acme.example/';

test('the user’s .yarnrc.yml names registries and their credentials', async () => {
  const yaml = `npmRegistryServer: "${npm}"\nnpmAuthToken: "\${TOKEN}"\nnpmScopes:\n  acme:\n    npmRegistryServer: "https://s.example/x"\n    npmAuthIdent: "me:secret"\nnpmRegistries:\n  "//s.example/y":\n    npmAuthToken: other\n`;
  const configuration = await read({}, { '.yarnrc.yml': yaml }, { TOKEN: 'tok' });
  expect(own(configuration)).toEqual(['https://s.example/x/ user @acme/*', `${npm} user`]);
  expect(sent(configuration, `${npm}lodash`)).toBe('Bearer tok');
  expect(sent(configuration, 'https://s.example/x/a')).toBe(`Basic ${Buffer.from('me:secret').toString('base64')}`);
  expect(configuration.secrets).toEqual(expect.arrayContaining(['tok', 'other']));
});

test('the environment goes before it, the .yarnrc of Yarn 1 behind npm’s configuration', async () => {
  const files = { '.yarnrc.yml': `npmRegistryServer: "${npm}"\n` };
  expect(own(await read({}, files, { YARN_NPM_REGISTRY_SERVER: 'https://e.example' }))).toEqual([
    'https://e.example/ environment',
  ]);
  expect(sent(await read({}, files, { YARN_NPM_AUTH_TOKEN: 'tok' }), npm)).toBe('Bearer tok');
  const classic = { '.yarnrc': '# x\nregistry "https://one.example/"\n"@a:registry" "https://a.example/"\n' };
  expect(own(await read({}, classic))).toEqual(['https://a.example/ user @a/*', 'https://one.example/ user']);
  expect(own(await read({}, { ...classic, '.npmrc': 'registry=https://two.example/\n' }))).toContain(
    'https://two.example/ user',
  );
});

const pem = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';

test('the user’s .yarnrc.yml says how Yarn’s registries are reached, the environment before it', async () => {
  const yaml = `npmRegistryServer: "${npm}"\nhttpsProxy: "http://\${WHO}:pass1234@proxy.example:8080"\nhttpProxy: "http://plain.example"\nhttpsCaFilePath: ./ca.pem\n`;
  const files = { '.yarnrc.yml': yaml, 'ca.pem': pem };
  const { network, secrets } = await read({}, files, { WHO: 'me' });
  expect(network.proxyFor(npm)).toBe('http://me:pass1234@proxy.example:8080/');
  expect(network.proxyFor(npm.replace('https', 'http'))).toBe('http://plain.example/');
  expect(secrets).toContain('pass1234');
  expect(network.tlsFor(npm)).toEqual({ ca: [pem], strictSsl: true });
  const variables = { WHO: 'me', YARN_HTTPS_PROXY: 'http://env.example', YARN_ENABLE_STRICT_SSL: 'false' };
  const other = await read({}, files, variables);
  expect(other.network.proxyFor(npm)).toBe('http://env.example/');
  expect(other.network.tlsFor(npm)).toEqual({ ca: [pem], strictSsl: false });
  expect(other.notes.join('\n')).toContain('ANYONE on the network can answer');
});

test('and so does the .yarnrc of Yarn 1, behind npm’s configuration', async () => {
  const classic = { '.yarnrc': `registry "${npm}"\nhttps-proxy "http://proxy.example"\nstrict-ssl false\n` };
  const { network } = await read({}, classic);
  expect([network.proxyFor(npm), network.tlsFor(npm).strictSsl]).toEqual(['http://proxy.example/', false]);
  const both = await read({}, { ...classic, '.npmrc': 'https-proxy=http://npm.example\nstrict-ssl=true\n' });
  expect([both.network.proxyFor(npm), both.network.tlsFor(npm).strictSsl]).toEqual(['http://npm.example/', true]);
});

test.each<[string, string]>([
  ['.yarnrc.yml', 'httpsProxy: "http://evil.example"\nenableStrictSsl: false\nhttpsCaFilePath: ./ca.pem\n'],
  ['.yarnrc', 'https-proxy "http://evil.example"\nstrict-ssl false\ncafile ./ca.pem\n'],
])('a checkout’s %s says nothing about the network, and is told', async (name, text) => {
  const { network, notes } = await read({ [name]: text, 'ca.pem': pem }, { '.npmrc': `registry=${npm}\n` });
  expect(network.proxyFor(npm)).toBeNull();
  expect(network.tlsFor(npm)).toEqual({ ca: [], strictSsl: true });
  expect(notes.join('\n')).toContain(`The checkout’s ${name}`);
});

test('a broken one is an error, and not a missing registry', async () => {
  const broken = read({}, { '.yarnrc.yml': 'npmRegistryServer: [\n' });
  await expect(broken).rejects.toMatchObject({ code: 'ERR_CONFIG' });
});

test.each<[string, Files]>([
  [
    '.yarnrc.yml',
    { '.yarnrc.yml': 'npmRegistryServer: "https://evil.example/"\nnpmAuthToken: planted\nenableStrictSsl: false\n' },
  ],
  ['.yarnrc', { '.yarnrc': 'registry "https://evil.example/"\n' }],
])('a checkout’s %s can only propose', async (_name, project) => {
  const configuration = await read(project, {
    '.yarnrc.yml': 'npmRegistries:\n  "https://evil.example":\n    npmAuthToken: mine\n',
  });
  expect(own(configuration)).toEqual(['https://evil.example/ project']);
  expect(sent(configuration, 'https://evil.example/x')).toBeNull();
  expect(configuration.secrets).not.toContain('planted');
  expect(configuration.notes.join('\n')).toContain('https://evil.example/');
  expect(configuration.network.tlsFor('https://evil.example/').strictSsl).toBe(true);
});

test('a checkout’s .yarnrc.yml expands no variable', async () => {
  const yaml =
    'npmRegistryServer: "https://evil.example/${TOKEN}"\nnpmScopes:\n  a:\n    npmRegistryServer: "https://${TOKEN}.evil.example/"\n';
  const configuration = await read({ '.yarnrc.yml': yaml }, {}, { TOKEN: 'canary00' });
  expect(own(configuration)).toEqual([]);
  expect(JSON.stringify(configuration)).not.toContain('canary00');
});

test.each([
  ['checksumBehavior: update\n', 'yarn-checksums-off'],
  ['checksumBehavior: "ignore"\n', 'yarn-checksums-off'],
  ['lockfileFilename: other.lock\n', 'yarn-other-lockfile'],
  ['cacheFolder: ./vendor/cache\n', 'yarn-cache-elsewhere'],
  ['a: [\n', 'yarn-settings-unread'],
])('a checkout that says %j leaves the run in doubt', async (yaml, code) => {
  const { doubts } = await read({ '.yarnrc.yml': yaml });
  expect(doubts).toMatchObject([{ code, file: '.yarnrc.yml' }]);
});

test('what Yarn does anyway is no doubt', async () => {
  expect(
    (await read({ '.yarnrc.yml': 'checksumBehavior: throw\ncacheFolder: ./.yarn/cache\nnodeLinker: node-modules\n' }))
      .doubts,
  ).toEqual([]);
});

test('a credential in the environment without a registry is sent to nobody', async () => {
  const configuration = await read(
    { '.yarnrc.yml': 'npmRegistryServer: "https://evil.example/"\n' },
    {},
    { YARN_NPM_AUTH_TOKEN: 'tok' },
  );
  expect(sent(configuration, 'https://evil.example/')).toBeNull();
});

test('Yarn’s built-in host stands for npm’s built-in default, and for no other registry', async () => {
  const url = `https://${['registry', 'yarnpkg', 'com'].join('.')}/`;
  await using folder = await temporaryFolder();
  await writeFiles(folder.path, {
    'ours/.npmrc': 'registry=https://npm.acme.example/\n',
    'none/.keep': '',
    'project/yarn.lock': '',
  });
  const aliases = async (home: string, remote: string) => {
    const { registries } = await readClientConfiguration({
      env: { PREFIX: join(folder.path, 'prefix') },
      home: join(folder.path, home),
      projectRoot: join(folder.path, 'project'),
      policyRegistries: [],
      isPublicRegistry: () => false,
      lockfileRemotes: [{ ecosystem: 'npm', url: remote }],
    });
    return registries.registries.filter(({ from }) => from !== 'project').flatMap((registry) => registry.aliases);
  };
  expect(await aliases('none', url)).toContain(url);
  expect(await aliases('none', url.replace('yarnpkg', 'yarnpkq'))).toEqual([]);
  expect(await aliases('ours', url)).not.toContain(url);
});
