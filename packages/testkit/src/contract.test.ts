import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { ArchiveListing, Evidence, EvidenceRequest, EvidenceSource } from '@assay/model';
import { describe, expect, test } from 'vitest';
import { evidenceSourceContract } from './contract.js';

/** The smallest source that keeps the contract: a fetch, a hash, a walk over honest tar headers. */
const plainSource: EvidenceSource = {
  async get(request) {
    try {
      return await answer(request);
    } catch (error) {
      return { state: 'unreachable', reason: 'connect-failure', detail: String(error) };
    }
  },
};

async function answer(request: EvidenceRequest): Promise<Evidence> {
  const response = await fetch(request.url);
  const { status } = response;
  if (status === 404 || status === 410) return { state: 'absent', status };
  if (status === 401 || status === 403) return { state: 'denied', status };
  if (status !== 200) return { state: 'unreachable', reason: 'http-error', detail: `status ${String(status)}` };
  const body = new Uint8Array(await response.arrayBuffer());
  if (body.length > request.maxBytes) return { state: 'unreachable', reason: 'too-large', detail: 'too large' };
  const algorithms = new Set([...request.algorithms, 'sha256'] as const);
  const digests = [...algorithms].map(
    (alg) => ({ alg, value: createHash(alg).update(body).digest('hex'), covers: 'artifact' }) as const,
  );
  const found = { state: 'found', size: body.length, digests } as const;
  return request.kind === 'release' ? { ...found, body } : { ...found, listing: list(body) };
}

function list(bytes: Uint8Array): ArchiveListing {
  const entries: ArchiveListing['entries'][number][] = [];
  const members = new Map<string, Uint8Array>();
  try {
    const archive = gunzipSync(bytes);
    for (let at = 0; archive[at] !== 0;) {
      const path = archive.toString('utf8', at, archive.indexOf(0, at));
      const size = Number.parseInt(archive.toString('latin1', at + 124, at + 135), 8);
      entries.push({ path, type: 'file', mode: 0o644, size });
      if (path === 'package/package.json') members.set('package.json', archive.subarray(at + 512, at + 512 + size));
      at += 512 + Math.ceil(size / 512) * 512;
    }
    return { format: 'npm-tgz', entries, problems: [], members, complete: true };
  } catch {
    const problem = { code: 'no-archive', severity: 'refuse', detail: 'No archive.' } as const;
    return { format: 'npm-tgz', entries: [], problems: [problem], members, complete: false };
  }
}

describe('the contract of evidence sources', () => {
  for (const { title, run } of evidenceSourceContract(() => ({ source: plainSource }))) test(title, run);

  async function brokenClauses(change: (evidence: Evidence) => Evidence): Promise<readonly string[]> {
    const source: EvidenceSource = { get: async (request) => change(await plainSource.get(request)) };
    const broken: string[] = [];
    for (const { title, run } of evidenceSourceContract(() => ({ source }))) {
      await run().catch(() => broken.push(title));
    }
    return broken;
  }

  test('is broken by a source that calls everything absent', async () => {
    expect((await brokenClauses(() => ({ state: 'absent', status: 404 }))).length).toBeGreaterThan(10);
  });

  test('is broken by a source that states digests of other bytes', async () => {
    const lie = (evidence: Evidence): Evidence =>
      evidence.state === 'found'
        ? { ...evidence, digests: evidence.digests.map((digest) => ({ ...digest, value: 'ab' })) }
        : evidence;
    expect((await brokenClauses(lie)).length).toBeGreaterThan(4);
  });

  test('is broken by a source that calls a refusal or a failure absent', async () => {
    const soften = (evidence: Evidence): Evidence =>
      evidence.state === 'found' ? evidence : { state: 'absent', status: 404 };
    expect(await brokenClauses(soften)).toHaveLength(5);
  });

  test('is broken by a source that throws', async () => {
    const source: EvidenceSource = { get: () => Promise.reject(new Error('a bad world')) };
    for (const { run } of evidenceSourceContract(() => ({ source }))) await expect(run()).rejects.toThrow();
  });
});
