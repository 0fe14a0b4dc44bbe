import type { LockfileContent, Subject } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { parseGemfileLock } from './parse-gemfile-lock.js';

const sha = (char: string): string => char.repeat(64);
const lock = (...lines: readonly string[]): string => `${lines.join('\n')}\n`;
const parse = (text: string): LockfileContent =>
  parseGemfileLock({ path: 'Gemfile.lock', bytes: new TextEncoder().encode(text) });
const codes = (content: LockfileContent): readonly string[] => content.gaps.map((gap) => gap.code);
const only = (content: LockfileContent): Subject => {
  expect(content.subjects).toHaveLength(1);
  return content.subjects[0]!;
};

const gem = (...specs: readonly string[]): readonly string[] => [
  'GEM',
  '  remote: https://gems.example/',
  '  specs:',
  ...specs.map((spec) => `    ${spec}`),
  '',
];
const checksums = (...entries: readonly string[]): readonly string[] => [
  'CHECKSUMS',
  ...entries.map((entry) => `  ${entry}`),
  '',
];

describe('a gem of a registry', () => {
  const content = parse(
    lock(
      ...gem('rack (3.0.8)'),
      'PLATFORMS',
      '  x86_64-linux',
      '',
      'DEPENDENCIES',
      '  rack (~> 3.0, >= 3.0.1)',
      '',
      ...checksums(`rack (3.0.8) sha256=${sha('a')}`),
      'RUBY VERSION',
      '   ruby 3.3.0p0',
      '',
      'BUNDLED WITH',
      '   2.6.2',
    ),
  );

  it('is one subject with the registry, the file and its pin', () => {
    expect(only(content)).toEqual({
      id: 'pkg:gem/rack@3.0.8',
      purl: 'pkg:gem/rack@3.0.8',
      ecosystem: 'rubygems',
      name: 'rack',
      version: '3.0.8',
      source: { kind: 'registry', url: 'https://gems.example/' },
      files: [
        {
          name: 'rack-3.0.8.gem',
          pins: [{ alg: 'sha256', value: sha('a'), covers: 'artifact' }],
          malformedPins: [],
        },
      ],
      conflictsWith: [],
    });
  });

  it('occurs where its entry stands', () => {
    expect(content.occurrences).toEqual([
      { subject: 'pkg:gem/rack@3.0.8', lockfile: 'Gemfile.lock', line: 4, path: 'rack (3.0.8)', scope: 'prod' },
    ]);
  });

  it('leaves nothing open', () => {
    expect(content.format).toBe('Gemfile.lock');
    expect(content.gaps).toEqual([]);
  });
});

describe('platforms', () => {
  const content = parse(
    lock(
      ...gem(
        'nokogiri (1.18.0)',
        'nokogiri (1.18.0-java)',
        'nokogiri (1.18.0-x86_64-linux-gnu)',
        'x (3.0.0.rc1-x64-mingw-ucrt)',
      ),
      ...checksums(
        `nokogiri (1.18.0) sha256=${sha('a')}`,
        `nokogiri (1.18.0-java) sha256=${sha('b')}`,
        `nokogiri (1.18.0-x86_64-linux-gnu)`,
      ),
    ),
  );

  it('are files of one subject, each with the pins of exactly its own entry', () => {
    const [nokogiri] = content.subjects;
    expect(content.subjects.map(({ version }) => version)).toEqual(['1.18.0', '3.0.0.rc1']);
    expect(nokogiri?.files.map(({ name, platform, pins }) => [name, platform, pins.map((pin) => pin.value)])).toEqual([
      ['nokogiri-1.18.0.gem', undefined, [sha('a')]],
      ['nokogiri-1.18.0-java.gem', 'java', [sha('b')]],
      ['nokogiri-1.18.0-x86_64-linux-gnu.gem', 'x86_64-linux-gnu', []],
    ]);
    expect(content.subjects[1]?.files[0]?.name).toBe('x-3.0.0.rc1-x64-mingw-ucrt.gem');
  });

  it('each have their own line', () => {
    expect(content.occurrences.map(({ line, path }) => [line, path])).toEqual([
      [4, 'nokogiri (1.18.0)'],
      [5, 'nokogiri (1.18.0-java)'],
      [6, 'nokogiri (1.18.0-x86_64-linux-gnu)'],
      [7, 'x (3.0.0.rc1-x64-mingw-ucrt)'],
    ]);
  });

  it('without a digest are told one by one, because a merge that drops one still installs', () => {
    expect(content.gaps.map(({ code, line }) => [code, line])).toEqual([
      ['checksum-empty', 12],
      ['checksum-missing', 7],
    ]);
  });

  it('find their pin under any spelling RubyGems takes for the same', () => {
    const spelled = parse(lock(...gem('a (1.0-x86-mswin32)'), ...checksums(`a (1.0-i386-mswin32) sha256=${sha('c')}`)));
    expect(only(spelled).files[0]?.pins[0]?.value).toBe(sha('c'));
  });

  it('that are left to the machine are a gap, because Bundler then installs files that are not locked', () => {
    const open = (...platforms: readonly string[]) =>
      codes(parse(lock(...gem('a (1.0)'), 'PLATFORMS', ...platforms, '', ...checksums(`a (1.0) sha256=${sha('a')}`))));
    expect(open('  ruby')).toEqual(['platform-not-locked']);
    expect(open('  ruby', '  x86_64-linux')).toEqual([]);
  });

  it('that are left to the machine mark every gem of a registry, so that the registry is asked for other files', () => {
    const parsed = (...platforms: readonly string[]) => parse(lock(...gem('a (1.0)'), 'PLATFORMS', ...platforms, ''));
    expect(only(parsed('  ruby')).openPlatforms).toBe(true);
    expect(only(parsed('  ruby', '  ruby')).openPlatforms).toBe(true);
    expect(only(parsed('  ruby', '  java'))).not.toHaveProperty('openPlatforms');
    expect(only(parsed())).not.toHaveProperty('openPlatforms');
  });

  it('written as `ruby` are none', () => {
    expect(only(parse(lock(...gem('a (1.0-ruby)')))).files[0]?.name).toBe('a-1.0.gem');
  });
});

describe('a git repository', () => {
  const git = (...options: readonly string[]) =>
    parse(lock('GIT', ...options.map((option) => `  ${option}`), '  specs:', '    widget (1.2.3)', '      rake', ''));
  const commit = 'c'.repeat(40);

  it('is a git source with its commit', () => {
    const content = git(
      'remote: https://git.example/w.git',
      `revision: ${commit}`,
      'branch: main',
      'tag: v1',
      'ref: x',
      'submodules: true',
      'glob: *.gemspec',
    );
    expect(only(content)).toMatchObject({
      source: { kind: 'git', url: 'https://git.example/w.git', commit },
      files: [],
    });
    expect(codes(content)).toEqual(['dependency-not-locked']);
  });

  it.each(['v1.0', 'cafe', 'C'.repeat(40), `${commit} `])('is not pinned by the revision %j', (revision) => {
    const content = git('remote: https://git.example/w.git', `revision: ${revision}`);
    expect(only(content).source).toEqual({ kind: 'git', url: 'https://git.example/w.git' });
    expect(codes(content)).toContain('git-revision-missing');
  });

  it('has its credentials cut off, with a gap that does not repeat them', () => {
    const content = git('remote: https://deploy:s3cret@git.example/w.git?token=t0ken', `revision: ${commit}`);
    expect(only(content).source).toMatchObject({ url: 'https://git.example/w.git' });
    expect(codes(content)).toContain('credentials-in-lockfile');
    expect(JSON.stringify(content)).not.toMatch(/s3cret|t0ken|deploy/);
  });

  it.each([
    ['git@git.example:o/w.git', 'git@git.example:o/w.git'],
    ['ssh://git@git.example/o/w.git', 'ssh://git@git.example/o/w.git'],
    ['ssh://git:pw@git.example/o/w.git', 'ssh://git.example/o/w.git'],
    ['../elsewhere', '../elsewhere'],
  ])('keeps the address %s', (remote, url) => {
    expect(only(git(`remote: ${remote}`, `revision: ${commit}`)).source).toMatchObject({ url });
  });

  it('is refused when an option that stands once stands twice', () => {
    expect(() =>
      git('remote: https://git.example/w.git', `revision: ${commit}`, `revision: ${'d'.repeat(40)}`),
    ).toThrow(/stands twice/);
  });

  it('tells about options it does not know', () => {
    expect(codes(git('remote: https://git.example/w.git', `revision: ${commit}`, 'future: yes'))).toContain(
      'unknown-option',
    );
  });
});

describe('other sources', () => {
  it('a path is a folder of the project', () => {
    const content = parse(
      lock('PATH', '  remote: engines/shop', '  specs:', '    shop (0.1.0)', '', ...checksums('shop (0.1.0)')),
    );
    expect(only(content)).toMatchObject({ source: { kind: 'directory', path: 'engines/shop' }, files: [] });
    expect(content.gaps).toEqual([]);
  });

  it('a plugin decides itself, so its gems cannot be judged', () => {
    const content = parse(
      lock(
        'PLUGIN SOURCE',
        '  remote: https://x.example/',
        '  type: vault',
        '  any: thing',
        '  specs:',
        '    v (1.0)',
        '',
      ),
    );
    expect(only(content).source).toEqual({
      kind: 'unsupported',
      reason: 'A Bundler plugin of type "vault" decides where this gem comes from.',
    });
  });

  it.each(['GIT', 'PATH', 'GEM'])('a %s section without a remote cannot be judged', (title) => {
    expect(only(parse(lock(title, '  specs:', '    a (1.0)'))).source.kind).toBe('unsupported');
  });

  it('a digest for a gem that is no file is told, because nothing compares it', () => {
    const content = parse(
      lock('PATH', '  remote: .', '  specs:', '    a (1.0)', '', ...checksums(`a (1.0) sha256=${sha('a')}`)),
    );
    expect(codes(content)).toEqual(['checksum-unused']);
  });
});

describe('several registries', () => {
  it('in sections of their own keep their gems apart', () => {
    const content = parse(
      lock(
        'GEM',
        '  remote: https://a.example',
        '  specs:',
        '    x (1.0)',
        '',
        'GEM',
        '  remote: https://B.example:443/gems',
        '  specs:',
        '    y (1.0)',
      ),
    );
    expect(content.subjects.map(({ name, source }) => [name, source])).toEqual([
      ['x', { kind: 'registry', url: 'https://a.example/' }],
      ['y', { kind: 'registry', url: 'https://b.example/gems/' }],
    ]);
  });

  it('CVE-2020-36327: named together, leave open which one serves a gem, so it cannot be judged', () => {
    const content = parse(
      lock('GEM', '  remote: https://a.example/', '  remote: https://b.example/', '  specs:', '    x (1.0)'),
    );
    expect(only(content).source.kind).toBe('unsupported');
    expect(content.gaps[0]).toMatchObject({ code: 'several-remotes', line: 1 });
    expect(content.gaps[0]?.detail).toContain('https://a.example/, https://b.example/');
  });

  it('that are one and the same, spelled twice, are one', () => {
    const content = parse(
      lock('GEM', '  remote: https://a.example/', '  remote: https://A.example', '  specs:', '    x (1.0)'),
    );
    expect(only(content).source).toEqual({ kind: 'registry', url: 'https://a.example/' });
  });

  it('that both lock one gem give two subjects, and a gap, because Bundler takes the last', () => {
    const content = parse(
      lock(
        'GEM',
        '  remote: https://a.example/',
        '  specs:',
        '    x (1.0)',
        '      y',
        '',
        'GEM',
        '  remote: https://b.example/',
        '  specs:',
        '    x (1.0)',
        '    y (1.0)',
        '      x',
      ),
    );
    expect(content.subjects.map(({ id, purl }) => [id, purl])).toEqual([
      ['pkg:gem/x@1.0', 'pkg:gem/x@1.0'],
      ['pkg:gem/x@1.0#10', 'pkg:gem/x@1.0'],
      ['pkg:gem/y@1.0', 'pkg:gem/y@1.0'],
    ]);
    expect(content.gaps).toContainEqual(expect.objectContaining({ code: 'spec-in-two-sources', line: 10 }));
    expect(content.edges).toEqual([
      { from: 'pkg:gem/x@1.0', to: 'pkg:gem/y@1.0' },
      { from: 'pkg:gem/y@1.0', to: 'pkg:gem/x@1.0' },
      { from: 'pkg:gem/y@1.0', to: 'pkg:gem/x@1.0#10' },
    ]);
  });

  it('in two sections of one registry are one source', () => {
    const content = parse(lock(...gem('x (1.0)'), ...gem('x (1.0-java)')));
    expect(only(content).files.map(({ name }) => name)).toEqual(['x-1.0.gem', 'x-1.0-java.gem']);
  });
});

describe('dependencies', () => {
  it('become edges, once per pair whatever the platforms repeat', () => {
    const content = parse(
      lock(...gem('a (1.0)', '  b (>= 1)', 'a (1.0-java)', '  b (>= 1)', '  c', 'b (2.0)', 'c (1.0)')),
    );
    expect(content.edges).toEqual([
      { from: 'pkg:gem/a@1.0', to: 'pkg:gem/b@2.0' },
      { from: 'pkg:gem/a@1.0', to: 'pkg:gem/c@1.0' },
    ]);
  });

  it('name the first gem that pulls another in, unless the Gemfile itself names it', () => {
    const content = parse(
      lock(...gem('a (1.0)', '  b', '  c', 'b (2.0)', '  c', 'c (1.0)'), 'DEPENDENCIES', '  a!', '  b (= 2.0)'),
    );
    expect(content.occurrences.map(({ path, parent }) => [path, parent])).toEqual([
      ['a (1.0)', undefined],
      ['b (2.0)', undefined],
      ['c (1.0)', 'pkg:gem/a@1.0'],
    ]);
  });

  it('that are not locked are told once, wherever they are named', () => {
    const content = parse(lock(...gem('a (1.0)', '  ghost', 'b (1.0)', '  ghost'), 'DEPENDENCIES', '  tzinfo-data'));
    expect(content.gaps.filter(({ code }) => code === 'dependency-not-locked').map(({ line }) => line)).toEqual([
      10, 5,
    ]);
  });

  it('on Bundler itself are never locked', () => {
    expect(codes(parse(lock(...gem('rails (8.0.0)', '  bundler (>= 1.15.0)'))))).toEqual(['no-checksums']);
  });

  it('are read when the sources stand last', () => {
    const content = parse(lock('DEPENDENCIES', '  a', '', ...gem('a (1.0)')));
    expect(codes(content)).toEqual(['no-checksums']);
  });
});

describe('Bundler itself', () => {
  it('in CHECKSUMS is built in, with its pin', () => {
    const content = parse(lock(...checksums(`bundler (4.0.24) sha256=${sha('b')}`), 'BUNDLED WITH', '  4.0.24'));
    expect(only(content)).toMatchObject({
      name: 'bundler',
      version: '4.0.24',
      source: { kind: 'builtin' },
      files: [{ name: 'bundler-4.0.24.gem', pins: [{ value: sha('b') }] }],
    });
    expect(content.occurrences[0]).toMatchObject({ line: 2, path: 'bundler (4.0.24)' });
    expect(content.gaps).toEqual([]);
  });
});

describe('lines and files', () => {
  it('may end with CRLF, as Bundler allows', () => {
    const text = lock(...gem('rack (3.0.8)', '  rake'), ...checksums(`rack (3.0.8) sha256=${sha('a')}`)).replaceAll(
      '\n',
      '\r\n',
    );
    const content = parse(text);
    expect(only(content).files[0]?.pins).toHaveLength(1);
    expect(content.occurrences[0]?.line).toBe(4);
  });

  it('that stand twice are told, and are one file', () => {
    const content = parse(lock(...gem('a (1.0)', 'a (1.0)', 'a (1.0-i386-mswin32)', 'a (1.0-x86-mswin32)')));
    expect(only(content).files.map(({ name }) => name)).toEqual(['a-1.0.gem', 'a-1.0-x86-mswin32.gem']);
    expect(content.gaps.filter(({ code }) => code === 'duplicate-spec').map(({ line }) => line)).toEqual([5, 7]);
  });

  it('need no line end at the end', () => {
    expect(only(parse(lock(...gem('rack (3.0.8)')).trimEnd())).name).toBe('rack');
  });

  it.each([
    ['an empty file', ''],
    ['blank lines', '\n \r\n\t\n'],
    [
      'no gems',
      lock('GEM', '  remote: https://gems.example/', '  specs:', '', 'PLATFORMS', '  ruby', '', 'DEPENDENCIES'),
    ],
    ['no GEM section', lock('PLATFORMS', '  ruby')],
  ])('%s locks nothing, and says so', (_what, text) => {
    const content = parse(text);
    expect(content.subjects).toEqual([]);
    expect(codes(content)).toEqual(['nothing-locked']);
  });

  it('of a section that a newer Bundler may have added are told, not skipped', () => {
    const content = parse(
      lock(...gem('a (1.0)'), 'ATTESTATIONS', '  a (1.0) required', '', ...checksums(`a (1.0) sha256=${sha('a')}`)),
    );
    expect(content.gaps).toEqual([
      {
        lockfile: 'Gemfile.lock',
        line: 6,
        code: 'unknown-section',
        detail: 'The section "ATTESTATIONS" (1 lines) is not read.',
      },
    ]);
  });
});
