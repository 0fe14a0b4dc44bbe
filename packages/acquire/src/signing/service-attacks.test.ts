/** What services may try: to be handed the token elsewhere, to fill memory, to keep us waiting, to answer nonsense. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import {
  githubIdentity,
  mintCertificate,
  mintIdentityToken,
  mintSigstore,
  startSigstoreServices,
  type BundleJson,
  type SigstoreServices,
} from '@assay/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NetworkConfiguration } from '../client-config/index.js';
import { maxAnswerBytes } from './service-client.js';
import { signKeyless, type KeylessOptions } from './sign-keyless.js';

const identity = githubIdentity({ repository: 'acme/acme-pro' });
const token = mintIdentityToken(identity);
const limits = { requestMs: 1500, retries: 0, totalMs: 5000 };
const payload = Buffer.from('{"_type":"https://in-toto.io/Statement/v1"}');

let services: SigstoreServices;
const open: (() => Promise<void>)[] = [];

beforeAll(async () => {
  services = await startSigstoreServices(mintSigstore(), { identity });
});
beforeEach(() => {
  for (const each of ['fulcio', 'rekor', 'tsa'] as const) services.setFault(each, null);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()));
});
afterAll(() => services.close());

async function started(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    socket.on('error', () => undefined);
    sockets.add(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(
    () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  );
  return (server.address() as AddressInfo).port;
}

/** A server that keeps what it is sent, and answers with what `act` does. */
async function recorder(act: (response: ServerResponse, request: IncomingMessage) => void) {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Uint8Array[] = [];
    request.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    request.on('end', () => {
      seen.push(`${request.method ?? ''} ${request.url ?? ''} ${Buffer.concat(chunks).toString()}`);
      act(response, request);
    });
  });
  return { url: `http://127.0.0.1:${String(await started(server))}`, seen };
}

/** A server that answers every request with these bytes, and hears out whoever goes on. */
async function rawServer(answer: string): Promise<string> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(answer));
  });
  return `http://127.0.0.1:${String(await started(server))}`;
}

type Service = 'fulcio' | 'rekor' | 'tsa';
const steps = { fulcio: 'certificate', rekor: 'log', tsa: 'timestamp' } as const;
const all = ['fulcio', 'rekor', 'tsa'] as const;

function sign(given: Partial<KeylessOptions> = {}, at: Partial<Record<Service, string>> = {}) {
  const { fulcio, rekor, tsa } = { ...services, ...at };
  const named = { fulcio, rekor: { url: rekor, api: 1 }, tsa } as const;
  return signKeyless(payload, 'application/vnd.in-toto+json', { token, services: named, limits, ...given });
}

describe.each(all)('%s', (service) => {
  it.each([301, 302, 303, 307, 308])('cannot send anything to another origin with a %d', async (status) => {
    const elsewhere = await recorder((response) => response.writeHead(201).end('{}'));
    services.setFault(service, { kind: 'redirect', to: `${elsewhere.url}/api/v2/signingCert`, status });
    const result = await sign();
    expect(result).toMatchObject({ code: 'keyless-answer-malformed', outcome: 'refuted' });
    expect((result as { readonly detail: string }).detail).toContain(`redirected (${String(status)})`);
    expect(elsewhere.seen).toEqual([]);
  });

  it('is not followed to its own origin either', async () => {
    services.setFault(service, { kind: 'redirect', to: `/api/v1/timestamp`, status: 307 });
    const before = services.requests.filter((each) => each.service === service).length;
    expect(await sign()).toMatchObject({ code: 'keyless-answer-malformed' });
    expect(services.requests.filter((each) => each.service === service).length).toBe(before + 1);
  });

  it('is cut off when its answer has no end', async () => {
    services.setFault(service, { kind: 'endless' });
    const before = performance.now();
    const result = await sign();
    expect(result).toMatchObject({ code: 'keyless-answer-malformed', outcome: 'refuted' });
    expect(JSON.stringify(result)).toContain(`more than the ${String(maxAnswerBytes)} bytes`);
    expect(performance.now() - before).toBeLessThan(1500);
  });

  it('is cut off when a refusal has no end', async () => {
    let sent = 0;
    const endless = await recorder((response) => {
      response.writeHead(500, { 'content-type': 'application/json' });
      const more = () => {
        const chunk = Buffer.alloc(65_536, 0x20);
        while (!response.destroyed && response.write(chunk)) sent += chunk.length;
      };
      response.on('drain', more);
      more();
    });
    expect(await sign({}, { [service]: endless.url })).toMatchObject({ code: `keyless-${steps[service]}-unavailable` });
    expect(sent).toBeLessThan(64 * maxAnswerBytes);
  });

  it.each(['gzip', 'br'] as const)('cannot fill memory with a small %s', async (encoding) => {
    services.setFault(service, { kind: 'bomb', encoding, decodedBytes: 16 * maxAnswerBytes });
    expect(await sign()).toMatchObject({ code: 'keyless-answer-malformed' });
  });

  it('cannot fill memory with headers', async () => {
    services.setFault(service, { kind: 'headers', headers: { 'x-more': 'x'.repeat(1024 * 1024) } });
    const result = await sign();
    expect(result).toMatchObject({ code: 'keyless-answer-malformed' });
    expect(JSON.stringify(result)).toContain('more header bytes than are allowed');
  });

  it.each([
    ['chunks whose size is no number', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZZZ\r\n{}\r\n0\r\n\r\n'],
    ['a chunk of 2^64 bytes', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n{}\r\n'],
    [
      'chunks and a length',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
    ],
    ['a length that is none', 'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}'],
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9.9\r\n'],
    ['a stated length beyond the cap', 'HTTP/1.1 201 Created\r\nContent-Length: 99999999999\r\n\r\n{}'],
  ])('that sends %s has not answered', async (_what, answer) => {
    const url = await rawServer(answer);
    expect(await sign({}, { [service]: url })).toMatchObject({ code: 'keyless-answer-malformed' });
  });

  it.each(['length', 'chunk'] as const)('that cuts its answer short (%s) has not answered', async (by) => {
    services.setFault(service, { kind: 'truncate', by });
    expect(await sign()).toMatchObject({ code: `keyless-${steps[service]}-unavailable`, outcome: 'unknown' });
  });

  it('that sends its headers byte by byte is out of time', async () => {
    services.setFault(service, { kind: 'slow-headers', everyMs: 50 });
    const result = await sign({ limits: { requestMs: 300, retries: 0, totalMs: 5000 } });
    expect(result).toMatchObject({ code: `keyless-${steps[service]}-unavailable` });
  });

  it('is asked as often as the limits say, and no more', async () => {
    services.setFault(service, { kind: 'status', status: 503 });
    const before = services.requests.filter((each) => each.service === service).length;
    expect(await sign({ limits: { ...limits, retries: 1 } })).toMatchObject({
      code: `keyless-${steps[service]}-unavailable`,
    });
    expect(services.requests.filter((each) => each.service === service).length).toBe(before + 2);
  });

  it('that only ever asks to come back later does not outlast the total deadline', async () => {
    services.setFault(service, { kind: 'status', status: 429, headers: { 'retry-after': '3600' } });
    const before = performance.now();
    const result = await sign({ limits: { requestMs: 500, retries: 9, totalMs: 1000 } });
    expect(result).toMatchObject({ outcome: 'unknown' });
    expect(performance.now() - before).toBeLessThan(2000);
  });
});

describe('the token', () => {
  it('goes to Fulcio once, and neither to Rekor nor to the timestamp authority', async () => {
    const refuse = (response: ServerResponse) => response.writeHead(400).end();
    const [fulcio, rekor, tsa] = [await recorder(refuse), await recorder(refuse), await recorder(refuse)];
    await sign({}, { fulcio: fulcio.url });
    await sign({}, { rekor: rekor.url, tsa: tsa.url });
    expect(fulcio.seen).toHaveLength(1);
    expect(fulcio.seen[0]).toContain(token);
    expect([...rekor.seen, ...tsa.seen].join('')).toContain('POST /api/v1/');
    for (const part of token.split('.')) expect([...rekor.seen, ...tsa.seen].join('')).not.toContain(part);
  });

  it.each([
    ['an address that its issuer did not verify', { email: 'jo@acme.example', email_verified: false }],
    ['nobody', { sub: undefined }],
  ])('about %s is sent to nobody', async (_what, claims) => {
    const fulcio = await recorder((response) => response.writeHead(400).end());
    const about = mintIdentityToken(identity, { claims });
    expect(await sign({ token: about }, { fulcio: fulcio.url })).toMatchObject({ code: 'keyless-certificate-refused' });
    expect(fulcio.seen).toEqual([]);
  });

  it('is not sent to a server that cannot prove who it is, and is with the configured certificate', async () => {
    const { cert, key } = mintCertificate({ hosts: ['localhost'] });
    const seen: string[] = [];
    const server = createTlsServer({ cert, key }, (request, response) => {
      seen.push(request.url ?? '');
      response.writeHead(400).end();
    });
    const fulcio = `https://localhost:${String(await started(server))}`;
    const stranger = await sign({}, { fulcio });
    expect(stranger).toMatchObject({ code: 'keyless-certificate-unavailable' });
    expect(JSON.stringify(stranger)).toContain('could not prove its identity over TLS');
    expect(seen).toEqual([]);
    const network = networkOf({ tlsFor: () => ({ ca: [cert], strictSsl: true }) });
    expect(await sign({ network }, { fulcio })).toMatchObject({ code: 'keyless-certificate-refused' });
    expect(seen).toEqual(['/api/v2/signingCert']);
  });
});

it('services are asked through the configured proxy', async () => {
  const proxy = await recorder((response) => response.writeHead(403).end());
  const network = networkOf({ proxyFor: () => proxy.url });
  expect(await sign({ network })).toMatchObject({ code: 'keyless-certificate-refused' });
  expect(proxy.seen[0]).toContain(`POST ${services.fulcio}/api/v2/signingCert`);
});

describe('Fulcio', () => {
  it('cannot have another key’s certificate written into the bundle', async () => {
    const other = JSON.parse(Buffer.from((await sign()) as Uint8Array).toString()) as BundleJson;
    const der = other.verificationMaterial.certificate?.rawBytes ?? '';
    const pem = `-----BEGIN CERTIFICATE-----\n${der.replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
    const body = JSON.stringify({ signedCertificateEmbeddedSct: { chain: { certificates: [pem] } } });
    services.setFault('fulcio', { kind: 'body', body });
    expect(await sign()).toMatchObject({ code: 'keyless-answer-malformed' });
  });

  it('is not read when its answer is nested without end, or says a thing twice', async () => {
    const twice = '{"signedCertificateEmbeddedSct":{},"signedCertificateEmbeddedSct":{}}';
    for (const body of ['['.repeat(500_000), '{"a":'.repeat(100_000), twice]) {
      services.setFault('fulcio', { kind: 'body', body });
      expect(await sign()).toMatchObject({ code: 'keyless-answer-malformed' });
    }
  });
});

function networkOf(given: Partial<NetworkConfiguration>): NetworkConfiguration {
  const tlsFor = () => ({ ca: [], strictSsl: true });
  return { proxyFor: () => null, tlsFor, privateOrigins: new Set(), ...given };
}
