import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Digest } from './digest.js';
import { digestOf } from './hash.js';
import { compareText } from './compare-text.js';
import { mergeInventory, type InventoryPart } from './inventory.js';
import { purlOf } from './purl.js';
import type { Occurrence, Subject, SubjectFile } from './subject.js';

const sha512 = (text: string): Digest => digestOf('sha512', text);

interface Locked {
  readonly name?: string;
  readonly url?: string;
  readonly pins?: readonly Digest[];
  readonly id?: string;
  readonly from?: Subject['source'];
}

function subject({ name = 'a', url, pins = [sha512('a')], id, from = { kind: 'registry' } }: Locked = {}): Subject {
  const purl = purlOf('npm', name, '1.0.0');
  const file: SubjectFile = {
    name: `${name}-1.0.0.tgz`,
    pins,
    malformedPins: [],
    ...(url === undefined ? {} : { url }),
  };
  const rest = { purl, ecosystem: 'npm', name, version: '1.0.0', source: from, files: [file] } as const;
  return { id: id ?? purl, conflictsWith: [], ...rest };
}

function part(path: string, subjects: readonly Subject[], more: Partial<InventoryPart['content']> = {}): InventoryPart {
  const occurrences = subjects.map((entry, i): Occurrence => {
    return { subject: entry.id, lockfile: path, line: i + 1, path: `node_modules/${entry.name}`, scope: 'prod' };
  });
  return {
    ref: { path, ecosystem: 'npm', format: 'test', digest: digestOf('sha256', path) },
    content: { format: 'test', subjects, occurrences, edges: [], gaps: [], projects: [], ...more },
  };
}

const ids = (subjects: readonly Subject[]) => subjects.map((entry) => entry.id);

describe('mergeInventory', () => {
  it('makes one of what two lockfiles lock alike, and keeps both places', () => {
    const merged = mergeInventory([part('one', [subject()]), part('two', [subject({ id: 'other' })])]);
    expect(merged.subjects).toEqual([subject()]);
    expect(merged.occurrences.map((entry) => [entry.subject, entry.lockfile])).toEqual([
      ['pkg:npm/a@1.0.0', 'one'],
      ['pkg:npm/a@1.0.0', 'two'],
    ]);
  });

  it('keeps apart what is pinned to different bytes: both conflict', () => {
    const merged = mergeInventory([part('one', [subject()]), part('two', [subject({ pins: [sha512('b')] })])]);
    const [first, second] = merged.subjects;
    expect(ids(merged.subjects)).toEqual([
      expect.stringMatching(/^pkg:npm\/a@1\.0\.0#[0-9a-f]{12}$/),
      expect.stringMatching(/^pkg:npm\/a@1\.0\.0#[0-9a-f]{12}$/),
    ]);
    expect([first?.conflictsWith, second?.conflictsWith]).toEqual([[second?.id], [first?.id]]);
  });

  it.each<[string, Locked]>([
    ['another URL', { url: 'https://registry.example/a.tgz' }],
    ['another source', { from: { kind: 'git', url: 'https://git.example/a' } }],
    ['no pins', { pins: [] }],
    ['a pin of another algorithm', { pins: [digestOf('sha1', 'a')] }],
    ['one algorithm more', { pins: [sha512('a'), digestOf('sha1', 'a')] }],
  ])('keeps apart what is locked with %s, which contradicts nothing', (_name, locked) => {
    const merged = mergeInventory([part('one', [subject()]), part('two', [subject(locked)])]);
    expect(new Set(ids(merged.subjects)).size).toBe(2);
    expect(merged.subjects.map((entry) => entry.conflictsWith)).toEqual([[], []]);
  });

  it('sees a conflict in any algorithm, and when one of several digests differs', () => {
    const weak = subject({ pins: [sha512('a'), digestOf('sha1', 'x')], id: '1' });
    const other = subject({ pins: [sha512('a'), digestOf('sha1', 'y')], id: '2' });
    const more = subject({ pins: [sha512('a'), sha512('evil')], id: '3' });
    const merged = mergeInventory([part('one', [weak, other, more])]);
    expect(merged.subjects.map((entry) => entry.conflictsWith.length > 0)).toEqual([true, true, true]);
  });

  it('names one of each differing way, ten at most, however many there are', () => {
    const many = Array.from({ length: 20_000 }, (_, i) => subject({ id: `s${i}`, pins: [sha512(String(i))] }));
    const alike = Array.from({ length: 50 }, (_, i) =>
      subject({ id: `t${i}`, pins: [sha512('0')], url: `https://registry.example/${i}` }),
    );
    const merged = mergeInventory([part('one', [...many, ...alike])]);
    expect(new Set(ids(merged.subjects)).size).toBe(20_050);
    const named = merged.subjects.filter((entry) => entry.conflictsWith.length === 10);
    expect(named).toHaveLength(20_050);
    expect(named.filter((entry) => entry.conflictsWith.includes(entry.id))).toEqual([]);
  });

  it('one lockfile that locks one version in two ways gives two subjects', () => {
    const merged = mergeInventory([part('one', [subject({ id: '1' }), subject({ id: '2', pins: [sha512('b')] })])]);
    expect(new Set(ids(merged.subjects)).size).toBe(2);
    expect(new Set(merged.occurrences.map((entry) => entry.subject))).toEqual(new Set(ids(merged.subjects)));
  });

  it('one package about which lockfiles claim different things is one subject with all claims', () => {
    const claiming = (path: string, ...claims: string[]) => part(path, [{ ...subject(), claims }]);
    const parts = [claiming('one', 'y', 'x'), claiming('two', 'x', 'z'), part('three', [subject()])];
    for (const order of [parts, [...parts].reverse()]) {
      expect(mergeInventory(order).subjects).toEqual([{ ...subject(), claims: ['x', 'y', 'z'] }]);
    }
  });

  it('one package that lockfiles describe differently has one description, whichever is read first', () => {
    const described = (license: string) => {
      const description = { from: 'lockfile', licenses: [license], authors: [], maintainers: [], links: [] } as const;
      return { ...subject(), description };
    };
    const parts = [part('one', [described('MIT')]), part('two', [subject()]), part('three', [described('ISC')])];
    for (const order of [parts, [...parts].reverse()]) {
      expect(mergeInventory(order).subjects).toEqual([described('ISC')]);
    }
  });

  it('projects name subjects by their final ids, and stand in order, the project itself first', () => {
    const weak = subject({ id: 'weak', pins: [sha512('b')] });
    const project = (path: string, dependsOn: readonly string[]) => ({ lockfile: 'one', path, dependsOn });
    const projects = [{ ...project('a', []), subject: 'weak' }, project('-', []), project('.', ['weak', subject().id])];
    const merged = mergeInventory([part('one', [weak, subject()], { projects })]);
    const ids = merged.subjects.map(({ id }) => id);
    const renamed = ids.find(
      (id) => merged.subjects.find((one) => one.id === id)?.files[0]?.pins[0]?.value === weak.files[0]?.pins[0]?.value,
    );
    expect(merged.projects).toEqual([project('.', ids), project('-', []), { ...project('a', []), subject: renamed }]);
  });

  it('a bundled package is bound to the purl of the package it is in', () => {
    const within = (purl: string) => subject({ name: 'inner', from: { kind: 'bundled', within: purl }, pins: [] });
    const one = { ...within('pkg:npm/a@1.0.0'), id: '1' };
    const two = { ...within('pkg:npm/b@1.0.0'), id: '2' };
    const merged = mergeInventory([part('one', [one, two, subject({ id: '3' })])]);
    const bundled = merged.subjects.filter((entry) => entry.name === 'inner');
    expect(bundled.map((entry) => entry.source)).toEqual(
      expect.arrayContaining([
        { kind: 'bundled', within: 'pkg:npm/a@1.0.0' },
        { kind: 'bundled', within: 'pkg:npm/b@1.0.0' },
      ]),
    );
    expect(new Set(ids(bundled)).size).toBe(2);
  });

  it('renames parents and edges, and joins edges that become one', () => {
    const subjects = [subject({ id: 'x' }), subject({ id: 'y', name: 'b' })];
    const edges = [
      { from: 'x', to: 'y' },
      { from: 'x', to: 'y' },
    ];
    const occurrence = { subject: 'y', lockfile: 'one', line: 1, path: 'b', scope: 'dev', parent: 'x' } as const;
    const merged = mergeInventory([
      part('one', subjects, { edges, occurrences: [occurrence] }),
      part('two', subjects, { edges }),
    ]);
    expect(merged.edges).toEqual([{ from: 'pkg:npm/a@1.0.0', to: 'pkg:npm/b@1.0.0' }]);
    expect(merged.occurrences[0]).toMatchObject({ subject: 'pkg:npm/a@1.0.0' });
    expect(merged.occurrences.find((entry) => entry.scope === 'dev')).toMatchObject({ parent: 'pkg:npm/a@1.0.0' });
  });

  it('two subjects of one lockfile with one id are a defect, not one subject less', () => {
    const twice = [subject({ id: '1' }), subject({ id: '1', pins: [sha512('b')] })];
    expect(() => mergeInventory([part('one', twice)])).toThrow(TypeError);
  });

  it('an occurrence or edge of an unknown subject is a defect', () => {
    const edges = [{ from: 'pkg:npm/a@1.0.0', to: 'nobody' }];
    expect(() => mergeInventory([part('one', [subject()], { edges })])).toThrow(TypeError);
  });

  it('of nothing is empty', () => {
    expect(mergeInventory([])).toEqual({
      lockfiles: [],
      subjects: [],
      occurrences: [],
      edges: [],
      gaps: [],
      projects: [],
    });
  });

  const locked = fc.record({
    name: fc.constantFrom('a', 'b', 'c'),
    url: fc.constantFrom('https://registry.example/1', 'https://registry.example/2'),
    pins: fc.subarray([sha512('1'), sha512('2'), digestOf('sha1', '1')]),
  });
  const parts = fc.array(fc.array(locked, { maxLength: 5 }), { maxLength: 5 }).map((files) =>
    files.map((entries, i) =>
      part(
        `lock${i}`,
        entries.map((entry, j) => subject({ ...entry, id: `s${j}` })),
      ),
    ),
  );

  it('does not depend on the order of the lockfiles or of their entries', () => {
    fc.assert(
      fc.property(parts, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (some, chance) => {
        const key = () => chance.next().value as number;
        const shuffled = shuffle(some, key).map((entry) => ({
          ...entry,
          content: {
            ...entry.content,
            subjects: shuffle(entry.content.subjects, key),
            occurrences: shuffle(entry.content.occurrences, key),
          },
        }));
        expect(mergeInventory(shuffled)).toEqual(mergeInventory(some));
      }),
    );
  });

  it('loses no subject, gives each its own id, and conflicts are mutual', () => {
    fc.assert(
      fc.property(parts, (some) => {
        const merged = mergeInventory(some);
        expect(new Set(ids(merged.subjects)).size).toBe(merged.subjects.length);
        const content = (entry: Subject) => JSON.stringify([entry.purl, entry.files]);
        const before = new Set(some.flatMap((entry) => entry.content.subjects.map(content)));
        expect(new Set(merged.subjects.map(content))).toEqual(before);
        for (const entry of merged.subjects) {
          for (const other of entry.conflictsWith) {
            expect(merged.subjects.find((candidate) => candidate.id === other)?.conflictsWith).not.toEqual([]);
          }
        }
      }),
    );
  });
});

function shuffle<T>(items: readonly T[], key: () => number): readonly T[] {
  return items
    .map((item) => ({ item, at: key() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

describe('compareText', () => {
  it('orders by UTF-16 code units, not by locale or code point', () => {
    expect(['é', 'z', 'Z', '\ufb33', '😀', '', 'a'].sort(compareText)).toEqual([
      '',
      'Z',
      'a',
      'z',
      'é',
      '😀',
      '\ufb33',
    ]);
  });
});
