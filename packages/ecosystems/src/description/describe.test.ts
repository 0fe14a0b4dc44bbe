import type { ArchiveListing, PackageDescription, Subject } from '@assay/model';
import { gemMetadata } from '@assay/testkit';
import { describe, expect, it } from 'vitest';
import { composer } from '../composer/index.js';
import { npm } from '../npm/index.js';
import { rubygems } from '../rubygems/index.js';

const encoder = new TextEncoder();

function subjectOf(ecosystem: Subject['ecosystem'], version = '1.0.0'): Subject {
  const purl = `pkg:x/a@${version}`;
  const source = { kind: 'registry' } as const;
  return { id: purl, purl, ecosystem, name: 'a', version, source, files: [], conflictsWith: [] };
}

function listing(format: ArchiveListing['format'], name: string, text: string | Uint8Array): ArchiveListing {
  const bytes = typeof text === 'string' ? encoder.encode(text) : text;
  const entry = { path: name, type: 'file', mode: 0o644, size: bytes.length } as const;
  return { format, entries: [entry], problems: [], members: new Map([[name, bytes]]), complete: true };
}

function packageJson(text: string | Uint8Array): PackageDescription | null {
  return npm.describe(subjectOf('npm'), { from: 'archive', listing: listing('npm-tgz', 'package.json', text) });
}

/** What package.json with these fields says. */
function said(fields: unknown): PackageDescription {
  const description = packageJson(JSON.stringify(fields));
  return description ?? { from: 'archive', licenses: [], authors: [], maintainers: [], links: [] };
}

function answered(ecosystem: typeof npm, body: string, version?: string): PackageDescription | null {
  const evidence = { state: 'found', size: body.length, digests: [], body: encoder.encode(body) } as const;
  return ecosystem.describe(subjectOf(ecosystem.id, version), { from: 'registry', evidence });
}

const gem = (text: string) =>
  rubygems.describe(subjectOf('rubygems'), { from: 'archive', listing: listing('gem', 'metadata.gz', text) });
const php = (fields: unknown) => {
  const by = { from: 'archive', listing: listing('zip', 'composer.json', JSON.stringify(fields)) } as const;
  return composer.describe(subjectOf('composer'), by);
};

describe('licences of an npm package', () => {
  it.each([
    ['a text', { license: 'MIT' }, ['MIT']],
    ['an expression', { license: '(MIT OR Apache-2.0)' }, ['(MIT OR Apache-2.0)']],
    ['a place', { license: 'SEE LICENSE IN LICENSE.txt' }, ['SEE LICENSE IN LICENSE.txt']],
    ['none granted', { license: 'UNLICENSED' }, ['UNLICENSED']],
    ['an object', { license: { type: 'ISC', url: 'https://x.example/' } }, ['ISC']],
    ['a list', { license: ['MIT', { type: 'ISC' }] }, ['MIT', 'ISC']],
    ['the old list', { licenses: [{ type: 'MIT', url: 'https://x.example/' }, 'BSD'] }, ['MIT', 'BSD']],
    ['the old object', { licenses: { type: 'MIT' } }, ['MIT']],
    ['the old text', { licenses: 'MIT' }, ['MIT']],
    ['both: the new one counts', { license: 'MIT', licenses: ['ISC'] }, ['MIT']],
    ['the same twice', { license: ['MIT', 'MIT'] }, ['MIT']],
    ['nothing', { license: null, licenses: [] }, []],
    ['no texts', { license: 7, licenses: [1, { type: [] }, null, [['MIT']]] }, []],
    ['several lines', { license: 'MIT\n\n and\tmore' }, ['MIT and more']],
  ])('may be %s', (_what, fields, licenses) => {
    expect(said({ description: 'x', ...fields }).licenses).toEqual(licenses);
  });
});

describe('people of an npm package', () => {
  const author = (value: unknown) => said({ author: value }).authors;

  it.each([
    ['Ada', { name: 'Ada' }],
    ['Ada <ada@x.example>', { name: 'Ada', email: 'ada@x.example' }],
    ['Ada (https://x.example/)', { name: 'Ada', url: 'https://x.example/' }],
    ['Ada <ada@x.example> (https://x.example/)', { name: 'Ada', email: 'ada@x.example', url: 'https://x.example/' }],
    ['<ada@x.example>', { email: 'ada@x.example' }],
    ['Ada <ada at x.example> (nowhere)', { name: 'Ada' }],
    ['Ada <ada@x.example', { name: 'Ada' }],
    [
      { name: 'Ada', email: 'ada@x.example', web: 1 },
      { name: 'Ada', email: 'ada@x.example' },
    ],
    [
      { name: 'Ada', url: 'https://ada:secret@x.example/' },
      { name: 'Ada', url: 'https://x.example/' },
    ],
    [{ name: 'Ada', url: 'javascript:alert(1)' }, { name: 'Ada' }],
  ])('may be written as %j', (value, party) => {
    expect(author(value)).toEqual([party]);
  });

  it.each(['', '   ', '()', '<>', {}, { name: 1 }, [[]], 7, null, true])('are nobody in %j', (value) => {
    expect(author(value)).toEqual([]);
  });

  it('are its author, then its contributors, each once; those who maintain it stand apart', () => {
    expect(said({ author: 'A', contributors: ['B', 'A', 'C'], maintainers: ['D'] })).toMatchObject({
      authors: [{ name: 'A' }, { name: 'B' }, { name: 'C' }],
      maintainers: [{ name: 'D' }],
    });
  });

  it('who published is believed of the registry alone', () => {
    const fields = { name: 'a', version: '1.0.0', _npmUser: { name: 'ada', email: 'ada@x.example' } };
    expect(packageJson(JSON.stringify(fields))).toBeNull();
    expect(answered(npm, JSON.stringify(fields))?.publishedBy).toEqual({ name: 'ada', email: 'ada@x.example' });
  });
});

describe('how an npm package is installed', () => {
  it.each<[unknown, unknown]>([
    [
      { node: '>=18', npm: ' 9 ' },
      [
        { name: 'node', range: '>=18' },
        { name: 'npm', range: '9' },
      ],
    ],
    [{ node: 18, npm: '', ['a\nb']: '*' }, [{ name: 'a b', range: '*' }]],
    [['node >= 0.6'], undefined],
    ['>=18', undefined],
    [{}, undefined],
  ])('engines %j', (engines, expected) => {
    expect(said({ engines }).engines).toEqual(expected);
  });

  it('no more engines are read than a hundred', () => {
    const engines = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`e${String(index)}`, '*']));
    expect(said({ engines }).engines).toHaveLength(100);
  });

  it.each<[unknown, true | undefined]>([
    [{ scripts: { preinstall: 'x' } }, true],
    [{ scripts: { install: 'x' } }, true],
    [{ scripts: { postinstall: 'x' } }, true],
    [{ hasInstallScript: true }, true],
    [{ hasInstallScript: 'true' }, undefined],
    [{ scripts: { test: 'x', prepare: 'x', install: '' } }, undefined],
    [{ scripts: 'install' }, undefined],
  ])('a script at installation in %j: %s', (fields, expected) => {
    expect(said(fields).installScript).toBe(expected);
  });
});

describe('links of an npm package', () => {
  const vcs = (repository: unknown) => said({ repository }).links;

  it.each([
    ['https://x.example/a/b', 'https://x.example/a/b'],
    ['git+https://x.example/a/b.git', 'git+https://x.example/a/b.git'],
    ['git://x.example/a/b.git#main', 'git://x.example/a/b.git#main'],
    ['git@x.example:a/b.git', 'ssh://git@x.example/a/b.git'],
    ['git+ssh://git@x.example:a/b.git', 'git+ssh://git@x.example/a/b.git'],
    ['ssh://git@x.example:22/a/b.git', 'ssh://git@x.example:22/a/b.git'],
    ['a/b', 'git+https://github.com/a/b.git'],
    ['github:a/b', 'git+https://github.com/a/b.git'],
    ['gitlab:a/b.git', 'git+https://gitlab.com/a/b.git'],
    ['bitbucket:a/b#v1', 'git+https://bitbucket.org/a/b.git#v1'],
    ['https://me:hunter2@x.example/a.git', 'https://x.example/a.git'],
    ['https://hunter2@x.example/a.git', 'https://x.example/a.git'],
    ['git+ssh://git:hunter2@x.example:a/b.git', null],
    ['https://x.example/a?private_token=hunter2', 'https://x.example/a?private_token=redacted'],
    ['../a', null],
    ['./a/b', null],
    ['/home/me/project', null],
    ['C:\\Users\\me', null],
    ['file:///home/me/project', null],
    ['javascript:alert(1)', null],
    ['data:text/html,x', null],
    ['https://x.example/a b', null],
    ['https://x.example/<script>', null],
    ['https://x.example/%zz', null],
    ['https://x.example/a#b#c', null],
    ['https:///', null],
    [`https://x.example/${'a'.repeat(3000)}`, null],
    ['https://x.example/\u001b[2J', null],
    ['github:user:hunter2@a/b', null],
  ])('read the repository %j', (stated, url) => {
    const links = url === null ? [] : [{ kind: 'vcs', url }];
    expect(vcs(stated)).toEqual(links);
    expect(vcs({ type: 'git', url: stated })).toEqual(links);
    expect(JSON.stringify(vcs(stated))).not.toContain('hunter2');
  });

  it.each([
    ['packages/a', 'packages/a'],
    ['./packages/a', 'packages/a'],
    ['/packages/a', 'packages/a'],
    ['../a', undefined],
    ['a/../../b', undefined],
    ['', undefined],
    [7, undefined],
  ])('have the folder %j', (directory, read) => {
    const url = 'https://x.example/';
    expect(vcs({ url, directory })).toEqual([{ kind: 'vcs', url, ...(read === undefined ? {} : { directory: read }) }]);
  });

  it('name website, bugs and funding, in every form there is', () => {
    const [homepage, bugs, one, two] = ['a', 'b', 'c', 'd'].map((path) => `https://x.example/${path}`);
    const expected = [
      { kind: 'website', url: homepage },
      { kind: 'issue-tracker', url: bugs },
      { kind: 'funding', url: one },
      { kind: 'funding', url: two },
    ];
    expect(said({ homepage, bugs, funding: [one, { type: 'x', url: two }] }).links).toEqual(expected);
    expect(said({ homepage, bugs: { url: bugs, email: 'a@b.example' }, funding: [{ url: one }, two] }).links).toEqual(
      expected,
    );
    expect(said({ homepage: [homepage], bugs: 7, funding: { url: {} } }).links).toEqual([]);
  });
});

describe('a registry that says something to its users', () => {
  const deprecated = (value: unknown) =>
    answered(npm, JSON.stringify({ name: 'a', version: '1.0.0', license: 'MIT', deprecated: value }))?.deprecated;

  it.each([
    ['Use b.', 'Use b.'],
    [true, 'The registry calls it deprecated.'],
    [false, undefined],
    ['', undefined],
    [{}, undefined],
  ])('%j', (value, text) => {
    expect(deprecated(value)).toBe(text);
  });

  it('is read in the whole document of a package too', () => {
    const versions = { '1.0.0': { name: 'a', version: '1.0.0', license: 'ISC' } };
    expect(answered(npm, JSON.stringify({ name: 'a', versions }))?.licenses).toEqual(['ISC']);
    expect(answered(npm, JSON.stringify({ name: 'a', versions }), '2.0.0')).toBeNull();
  });
});

describe('a gem', () => {
  const metadata = gemMetadata({ name: 'a', version: '1.0.0' });

  it('is described by its metadata', () => {
    const uris = [
      'metadata:',
      '  source_code_uri: https://me:hunter2@x.example/a',
      '  bug_tracker_uri: https://x.example/a/issues',
      '  changelog_uri: https://x.example/a/changes',
      '  rubygems_mfa_required: "true"',
    ];
    expect(gem(metadata.replace('metadata: {}', uris.join('\n')))).toEqual({
      from: 'archive',
      licenses: ['MIT'],
      summary: 'Minted gem a',
      authors: [{ name: 'A. Maintainer', email: 'maintainer@vendor.example' }],
      maintainers: [],
      links: [
        { kind: 'vcs', url: 'https://x.example/a' },
        { kind: 'issue-tracker', url: 'https://x.example/a/issues' },
        { kind: 'changelog', url: 'https://x.example/a/changes' },
        { kind: 'website', url: 'https://vendor.example/' },
      ],
    });
  });

  it('of several people and addresses does not say which belong together', () => {
    const several = metadata
      .replace('- A. Maintainer', '- A\n- B')
      .replace('email: maintainer@vendor.example', 'email:\n- x@v.example\n- y@v.example');
    expect(gem(several)?.authors).toEqual([
      { name: 'A' },
      { name: 'B' },
      { email: 'x@v.example' },
      { email: 'y@v.example' },
    ]);
  });

  it('is described by the registry’s list of versions; the compact index says nothing', () => {
    const record = {
      number: '1.0.0',
      authors: 'A, B',
      licenses: ['MIT'],
      summary: 'S',
      metadata: { homepage_uri: 'https://x.example/' },
    };
    expect(answered(rubygems, JSON.stringify([{ number: '0.9.0', licenses: ['ISC'] }, record]))).toEqual({
      from: 'registry',
      licenses: ['MIT'],
      summary: 'S',
      authors: [{ name: 'A' }, { name: 'B' }],
      maintainers: [],
      links: [{ kind: 'website', url: 'https://x.example/' }],
    });
    for (const body of ['---\n1.0.0 |checksum:00\n', '[', '[1,null]', '{}', ''])
      expect(answered(rubygems, body)).toBeNull();
  });

  it.each([
    ['no metadata', ''],
    ['no YAML', '"'],
    [
      'hostile types',
      '--- \nlicenses: {a: b}\nauthors: {a: b}\nmetadata: [x]\nsummary: [x]\nhomepage: {}\nemail: [[x]]\n',
    ],
    [
      'an alias bomb',
      `a0: &a0 x\n${Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}*a${i}]\n`).join('')}`,
    ],
  ])('with %s is not described', (_what, text) => {
    expect(gem(text)).toBeNull();
  });
});

describe('a Composer package', () => {
  it('is described by its composer.json', () => {
    expect(
      php({
        license: ['MIT', 'proprietary'],
        description: 'D',
        authors: [{ name: 'A', email: 'a@x.example', homepage: 'https://x.example/', role: 'Lead' }],
        homepage: 'https://h.example/',
        support: { source: 'https://s.example/', issues: 'https://i.example/', email: 'x@y.example' },
        funding: [{ type: 'other', url: 'https://f.example/' }],
        abandoned: 'b/b',
      }),
    ).toEqual({
      from: 'archive',
      licenses: ['MIT', 'proprietary'],
      summary: 'D',
      authors: [{ name: 'A', email: 'a@x.example', url: 'https://x.example/' }],
      maintainers: [],
      links: [
        { kind: 'website', url: 'https://h.example/' },
        { kind: 'vcs', url: 'https://s.example/' },
        { kind: 'issue-tracker', url: 'https://i.example/' },
        { kind: 'funding', url: 'https://f.example/' },
      ],
      deprecated: 'Abandoned; use b/b instead.',
    });
    expect(php({ license: 'MIT' })?.licenses).toEqual(['MIT']);
    expect(php({ abandoned: true })?.deprecated).toBe('Abandoned.');
    expect(php([])).toBeNull();
    expect(php({ abandoned: false, license: {}, authors: {}, support: [], funding: 'https://x.example/' })).toBeNull();
  });
});

describe('a hostile manifest', () => {
  it('with a hundred thousand of everything is read as far as the cap', () => {
    const many = <T>(of: (i: number) => T) => Array.from({ length: 100_000 }, (_, i) => of(i));
    const names = said({ contributors: many((i) => `A${String(i)}`) });
    expect(names.authors).toHaveLength(100);
    expect(said({ license: many((i) => `L${String(i)}`) }).licenses).toHaveLength(100);
    expect(said({ funding: many((i) => `https://x.example/${String(i)}`) }).links).toHaveLength(100);
  });

  it('with huge texts is cut to size, between characters', () => {
    const huge = '😀'.repeat(500_000);
    const { summary = '', licenses, authors } = said({ description: huge, license: huge, author: huge });
    for (const text of [summary, licenses[0] ?? '', authors[0]?.name ?? '']) {
      expect(text.length).toBeLessThanOrEqual(1024);
      expect(text.isWellFormed()).toBe(true);
      expect(text.endsWith('…')).toBe(true);
    }
    expect(
      said({ author: `${'<'.repeat(500_000)}${'('.repeat(500_000)}`, description: ' '.repeat(1_000_000) }).authors,
    ).toEqual([]);
  });

  it('with names of every object’s members says nothing by them', () => {
    const text = '{"__proto__":{"license":"MIT"},"constructor":{"type":"MIT"},"author":{"__proto__":{"name":"x"}}}';
    expect(packageJson(text)).toBeNull();
    expect(packageJson('{"license":{"__proto__":{"type":"MIT"},"type":"ISC"}}')?.licenses).toEqual(['ISC']);
  });

  it('with terminal bytes in its texts is one readable line', () => {
    const { summary, authors } = said({ description: 'a\u001b[2J\u0007b\r\nc\u0085d', author: 'A\u0000B' });
    expect(summary).toBe('a [2J b c d');
    expect(authors).toEqual([{ name: 'A B' }]);
  });

  it.each([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['no UTF-8', Uint8Array.of(0x7b, 0xff, 0x7d)],
    ['nothing', ''],
    ['half a character', '{"license":"\\ud800"}'],
    ['ten thousand levels', '['.repeat(10_000)],
  ])('that holds %s says nothing', (_what, text) => {
    expect(packageJson(text)).toBeNull();
  });

  it('that repeats a field is described by the last, as clients read it', () => {
    expect(packageJson('{"license":"MIT","license":"ISC"}')?.licenses).toEqual(['ISC']);
  });
});
