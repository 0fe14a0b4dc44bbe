import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { defaultTls } from '../client-config/tls-settings.js';
import { fetchDocument } from './fetch-document.js';

const network = { proxyFor: () => null, tlsFor: () => defaultTls, privateOrigins: new Set<string>() };

/** What is fetched from a server that answers so. */
async function fetched(listener: RequestListener, maxBytes = 1000) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/denied`;
    return await fetchDocument(url, { network, userAgent: 'assay/test', maxBytes });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('a document at an address', () => {
  it('comes as it is, asked without a credential and past caches', async () => {
    let headers: Readonly<Record<string, unknown>> = {};
    const answer = await fetched((request, response) => {
      ({ headers } = request);
      response.end('a feed');
    });
    expect('bytes' in answer && new TextDecoder().decode(answer.bytes)).toBe('a feed');
    expect(headers).toMatchObject({ 'cache-control': 'no-cache', 'user-agent': 'assay/test' });
    expect(headers).not.toHaveProperty('authorization');
  });

  it.each<[string, RequestListener, RegExp]>([
    ['that is not there', (_, response) => response.writeHead(404).end(), /answered 404/],
    ['that is forbidden', (_, response) => response.writeHead(403).end(), /answered 403/],
    ['that is too large', (_, response) => response.end('x'.repeat(2000)), /127\.0\.0\.1/],
    [
      'that is elsewhere',
      (_, response) => response.writeHead(302, { location: 'https://evil.example/' }).end(),
      /redirect/,
    ],
  ])('%s is a problem and no document', async (_what, listener, problem) => {
    expect(await fetched(listener)).toEqual({ problem: expect.stringMatching(problem) as string });
  });

  it('without a host is a problem', async () => {
    const answer = await fetchDocument('denied', { network, userAgent: 'assay/test', maxBytes: 10 });
    expect(answer).toEqual({ problem: 'It names no address that could be asked.' });
  });
});
