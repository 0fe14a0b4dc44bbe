import { temporaryFolder, writeFiles } from '@assay/testkit';
import fc from 'fast-check';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readClientConfiguration, type ClientConfiguration, type ClientConfigurationOptions } from './index.js';
import { parseNoProxy } from './no-proxy.js';

const certificate = (text: string) => `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----`;

async function read(
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
  options: Partial<ClientConfigurationOptions> = {},
): Promise<ClientConfiguration> {
  await using folder = await temporaryFolder();
  const at = (name: string) => join(folder.path, name);
  await Promise.all(['home', 'project'].map((name) => mkdir(at(name))));
  const here = (text: string) => text.replaceAll('<home>', at('home')).replaceAll('<project>', at('project'));
  await writeFiles(folder.path, Object.fromEntries(Object.entries(files).map(([name, text]) => [name, here(text)])));
  return await readClientConfiguration({
    env: {
      PREFIX: at('prefix'),
      ...(Object.fromEntries(Object.entries(env).map(([key, text]) => [key, here(text)])) as Record<string, string>),
    },
    home: at('home'),
    projectRoot: at('project'),
    policyRegistries: [],
    lockfileRemotes: [{ ecosystem: 'rubygems', url: gemServer }],
    isPublicRegistry: (ecosystem, url) => ecosystem === 'rubygems' && url === gemServer,
    ...options,
  });
}

const gemServer = 'https://gems.public.example/';
const npmServer = 'https://npm.acme.example/';
const npmrc = (text: string) => ({ 'home/.npmrc': `registry=${npmServer}\n${text}` });

describe('NO_PROXY', () => {
  const covers = (list: string, url: string) => parseNoProxy(list)(new URL(url));

  test.each([
    ['acme.example', 'https://acme.example/', true],
    ['acme.example', 'https://npm.acme.example/', true],
    ['.acme.example', 'https://acme.example/', true],
    ['*.acme.example', 'https://npm.acme.example/', true],
    ['ACME.example.', 'https://npm.acme.example./', true],
    ['acme.example', 'https://evilacme.example/', false],
    ['acme.example', 'https://acme.example.evil.test/', false],
    ['npm.acme.example', 'https://acme.example/', false],
    ['acme.example:8443', 'https://acme.example:8443/', true],
    ['acme.example:8443', 'https://acme.example/', false],
    ['acme.example:443', 'https://acme.example/', true],
    ['a.example, b.example c.example', 'https://c.example/', true],
    ['*', 'https://anything.example/', true],
    ['', 'https://anything.example/', false],
    ['.', 'https://anything.example/', false],
    ['10.0.0.0/8', 'https://10.1.2.3/', true],
    ['10.0.0.0/8', 'https://11.1.2.3/', false],
    ['10.0.0.0/8', 'https://10.example/', false],
    ['10.0.0.0/99', 'https://10.1.2.3/', false],
    ['127.0.0.1', 'http://127.0.0.1:4873/', true],
    ['127.0.0.1:4873', 'http://127.0.0.1:4873/', true],
    ['::1', 'http://[::1]:4873/', true],
    ['[::1]:4873', 'http://[::1]:4873/', true],
    ['[::1]:4874', 'http://[::1]:4873/', false],
    ['fd00::/8', 'http://[fd12::1]/', true],
  ])('%j and %s: %s', (list, url, expected) => {
    expect(covers(list, url)).toBe(expected);
  });

  test('no list can make it throw', () => {
    fc.assert(fc.property(fc.string(), (list) => typeof covers(list, 'https://a.example/') === 'boolean'));
  });
});

describe('proxies', () => {
  test('come from the environment, by protocol, the lower-case name first', async () => {
    const { network, secrets } = await read(npmrc(''), {
      HTTPS_PROXY: 'http://upper.example:1/',
      https_proxy: 'http://ann:pr%40xy@lower.example:1',
      HTTP_PROXY: 'plain.example:2',
      NO_PROXY: 'npm.acme.example',
    });
    expect(network.proxyFor('https://x.example/')).toBe('http://ann:pr%40xy@lower.example:1/');
    expect(network.proxyFor('http://x.example/')).toBe('http://plain.example:2/');
    expect(network.proxyFor(npmServer)).toBeNull();
    expect(network.proxyFor('not a url')).toBeNull();
    expect(secrets).toEqual(expect.arrayContaining(['pr%40xy', 'pr@xy']));
  });

  test('CVE-2016-5385 httpoxy: HTTP_PROXY is not believed in a CGI program', async () => {
    const { network } = await read({}, { HTTP_PROXY: 'http://evil.example/', REQUEST_METHOD: 'GET' });
    expect(network.proxyFor('http://x.example/')).toBeNull();
  });

  test('npm’s settings outrank the environment for all but gem servers', async () => {
    const { network } = await read(
      npmrc('https-proxy=http://npm-proxy.example/\nnoproxy[]=a.example\nnoproxy[]=b.example\n'),
      {
        https_proxy: 'http://env.example/',
      },
    );
    expect(network.proxyFor(npmServer)).toBe('http://npm-proxy.example/');
    expect(network.proxyFor('https://cdn.example/')).toBe('http://npm-proxy.example/');
    expect(network.proxyFor('https://x.b.example/')).toBeNull();
    expect(network.proxyFor(gemServer)).toBe('http://env.example/');
  });

  test('RubyGems’ setting is for gem servers', async () => {
    const { network } = await read({ 'home/.gemrc': 'http_proxy: http://gem-proxy.example:8080\n' });
    expect(network.proxyFor(gemServer)).toBe('http://gem-proxy.example:8080/');
    expect(network.proxyFor(npmServer)).toBeNull();
  });

  test.each(['socks5://proxy.example/', 'http://', '://', 'javascript:alert(1)'])(
    'one that is none is a note: %s',
    async (proxy) => {
      const { network, notes } = await read({}, { HTTPS_PROXY: proxy });
      expect(network.proxyFor('https://x.example/')).toBeNull();
      expect(notes.join('\n')).toContain('The proxy in `HTTPS_PROXY` is ignored');
    },
  );
});

describe('certificates', () => {
  test('npm’s cafile is for npm’s registries alone', async () => {
    const { network } = await read({
      ...npmrc('cafile=<home>/ca.pem\n'),
      'home/ca.pem': `one\n${certificate('AAAA')}\r\ntwo\n${certificate('BBBB')}\n`,
    });
    expect(network.tlsFor(`${npmServer}x`)).toEqual({
      ca: [certificate('AAAA'), certificate('BBBB')],
      strictSsl: true,
    });
    expect(network.tlsFor(gemServer).ca).toEqual([]);
    expect(network.tlsFor('https://other.example/').ca).toEqual([]);
  });

  test('npm’s ca in the file, one or several; null brings the default roots back', async () => {
    const line = (text: string) => `"${certificate(text).replaceAll('\n', '\\n')}"`;
    const several = await read(npmrc(`ca[]=${line('AAAA')}\nca[]=${line('BBBB')}\n`));
    expect(several.network.tlsFor(npmServer).ca).toEqual([certificate('AAAA'), certificate('BBBB')]);
    const none = await read(npmrc('ca=null\n'));
    expect(none.network.tlsFor(npmServer).ca).toEqual([]);
  });

  test('Ruby’s: Bundler’s setting, then RubyGems’, then SSL_CERT_FILE', async () => {
    const files = {
      'home/a.pem': certificate('AAAA'),
      'home/b.pem': certificate('BBBB'),
      'home/c.pem': certificate('CCCC'),
      'home/.gemrc': ':ssl_ca_cert: <home>/b.pem\n',
    };
    const env = { SSL_CERT_FILE: '<home>/c.pem' };
    const roots = async (all: Readonly<Record<string, string>>, more: Readonly<Record<string, string>>) => {
      const { network } = await read(all, more);
      expect(network.tlsFor('https://registry.example/').ca).toEqual([]);
      return network.tlsFor(gemServer).ca;
    };
    expect(await roots(files, { ...env, BUNDLE_SSL_CA_CERT: '<home>/a.pem' })).toEqual([certificate('AAAA')]);
    expect(await roots(files, env)).toEqual([certificate('BBBB')]);
    expect(await roots({ ...files, 'home/.gemrc': '' }, env)).toEqual([certificate('CCCC')]);
  });

  test('a file inside the checkout is not read, whoever names it', async () => {
    const { network, notes } = await read({
      ...npmrc('cafile=<project>/ca.pem\n'),
      'project/ca.pem': certificate('EVIL'),
    });
    expect(network.tlsFor(npmServer).ca).toEqual([]);
    expect(notes.join('\n')).toContain('lies in the checkout under test, which may not say whom to trust');
  });

  test('a missing file is a note; one without certificates is an error', async () => {
    const missing = await read(npmrc('cafile=<home>/none.pem\n'));
    expect(missing.notes.join('\n')).toContain('names a file that does not exist');
    const empty = { ...npmrc('cafile=<home>/ca.pem\n'), 'home/ca.pem': 'nothing' };
    await expect(read(empty)).rejects.toMatchObject({ code: 'ERR_CONFIG' });
    await expect(read(npmrc('cafile=<home>\n'))).rejects.toMatchObject({ code: 'ERR_CONFIG' });
    await expect(read(npmrc('ca=nothing\n'))).rejects.toMatchObject({ code: 'ERR_CONFIG', line: 2 });
  });

  test('verification switched off is honoured for that client’s registries, and loud', async () => {
    const npm = await read(npmrc('strict-ssl=false\n'));
    expect([npm.network.tlsFor(npmServer).strictSsl, npm.network.tlsFor(gemServer).strictSsl]).toEqual([false, true]);
    expect(npm.network.tlsFor('https://other.example/').strictSsl).toBe(true);
    expect(npm.notes.join('\n')).toContain('`strict-ssl` is off in');
    const gems = await read(npmrc(''), { BUNDLE_SSL_VERIFY_MODE: '0' });
    expect([gems.network.tlsFor(npmServer).strictSsl, gems.network.tlsFor(gemServer).strictSsl]).toEqual([true, false]);
    expect(gems.notes.join('\n')).toContain('`ssl_verify_mode` is 0 in the environment');
  });

  test.each(['nonsense', 'no', 'true', '1'])('strict-ssl=%s leaves it on', async (text) => {
    expect((await read(npmrc(`strict-ssl=${text}\n`))).network.tlsFor(npmServer).strictSsl).toBe(true);
  });
});
