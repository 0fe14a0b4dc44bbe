import { hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { ArchiveListing } from '@assay/model';
import {
  fuzzOptions,
  fuzzRuns,
  fuzzTimeout,
  gzip,
  hasClient,
  listWithNodeTar,
  listWithPython,
  listWithRubyGems,
  listWithTarStream,
  mutateGem,
  mutateTar,
  nodeTarOfNpm,
  rawGem,
  seededRandom,
  type OracleEntry,
  type OracleListing,
} from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { listArchive } from './list-archive.js';
import { gemSeeds, honestTars, tarSeeds } from './testing/archive-seeds.js';

const accepts = (listing: ArchiveListing | null) =>
  listing?.problems.every(({ severity }) => severity === 'note') === true;

/** The entries of a listing that was not refused, as an oracle would tell them. */
function accepted(tar: Uint8Array): readonly OracleEntry[] | null {
  const listing = listArchive(gzip(tar, 'stored'), { format: 'npm-tgz', members: [], hashEntries: true });
  return listing !== null && accepts(listing) ? entriesOf(listing) : null;
}

/** The same for a tar as the data.tar.gz of a gem. */
function acceptedInGem(tar: Uint8Array): readonly OracleEntry[] | null {
  const gem = rawGem({ data: null, extra: [{ name: 'data.tar.gz', content: gzip(tar, 'stored') }] });
  const listing = listArchive(gem, { format: 'gem', members: [], hashEntries: true });
  if (listing === null || !accepts(listing)) return null;
  return entriesOf({ ...listing, entries: listing.entries.filter(({ within }) => within !== undefined) });
}

/** The outer tar of a gem; its members' content is judged apart. */
function acceptedAsGem(tar: Uint8Array): readonly OracleEntry[] | null {
  const listing = listArchive(tar, { format: 'gem', members: [] });
  if (listing === null || !accepts(listing)) return null;
  return entriesOf({ ...listing, entries: listing.entries.filter(({ within }) => within === undefined) });
}

function entriesOf(listing: ArchiveListing): readonly OracleEntry[] {
  return listing.entries.map(({ path, type, size, linkTarget = '', sha256 = '' }) => ({
    path: type === 'directory' ? path.replace(/\/+$/, '') : path,
    type,
    size,
    linkTarget,
    sha256,
  }));
}

const { seed } = fuzzOptions();
const count = Number(process.env['ASSAY_FUZZ_RUNS'] ?? fuzzRuns);
const random = seededRandom(seed);
const mutants = Array.from({ length: count }, () => mutateTar(random, random.pick(tarSeeds), random.pick(tarSeeds)));
const samples = new URL('../../../../shared/data/tar/node-tar/', import.meta.url);

/** What is the same to us and to a reader: entries, or that it cannot be read. */
function textOf(listing: OracleListing | undefined): string {
  return listing === undefined || 'error' in listing ? 'error' : JSON.stringify(listing.entries);
}

const contextOf = (tar: Uint8Array) =>
  `sha256 ${hash('sha256', tar)} base64 ${Buffer.from(tar).toString('base64').slice(0, 4000)}`;

interface Answers {
  readonly tar: Uint8Array;
  /** Null: refused. */
  readonly ours: readonly OracleEntry[] | null;
  readonly theirs: ReadonlyMap<string, OracleListing | undefined>;
}

/** What everybody who is installed makes of the tars. */
async function askAll(tars: readonly Uint8Array[]): Promise<readonly Answers[]> {
  const nodeTar = nodeTarOfNpm();
  const python = hasClient('python3') ? await listWithPython(tars) : null;
  const answers: Answers[] = [];
  for (const [i, tar] of tars.entries()) {
    const theirs = new Map([['tar-stream', await listWithTarStream(tar)]]);
    if (nodeTar !== null) theirs.set('node-tar', await listWithNodeTar(nodeTar, tar));
    if (python?.[i] !== undefined) theirs.set('Python', python[i]);
    answers.push({ tar, ours: accepted(tar), theirs });
  }
  return answers;
}

/** Where we accept, every reader sees the same; how often they see different things is printed. */
function expectOneReading(what: string, answers: readonly Answers[]): void {
  const disputed = answers.filter(isDisputed);
  const passed = answers.filter(({ ours }) => ours !== null);
  process.stdout.write(
    `${what}: ${answers.length} archives, ${passed.length} accepted, ${answers.length - passed.length} refused, ` +
      `${disputed.length} on which ${[...(answers[0]?.theirs.keys() ?? [])].join(', ')} disagree\n`,
  );
  for (const { tar, ours, theirs } of passed) {
    for (const [reader, listing] of theirs) expect(listing, `${reader}: ${contextOf(tar)}`).toEqual({ entries: ours });
  }
  expect(disputed.filter(({ ours }) => ours !== null)).toEqual([]);
}

describe('one reading, or none', () => {
  const skipped = [
    hasClient('python3') ? '' : ' (Python is not here)',
    nodeTarOfNpm() === null ? ' (npm is not here)' : '',
  ];

  test.each(honestTars.map((tar, i) => [i, tar] as const))('honest archive %i is accepted', (_i, tar) => {
    expect(accepted(tar)).not.toBeNull();
  });

  test(
    `mutated archives are listed as node-tar, tar-stream and Python list them, or refused${skipped.join('')}`,
    async () => {
      const answers = await askAll(mutants);
      expectOneReading('mutants', answers);
      const passed = answers.filter(({ ours }) => ours !== null).length;
      expect(passed).toBeGreaterThan(count / 20);
      expect(passed).toBeLessThan(count * 0.9);
      // The readers differ on many of them: else nothing was tested.
      if (answers[0]?.theirs.size === 3) expect(answers.filter(isDisputed).length).toBeGreaterThan(count / 20);
    },
    fuzzTimeout(),
  );

  test.skipIf(!existsSync(samples))(
    `node-tar's own samples are listed alike, or refused${skipped.join('')}`,
    async () => {
      const names = readdirSync(samples).filter((name) => name.endsWith('.tar'));
      const answers = await askAll(names.map((name) => readFileSync(new URL(name, samples))));
      expectOneReading("node-tar's samples", answers);
      expect(answers.length).toBeGreaterThan(10);
      expect(answers.some(({ ours }) => ours !== null)).toBe(true);
    },
  );
});

function isDisputed({ theirs }: Answers): boolean {
  return new Set([...theirs.values()].map(textOf)).size > 1;
}

const extensionTypes = ['x', 'g', 'L', 'K'];

describe.skipIf(!hasClient('ruby'))('mutated archives as gems', () => {
  test(
    'data.tar.gz is listed as RubyGems lists it, or refused',
    async () => {
      const listings = await listWithRubyGems(mutants);
      let taken = 0;
      for (const [i, tar] of mutants.entries()) {
        const entries = acceptedInGem(tar);
        if (entries === null) continue;
        taken++;
        const listing = listings[i];
        // RubyGems skips extension headers as entries of unknown types.
        const told = listing !== undefined && 'entries' in listing ? listing.entries : [];
        expect(
          told.filter(({ type }) => !extensionTypes.includes(type)),
          contextOf(tar),
        ).toEqual(entries);
      }
      process.stdout.write(`data.tar.gz: ${count} archives, ${taken} accepted, ${count - taken} refused\n`);
      expect(taken).toBeGreaterThan(count / 50);
      expect(taken).toBeLessThan(count * 0.9);
    },
    fuzzTimeout(),
  );

  test(
    'the outer tar is listed as RubyGems lists it, or refused',
    async () => {
      const gems = Array.from({ length: count }, () => mutateGem(random, random.pick(gemSeeds), random.pick(gemSeeds)));
      const listings = await listWithRubyGems(gems);
      let taken = 0;
      for (const [i, gem] of gems.entries()) {
        const entries = acceptedAsGem(gem);
        if (entries === null) continue;
        taken++;
        expect(listings[i], contextOf(gem)).toEqual({ entries });
      }
      process.stdout.write(`gems: ${count} archives, ${taken} accepted, ${count - taken} refused\n`);
      expect(taken).toBeGreaterThan(count / 50);
      expect(taken).toBeLessThan(count * 0.9);
    },
    fuzzTimeout(),
  );
});
