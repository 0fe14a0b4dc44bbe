import { createServer, request as httpRequest, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { Evidence, EvidenceRequest } from '@assay/model';
import { mintCertificate, mintPackage, startRegistry, type LoopbackRegistry } from '@assay/testkit';
import type { NetworkConfiguration } from '../client-config/index.js';
import { systemClock, type Clock } from './clock.js';
import { createHttpSource, type HttpSource } from './http-source.js';
import type { HttpLimits } from './http-limits.js';

const pad = mintPackage({ name: 'left-pad', version: '1.3.0' });
const impatient: Clock = { ...systemClock, after: (ms, callback) => systemClock.after(Math.min(ms, 20), callback) };
const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

interface Proxy {
  readonly url: string;
  readonly seen: { readonly line: string; readonly authorization: string | undefined }[];
}

/** A proxy that connects everything to the loopback, whatever host is asked for. */
async function startProxy(behaviour: 'honest' | 'denies' | 'hangs' = 'honest'): Promise<Proxy> {
  const seen: { line: string; authorization: string | undefined }[] = [];
  const server: Server = createServer((request, response) => {
    seen.push({ line: `GET ${request.url ?? ''}`, authorization: request.headers['proxy-authorization'] });
    const { port, pathname } = new URL(request.url ?? '');
    httpRequest({ host: '127.0.0.1', port, path: pathname, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    }).end();
  });
  server.on('connect', (request, socket) => {
    seen.push({ line: `CONNECT ${request.url ?? ''}`, authorization: request.headers['proxy-authorization'] });
    socket.on('error', () => undefined);
    if (behaviour === 'hangs') return;
    if (behaviour === 'denies') {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    const upstream = connect(Number((request.url ?? '').split(':').at(-1)), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(socket);
      socket.pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
    socket.on('close', () => upstream.destroy());
  });
  const sockets = new Set<{ destroy(): void }>();
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://user:canary@127.0.0.1:${String(port)}`, seen };
}

async function secureRegistry(): Promise<{ readonly registry: LoopbackRegistry; readonly cert: string }> {
  const tls = mintCertificate({ hosts: ['registry.test'] });
  const registry = await startRegistry({ npm: [pad], tls, host: 'registry.test' });
  open.push(registry);
  return { registry, cert: tls.cert };
}

function sourceFor(url: string, network: Partial<NetworkConfiguration>, limits: Partial<HttpLimits> = {}): HttpSource {
  const source = createHttpSource({
    registries: { registries: [{ ecosystem: 'npm', url, from: 'user', names: [], redirects: [], aliases: [] }] },
    credentials: { credentialFor: () => ({ header: 'authorization', value: 'Bearer sesame' }) },
    network: {
      proxyFor: () => null,
      tlsFor: () => ({ ca: [], strictSsl: true }),
      privateOrigins: new Set(),
      ...network,
    },
    userAgent: 'assay-test',
    clock: impatient,
    limits,
  });
  open.push(source);
  return source;
}

function ask(base: string): EvidenceRequest {
  const url = `${base}left-pad/1.3.0`;
  return { kind: 'release', ecosystem: 'npm', url, registry: base, pins: [], algorithms: [], maxBytes: 2 ** 20 };
}

function textOf(evidence: Evidence): string {
  return evidence.state === 'unreachable' ? `${evidence.reason}: ${evidence.detail}` : evidence.state;
}

describe('a configured proxy', () => {
  test('tunnels https: it resolves the name, and sees neither the credential nor the path', async () => {
    const { registry, cert } = await secureRegistry();
    const proxy = await startProxy();
    const source = sourceFor(registry.url, {
      proxyFor: () => proxy.url,
      tlsFor: () => ({ ca: [cert], strictSsl: true }),
    });
    expect(textOf(await source.get(ask(registry.url)))).toBe('found');
    expect(registry.requests[0]?.headers['authorization']).toBe('Bearer sesame');
    const { host } = new URL(registry.url);
    const authorization = `Basic ${Buffer.from('user:canary').toString('base64')}`;
    expect(proxy.seen).toEqual([{ line: `CONNECT ${host}`, authorization }]);
    expect(JSON.stringify(registry.requests)).not.toContain('proxy-authorization');
  });

  test('does not excuse a wrong certificate', async () => {
    const { registry } = await secureRegistry();
    const proxy = await startProxy();
    const source = sourceFor(registry.url, { proxyFor: () => proxy.url });
    expect(textOf(await source.get(ask(registry.url)))).toMatch(/^tls-failure: .*through the proxy/u);
    const other = mintCertificate({ hosts: ['other.test'] });
    const wrong = await startRegistry({ npm: [pad], tls: other, host: 'registry.test' });
    open.push(wrong);
    const strict = sourceFor(wrong.url, {
      proxyFor: () => proxy.url,
      tlsFor: () => ({ ca: [other.cert], strictSsl: true }),
    });
    expect(textOf(await strict.get(ask(wrong.url)))).toMatch(/ERR_TLS_CERT_ALTNAME_INVALID/u);
  });

  test('forwards plain http to a registry that the user configured so', async () => {
    const registry = await startRegistry({ npm: [pad] });
    open.push(registry);
    const proxy = await startProxy();
    const source = sourceFor(registry.url, { proxyFor: () => proxy.url });
    expect(textOf(await source.get(ask(registry.url)))).toBe('found');
    expect(proxy.seen[0]?.line).toBe(`GET ${registry.url}left-pad/1.3.0`);
  });

  test('that wants another password is a connect failure that names no secret', async () => {
    const { registry, cert } = await secureRegistry();
    const proxy = await startProxy('denies');
    const source = sourceFor(registry.url, {
      proxyFor: () => proxy.url,
      tlsFor: () => ({ ca: [cert], strictSsl: true }),
    });
    const text = textOf(await source.get(ask(registry.url)));
    expect(text).toMatch(/^connect-failure: .*the proxy answered 407/u);
    expect(text).not.toContain('canary');
  });

  test('that is not there is a connect failure', async () => {
    const { registry, cert } = await secureRegistry();
    const source = sourceFor(registry.url, {
      proxyFor: () => 'http://user:canary@127.0.0.1:9',
      tlsFor: () => ({ ca: [cert], strictSsl: true }),
    });
    const text = textOf(await source.get(ask(registry.url)));
    expect(text).toMatch(/^connect-failure: .*through the proxy.*ECONNREFUSED/u);
    expect(text).not.toContain('canary');
  });

  test('that never answers is a timeout', async () => {
    const { registry, cert } = await secureRegistry();
    const proxy = await startProxy('hangs');
    const limits = { connectMs: 50, headersMs: 50, requestMs: 2500 };
    const source = sourceFor(
      registry.url,
      { proxyFor: () => proxy.url, tlsFor: () => ({ ca: [cert], strictSsl: true }) },
      limits,
    );
    expect(textOf(await source.get(ask(registry.url)))).toMatch(/^timeout/u);
  });
});
