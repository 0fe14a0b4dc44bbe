/** Records of package managers that somebody filled up: they are read in turns, or refused, and hold nothing up. */

import { hash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LocalCopyRead } from '@assay/model';
import { temporaryFolder, writeFiles, type TemporaryFolder } from '@assay/testkit';
import { createCopiesSource } from './copies-source.js';

const registry = 'https://npm.vendor.example/';
const key = `make-fetch-happen:request-cache:${registry}a/-/a-1.0.0.tgz`;

let folder: TemporaryFolder;

beforeEach(async () => {
  folder = await temporaryFolder();
  await mkdir(join(folder.path, 'project'));
});

afterEach(() => folder.remove());

async function ask(phase: 'after' | 'installed'): Promise<readonly LocalCopyRead[]> {
  const source = createCopiesSource({ projectRoot: join(folder.path, 'project'), home: folder.path, env: {} });
  const found = await source.get({
    kind: 'copies',
    ecosystem: 'npm',
    url: 'pkg:npm/a@1.0.0',
    registry,
    copies: { phase, name: 'a', version: '1.0.0' },
    pins: [],
    algorithms: ['sha512'],
    listing: { format: 'npm-tgz', members: [], hashEntries: true },
    maxBytes: 2 ** 24,
  });
  return found.state === 'found' ? (found.copies ?? []) : [];
}

/** Codes of what was found, and the longest time in milliseconds for which nothing else could run. */
async function held(phase: 'after' | 'installed'): Promise<{ readonly codes: readonly string[]; readonly ms: number }> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const copies = await ask(phase);
  delay.disable();
  return { codes: copies.flatMap(({ listing }) => listing.problems.map(({ code }) => code)), ms: delay.max / 1e6 };
}

const sri = (text: string) => `sha256-${hash('sha256', text, 'base64')}`;
const entry = (integrity: string) => `x\t${JSON.stringify({ key, integrity })}`;
const many = (count: number) => Array.from({ length: count }, (_, index) => sri(String(index)));

/** Generous, for machines with other work: each of these took seconds. */
const mostMs = 400;

describe('a bucket of npm’s cache', () => {
  const name = hash('sha256', key);
  const path = `.npm/_cacache/index-v5/${name.slice(0, 2)}/${name.slice(2, 4)}/${name.slice(4)}`;

  test.each<readonly [string, string, readonly string[]]>([
    ['a million empty lines', '\n'.repeat(1_000_000), []],
    ['lines that are no JSON', 'x\t{\n'.repeat(250_000), ['tree-unreadable']],
    ['thousands of digests', many(6000).map(entry).join('\n'), ['tree-unreadable']],
    ['a line of thousands of digests', entry(many(15_000).join(' ')), ['tree-unreadable']],
    ['one line and its content missing', entry(sri('')), []],
  ])('with %s holds nothing up', async (_, text, codes) => {
    await writeFiles(folder.path, { [path]: text });
    const found = await held('after');
    expect(found.codes).toEqual(codes);
    expect(found.ms).toBeLessThan(mostMs);
  });
});

describe('npm’s record of what it installed', () => {
  test.each<readonly ['after' | 'installed', readonly string[]]>([
    ['after', ['tree-limit-entries']],
    ['installed', []],
  ])('with thousands of places holds nothing up (%s)', async (phase, codes) => {
    const entries = many(12_000).map((integrity, index) => [
      `node_modules/x${String(index)}/node_modules/a`,
      { version: '1.0.0', integrity },
    ]);
    const packages: unknown = Object.fromEntries(entries);
    await writeFiles(join(folder.path, 'project', 'node_modules'), {
      '.package-lock.json': JSON.stringify({ packages }),
    });
    const found = await held(phase);
    expect(found.codes).toEqual(codes);
    expect(found.ms).toBeLessThan(mostMs);
  });
});
