import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { AssayError, type ArchiveListing, type SubjectFile } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { rubygems } from './rubygems.js';

const data = new URL('../../../../../shared/data/', import.meta.url);
const lockfiles = new URL('lockfiles/gemfile-lock/', data);
const gems = new URL('rubygems/', data);

describe.skipIf(!existsSync(lockfiles))('lockfiles of other tools and services', () => {
  const parse = (name: string) => rubygems.parseLockfile({ path: name, bytes: readFileSync(new URL(name, lockfiles)) });

  it.each([
    ['osv-scalibr/has-local-gem.lock', 30, 30, 42, ['several-remotes', 'no-checksums']],
    ['osv-scalibr/no-gem-section.lock', 0, 0, 0, ['nothing-locked']],
    ['osv-scalibr/no-gems.lock', 0, 0, 0, ['nothing-locked']],
    ['osv-scalibr/some-gems.lock', 3, 3, 2, ['no-checksums']],
    ['osv-scalibr/source-section-at-end.lock', 1, 1, 0, ['no-checksums']],
    ['service/Gemfile.lock', 298, 341, 530, []],
  ] as const)('%s is read whole', (name, subjects, occurrences, edges, gaps) => {
    const content = parse(name);
    expect(content.subjects).toHaveLength(subjects);
    expect(content.occurrences).toHaveLength(occurrences);
    expect(content.edges).toHaveLength(edges);
    expect(content.gaps.map(({ code }) => code)).toEqual(gaps);
  });

  it('osv-scalibr/invalid.lock, which locks a gem without a version, is refused with its line', () => {
    expect(() => parse('osv-scalibr/invalid.lock')).toThrow(AssayError);
    expect(() => parse('osv-scalibr/invalid.lock')).toThrow(/"invalid-name" locks no version/);
  });

  it('service/Gemfile.lock pins every file of every gem, from the registry that its section names', () => {
    const { subjects } = parse('service/Gemfile.lock');
    expect(subjects.flatMap(({ files }) => files)).toHaveLength(341);
    for (const file of subjects.flatMap(({ files }) => files))
      expect(file.pins.map(({ alg }) => alg)).toEqual(['sha256']);
    const urls = subjects.map(({ source }) => (source.kind === 'registry' ? source.url : source.kind));
    expect(urls.filter((url) => url === 'https://packager.dev/avo-hq/')).toHaveLength(5);
    expect(new Set(urls).size).toBe(2);
  });
});

describe.skipIf(!existsSync(gems))('gems of the RubyGems service’s own tests', () => {
  const files = existsSync(gems) ? readdirSync(gems).filter((name) => name.endsWith('.gem')) : [];

  it.each(files)('%s holds the name and version of its file name', (name) => {
    const [, base = '', version = ''] = /^(.+)-([0-9.]+)\.gem$/.exec(name) ?? [];
    const purl = `pkg:gem/${base}@${version}`;
    const file: SubjectFile = { name, pins: [], malformedPins: [] };
    const source = { kind: 'registry' } as const;
    const subject = {
      id: purl,
      purl,
      ecosystem: 'rubygems',
      name: base,
      version,
      source,
      files: [file],
      conflictsWith: [],
    } as const;
    const manifest = rubygems.manifest(subject, file, listGem(readFileSync(new URL(name, gems))));
    expect(manifest).toMatchObject({ name: base.replace('_tampered', ''), version });
    expect(manifest).not.toHaveProperty('platform');
  });
});

/** The members of a well-formed gem: enough for these files, and no more. */
function listGem(tar: Uint8Array): ArchiveListing {
  const entries: ArchiveListing['entries'][number][] = [];
  const members = new Map<string, Uint8Array>();
  const text = (from: number, to: number) => new TextDecoder().decode(tar.subarray(from, to)).replace(/\0.*$/s, '');
  for (let at = 0; at < tar.length && tar[at] !== 0;) {
    const path = text(at, at + 100);
    const size = Number.parseInt(text(at + 124, at + 136), 8);
    const content = tar.subarray(at + 512, at + 512 + size);
    entries.push({ path, type: 'file', mode: 0o444, size, sha256: createHash('sha256').update(content).digest('hex') });
    if (path === 'metadata.gz' || path === 'checksums.yaml.gz') members.set(path, gunzipSync(content));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return { format: 'gem', entries, problems: [], members, complete: true };
}
