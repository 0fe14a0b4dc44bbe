import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasClient, runClient } from '../client.js';
import { mintGemRelease, mintPackage, sri } from '../minted-package.js';
import { temporaryFolder } from '../temporary-folder.js';
import { mintLicenseGem } from './license-gem.js';
import { startVendorServer, type VendorServer } from './vendor-server.js';

const gem = mintLicenseGem({ id: '1000.42', token: 'a token' });
const pack = mintPackage({ name: '@acme-pro/license', version: '1.0.0' });
const basic = { user: 'acme', password: 'swordfish', name: 'basic' };
const bearer = { token: 'tulip', name: 'bearer' };
const file = ['karafka-license', '1000.42'] as const;
const other = new TextEncoder().encode('other bytes');

const asBasic = { authorization: `Basic ${btoa('acme:swordfish')}` };
const asBearer = { authorization: 'Bearer tulip' };

async function status(server: VendorServer, headers: Record<string, string> = {}): Promise<number> {
  return (await fetch(server.fileUrl(...file), { headers })).status;
}

async function body(url: string, headers: Record<string, string> = {}): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(url, { headers })).arrayBuffer());
}

describe('a vendor’s server', () => {
  test('opens to any of its credentials, and to nobody else', async () => {
    await using server = await startVendorServer({ gems: [gem], credentials: [basic, bearer] });
    expect(await status(server, asBasic)).toBe(200);
    expect(await status(server, asBearer)).toBe(200);
    expect(await status(server)).toBe(401);
    expect(await status(server, { authorization: 'Bearer wrong' })).toBe(401);
    expect(server.requests.map(({ credential, authorization }) => [credential, authorization])).toEqual([
      ['basic', 'basic'],
      ['bearer', 'bearer'],
      [null, 'none'],
      [null, 'bearer'],
    ]);
    expect(JSON.stringify(server.requests)).not.toMatch(/swordfish|tulip|wrong/);
  });

  test('answers as it is told where the credential is expired, forbidden, unknown', async () => {
    await using server = await startVendorServer({ gems: [gem], credentials: [basic], deny: 404 });
    expect(await status(server)).toBe(404);
    server.setCredentials([{ ...basic, state: 'expired' }]);
    expect(await status(server, asBasic)).toBe(401);
    server.setCredentials([{ ...basic, state: 'forbidden' }]);
    expect(await status(server, asBasic)).toBe(403);
    server.setCredentials([{ ...basic, password: 'rotated' }]);
    expect(await status(server, asBasic)).toBe(404);
  });

  test('can serve other bytes to one credential than to another', async () => {
    await using server = await startVendorServer({ gems: [gem], credentials: [basic, bearer] });
    server.serve({ name: file[0], version: file[1], bytes: other, credential: 'bearer' });
    expect(await body(server.fileUrl(...file), asBasic)).toEqual(gem.bytes);
    expect(await body(server.fileUrl(...file), asBearer)).toEqual(other);
    expect(new Set(server.requests.map(({ sha256 }) => sha256)).size).toBe(2);
  });

  test('republishes with an index that follows or does not, removes, adds', async () => {
    await using server = await startVendorServer({ npm: [pack] });
    const stated = async () => {
      const { dist } = (await (await fetch(`${server.url}@acme-pro/license/1.0.0`)).json()) as {
        dist: { integrity: string };
      };
      return dist.integrity;
    };
    server.serve({ name: pack.name, version: '1.0.0', bytes: other, index: 'old' });
    expect(await body(server.fileUrl(pack.name, '1.0.0'))).toEqual(other);
    expect(await stated()).toBe(pack.integrity);
    server.serve({ name: pack.name, version: '1.0.0', bytes: other });
    expect(await stated()).toBe(sri('sha512', other));
    const url = server.fileUrl(pack.name, '1.0.0');
    server.remove(pack.name, '1.0.0');
    expect((await fetch(url)).status).toBe(404);
    expect(await stated()).toBe(sri('sha512', other));
    server.add({ gems: [gem] });
    expect(await status(server)).toBe(200);
    server.remove(...file, { unlist: true });
    expect((await fetch(`${server.url}info/karafka-license`)).status).toBe(404);
    expect(() => server.filePath('nothing', '1')).toThrow('no release nothing 1');
  });

  test('meets faults: an empty body, a login page, an outage, half of a file, another origin', async () => {
    await using server = await startVendorServer({ gems: [gem], credentials: [basic] });
    await using cdn = await startVendorServer({ gems: [gem] });
    const path = server.filePath(...file);
    server.fault(path, { kind: 'body', body: '' });
    expect(await body(server.fileUrl(...file), asBasic)).toHaveLength(0);
    server.fault(path, { kind: 'html' });
    expect(new TextDecoder().decode(await body(server.fileUrl(...file)))).toContain('Sign in');
    server.fault(path, { kind: 'status', status: 503 });
    expect(await status(server, asBasic)).toBe(503);
    server.fault(path, { kind: 'truncate', by: 'close' });
    expect(await body(server.fileUrl(...file), asBasic)).toEqual(gem.bytes.slice(0, gem.bytes.length >> 1));
    server.fault(path, { kind: 'redirect', to: cdn.fileUrl(...file) });
    expect(await body(server.fileUrl(...file), asBasic)).toEqual(gem.bytes);
    expect(cdn.requests).toMatchObject([{ authorization: 'none', status: 200 }]);
    server.fault(path, null);
    expect(await status(server, asBasic)).toBe(200);
    expect(server.requests.map(({ fault }) => fault)).toEqual(['body', 'html', 'status', 'truncate', 'redirect', null]);
  });

  test('logs whether caches were to be passed by, and answers 304 only when it is cacheable', async () => {
    await using server = await startVendorServer({ gems: [gem], cacheable: true });
    const first = await fetch(server.fileUrl(...file), { headers: { 'cache-control': 'no-store' } });
    const etag = first.headers.get('etag') ?? '';
    expect(await status(server, { 'if-none-match': etag })).toBe(304);
    expect(server.requests).toMatchObject([
      { conditional: false, cacheControl: 'no-store', status: 200, sha256: gem.sha256 },
      { conditional: true, status: 304, sha256: null },
    ]);
    await using plain = await startVendorServer({ gems: [gem] });
    expect(await status(plain, { 'if-none-match': etag })).toBe(200);
  });
});

describe.skipIf(!hasClient('ruby'))('the Marshal indexes, asked of Ruby itself', () => {
  test('hold names, versions, platforms and whole specifications', async () => {
    const gems = [
      gem,
      mintGemRelease({ name: 'karat', version: '2.0.1', dependencies: [{ name: 'rack', requirement: '~> 3.0' }] }),
      mintGemRelease({ name: 'karat', version: '3.0.0.rc1', platform: 'x86_64-linux' }),
    ];
    await using server = await startVendorServer({ gems, gemIndex: 'marshal' });
    await using folder = await temporaryFolder();
    const save = async (path: string) => {
      const at = join(folder.path, path.replaceAll('/', '_'));
      await writeFile(at, await body(`${server.url}${path}`));
      return at;
    };
    const program = `
      def read(file) = Marshal.load(Gem::Util.gunzip(File.binread(file))).map { |n, v, p| [n, v.to_s, p] }
      puts read(ARGV[0]).inspect, read(ARGV[1]).inspect, read(ARGV[2]).inspect
      spec = Marshal.load(Gem::Util.inflate(File.binread(ARGV[3])))
      puts [spec.name, spec.version, spec.date.year, *spec.dependencies, spec.required_ruby_version].join("|")`;
    const indexes = ['specs.4.8.gz', 'latest_specs.4.8.gz', 'prerelease_specs.4.8.gz'];
    const files = [];
    for (const path of [...indexes, 'quick/Marshal.4.8/karat-2.0.1.gemspec.rz']) files.push(await save(path));
    const { stdout, stderr } = await runClient('ruby', ['-rrubygems', '-e', program, ...files]);
    expect(stderr).toBe('');
    const released = '[["karafka-license", "1000.42", "ruby"], ["karat", "2.0.1", "ruby"]]';
    expect(stdout.split('\n')).toEqual([
      released,
      released,
      '[["karat", "3.0.0.rc1", "x86_64-linux"]]',
      'karat|2.0.1|2024|rack (~> 3.0)|>= 0',
      '',
    ]);
  });
});
