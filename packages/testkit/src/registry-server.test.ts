import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { gunzipSync, inflateSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { mintCertificate, type CertificateOptions } from './certificate.js';
import type { Fault } from './fault.js';
import { mintGemRelease, mintPackage } from './minted-package.js';
import { startRegistryProcess } from './registry-process.js';
import { startRegistry, type LoopbackRegistry, type RegistryOptions } from './registry-server.js';

const pad = mintPackage({ name: 'left-pad', version: '1.3.0' });
const tool = mintPackage({
  name: '@acme/tool',
  version: '2.0.0',
  packageJson: { dependencies: { 'left-pad': '1.3.0' } },
});
const rack = mintGemRelease({ name: 'rack', version: '3.0.8' });
const tarball = '/left-pad/-/left-pad-1.3.0.tgz';

const open: LoopbackRegistry[] = [];
afterEach(async () => {
  for (const registry of open.splice(0)) await registry.close();
});

async function started(options: RegistryOptions = {}): Promise<LoopbackRegistry> {
  const registry = await startRegistry({ npm: [pad, tool], gems: [rack], ...options });
  open.push(registry);
  return registry;
}

async function json(url: string): Promise<Record<string, unknown>> {
  return (await (await fetch(url)).json()) as Record<string, unknown>;
}

async function bytes(url: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(url)).arrayBuffer());
}

/** What comes over the wire for one request, until `enough` says so or the server ends the connection. */
function wire(url: string, path: string, enough: (text: string) => boolean = () => false): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(Number(port), hostname, () => socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`));
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      text += chunk;
      if (enough(text)) socket.destroy();
    });
    socket
      .on('error', (error) => (text += `[${error.message}]`))
      .on('close', () => {
        resolve(text);
      });
  });
}

describe('a loopback npm registry', () => {
  test('serves packuments, manifests and tarballs, scoped names either way', async () => {
    const { url } = await started();
    const packument = await json(`${url}@acme%2ftool`);
    expect(packument).toMatchObject({ name: '@acme/tool', 'dist-tags': { latest: '2.0.0' } });
    const manifest = await json(`${url}@acme/tool/2.0.0`);
    expect(manifest).toMatchObject({
      name: '@acme/tool',
      dependencies: { 'left-pad': '1.3.0' },
      dist: { integrity: tool.integrity, shasum: tool.shasum, tarball: `${url}@acme/tool/-/tool-2.0.0.tgz` },
    });
    expect(await bytes(`${url}left-pad/-/left-pad-1.3.0.tgz`)).toEqual(pad.bytes);
  });

  test('answers 404 for what it does not have', async () => {
    const { url } = await started();
    expect((await fetch(`${url}left-pad/9.9.9`)).status).toBe(404);
    expect((await fetch(`${url}../etc/passwd`)).status).toBe(404);
  });

  test('keeps a log of requests with their headers', async () => {
    const registry = await started();
    await fetch(`${registry.url}@acme%2ftool?write=false`, { headers: { 'x-canary': 'token' } });
    expect(registry.requests).toHaveLength(1);
    expect(registry.requests[0]).toMatchObject({
      method: 'GET',
      path: '/@acme%2ftool?write=false',
      headers: { 'x-canary': 'token' },
    });
  });

  test('can lie in its metadata', async () => {
    const liar = mintPackage({ name: 'left-pad', version: '1.3.0', dist: { integrity: tool.integrity } });
    const { url } = await started({ npm: [liar] });
    expect(await json(`${url}left-pad/1.3.0`)).toMatchObject({
      dist: { integrity: tool.integrity, shasum: pad.shasum },
    });
  });

  test('lives under a base path, and nowhere else', async () => {
    const { url } = await started({ basePath: '/repository/npm/' });
    expect(url).toMatch(/\/repository\/npm\/$/);
    expect((await fetch(`${url}left-pad`)).status).toBe(200);
    expect((await fetch(new URL('/left-pad', url))).status).toBe(404);
  });

  test('opens only to the right credential', async () => {
    const basic = await started({ auth: { user: 'u', password: 'p' } });
    expect((await fetch(`${basic.url}left-pad`)).status).toBe(401);
    expect((await fetch(`${basic.url}left-pad`, { headers: { authorization: 'Basic dTpw' } })).status).toBe(200);
    const bearer = await started({ auth: { token: 't', deny: 404 } });
    expect((await fetch(`${bearer.url}left-pad`)).status).toBe(404);
    expect((await fetch(`${bearer.url}left-pad`, { headers: { authorization: 'Bearer t' } })).status).toBe(200);
  });
});

describe('a loopback gem server', () => {
  test('serves the compact index, the version list and gems', async () => {
    const { url } = await started();
    expect(await (await fetch(`${url}info/rack`)).text()).toBe(`---\n3.0.8 |checksum:${rack.sha256}\n`);
    expect(await (await fetch(`${url}versions`)).text()).toMatch(/^created_at: .*\n---\nrack 3\.0\.8 [0-9a-f]{32}\n$/);
    expect(await json(`${url}api/v1/versions/rack.json`)).toMatchObject([
      { number: '3.0.8', platform: 'ruby', sha: rack.sha256 },
    ]);
    expect(await bytes(`${url}gems/rack-3.0.8.gem`)).toEqual(rack.bytes);
  });
});

describe('a registry with a fault', () => {
  async function faulty(fault: Fault): Promise<string> {
    const { url } = await started({ faults: [{ path: tarball, fault }] });
    return url;
  }

  test('says any status, with any Retry-After', async () => {
    const url = await faulty({ kind: 'status', status: 429, headers: { 'retry-after': '315360000' } });
    const response = await fetch(`${url}${tarball.slice(1)}`);
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '315360000']);
    expect((await fetch(`${url}left-pad`)).status).toBe(200);
  });

  test('fails the first requests of a path and then works', async () => {
    const { url } = await started({ faults: [{ first: 2, fault: { kind: 'status', status: 503 } }] });
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await fetch(`${url}left-pad`)).status);
    expect(statuses).toEqual([503, 503, 200]);
  });

  test('serves a web page with status 200', async () => {
    expect(await (await fetch(`${await faulty({ kind: 'html' })}${tarball.slice(1)}`)).text()).toContain(
      '<!doctype html>',
    );
  });

  test.each([
    ['a wrong', ['7']],
    ['a negative', ['-1']],
    ['two', ['5', '6']],
  ])('states %s Content-Length', async (_, values) => {
    const text = await wire(await faulty({ kind: 'content-length', values }), tarball);
    expect(text.split('\r\n').filter((line) => line.startsWith('Content-Length'))).toEqual(
      values.map((value) => `Content-Length: ${value}`),
    );
    expect(text.length).toBeGreaterThan(pad.bytes.length);
  });

  test('cuts a body short of its length, of its chunks, or of nothing stated', async () => {
    const half = pad.bytes.length >> 1;
    for (const by of ['length', 'chunk', 'close'] as const) {
      const [head = '', ...rest] = (await wire(await faulty({ kind: 'truncate', by }), tarball)).split('\r\n\r\n');
      const body = rest.join('\r\n\r\n');
      expect(body.length - (by === 'chunk' ? body.indexOf('\r\n') + 2 : 0)).toBe(half);
      expect(head.includes(`Content-Length: ${String(pad.bytes.length)}`)).toBe(by === 'length');
    }
  });

  test('drips headers or body byte by byte', async () => {
    const whole = (text: string) =>
      text.includes('\r\n\r\n') && text.length - text.indexOf('\r\n\r\n') - 4 === pad.bytes.length;
    for (const kind of ['slow-headers', 'drip'] as const) {
      const text = await wire(await faulty({ kind, everyMs: 0.1 }), tarball, whole);
      expect(text.slice(-pad.bytes.length)).toBe(Buffer.from(pad.bytes).toString('latin1'));
    }
  });

  test('never answers, or ends the connection without an answer', async () => {
    const url = await faulty({ kind: 'hang' });
    const controller = new AbortController();
    const answer = fetch(`${url}${tarball.slice(1)}`, { signal: controller.signal });
    expect(await Promise.race([answer, fetch(`${url}left-pad`)])).toMatchObject({ url: `${url}left-pad` });
    controller.abort();
    await expect(answer).rejects.toThrow();
    expect(await wire(await faulty({ kind: 'close' }), tarball)).toBe('');
  });

  test('sends a body without end', async () => {
    const text = await wire(await faulty({ kind: 'endless' }), tarball, (so) => so.length > 2 ** 20);
    expect(text.length).toBeGreaterThan(2 ** 20);
  });

  test('sends a small body that decodes to a large one', async () => {
    const decodedBytes = 2 ** 22;
    for (const encoding of ['gzip', 'deflate', 'br'] as const) {
      const body = await bytes(`${await faulty({ kind: 'bomb', encoding, decodedBytes })}${tarball.slice(1)}`);
      expect(body.length).toBe(decodedBytes);
    }
  });

  test('encodes the right body several times', async () => {
    const text = await wire(await faulty({ kind: 'encodings', encodings: ['gzip', 'deflate'] }), tarball, (so) =>
      so.includes('\r\n\r\n'),
    );
    expect(text).toContain('content-encoding: gzip, deflate\r\n');
    const url = await faulty({ kind: 'encodings', encodings: ['gzip'] });
    expect(await bytes(`${url}${tarball.slice(1)}`)).toEqual(pad.bytes);
    expect(gunzipSync(inflateSync(Buffer.from(text.slice(text.indexOf('\r\n\r\n') + 4), 'latin1')))).toEqual(
      Buffer.from(pad.bytes),
    );
  });

  test('redirects anywhere, for ever, or so many times', async () => {
    const away = await fetch(
      `${await faulty({ kind: 'redirect', to: 'http://169.254.169.254/' })}${tarball.slice(1)}`,
      { redirect: 'manual' },
    );
    expect([away.status, away.headers.get('location')]).toEqual([302, 'http://169.254.169.254/']);
    await expect(fetch(`${await faulty({ kind: 'redirect-loop' })}${tarball.slice(1)}`)).rejects.toThrow();
    expect(await bytes(`${await faulty({ kind: 'redirect-chain', hops: 3 })}${tarball.slice(1)}`)).toEqual(pad.bytes);
  });

  test('breaks the connection in the middle of the body', async () => {
    expect(await wire(await faulty({ kind: 'reset' }), tarball)).toContain('ECONNRESET');
  });

  test('serves other bytes: any, those of another package, or one flipped bit', async () => {
    expect(await bytes(`${await faulty({ kind: 'body', body: '' })}${tarball.slice(1)}`)).toEqual(new Uint8Array());
    const swapped = await faulty({ kind: 'swap', path: '/@acme/tool/-/tool-2.0.0.tgz' });
    expect(await bytes(`${swapped}${tarball.slice(1)}`)).toEqual(tool.bytes);
    const flipped = await bytes(`${await faulty({ kind: 'flip', at: 20 })}${tarball.slice(1)}`);
    expect(flipped[20]).toBe((pad.bytes[20] ?? 0) ^ 1);
    expect(flipped.length).toBe(pad.bytes.length);
  });

  test('replaces a digest in its metadata', async () => {
    const fault: Fault = { kind: 'replace', from: pad.integrity, to: tool.integrity };
    const { url } = await started({ faults: [{ path: '/left-pad/1.3.0', fault }] });
    expect(await json(`${url}left-pad/1.3.0`)).toMatchObject({ dist: { integrity: tool.integrity } });
  });

  test('takes headers, delays, and faults that are set and lifted later', async () => {
    const registry = await started({ latencyMs: 1 });
    registry.setFault((request) => request.path.endsWith('.tgz'), { kind: 'headers', headers: { 'x-odd': '1' } });
    expect((await fetch(`${registry.url}${tarball.slice(1)}`)).headers.get('x-odd')).toBe('1');
    registry.setFault(tarball, { kind: 'wait', ms: 1 });
    expect(await bytes(`${registry.url}${tarball.slice(1)}`)).toEqual(pad.bytes);
    registry.setFault(tarball, null);
    expect((await fetch(`${registry.url}${tarball.slice(1)}`)).headers.get('x-odd')).toBeNull();
  });

  test('serves other packages from one moment to the next', async () => {
    const registry = await started();
    registry.serve({ npm: [mintPackage({ name: 'left-pad', version: '1.3.0', files: { 'evil.js': '' } })] });
    expect(await bytes(`${registry.url}${tarball.slice(1)}`)).not.toEqual(pad.bytes);
  });
});

describe('a registry with TLS', () => {
  async function errorOf(options: CertificateOptions, trust: boolean): Promise<string | undefined> {
    const certificate = mintCertificate(options);
    const { url } = await started({ tls: certificate });
    return await new Promise((resolve) => {
      const asked = httpsRequest(
        `${url}left-pad`,
        { agent: false, ...(trust ? { ca: certificate.cert } : {}) },
        (response) => {
          response.resume();
          resolve(undefined);
        },
      );
      asked.on('error', (error: NodeJS.ErrnoException) => {
        resolve(error.code);
      });
      asked.end();
    });
  }

  test('is trusted with its own certificate as CA, and not without', async () => {
    expect(await errorOf({}, true)).toBeUndefined();
    expect(await errorOf({}, false)).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
  });

  test('can have an expired, a future or a wrong-host certificate', async () => {
    expect(await errorOf({ notAfter: new Date(Date.UTC(2021, 0, 1)) }, true)).toBe('CERT_HAS_EXPIRED');
    expect(await errorOf({ notBefore: new Date(Date.UTC(2048, 0, 1)) }, true)).toBe('CERT_NOT_YET_VALID');
    expect(await errorOf({ hosts: ['other.example'] }, true)).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  });
});

describe('a registry in another process', () => {
  test('serves the same and ends when it is closed', async () => {
    const registry = await startRegistryProcess({
      npm: [pad],
      faults: [{ suffix: '.tgz', fault: { kind: 'flip', at: 0 } }],
    });
    expect(await json(`${registry.url}left-pad/1.3.0`)).toMatchObject({ dist: { integrity: pad.integrity } });
    expect((await bytes(`${registry.url}${tarball.slice(1)}`))[0]).toBe(0x1e);
    await registry.close();
    await expect(fetch(`${registry.url}left-pad`)).rejects.toThrow();
  });
});
