import { lookup } from 'node:dns';
import { createServer, type Server } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import type { Evidence, EvidenceRequest, Registry } from '@assay/model';
import {
  evidenceSourceContract,
  mintCertificate,
  mintPackage,
  startRegistry,
  type Fault,
  type LoopbackRegistry,
  type RegistryOptions,
} from '@assay/testkit';
import type { NetworkConfiguration } from '../client-config/index.js';
import { systemClock, type Clock } from './clock.js';
import { createHttpSource, type HttpSource, type HttpSourceOptions } from './http-source.js';

const pad = mintPackage({ name: 'left-pad', version: '1.3.0', files: { 'lib/pad.js': 'export {};\n' } });
const tarball = `/left-pad/-/${pad.fileName}`;
const metadata = '/left-pad/1.3.0';

/** Waits between attempts take no time; deadlines are real. */
const impatient: Clock = { ...systemClock, after: (ms, callback) => systemClock.after(Math.min(ms, 20), callback) };

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function serve(options: RegistryOptions = {}): Promise<LoopbackRegistry> {
  const registry = await startRegistry({ npm: [pad], ...options });
  open.push(registry);
  return registry;
}

function registryAt(url: string, more: Partial<Registry> = {}): Registry {
  return { ecosystem: 'npm', url, from: 'user', names: [], redirects: [], aliases: [], ...more };
}

function networkFor(urls: readonly string[], more: Partial<NetworkConfiguration> = {}): NetworkConfiguration {
  const privateOrigins = new Set(urls.map((url) => new URL(url).origin));
  return { proxyFor: () => null, tlsFor: () => ({ ca: [], strictSsl: true }), privateOrigins, ...more };
}

function sourceFor(urls: readonly string[], more: Partial<HttpSourceOptions> = {}): HttpSource {
  const source = createHttpSource({
    registries: { registries: urls.map((url) => registryAt(url)) },
    credentials: { credentialFor: () => null },
    network: networkFor(urls),
    userAgent: 'assay-test',
    clock: impatient,
    ...more,
  });
  open.push(source);
  return source;
}

function ask(base: string, path: string, more: Partial<EvidenceRequest> = {}): EvidenceRequest {
  return {
    kind: 'release',
    ecosystem: 'npm',
    url: new URL(path.slice(1), base).href,
    registry: base,
    pins: [],
    algorithms: ['sha512'],
    maxBytes: 2 ** 20,
    ...more,
  };
}

const archive = { kind: 'artifact', listing: { format: 'npm-tgz', members: ['package.json'] } } as const;

async function askWithFault(
  fault: Fault,
  more: Partial<EvidenceRequest> = {},
  options: Partial<HttpSourceOptions> = {},
) {
  const path = more.kind === 'artifact' ? tarball : metadata;
  const registry = await serve({ faults: [{ path, fault }] });
  const source = sourceFor([registry.url], options);
  const evidence = await source.get(ask(registry.url, path, more));
  return { evidence, facts: source.facts(), requests: registry.requests, registry, source };
}

function reason(evidence: Evidence): string {
  return evidence.state === 'unreachable' ? evidence.reason : evidence.state;
}

function detail(evidence: Evidence): string {
  return evidence.state === 'unreachable' ? evidence.detail : '';
}

/** A server of raw bytes. */
async function rawServer(answer: string | Uint8Array): Promise<string> {
  const server: Server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? String(address.port) : ''}/`;
}

async function deadUrl(): Promise<string> {
  const registry = await startRegistry();
  await registry.close();
  return registry.url;
}

describe('the contract of evidence sources', () => {
  const cases = evidenceSourceContract(({ registry }) => {
    const source = sourceFor([registry]);
    return { source, close: () => source.close() };
  });
  test.each(cases)('$title', ({ run }) => run());
});

describe('what a server answers', () => {
  test.each([
    [{ kind: 'status', status: 404 }, 'absent', 1],
    [{ kind: 'status', status: 410 }, 'absent', 1],
    [{ kind: 'status', status: 405 }, 'absent', 1],
    [{ kind: 'status', status: 501 }, 'absent', 1],
    [{ kind: 'status', status: 400 }, 'http-error', 1],
    [{ kind: 'status', status: 401 }, 'denied', 1],
    [{ kind: 'status', status: 403 }, 'denied', 1],
    [{ kind: 'status', status: 418 }, 'http-error', 1],
    [{ kind: 'status', status: 204 }, 'bad-response', 1],
    [{ kind: 'status', status: 304 }, 'bad-response', 1],
    [{ kind: 'status', status: 500 }, 'http-error', 5],
    [{ kind: 'status', status: 408 }, 'http-error', 5],
    [{ kind: 'status', status: 429 }, 'rate-limited', 5],
    [{ kind: 'status', status: 429, headers: { 'retry-after': '315360000' } }, 'rate-limited', 5],
    [{ kind: 'status', status: 429, headers: { 'retry-after': '-5' } }, 'rate-limited', 5],
    [{ kind: 'status', status: 429, headers: { 'retry-after': 'NaN' } }, 'rate-limited', 5],
    [{ kind: 'html' }, 'found', 1],
    [{ kind: 'html', status: 503 }, 'http-error', 5],
    [{ kind: 'truncate', by: 'length' }, 'truncated', 5],
    [{ kind: 'truncate', by: 'chunk' }, 'truncated', 5],
    [{ kind: 'reset' }, 'truncated', 5],
    [{ kind: 'close' }, 'connection-reset', 5],
    [{ kind: 'content-length', values: ['999999'] }, 'truncated', 5],
    [{ kind: 'content-length', values: ['-1'] }, 'bad-response', 1],
    [{ kind: 'content-length', values: ['12', '34'] }, 'bad-response', 1],
    [{ kind: 'content-length', values: ['99999999999999999999'] }, 'bad-response', 1],
    [{ kind: 'bomb', encoding: 'gzip', decodedBytes: 64 * 2 ** 20 }, 'too-large', 1],
    [{ kind: 'bomb', encoding: 'br', decodedBytes: 64 * 2 ** 20 }, 'too-large', 1],
    [{ kind: 'bomb', encoding: 'deflate', decodedBytes: 64 * 2 ** 20 }, 'too-large', 1],
    [{ kind: 'encodings', encodings: ['gzip', 'gzip', 'gzip', 'gzip', 'gzip', 'gzip'] }, 'bad-response', 1],
    [{ kind: 'encodings', encodings: ['gzip'] }, 'found', 1],
    [{ kind: 'encodings', encodings: ['br'] }, 'found', 1],
    [{ kind: 'encodings', encodings: ['deflate'] }, 'found', 1],
    [{ kind: 'headers', headers: { 'content-encoding': 'gzip' } }, 'bad-response', 1],
    [{ kind: 'headers', headers: { 'content-encoding': 'zstd' } }, 'bad-response', 1],
    [{ kind: 'endless' }, 'too-large', 1],
  ] as const)('a document under %j is %s after %d attempts', async (fault, expected, attempts) => {
    const { evidence, facts } = await askWithFault(fault);
    expect(reason(evidence)).toBe(expected);
    expect(facts.attempts).toBe(attempts);
  });

  test.each([
    [{ kind: 'truncate', by: 'length' }, 'truncated'],
    [{ kind: 'truncate', by: 'chunk' }, 'truncated'],
    [{ kind: 'html' }, 'found'],
    [{ kind: 'endless' }, 'too-large'],
    [{ kind: 'reset', afterBytes: 40 }, 'truncated'],
    [{ kind: 'headers', headers: { 'content-encoding': 'br' } }, 'bad-response'],
    [{ kind: 'encodings', encodings: ['gzip', 'gzip'] }, 'bad-response'],
  ] as const)('an archive under %j is %s', async (fault, expected) => {
    expect(reason((await askWithFault(fault, archive)).evidence)).toBe(expected);
  });

  test('a failure that passes is not seen, but for the facts', async () => {
    const registry = await serve({ faults: [{ path: metadata, fault: { kind: 'status', status: 503 }, first: 2 }] });
    const source = sourceFor([registry.url]);
    expect((await source.get(ask(registry.url, metadata))).state).toBe('found');
    expect(source.facts()).toMatchObject({ attempts: 3, retries: 2 });
  });

  test('an archive cut by the end of the connection is found with the digest of what came', async () => {
    const { evidence } = await askWithFault({ kind: 'truncate', by: 'close' }, archive);
    expect(evidence).toMatchObject({ state: 'found', size: pad.bytes.length >> 1 });
  });

  test('a list that ends with the connection could be cut and is refused, JSON could not be', async () => {
    const head = 'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n';
    const list = await rawServer(`${head}---\nrack 1.0.0\n`);
    const evidence = await sourceFor([list]).get(ask(list, '/versions'));
    expect(reason(evidence)).toBe('bad-response');
    const json = await rawServer(`${head} {"name":"x"}`);
    expect(reason(await sourceFor([json]).get(ask(json, '/x')))).toBe('found');
  });

  test('an archive labelled with its own compression is taken as it came', async () => {
    const { evidence } = await askWithFault({ kind: 'headers', headers: { 'content-encoding': 'gzip' } }, archive);
    expect(evidence).toMatchObject({ state: 'found', size: pad.bytes.length, listing: { complete: true } });
  });

  test('several locations, a wrong protocol and header floods are not HTTP we take', async () => {
    const twice = await rawServer('HTTP/1.1 302 Found\r\nLocation: /a\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n');
    const flood = await rawServer(`HTTP/1.1 200 OK\r\n${'X-A: b\r\n'.repeat(20_000)}\r\n`);
    const banner = await rawServer('SSH-2.0-OpenSSH_9.9\r\n');
    const both = await rawServer(
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n5\r\nhello\r\n0\r\n\r\n',
    );
    for (const url of [twice, flood, banner, both]) {
      expect(reason(await sourceFor([url]).get(ask(url, '/x')))).toBe('bad-response');
    }
  });

  test('details name host and patience, and nothing from the URL', async () => {
    const { registry, source } = await askWithFault({ kind: 'status', status: 503 });
    const evidence = await source.get(ask(registry.url, `${metadata}?token=canary`));
    const { host } = new URL(registry.url);
    expect(detail(evidence)).toBe(`${host} answered with status 503, in up to 5 attempts.`);
  });
});

describe('deadlines', () => {
  const limits = { headersMs: 60, idleMs: 60, attemptMs: 120, connectMs: 5000, requestMs: 5000 };

  test.each([
    [{ kind: 'hang' }, 'sent no response in time'],
    [{ kind: 'slow-headers', everyMs: 10 }, 'sent no response in time'],
    [{ kind: 'drip', everyMs: 10 }, 'sent its response too slowly'],
  ] as const)('%j is a timeout, tried twice: it %s', async (fault, did) => {
    const { evidence, facts } = await askWithFault(fault, archive, { limits });
    expect(reason(evidence)).toBe('timeout');
    expect(detail(evidence)).toContain(did);
    expect(facts.attempts).toBe(2);
  });

  test('a server that stops in the middle of a body is a timeout', async () => {
    const url = await rawServer('');
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const slow = `http://127.0.0.1:${typeof address === 'object' && address !== null ? String(address.port) : url}/`;
    const source = sourceFor([slow], { limits });
    expect(detail(await source.get(ask(slow, '/x')))).toContain('stopped sending');
    await source.close();
    server.close();
  });

  test('the whole request has a deadline too, retries and waits included', async () => {
    const { evidence, facts } = await askWithFault({ kind: 'hang' }, archive, {
      limits: { headersMs: 60_000, requestMs: 60, attempts: 100 },
    });
    expect(reason(evidence)).toBe('timeout');
    expect(detail(evidence)).toContain('within the time allowed for one request');
    expect(facts.attempts).toBe(1);
  });

  test('a body that arrives fast enough is not cut by the deadline of an attempt', async () => {
    const big = mintPackage({ name: 'big', version: '1.0.0', files: { 'x.bin': incompressible(3 * 2 ** 20) } });
    const registry = await serve({ npm: [big] });
    const source = sourceFor([registry.url], { limits: { attemptMs: 1, minBytesPerSecond: 1000 } });
    const evidence = await source.get(ask(registry.url, `/big/-/${big.fileName}`, { ...archive, maxBytes: 2 ** 23 }));
    expect(reason(evidence)).toBe('found');
  });
});

describe('a dead registry', () => {
  test('fails fast: thousands of packages do not wait for each other, and all say the same', async () => {
    const dead = await deadUrl();
    const source = sourceFor([dead]);
    const answers = await Promise.all(
      Array.from({ length: 2000 }, (_, index) => source.get(ask(dead, `/package-${String(index)}/1.0.0`))),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(reason(answers[0]!)).toBe('connect-failure');
    expect(source.facts().attempts).toBeLessThan(200);
    expect(source.facts().notAsked).toBeGreaterThan(1900);
  });

  test('that answers 503 to everything is believed at the first attempt after a while', async () => {
    const registry = await serve({ faults: () => ({ kind: 'status', status: 503 }) });
    const source = sourceFor([registry.url]);
    for (let index = 0; index < 30; index++) {
      expect(reason(await source.get(ask(registry.url, `/package-${String(index)}/1.0.0`)))).toBe('http-error');
    }
    expect(source.facts().attempts).toBe(3 * 5 + 27);
  });

  test('does not drag down another one', async () => {
    const dead = await deadUrl();
    const registry = await serve();
    const source = sourceFor([dead, registry.url]);
    for (let index = 0; index < 5; index++) await source.get(ask(dead, `/package-${String(index)}/1.0.0`));
    expect(reason(await source.get(ask(registry.url, metadata)))).toBe('found');
  });

  test('that comes back is asked again when a request in flight succeeds', async () => {
    const registry = await serve({ faults: [{ path: metadata, fault: { kind: 'close' }, first: 4 }] });
    const source = sourceFor([registry.url], { limits: { failuresUntilDown: 1, connections: 2 } });
    const asked = Array.from({ length: 2 }, () => source.get(ask(registry.url, metadata)));
    expect((await Promise.all(asked)).map(reason)).toContain('found');
    expect(reason(await source.get(ask(registry.url, metadata)))).toBe('found');
  });
});

describe('origins', () => {
  test('an origin that is no registry is refused before its name is looked up', async () => {
    const registry = await serve();
    const names: string[] = [];
    const source = sourceFor([registry.url], {
      lookup: (name, callback) => {
        names.push(name);
        callback(new Error('never'), []);
      },
    });
    for (const url of [
      'https://evil.example/x',
      `${registry.url.replace('127.0.0.1', 'localhost')}x`,
      registry.url.replace('http:', 'https:'),
      'ftp://127.0.0.1/x',
      'file:///etc/passwd',
      'data:text/plain,x',
      'no url',
    ]) {
      expect(reason(await source.get({ ...ask(registry.url, metadata), url }))).toBe('origin-refused');
    }
    expect(names).toEqual([]);
    expect(registry.requests).toEqual([]);
  });

  test('a registry that only the project proposes is refused', async () => {
    const registry = await serve();
    const source = sourceFor([registry.url], {
      registries: { registries: [registryAt(registry.url, { from: 'project' })] },
    });
    expect(reason(await source.get(ask(registry.url, metadata)))).toBe('origin-refused');
  });

  test('plain URLs need an allowed origin, and that must be https', async () => {
    const registry = await serve();
    expect(() => sourceFor([registry.url], { allowedOrigins: ['http://files.example'] })).toThrow(/not https/u);
    const source = sourceFor([registry.url], {
      allowedOrigins: ['https://files.example'],
      lookup: (_name, callback) => {
        callback(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), []);
      },
    });
    const { registry: _registry, ...plain } = ask(registry.url, metadata, archive);
    expect(reason(await source.get({ ...plain, url: 'https://files.example/x.tgz' }))).toBe('dns-failure');
  });
});

describe('addresses', () => {
  async function resolvedTo(addresses: readonly string[]) {
    const url = 'https://registry.example/';
    const source = sourceFor([url], {
      network: networkFor([]),
      lookup: (_name, callback) => {
        callback(
          null,
          addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        );
      },
      limits: { attempts: 1 },
    });
    return source.get(ask(url, '/x'));
  }

  test.each([
    ['169.254.169.254'],
    ['127.0.0.1'],
    ['::1'],
    ['::ffff:127.0.0.1'],
    ['10.0.0.1'],
    ['100.64.0.1'],
    ['0.0.0.0'],
    ['fd00:ec2::254'],
  ])('a registry that resolves to %s is refused, whatever else it resolves to', async (address) => {
    expect(reason(await resolvedTo([address]))).toBe('address-refused');
    expect(reason(await resolvedTo(['192.0.9.1', address]))).toBe('address-refused');
  });

  test.each(['127.0.0.1', '0x7f.1', '127.1', '2130706433', '[::1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]'])(
    'the literal %s is refused unless the user configured it',
    async (host) => {
      const url = `http://${host}:9/`;
      const source = sourceFor([url], { network: networkFor([]) });
      expect(reason(await source.get(ask(url, '/x')))).toBe('address-refused');
    },
  );

  test('DNS rebinding cannot happen: the socket goes to an address that was checked, and no second lookup is made', async () => {
    const registry = await serve({ host: 'registry.test' });
    let lookups = 0;
    const source = sourceFor([registry.url], {
      lookup: (_name, callback) => {
        lookups++;
        callback(null, [{ address: lookups === 1 ? '127.0.0.1' : '169.254.169.254', family: 4 }]);
      },
    });
    expect(reason(await source.get(ask(registry.url, metadata)))).toBe('found');
    expect(lookups).toBe(1);
  });

  test('a name that does not exist is a DNS failure', async () => {
    const url = 'https://registry.example/';
    const source = sourceFor([url], {
      lookup: (_name, callback) => {
        callback(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }), []);
      },
    });
    const evidence = await source.get(ask(url, '/x'));
    expect(evidence).toEqual({
      state: 'unreachable',
      reason: 'dns-failure',
      detail: 'registry.example could not be looked up in DNS (ENOTFOUND), in up to 5 attempts.',
    });
  });

  test('a name that resolves to nothing is a DNS failure', async () => {
    expect(reason(await resolvedTo([]))).toBe('dns-failure');
  });

  test('localhost may be used when the user configured it, through the real resolver', async () => {
    const registry = await serve({ host: 'localhost' });
    const source = sourceFor([registry.url], {
      lookup: (name, callback) => {
        lookup(name, { all: true }, (error, addresses) => {
          callback(error, error === null ? addresses : []);
        });
      },
    });
    expect(reason(await source.get(ask(registry.url, metadata)))).toBe('found');
  });
});

describe('redirects', () => {
  test.each([301, 302, 303, 307, 308])('status %d inside the origin is followed', async (status) => {
    const registry = await serve({ faults: [{ path: '/old', fault: { kind: 'redirect', to: metadata, status } }] });
    expect(reason(await sourceFor([registry.url]).get(ask(registry.url, '/old')))).toBe('found');
  });

  test('five are followed, six are not', async () => {
    const follow = (hops: number) => askWithFault({ kind: 'redirect-chain', hops }, archive);
    expect(reason((await follow(5)).evidence)).toBe('found');
    const { evidence } = await follow(6);
    expect(reason(evidence)).toBe('bad-response');
    expect(detail(evidence)).toContain('more than 5 times');
  });

  test('circles are refused', async () => {
    const { evidence, facts } = await askWithFault({ kind: 'redirect-loop' });
    expect(reason(evidence)).toBe('bad-response');
    expect(facts.attempts).toBe(1);
  });

  test.each([
    ['https://evil.example/stolen?X-Signature=canary#x', 'https://evil.example/stolen'],
    ['https://user:canary@evil.example/stolen', 'https://evil.example/stolen'],
    ['http://169.254.169.254/latest/meta-data', 'http://169.254.169.254/latest/meta-data'],
    ['//evil.example/x', 'http://evil.example/x'],
    ['file:///etc/passwd', 'file:'],
    ['data:text/plain,canary', 'data:'],
    ['http://[', 'no URL'],
  ])('a redirect to %s is refused and named without secrets', async (to, shown) => {
    const { evidence } = await askWithFault({ kind: 'redirect', to });
    expect(reason(evidence)).toBe('redirect-refused');
    expect(detail(evidence)).toContain(shown);
    expect(detail(evidence)).not.toContain('canary');
  });

  test('to a listed origin and to another registry is followed, to others not, and without credential or headers', async () => {
    const cdn = await serve();
    const registry = await serve({
      host: 'localhost',
      faults: [{ path: metadata, fault: { kind: 'redirect', to: `${cdn.url}left-pad/1.3.0` } }],
    });
    const credentials = { credentialFor: () => ({ header: 'authorization', value: 'Bearer canary' }) as const };
    const network = networkFor([registry.url, cdn.url]);
    const request = ask(registry.url, metadata, { accept: 'application/x-canary' });
    const refused = sourceFor([registry.url], { credentials, network });
    expect(reason(await refused.get(request))).toBe('redirect-refused');
    const listed = sourceFor([registry.url], {
      credentials,
      network,
      registries: { registries: [registryAt(registry.url, { redirects: [new URL(cdn.url).origin] })] },
    });
    expect(reason(await listed.get(request))).toBe('found');
    expect(reason(await sourceFor([registry.url, cdn.url], { credentials, network }).get(request))).toBe('found');
    expect(cdn.requests).toHaveLength(2);
    expect(JSON.stringify(cdn.requests)).not.toContain('canary');
    expect(registry.requests[0]?.headers['authorization']).toBe('Bearer canary');
  });

  test('on the way back to its own origin a request does not get its credential again', async () => {
    const registry = await serve({ host: 'localhost' });
    const other = await serve({
      faults: [{ path: '/out', fault: { kind: 'redirect', to: `${registry.url}left-pad/1.3.0` } }],
    });
    registry.setFault('/start', { kind: 'redirect', to: `${other.url}out` });
    const source = sourceFor([registry.url, other.url], {
      credentials: { credentialFor: () => ({ header: 'authorization', value: 'Bearer canary' }) },
    });
    expect(reason(await source.get(ask(registry.url, '/start')))).toBe('found');
    const [first, last] = registry.requests;
    expect(first?.headers['authorization']).toBe('Bearer canary');
    expect(last?.headers['authorization']).toBeUndefined();
  });

  test('from https to http is refused even to an allowed origin', async () => {
    const plain = await serve();
    const tls = mintCertificate();
    const secure = await serve({
      tls,
      faults: [{ path: metadata, fault: { kind: 'redirect', to: `${plain.url}left-pad/1.3.0` } }],
    });
    const source = sourceFor([secure.url, plain.url], {
      network: networkFor([secure.url, plain.url], { tlsFor: () => ({ ca: [tls.cert], strictSsl: true }) }),
    });
    const evidence = await source.get(ask(secure.url, metadata));
    expect(reason(evidence)).toBe('redirect-refused');
    expect(detail(evidence)).toContain('from https to http');
    expect(plain.requests).toEqual([]);
  });

  test('a listed origin that resolves to a private address is refused', async () => {
    const registry = await serve({
      faults: [{ path: metadata, fault: { kind: 'redirect', to: 'http://cdn.test/x' } }],
    });
    const source = sourceFor([registry.url], {
      registries: { registries: [registryAt(registry.url, { redirects: ['http://cdn.test'] })] },
      lookup: (_name, callback) => {
        callback(null, [{ address: '127.0.0.1', family: 4 }]);
      },
    });
    expect(reason(await source.get(ask(registry.url, metadata)))).toBe('address-refused');
  });
});

describe('credentials', () => {
  test('GHSA-8xvp-7hj6-mcj9: a host whose name contains the registry gets nothing', async () => {
    const registry = await serve({ host: 'cr.test' });
    const lookalike = await serve({ host: 'ghcr.test' });
    const local: HttpSourceOptions['lookup'] = (_name, callback) => {
      callback(null, [{ address: '127.0.0.1', family: 4 }]);
    };
    const asked: string[] = [];
    const credentials = {
      credentialFor: (url: string) => {
        asked.push(new URL(url).hostname);
        return { header: 'authorization', value: 'Bearer canary' } as const;
      },
    };
    const source = sourceFor([registry.url, lookalike.url], { lookup: local, credentials });
    // A request that claims to belong to the registry but points elsewhere.
    const url = new URL('left-pad/1.3.0', lookalike.url).href;
    expect(reason(await source.get({ ...ask(registry.url, metadata), url }))).toBe('found');
    expect(asked).toEqual([]);
    await source.get(ask(registry.url, metadata));
    expect(asked).toEqual(['cr.test']);
    expect(JSON.stringify(lookalike.requests)).not.toContain('canary');
  });

  test('a plain URL is asked without a credential', async () => {
    const registry = await serve();
    const source = sourceFor([registry.url], {
      credentials: { credentialFor: () => ({ header: 'authorization', value: 'Bearer canary' }) },
    });
    const { registry: _registry, ...plain } = ask(registry.url, metadata);
    expect(reason(await source.get(plain))).toBe('found');
    expect(JSON.stringify(registry.requests)).not.toContain('canary');
  });

  test('userinfo in a URL is never sent', async () => {
    const registry = await serve();
    const source = sourceFor([registry.url]);
    const url = registry.url.replace('http://', 'http://user:canary@');
    expect(reason(await source.get({ ...ask(registry.url, metadata), url: `${url}left-pad/1.3.0` }))).toBe('found');
    expect(JSON.stringify(registry.requests)).not.toContain('canary');
  });

  test('a registry that wants the credential gets it', async () => {
    const registry = await serve({ auth: { token: 'sesame' } as never });
    const source = sourceFor([registry.url], {
      credentials: { credentialFor: () => ({ header: 'authorization', value: 'Bearer sesame' }) },
    });
    expect(reason(await source.get(ask(registry.url, metadata)))).toBe('found');
  });
});

describe('TLS', () => {
  async function askOverTls(
    certificate: Parameters<typeof mintCertificate>[0],
    network: (cert: string) => Partial<NetworkConfiguration>,
  ) {
    const tls = mintCertificate(certificate);
    const registry = await serve({ tls });
    const source = sourceFor([registry.url], { network: networkFor([registry.url], network(tls.cert)) });
    return { evidence: await source.get(ask(registry.url, metadata)), facts: source.facts() };
  }

  test('a certificate of the configured authority is accepted', async () => {
    const { evidence } = await askOverTls({}, (cert) => ({ tlsFor: () => ({ ca: [cert], strictSsl: true }) }));
    expect(reason(evidence)).toBe('found');
  });

  test.each([
    ['expired', { notAfter: new Date(Date.UTC(2021, 0, 1)) }, true, 'CERT_HAS_EXPIRED'],
    ['for another host', { hosts: ['other.test'] }, true, 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['of nobody we know', {}, false, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ] as const)('a certificate that is %s fails without a retry', async (_what, options, trusted, code) => {
    const { evidence, facts } = await askOverTls(options, (cert) => ({
      tlsFor: () => ({ ca: trusted ? [cert] : [], strictSsl: true }),
    }));
    expect(reason(evidence)).toBe('tls-failure');
    expect(detail(evidence)).toContain(code);
    expect(facts.attempts).toBe(1);
  });

  test('verification is off only when the user switched it off', async () => {
    const { evidence } = await askOverTls({}, () => ({ tlsFor: () => ({ ca: [], strictSsl: false }) }));
    expect(reason(evidence)).toBe('found');
  });

  test('a server that does not speak TLS is a TLS failure', async () => {
    const plain = await serve();
    const url = plain.url.replace('http:', 'https:');
    expect(reason(await sourceFor([url]).get(ask(url, metadata)))).toBe('tls-failure');
  });
});

describe('stopping', () => {
  test('close ends what is under way, what waits and what comes after as aborted', async () => {
    const registry = await serve({ faults: () => ({ kind: 'hang' }) });
    const source = sourceFor([registry.url], { limits: { connections: 1 } });
    const answers = [1, 2, 3].map((index) => source.get(ask(registry.url, `/package/${String(index)}`)));
    await new Promise((resolve) => setImmediate(resolve));
    await source.close();
    expect((await Promise.all(answers)).map(reason)).toEqual(['aborted', 'aborted', 'aborted']);
    expect(reason(await source.get(ask(registry.url, metadata)))).toBe('aborted');
  });

  test('a signal does the same', async () => {
    const registry = await serve({ faults: () => ({ kind: 'hang' }) });
    const stop = new AbortController();
    const source = sourceFor([registry.url], { signal: stop.signal });
    const answer = source.get(ask(registry.url, metadata));
    await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    expect(reason(await answer)).toBe('aborted');
    expect(reason(await source.get(ask(registry.url, metadata)))).toBe('aborted');
  });

  test('waiting between attempts ends too', async () => {
    const registry = await serve({ faults: () => ({ kind: 'status', status: 503 }) });
    const source = sourceFor([registry.url], {
      clock: systemClock,
      limits: { backoffMs: 600_000, maxBackoffMs: 600_000 },
    });
    const answer = source.get(ask(registry.url, metadata));
    while (source.facts().retries === 0) await new Promise((resolve) => setImmediate(resolve));
    await source.close();
    expect(reason(await answer)).toBe('aborted');
  });
});

describe('large archives', () => {
  const big = mintPackage({ name: 'big', version: '1.0.0', files: { 'x.bin': incompressible(3 * 2 ** 20) } });
  const path = `/big/-/${big.fileName}`;
  const request = (base: string) => ask(base, path, { ...archive, maxBytes: 2 ** 23 });

  test('streamed and buffered give the same evidence', async () => {
    const registry = await serve({ npm: [big] });
    const buffered = await sourceFor([registry.url]).get(request(registry.url));
    const streamed = await sourceFor([registry.url], { limits: { bufferBytes: 1000 } }).get(request(registry.url));
    const crowded = await sourceFor([registry.url], { limits: { bufferedBytes: 1 } }).get(request(registry.url));
    expect(buffered).toMatchObject({ state: 'found', size: big.bytes.length, listing: { complete: true } });
    expect(streamed).toEqual(buffered);
    expect(crowded).toEqual(buffered);
  });

  test('a stream that is cut is tried again from its beginning', async () => {
    const fault = { kind: 'reset', afterBytes: 2 ** 20 } as const;
    const registry = await serve({ npm: [big], faults: [{ path, fault, first: 2 }] });
    const source = sourceFor([registry.url], { limits: { bufferBytes: 1000 } });
    expect(await source.get(request(registry.url))).toMatchObject({ state: 'found', size: big.bytes.length });
    expect(source.facts().attempts).toBe(3);
  });

  test('an endless stream ends at the cap', async () => {
    const registry = await serve({ npm: [big], faults: [{ path, fault: { kind: 'endless' } }] });
    const source = sourceFor([registry.url], { limits: { bufferBytes: 1000 } });
    expect(reason(await source.get(request(registry.url)))).toBe('too-large');
  });

  test('a stream that stalls is a timeout', async () => {
    const fault = { kind: 'drip', everyMs: 5 } as const;
    const registry = await serve({ npm: [big], faults: [{ path, fault }] });
    const limits = { bufferBytes: 1, attemptMs: 80, idleMs: 80, headersMs: 500 };
    expect(reason(await sourceFor([registry.url], { limits }).get(request(registry.url)))).toBe('timeout');
  });

  test('a hundred at once finish with two connections', async () => {
    const registry = await serve({ npm: [big] });
    const source = sourceFor([registry.url], { limits: { connections: 2, bufferBytes: 2 ** 16 } });
    const answers = await Promise.all(Array.from({ length: 100 }, () => source.get(request(registry.url))));
    expect(answers.map(reason)).toEqual(Array.from({ length: 100 }, () => 'found'));
  });
});

test('a gzip bomb of a document does not hold up the event loop', async () => {
  const bomb = gzipSync(Buffer.alloc(256 * 2 ** 20));
  const head = `HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${String(bomb.length)}\r\n\r\n`;
  const url = await rawServer(Buffer.concat([Buffer.from(head), bomb]));
  let longest = 0;
  let last = performance.now();
  const beat = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  const evidence = await sourceFor([url]).get(ask(url, '/x', { maxBytes: 128 * 2 ** 20 }));
  clearInterval(beat);
  expect(reason(evidence)).toBe('too-large');
  expect(longest).toBeLessThan(250);
});

/** Bytes that do not compress, the same every time. */
function incompressible(size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let state = 1;
  for (let index = 0; index < size; index++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
}

test('a request that wants the server’s own answer tells the caches on the way, and no other does', async () => {
  const registry = await serve();
  const source = sourceFor([registry.url]);
  await source.get(ask(registry.url, tarball, { ...archive, uncached: true }));
  await source.get(ask(registry.url, tarball, archive));
  expect(registry.requests.map(({ headers }) => [headers['cache-control'], headers['pragma']])).toEqual([
    ['no-cache', 'no-cache'],
    [undefined, undefined],
  ]);
});
