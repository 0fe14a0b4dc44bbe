import type { Registry } from '@assay/model';
import { temporaryFolder, writeFiles } from '@assay/testkit';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readClientConfiguration, type ClientConfiguration, type ClientConfigurationOptions } from './index.js';

const publicDefault = 'https://gems.public.example/';

interface World {
  readonly home?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly remotes?: readonly string[];
  readonly options?: Partial<ClientConfigurationOptions>;
}

async function read(world: World): Promise<ClientConfiguration> {
  await using folder = await temporaryFolder();
  const at = (name: string) => join(folder.path, name);
  await Promise.all(['home', 'project'].map((name) => mkdir(at(name))));
  await writeFiles(at('home'), world.home ?? {});
  const env = Object.entries(world.env ?? {}).map(([key, text]) => [key, text.replaceAll('<home>', at('home'))]);
  return await readClientConfiguration({
    env: { PREFIX: at('prefix'), ...(Object.fromEntries(env) as Record<string, string>) },
    home: at('home'),
    projectRoot: at('project'),
    policyRegistries: [],
    lockfileRemotes: (world.remotes ?? [publicDefault]).map((url) => ({ ecosystem: 'rubygems', url })),
    isPublicRegistry: (ecosystem, url) => ecosystem === 'rubygems' && url === publicDefault,
    ...world.options,
  });
}

const bundle = (lines: string, more: World = {}) => read({ ...more, home: { '.bundle/config': `---\n${lines}` } });
const gems = ({ registries }: ClientConfiguration): readonly Registry[] =>
  registries.registries.filter(({ ecosystem }) => ecosystem === 'rubygems');
const summary = (configuration: ClientConfiguration) =>
  gems(configuration).map(({ url, from, aliases }) => [url, from, ...aliases].join(' '));
const value = (configuration: ClientConfiguration, url: string) => configuration.credentialFor(url)?.value ?? null;
const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;

describe('lockfile remotes', () => {
  test('the client’s built-in default is trusted, any other is a proposal', async () => {
    expect(summary(await read({ remotes: [publicDefault, 'https://gems.acme.example'] }))).toEqual([
      `${publicDefault} client-default`,
      'https://gems.acme.example/ project',
    ]);
  });

  test('a server for which the user configured a credential is named by the user', async () => {
    const configuration = await bundle('BUNDLE_GEMS__ACME__EXAMPLE: "ann:s%40cret"\n', {
      remotes: [publicDefault, 'https://gems.acme.example/'],
    });
    expect(summary(configuration)).toEqual(['https://gems.acme.example/ user', `${publicDefault} client-default`]);
    expect(value(configuration, 'https://gems.acme.example/gems/a-1.gem')).toBe(basic('ann:s@cret'));
    expect(value(configuration, publicDefault)).toBeNull();
    expect(configuration.secrets).toEqual(expect.arrayContaining(['s@cret', 'ann:s%40cret']));
  });

  test('the same from the environment, with dashes and underscores', async () => {
    const configuration = await read({
      remotes: ['https://my-gems.acme.example/'],
      env: { BUNDLE_MY___GEMS__ACME__EXAMPLE: 'ann:pw' },
    });
    expect(summary(configuration)).toEqual(['https://my-gems.acme.example/ environment']);
    expect(value(configuration, 'https://my-gems.acme.example/x')).toBe(basic('ann:pw'));
  });

  test('a credential for a host vouches for no path below it: the lockfile would choose the tenant', async () => {
    const configuration = await bundle('BUNDLE_GEMS__MANY__EXAMPLE: "token"\n', {
      remotes: ['https://gems.many.example/mallory/'],
    });
    expect(summary(configuration)).toEqual(['https://gems.many.example/mallory/ project']);
    expect(value(configuration, 'https://gems.many.example/mallory/x')).toBeNull();
    expect(configuration.notes.join('\n')).toContain('write the credential for the whole URL');
  });

  test('a credential for the whole URL does', async () => {
    const configuration = await bundle('BUNDLE_HTTPS://GEMS__MANY__EXAMPLE/ACME: "token"\n', {
      remotes: ['https://gems.many.example/acme/', 'https://gems.many.example/mallory/'],
    });
    expect(summary(configuration)).toEqual([
      'https://gems.many.example/acme/ user',
      'https://gems.many.example/mallory/ project',
    ]);
    expect(value(configuration, 'https://gems.many.example/acme/gems/a-1.gem')).toBe(basic('token:'));
  });

  test.each(['http://gems.acme.example/', 'https://gems.acme.example:8443/', 'https://x.gems.acme.example/'])(
    'a credential for a host does not vouch for %s',
    async (remote) => {
      const configuration = await bundle('BUNDLE_GEMS__ACME__EXAMPLE: "ann:pw"\n', { remotes: [remote] });
      expect(gems(configuration).map(({ from }) => from)).toEqual(['project']);
      expect(value(configuration, remote)).toBeNull();
    },
  );

  test('the policy’s server gets the user’s credential', async () => {
    const policy: Registry = {
      ecosystem: 'rubygems',
      url: 'https://gems.many.example/acme/',
      from: 'policy',
      names: [],
      redirects: [],
      aliases: [],
    };
    const configuration = await bundle('BUNDLE_GEMS__MANY__EXAMPLE: "ann:pw"\n', {
      remotes: ['https://gems.many.example/acme/'],
      options: { policyRegistries: [policy] },
    });
    expect(gems(configuration)).toEqual([policy]);
    expect(value(configuration, 'https://gems.many.example/acme/x')).toBe(basic('ann:pw'));
    expect(value(configuration, 'https://gems.many.example.evil.example/acme/x')).toBeNull();
  });
});

describe('mirrors', () => {
  test('a mirror of the default replaces it, which stands for the mirror in lockfiles', async () => {
    const configuration = await bundle(
      `BUNDLE_MIRROR__HTTPS://GEMS__PUBLIC__EXAMPLE/: "https://ann:pw@mirror.acme.example/gems"\n`,
    );
    expect(summary(configuration)).toEqual([`https://mirror.acme.example/gems/ user ${publicDefault}`]);
    expect(value(configuration, 'https://mirror.acme.example/gems/info/rack')).toBe(basic('ann:pw'));
    expect(configuration.secrets).toContain('pw');
  });

  test('a credential for the mirrored server stays where it is', async () => {
    const configuration = await bundle(
      'BUNDLE_MIRROR__HTTPS://GEMS__ACME__EXAMPLE/: "https://mirror.acme.example/"\nBUNDLE_GEMS__ACME__EXAMPLE: "a:b"\n',
      { remotes: ['https://gems.acme.example/'] },
    );
    expect(summary(configuration)).toEqual(['https://mirror.acme.example/ user https://gems.acme.example/']);
    expect(value(configuration, 'https://mirror.acme.example/x')).toBeNull();
    expect(value(configuration, 'https://gems.acme.example/x')).toBeNull();
  });

  test('of a host stands for every server there; of all, for every server', async () => {
    const remotes = [publicDefault, 'https://gems.many.example/a/', 'https://gems.many.example/b/'];
    const host = await bundle('BUNDLE_MIRROR__GEMS__MANY__EXAMPLE: "https://mirror.acme.example/"\n', { remotes });
    expect(summary(host)).toEqual([
      'https://mirror.acme.example/ user https://gems.many.example/a/ https://gems.many.example/b/',
      `${publicDefault} client-default`,
    ]);
    const all = await bundle('BUNDLE_MIRROR__ALL: "https://mirror.acme.example/"\n', { remotes });
    expect(summary(all)).toEqual([`https://mirror.acme.example/ user ${remotes.join(' ')}`]);
  });

  test('the environment outranks the user’s file; a fallback is noted, not followed', async () => {
    const configuration = await bundle(
      'BUNDLE_MIRROR__ALL: "https://file.acme.example/"\nBUNDLE_MIRROR__ALL__FALLBACK_TIMEOUT: "true"\n',
      { env: { BUNDLE_MIRROR__ALL: 'https://env.acme.example/' } },
    );
    expect(summary(configuration)).toEqual([`https://env.acme.example/ environment ${publicDefault}`]);
    expect(configuration.notes.join('\n')).toContain('fallback is not followed');
  });

  test('one that is no URL is an error', async () => {
    await expect(bundle('BUNDLE_MIRROR__ALL: "nonsense:s3cret@"\n')).rejects.toMatchObject({
      code: 'ERR_CONFIG',
      message: expect.not.stringContaining('s3cret') as unknown,
    });
  });
});

describe('where Bundler’s configuration is', () => {
  const mirror = (name: string) => `BUNDLE_MIRROR__ALL: "https://${name}.acme.example/"\n`;

  test.each([
    ['BUNDLE_USER_CONFIG', { BUNDLE_USER_CONFIG: '<home>/a/conf' }, 'a'],
    ['BUNDLE_USER_HOME', { BUNDLE_USER_HOME: '<home>/b' }, 'b'],
    ['BUNDLE_APP_CONFIG outside the checkout', { BUNDLE_APP_CONFIG: '<home>/b' }, 'b'],
  ])('%s is followed', async (_what, env, name) => {
    const home = { '.bundle/config': mirror('home'), 'a/conf': mirror('a'), 'b/config': mirror('b') };
    expect(gems(await read({ home, env }))[0]?.url).toBe(`https://${name}.acme.example/`);
  });

  test('BUNDLE_IGNORE_CONFIG leaves the environment alone', async () => {
    const configuration = await bundle(mirror('home'), { env: { BUNDLE_IGNORE_CONFIG: '1' } });
    expect(summary(configuration)).toEqual([`${publicDefault} client-default`]);
  });

  test('no home folder is no problem', async () => {
    expect(summary(await read({ options: { home: null } }))).toEqual([`${publicDefault} client-default`]);
  });

  test('a folder in its place is an error: it might have named a mirror', async () => {
    await expect(read({ home: { '.bundle/config/x': '' } })).rejects.toMatchObject({ code: 'ERR_CONFIG' });
  });
});

describe('.gemrc', () => {
  test('its sources are the user’s own, read as data', async () => {
    const configuration = await read({
      home: {
        '.gemrc': '---\n:backtrace: false\n:sources:\n- https://ann:pw@gems.acme.example\ngem: "--no-document"\n',
      },
    });
    expect(summary(configuration)).toEqual(['https://gems.acme.example/ user', `${publicDefault} client-default`]);
    expect(value(configuration, 'https://gems.acme.example/x')).toBe(basic('ann:pw'));
  });

  test('GEMRC’s files come after it, and XDG’s only in its place', async () => {
    const home = {
      '.config/gem/gemrc': ':sources: [https://xdg.acme.example/]\n',
      extra: ':sources: [https://extra.acme.example/]\n',
    };
    expect(gems(await read({ home }))[0]?.url).toBe('https://xdg.acme.example/');
    const both = { ...home, '.gemrc': ':sources: [https://own.acme.example/]\n' };
    expect(gems(await read({ home: both })).map(({ url }) => url)).not.toContain('https://xdg.acme.example/');
    expect(gems(await read({ home: both, env: { GEMRC: '<home>/extra' } }))[0]?.url).toBe(
      'https://extra.acme.example/',
    );
  });

  test('Ruby objects and broken YAML in it are an error with file and line', async () => {
    for (const text of [':sources: !ruby/object:Gem::Installer\n', ':sources: [https://x\n'])
      await expect(read({ home: { '.gemrc': text } })).rejects.toMatchObject({
        code: 'ERR_CONFIG',
        line: expect.any(Number) as unknown,
      });
  });
});

test('no secret stands in the registries or the notes, wherever it was written', async () => {
  const secrets = Array.from({ length: 7 }, (_, i) => `canary${i}x`);
  const [c0, c1, c2, c3, c4, c5, c6] = secrets;
  const configuration = await read({
    remotes: [publicDefault, 'https://gems.many.example/tenant/', 'https://localgems/'],
    home: {
      '.bundle/config':
        `BUNDLE_GEMS__MANY__EXAMPLE: "${c0}"\nBUNDLE_GEMS__OTHER__EXAMPLE: "ann:${c1}"\nBUNDLE_LOCALGEMS: "ann:${c2}"\n` +
        `BUNDLE_MIRROR__HTTPS://GEMS__PUBLIC__EXAMPLE/: "https://ann:${c3}@mirror.acme.example/"\n`,
      '.gemrc': `:sources:\n- https://${c4}@gems.acme.example/\nhttp_proxy: http://ann:${c5}@proxy.example/\n`,
    },
    env: { BUNDLE_GEMS__ENV__EXAMPLE: `${c6}:x-oauth-basic` },
  });
  const open = JSON.stringify([configuration.registries, configuration.notes]);
  for (const secret of secrets) {
    expect(open).not.toContain(secret);
    expect(
      configuration.secrets.filter((text) => text.includes(secret)),
      secret,
    ).not.toEqual([]);
  }
});
