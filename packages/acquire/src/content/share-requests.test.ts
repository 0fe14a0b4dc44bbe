import { describe, expect, test } from 'vitest';
import type { Evidence, EvidenceRequest, EvidenceSource } from '@assay/model';
import { shareRequests } from './share-requests.js';

function ask(url: string, more: Partial<EvidenceRequest> = {}): EvidenceRequest {
  return { kind: 'release', ecosystem: 'rubygems', url, pins: [], algorithms: [], maxBytes: 1000, ...more };
}

function found(size: number): Evidence {
  return { state: 'found', size, digests: [], body: new Uint8Array(size) };
}

/** Counts how often each URL is asked for. */
function counting(answer: (request: EvidenceRequest) => Evidence = () => found(10)) {
  const asked: string[] = [];
  const source: EvidenceSource = {
    get: async (request) => {
      asked.push(request.url);
      await Promise.resolve();
      return answer(request);
    },
  };
  return { source, asked };
}

describe('sharing', () => {
  test('the same question at the same time and afterwards is asked once', async () => {
    const { source, asked } = counting();
    const shared = shareRequests(source);
    const [a, b] = await Promise.all([shared.get(ask('a')), shared.get(ask('a'))]);
    expect(a).toBe(b);
    expect(await shared.get(ask('a'))).toBe(a);
    expect(asked).toEqual(['a']);
  });

  test.each([
    { registry: 'https://r.example/' },
    { accept: 'text/plain' },
    { maxBytes: 1 },
    { kind: 'artifact' },
    { algorithms: ['sha1'] },
    { pins: [{ alg: 'sha1', value: '0'.repeat(40), covers: 'artifact' }] },
    { lockfile: 'x' },
    { listing: { format: 'gem', members: [] } },
  ] as const)('a question that differs in %j is another question', async (more) => {
    const { source, asked } = counting();
    const shared = shareRequests(source);
    await shared.get(ask('a'));
    await shared.get(ask('a', more));
    expect(asked).toEqual(['a', 'a']);
  });

  test('fields cannot be confused with each other', async () => {
    const { source, asked } = counting();
    const shared = shareRequests(source);
    await shared.get(ask('a', { accept: 'x' }));
    await shared.get(ask('a', { lockfile: 'x' }));
    await shared.get(ask('a', { registry: 'x' }));
    expect(asked).toHaveLength(3);
  });

  test('archives are shared while under way and not remembered', async () => {
    const { source, asked } = counting();
    const shared = shareRequests(source);
    const artifact = ask('a', { kind: 'artifact' });
    await Promise.all([shared.get(artifact), shared.get(artifact)]);
    expect(asked).toEqual(['a']);
    await shared.get(artifact);
    expect(asked).toEqual(['a', 'a']);
  });

  test('what is not there is remembered too, a rejection is not', async () => {
    let fails = true;
    const { source, asked } = counting(() => {
      if (fails) throw new Error('a defect');
      return { state: 'absent', status: 404 };
    });
    const shared = shareRequests(source);
    await expect(shared.get(ask('a'))).rejects.toThrow('a defect');
    fails = false;
    await shared.get(ask('a'));
    await shared.get(ask('a'));
    expect(asked).toEqual(['a', 'a']);
  });

  test('memory is bounded: the longest unused is forgotten, the large never kept', async () => {
    const { source, asked } = counting(({ url }) => found(url === 'large' ? 100_000 : 9_000));
    const shared = shareRequests(source, { maxBytes: 40_000 });
    for (const url of ['a', 'b', 'c', 'd', 'a', 'e', 'a', 'b']) await shared.get(ask(url));
    expect(asked).toEqual(['a', 'b', 'c', 'd', 'e', 'b']);
    await shared.get(ask('large'));
    await shared.get(ask('large'));
    expect(asked.filter((url) => url === 'large')).toHaveLength(2);
  });
});
