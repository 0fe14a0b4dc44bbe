import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gzip, hasClient, listWithPython } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { listArchive } from './list-archive.js';

const data = new URL('../../../../shared/data/', import.meta.url);
const tars = new URL('tar/node-tar/', data);
const gems = new URL('rubygems/', data);

const names = (folder: URL, ending: string) =>
  existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(ending)) : [];

/** Codes for which node-tar's own samples are refused as packages; those not named here have only notes. */
const refused: Readonly<Record<string, readonly string[]>> = {
  'bad-cksum.tar': ['name-outside-root', 'tar-checksum'],
  'body-byte-counts.tar': ['name-outside-root'],
  'emptypax.tar': ['name-outside-root', 'extension-malformed'],
  'file.tar': ['name-outside-root'],
  'global-header.tar': ['extension-global'],
  'links-invalid.tar': ['entry-link-target'],
  'links-strip.tar': ['hard-link', 'tar-no-end'],
  'links.tar': ['name-outside-root'],
  'long-paths.tar': ['name-outside-root'],
  'long-pax.tar': ['name-outside-root', 'tar-no-end'],
  'next-file-has-long.tar': ['name-outside-root'],
  'path-missing.tar': ['name-empty'],
  'utf8.tar': ['name-outside-root'],
};

function list(tar: Uint8Array) {
  return listArchive(gzip(tar), { format: 'npm-tgz', members: [], hashEntries: true });
}

describe.skipIf(!existsSync(tars))("node-tar's samples", () => {
  test.each(names(tars, '.tar'))('%s is refused for its reasons, or has only notes', (name) => {
    const problems = list(readFileSync(new URL(name, tars)))?.problems ?? [];
    const codes = problems.filter(({ severity }) => severity !== 'note').map(({ code }) => code);
    expect([...new Set(codes)]).toEqual(refused[name] ?? []);
  });

  test.skipIf(!hasClient('python3'))('those walked to the end are listed as Python lists them', async () => {
    const files = names(tars, '.tar').map((name) => readFileSync(new URL(name, tars)));
    const whole = files.filter((tar) => list(tar)?.complete === true);
    expect(whole.length).toBeGreaterThan(5);
    const oracle = await listWithPython(whole);
    for (const [i, tar] of whole.entries()) {
      const ours = list(tar)?.entries.map(({ path, size, sha256 = '' }) => [path.replace(/\/$/, ''), size, sha256]);
      const theirs = oracle[i];
      if (theirs === undefined || 'error' in theirs) throw new Error('Python refused it');
      expect(ours).toEqual(theirs.entries.map(({ path, size, sha256 }) => [path, size, sha256]));
    }
  });
});

describe.skipIf(!existsSync(gems))('gems of RubyGems and of people', () => {
  test.each(names(gems, '.gem'))('%s is listed whole, with its metadata, and has at most notes', (name) => {
    const listing = listArchive(readFileSync(new URL(name, gems)), { format: 'gem', members: ['metadata.gz'] });
    expect(listing?.complete).toBe(true);
    expect(listing?.problems.filter(({ severity }) => severity !== 'note')).toEqual([]);
    expect(new TextDecoder().decode(listing?.members.get('metadata.gz'))).toMatch(
      /^--- !ruby\/object:Gem::Specification/,
    );
  });
});
