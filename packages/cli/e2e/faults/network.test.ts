/** Faults of the network and of registries, through the packed command line: none ends with exit code 0 unless it passes by itself. */

import { createServer, type AddressInfo } from 'node:net';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mintCertificate, startRegistry, writeFiles, type ContentEncoding, type Fault } from '@assay/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installPackedCli } from '../packed-cli.js';
import {
  archivePath,
  hurried,
  hurriedPace,
  locked,
  startFaultScene,
  type FaultScene,
  type Outcome,
} from './fault-scene.js';

let cli: Awaited<ReturnType<typeof installPackedCli>>;
beforeAll(async () => {
  cli = await installPackedCli();
});
afterAll(() => cli.remove());

/** What strikes: only the metadata, only the archive, or both. */
type Struck = 'metadata' | 'archive' | 'all';

interface Case {
  readonly fault: Fault;
  readonly struck?: Struck;
  readonly exitCode: 1 | 3;
  /** The code, and words of the sentence about what the registry did. */
  readonly says: readonly string[];
}

const gzip: ContentEncoding = 'gzip';
const limited = (retryAfter?: string): Case => ({
  fault: {
    kind: 'status',
    status: 429,
    ...(retryAfter === undefined ? {} : { headers: { 'retry-after': retryAfter } }),
  },
  exitCode: 3,
  says: ['rate-limited', 'answered 429'],
});
const lengths = (values: readonly string[], code: string, struck: Struck = 'all'): Case => ({
  fault: { kind: 'content-length', values },
  struck,
  exitCode: 3,
  says: [code],
});
const bomb = (encoding: ContentEncoding): Case => ({
  fault: { kind: 'bomb', encoding, decodedBytes: 64 * 2 ** 20 },
  struck: 'metadata',
  exitCode: 3,
  says: ['too-large', 'sent more than the'],
});

const cases: Readonly<Record<string, Case>> = {
  '429 without Retry-After': limited(),
  '429 with Retry-After of ten years': limited('315360000'),
  '429 with a negative Retry-After': limited('-5'),
  '429 with Retry-After NaN': limited('NaN'),
  '5xx that does not end': {
    fault: { kind: 'status', status: 503 },
    exitCode: 3,
    says: ['http-error', 'answered with status 503'],
  },
  '200 with HTML for metadata': { fault: { kind: 'html' }, struck: 'metadata', exitCode: 3, says: ['unreadable'] },
  '200 with HTML for an archive': {
    fault: { kind: 'html' },
    struck: 'archive',
    exitCode: 1,
    says: ['artifact-digest-mismatch'],
  },
  'a body truncated by length': {
    fault: { kind: 'truncate', by: 'length' },
    exitCode: 3,
    says: ['truncated', 'cut its'],
  },
  'a body truncated by chunk': {
    fault: { kind: 'truncate', by: 'chunk' },
    exitCode: 3,
    says: ['truncated', 'cut its'],
  },
  'metadata truncated by close': {
    fault: { kind: 'truncate', by: 'close' },
    struck: 'metadata',
    exitCode: 3,
    says: ['unreadable'],
  },
  'an archive truncated by close': {
    fault: { kind: 'truncate', by: 'close' },
    struck: 'archive',
    exitCode: 1,
    says: ['artifact-digest-mismatch', 'gzip-truncated'],
  },
  'a Content-Length that is too large': lengths(['999999'], 'truncated'),
  'a Content-Length that is too small': lengths(['10'], 'unreadable', 'metadata'),
  'a duplicate Content-Length': lengths(['12', '34'], 'bad-response'),
  'a negative Content-Length': lengths(['-1'], 'bad-response'),
  'a gzip bomb': bomb('gzip'),
  'a brotli bomb': bomb('br'),
  'six nested encodings': {
    fault: { kind: 'encodings', encodings: [gzip, gzip, gzip, gzip, gzip, gzip] },
    exitCode: 3,
    says: ['bad-response'],
  },
  'a redirect loop': { fault: { kind: 'redirect-loop' }, exitCode: 3, says: ['bad-response', 'go in circles'] },
  'a chain of six redirects': {
    fault: { kind: 'redirect-chain', hops: 6 },
    exitCode: 3,
    says: ['bad-response', 'redirected more than 5 times'],
  },
  'a redirect to another host': {
    fault: { kind: 'redirect', to: 'https://cdn.example/left-pad' },
    exitCode: 3,
    says: ['redirect-refused', 'https://cdn.example/left-pad'],
  },
  'a redirect to a private address': {
    fault: { kind: 'redirect', to: 'http://169.254.169.254/latest/meta-data' },
    exitCode: 3,
    says: ['redirect-refused', '169.254.169.254'],
  },
  'a reset in the middle of a body': { fault: { kind: 'reset' }, exitCode: 3, says: ['truncated', 'cut its response'] },
  'a connection closed without an answer': {
    fault: { kind: 'close' },
    exitCode: 3,
    says: ['connection-reset', 'closed the connection'],
  },
  'one flipped bit of an archive': {
    fault: { kind: 'flip', at: 100 },
    struck: 'archive',
    exitCode: 1,
    says: ['artifact-digest-mismatch'],
  },
};

const bytewise: Readonly<Record<string, Case>> = {
  'no answer': { fault: { kind: 'hang' }, exitCode: 3, says: ['timeout', 'sent no response in time'] },
  // A byte every second of the run's own time.
  'slow headers': {
    fault: { kind: 'slow-headers', everyMs: 1000 / hurriedPace },
    exitCode: 3,
    says: ['timeout', 'sent no response in time'],
  },
  'a byte every 100 ms': {
    fault: { kind: 'drip', everyMs: 100 / hurriedPace },
    struck: 'archive',
    exitCode: 3,
    says: ['timeout', 'sent its response too slowly'],
  },
};

/** Longest that any of these may take, waits between attempts included; most take half a second. */
const boundMs = 40_000;

async function meet(scene: FaultScene, { fault, struck = 'all' }: Case, patient: boolean): Promise<Outcome> {
  scene.registry.setFault(({ path }) => struck === 'all' || (path === archivePath) === (struck === 'archive'), fault);
  return scene.run(['verify'], patient ? {} : hurried(scene));
}

function expectTold({ exitCode, text, ms }: Outcome, told: Case, host: string): void {
  expect({ exitCode, text }).toMatchObject({ exitCode: told.exitCode });
  for (const words of told.says) expect(text).toContain(words);
  expect(text).toContain(host);
  expect(text).toContain(' → ');
  expect(text).not.toMatch(/defect in Assay|crashed/u);
  expect(ms).toBeLessThan(boundMs);
}

describe.concurrent(
  'a registry’s answer under a fault is told with the registry and the next step, and is never exit code 0',
  () => {
    // Waits between attempts are hurried; what decodes or transfers much has its real time.
    test.each(Object.entries(cases))('%s', async (title, told) => {
      await using scene = await startFaultScene(cli);
      expectTold(await meet(scene, told, title.endsWith('bomb')), told, scene.host);
    });

    test.each(Object.entries(bytewise))('%s', async (_title, told) => {
      await using scene = await startFaultScene(cli);
      expectTold(await meet(scene, told, false), told, scene.host);
    });

    test('a redirect to another host that answers: it is not asked', async () => {
      await using scene = await startFaultScene(cli);
      const other = await startRegistry({ npm: [locked], host: 'localhost' });
      scene.registry.setFault(archivePath, { kind: 'redirect', to: new URL(archivePath, other.url).href });
      const says = ['redirect-refused', new URL(other.url).host];
      expectTold(await scene.run(['verify']), { fault: { kind: 'close' }, exitCode: 3, says }, scene.host);
      expect(other.requests).toEqual([]);
      await other.close();
    });

    test('an endless body', async () => {
      await using scene = await startFaultScene(cli);
      await writeFile(join(scene.project, 'policy.yaml'), 'version: 1\nlimits: { artifactBytes: 20000000 }\n');
      scene.registry.setFault(() => true, { kind: 'endless' });
      const outcome = await scene.run(['verify', '--policy', 'policy.yaml']);
      const says = ['too-large', 'sent more than the 20000000 bytes allowed'];
      expectTold(outcome, { fault: { kind: 'endless' }, exitCode: 3, says }, scene.host);
    });
  },
);

describe.concurrent('a fault that passes by itself is recovered, and then the run passes', () => {
  const passing: Readonly<Record<string, Fault>> = {
    '5xx then success': { kind: 'status', status: 503 },
    '429 with a short Retry-After, then success': { kind: 'status', status: 429, headers: { 'retry-after': '1' } },
    'a reset, then success': { kind: 'reset' },
    'a truncated body, then success': { kind: 'truncate', by: 'length' },
  };
  test.each(Object.entries(passing))('%s', async (_title, fault) => {
    await using scene = await startFaultScene(cli, { faults: [{ suffix: '', fault, first: 2 }] });
    const { exitCode, text } = await scene.run(['verify'], hurried(scene));
    expect({ exitCode, text }).toMatchObject({ exitCode: 0 });
    expect(scene.registry.requests.filter(({ path }) => path.endsWith('.tgz'))).toHaveLength(3);
  });
});

describe.concurrent('a registry that cannot be reached', () => {
  const unreachable = async (url: string, says: readonly string[], host: string) => {
    await using scene = await startFaultScene(cli);
    await scene.moveRegistry(url);
    const outcome = await scene.run(['verify'], hurried(scene));
    expectTold(outcome, { fault: { kind: 'close' }, exitCode: 3, says }, host);
  };

  test('because its name does not resolve (DNS failure)', async () => {
    await unreachable('https://registry.invalid/', ['dns-failure', 'could not be looked up'], 'registry.invalid');
  });

  test('because nobody listens', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const host = `127.0.0.1:${String(port)}`;
    await unreachable(`http://${host}/`, ['connect-failure', 'ECONNREFUSED'], host);
  });
});

describe.concurrent('TLS', () => {
  const overTls = async (
    certificate: Parameters<typeof mintCertificate>[0],
    judge: (outcome: Outcome, host: string) => void,
    fault?: Fault,
  ) => {
    const tls = mintCertificate(certificate);
    await using scene = await startFaultScene(cli, { tls });
    await writeFiles(scene.home, { 'ca.pem': tls.cert });
    await writeFile(
      join(scene.home, '.npmrc'),
      `registry=${scene.registry.url}\ncafile=${join(scene.home, 'ca.pem')}\n`,
    );
    if (fault !== undefined) scene.registry.setFault(() => true, fault);
    judge(await scene.run(['verify'], hurried(scene)), scene.host);
  };

  test('of the configured authority passes', async () => {
    await overTls({}, (outcome) => {
      expect(outcome).toMatchObject({ exitCode: 0 });
    });
  });

  test.each([
    ['an expired certificate', { notAfter: new Date(Date.UTC(2021, 0, 1)) }, 'CERT_HAS_EXPIRED'],
    ['a certificate for another host', { hosts: ['other.test'] }, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ] as const)('%s', async (_title, certificate, code) => {
    await overTls(certificate, (outcome, host) => {
      expectTold(outcome, { fault: { kind: 'close' }, exitCode: 3, says: ['tls-failure', code] }, host);
    });
  });

  test('a downgrade from https to http', async () => {
    const plain = await startRegistry({ npm: [locked] });
    await overTls(
      {},
      (outcome, host) => {
        const says = ['redirect-refused', 'from https to http'];
        expectTold(outcome, { fault: { kind: 'close' }, exitCode: 3, says }, host);
      },
      { kind: 'redirect', to: new URL('left-pad/1.3.0', plain.url).href },
    );
    expect(plain.requests).toEqual([]);
    await plain.close();
  });
});
