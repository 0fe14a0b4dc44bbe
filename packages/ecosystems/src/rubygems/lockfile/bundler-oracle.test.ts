import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AssayError, normaliseRegistryUrl, type LockfileContent, type SubjectSource } from '@assay/model';
import { hasClient, runClient, temporaryFolder } from '@assay/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseGemfileLock } from './parse-gemfile-lock.js';

/** Reads lockfiles (texts.json, a list) with Bundler's own parser and prints what each locks, or null where it refuses. */
const program = `
require "bundler"
require "json"
def place(source)
  return source.class.name.split("::").last unless source.is_a?(Bundler::Source::Rubygems)
  source.remotes.map(&:to_s).sort.join(" ")
end
def locked(text)
  specs = Bundler::LockfileParser.new(text).specs
  # Old Bundlers make a gem without name or version of a line of blanks.
  specs.reject { |spec| (spec.name + spec.version.to_s).strip.empty? }.map do |spec|
    [spec.name, spec.version.to_s, spec.platform.to_s == "ruby" ? "ruby" : "other", place(spec.source)]
  end
rescue StandardError
  nil
end
puts JSON.generate(JSON.parse(File.read("texts.json")).map { |text| locked(text) })
`;

type Locked = readonly [name: string, version: string, platform: string, place: string];

async function readWithBundler(texts: readonly string[]): Promise<readonly (readonly Locked[] | null)[]> {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, 'texts.json'), JSON.stringify(texts));
  await writeFile(join(folder.path, 'Gemfile'), '');
  const { stdout, stderr, status } = await runClient('ruby', ['-e', program], { cwd: folder.path });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as readonly (readonly Locked[] | null)[];
}

/** The same from Assay's reading; null where it refuses the lockfile or a remote. Of one file under two sources, the last counts, as in Bundler. */
function readWithAssay(text: string): readonly Locked[] | null {
  let content: LockfileContent;
  try {
    content = parseGemfileLock({ path: 'Gemfile.lock', bytes: new TextEncoder().encode(text) });
  } catch (error) {
    if (error instanceof AssayError) return null;
    throw error;
  }
  // Bundler may refuse a lockfile as a whole for a remote that is none; Assay refuses each gem of that section.
  if (content.gaps.some(({ code }) => code === 'unusable-remote')) return null;
  const byId = new Map(content.subjects.map((subject) => [subject.id, subject]));
  const byEntry = new Map<string, Locked>();
  for (const { subject: id, path } of [...content.occurrences].sort((a, b) => a.line - b.line)) {
    const { name, version, source } = byId.get(id)!;
    const platform = path === `${name} (${version})` || path.endsWith('-ruby)') ? 'ruby' : 'other';
    byEntry.set(path, [name, version, platform, placeOf(source)]);
  }
  return [...byEntry.values()];
}

function placeOf(source: SubjectSource): string {
  if (source.kind === 'registry') return source.url ?? '';
  return { git: 'Git', directory: 'Path' }[source.kind as string] ?? 'unsupported';
}

/** Where Assay does not judge the source, only the gem itself is compared. */
function expectSame(text: string, ours: readonly Locked[], theirs: readonly Locked[] | null): void {
  const open = new Set(
    ours.filter(([, , , place]) => place === 'unsupported').map((locked) => locked.slice(0, 3).join('|')),
  );
  const normal = ([name, version, platform, place]: Locked) => [
    name,
    version,
    platform,
    normaliseRegistryUrl(place) ?? place,
  ];
  const line = (locked: Locked) =>
    normal(locked)
      .slice(0, open.has(locked.slice(0, 3).join('|')) ? 3 : 4)
      .join('|');
  const lines = (locked: readonly Locked[] | null) =>
    locked === null ? 'refused' : [...new Set(locked.map(line))].sort();
  expect({ text, locked: lines(ours) }).toEqual({ text, locked: lines(theirs) });
}

const sample = [
  'GIT\n  remote: https://git.example/w.git\n  revision: cccccccccccccccccccccccccccccccccccccccc\n  specs:\n    w (1.2.3)\n      rake (>= 1)\n',
  'PATH\n  remote: engines/shop\n  specs:\n    shop (0.1.0)\n      racc\n',
  'GEM\n  remote: https://gems.example/\n  specs:\n    nokogiri (1.18.0)\n      racc (~> 1.4)\n    nokogiri (1.18.0-java)\n      racc (~> 1.4, >= 1.4.1)\n    racc (1.8.1)\n    rake (13.0.0.rc1)\n',
  'PLATFORMS\n  ruby\n  java\n',
  'DEPENDENCIES\n  nokogiri (~> 1.18)!\n  shop!\n  w!\n',
  'RUBY VERSION\n   ruby 3.1.2p20\n',
  'BUNDLED WITH\n   2.3.15\n',
].join('\n');

const edit = fc.record({
  at: fc.nat({ max: sample.length }),
  cut: fc.nat({ max: 12 }),
  add: fc.constantFrom(
    '',
    '',
    '\n',
    '\r\n',
    ' ',
    '  ',
    '    ',
    '      ',
    '\t',
    '!',
    '-',
    '(',
    ')',
    ' (1.0)',
    ' (1.0-java)',
    ',',
    ':',
    'GEM\n',
    '  specs:\n',
    '  remote: https://b.example/\n',
    'x',
    '1',
    '.',
    'NEW\n',
  ),
});
const mutations = fc.sample(fc.array(edit, { minLength: 1, maxLength: 3 }), { numRuns: 1500, seed: 20_240_819 });
const mutants = mutations.map((edits) =>
  edits.reduce((text, { at, cut, add }) => text.slice(0, at) + add + text.slice(at + cut), sample),
);

const data = new URL('../../../../../../shared/data/lockfiles/gemfile-lock/', import.meta.url);
const real = [
  'osv-scalibr/has-local-gem.lock',
  'osv-scalibr/no-gems.lock',
  'osv-scalibr/some-gems.lock',
  'osv-scalibr/source-section-at-end.lock',
  'service/Gemfile.lock',
];

describe.skipIf(!hasClient('ruby'))('as Bundler reads it', () => {
  const compare = async (texts: readonly string[]): Promise<number> => {
    const theirs = await readWithBundler(texts);
    const ours = texts.map(readWithAssay);
    ours.forEach((locked, i) => {
      if (locked !== null) expectSame(texts[i]!, locked, theirs[i] ?? null);
    });
    return ours.filter((locked) => locked !== null).length;
  };

  it('a lockfile locks the same gems from the same places', async () => {
    expect(await compare([sample])).toBe(1);
  });

  it.skipIf(!existsSync(data))('every real lockfile does', async () => {
    expect(await compare(real.map((name) => readFileSync(new URL(name, data), 'utf8')))).toBe(real.length);
  });

  it('a mutilated lockfile does, or is refused', async () => {
    expect(await compare(mutants)).toBeGreaterThan(100);
  });
});
