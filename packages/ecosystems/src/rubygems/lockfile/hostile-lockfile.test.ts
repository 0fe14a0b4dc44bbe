import { AssayError, type LockfileContent } from '@assay/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseGemfileLock } from './parse-gemfile-lock.js';

const encoder = new TextEncoder();
const sha = (char: string): string => char.repeat(64);
const parse = (text: string): LockfileContent =>
  parseGemfileLock({ path: 'Gemfile.lock', bytes: encoder.encode(text) });
const gem = (body: string): string => `GEM\n  remote: https://gems.example/\n  specs:\n${body}`;
const withChecksum = (entry: string): string => `${gem('    a (1.0)\n')}\nCHECKSUMS\n${entry}\n`;

function refusal(text: string | Uint8Array): AssayError {
  try {
    parseGemfileLock({ path: 'Gemfile.lock', bytes: typeof text === 'string' ? encoder.encode(text) : text });
  } catch (error) {
    expect(error).toBeInstanceOf(AssayError);
    return error as AssayError;
  }
  throw new Error('the lockfile was read');
}

describe('a lockfile as a whole is refused, with its line', () => {
  it.each(['<<<<<<< HEAD', '=======', '>>>>>>> theirs', '||||||| base'])(
    'when it holds a merge conflict: %s',
    (marker) => {
      const error = refusal(gem(`    a (1.0)\n${marker}\n    a (1.1)\n`));
      expect(error).toMatchObject({ code: 'ERR_LOCKFILE', file: 'Gemfile.lock', line: 5 });
      expect(error.message).toContain('merge conflict');
    },
  );

  it('when a byte order mark makes Bundler skip its first section', () => {
    expect(refusal(`\uFEFF${gem('    a (1.0)\n')}`)).toMatchObject({ code: 'ERR_LOCKFILE', line: 1 });
  });

  it('when it is not UTF-8', () => {
    expect(refusal(Uint8Array.of(0x47, 0x45, 0x4d, 0xff)).code).toBe('ERR_LOCKFILE');
  });

  it.each(['<html>', '{"lockfileVersion": 3}', 'Gem', 'GEM ', 'lockfileVersion: 9'])(
    'when it is something else: %j',
    (text) => {
      expect(refusal(`${text}\n`)).toMatchObject({ code: 'ERR_LOCKFILE', line: 1 });
    },
  );

  it.each(['GEM ', 'gem', 'rack (3.0.8)', ',', 'GEM\u00a0', 'GEM\r\r'])(
    'when a line makes Bundler drop what follows: %j',
    (line) => {
      expect(refusal(`${gem('    a (1.0)\n')}${line}\n    b (1.0)\n`)).toMatchObject({ code: 'ERR_LOCKFILE', line: 5 });
    },
  );

  it('when text stands before its first section', () => {
    expect(refusal('  remote: https://evil.example/\nGEM\n')).toMatchObject({ code: 'ERR_LOCKFILE', line: 1 });
  });

  it.each([
    ['no version', '    a\n'],
    ['an empty version', '    a ()\n'],
    ['a version that is none', '    a (../x)\n'],
    ['an empty platform', '    a (1.0-)\n'],
    ['a blank in the version', '    a ( 1.0)\n'],
    ['text after the version', '    a (1.0) sha256=x\n'],
    ['an exclamation mark', '    a (1.0)!\n'],
    ['no name', '    (1.0)\n'],
    ['a trailing blank', '    a (1.0) \n'],
    ['odd indentation', '   a (1.0)\n'],
    ['a tab', '\ta (1.0)\n'],
    ['too deep indentation', '    a (1.0)\n        b\n'],
    ['a dependency before any gem', '      b\n'],
    ['a broken dependency', '    a (1.0)\n      b (>= 1\n'],
    ['a dependency of two words', '    a (1.0)\n      b c\n'],
    ['a remote below the gems', '    a (1.0)\n  remote: https://evil.example/\n'],
  ])('when an entry has %s', (_what, body) => {
    const error = refusal(gem(body));
    expect(error.code).toBe('ERR_LOCKFILE');
    expect(error.line).toBe(3 + body.trimEnd().split('\n').length);
  });

  it.each([
    ['no indentation that counts', 'DEPENDENCIES\n a\n'],
    ['no name', 'DEPENDENCIES\n  !\n'],
    ['two words', 'DEPENDENCIES\n  a b\n'],
  ])('when a direct dependency has %s', (_what, text) => {
    expect(refusal(text)).toMatchObject({ code: 'ERR_LOCKFILE', line: 2 });
  });

  it.each(['  a', ' a (1.0)', '    a (1.0)', '  a (1.0)sha256=x', '  a (x)', '  (1.0)'])(
    'when a checksum entry is %j',
    (entry) => {
      expect(refusal(withChecksum(entry))).toMatchObject({ code: 'ERR_LOCKFILE', line: 7 });
    },
  );

  it.each([
    ['in two entries', `  a (1.0) sha256=${sha('a')}\n  a (1.0) sha256=${sha('b')}`, 8],
    ['in one entry', `  a (1.0) sha256=${sha('a')},sha256=${sha('b')}`, 7],
    [
      'under two spellings of one platform',
      `  a (1.0-i386-mswin32) sha256=${sha('a')}\n  a (1.0-x86-mswin32) sha256=${sha('b')}`,
      8,
    ],
  ])('when it gives one file different digests %s', (_what, entries, line) => {
    expect(refusal(withChecksum(entries))).toMatchObject({ code: 'ERR_LOCKFILE', line });
  });

  it('when one name stands in hundreds of versions, so that edges would grow quadratically', () => {
    const specs = Array.from({ length: 200 }, (_, i) => `    a (1.${i})\n      a\n`).join('');
    expect(refusal(gem(specs)).code).toBe('ERR_LOCKFILE');
  });
});

describe('digests', () => {
  const pinsOf = (checksum: string) => {
    const { pins, malformedPins } = parse(withChecksum(`  a (1.0) ${checksum}`)).subjects[0]!.files[0]!;
    return { pins: pins.map(({ alg, value }) => `${alg}:${value}`), malformedPins };
  };
  const base64 = `${'q'.repeat(42)}o=`;
  const asHex = 'aa'.repeat(32);

  it.each([
    [`sha256=${sha('a')}`, [`sha256:${sha('a')}`]],
    [`sha256=${sha('A')}`, [`sha256:${sha('a')}`]],
    [`sha256=${base64}`, [`sha256:${asHex}`]],
    [`sha256=${sha('a')},sha512=${'b'.repeat(128)}`, [`sha256:${sha('a')}`, `sha512:${'b'.repeat(128)}`]],
    [`md5=${'c'.repeat(32)}`, [`md5:${'c'.repeat(32)}`]],
    [`sha256=${sha('a')},sha256=${sha('a')}`, [`sha256:${sha('a')}`]],
  ])('are read from %s', (text, pins) => {
    expect(pinsOf(text)).toEqual({ pins, malformedPins: [] });
  });

  it('may be base64 in the URL-safe alphabet', () => {
    const standard = pinsOf(`sha256=${'+/'.repeat(21)}8=`);
    expect(standard.pins).toHaveLength(1);
    expect(pinsOf(`sha256=${'-_'.repeat(21)}8=`)).toEqual(standard);
  });

  it.each([
    'sha256=',
    'sha256',
    'sha256=abc',
    `sha256=${sha('g')}`,
    `SHA256=${sha('a')}`,
    `blake3=${sha('a')}`,
    `sha512=${sha('a')}`,
    `sha256=${'q'.repeat(42)}p=`,
    `sha256=${'q'.repeat(43)}`,
    sha('a'),
    `sha256=${sha('a')} `,
    ` sha256=${sha('a')}`,
    '',
  ])('that are none are reported, never dropped: %j', (text) => {
    expect(pinsOf(text)).toEqual({ pins: [], malformedPins: [text] });
  });

  it('that are none stay beside those that are', () => {
    expect(pinsOf(`sha256=${sha('a')},crc32=1`)).toEqual({ pins: [`sha256:${sha('a')}`], malformedPins: ['crc32=1'] });
    expect(pinsOf(`sha256=${sha('a')},`)).toEqual({ pins: [`sha256:${sha('a')}`], malformedPins: [''] });
  });

  it('hidden behind a second blank, where Bundler skips the whole line, are reported', () => {
    expect(pinsOf(`sha256=${sha('a')} sha256=${sha('b')}`).pins).toEqual([]);
    expect(pinsOf(`sha256=${sha('a')} sha256=${sha('b')}`).malformedPins).toHaveLength(1);
  });

  it('of gems that are not locked, and in a section Bundler reads too early, are told', () => {
    const codes = (text: string) => parse(text).gaps.map(({ code, line }) => [code, line]);
    expect(codes(withChecksum(`  a (1.0) sha256=${sha('a')}\n  b (1.0) sha256=${sha('a')}`))).toEqual([
      ['checksum-without-spec', 8],
    ]);
    expect(codes(withChecksum(`  a (1.0) sha256=${sha('a')}\n  a (1.0-java) sha256=${sha('a')}`))).toEqual([
      ['checksum-without-spec', 8],
    ]);
    expect(codes(`CHECKSUMS\n  a (1.0) sha256=${sha('a')}\n\n${gem('    a (1.0)\n')}`)).toEqual([
      ['checksums-before-specs', 2],
    ]);
  });
});

describe('hostile names', () => {
  it.each(['../x', '..', '-', '.hidden', '_', '1.0', 'a/b', 'a b', 'naïve', 'a\0b', 'a\rb', 'a%2f', 'раck'])(
    'are locked but cannot be judged: %j',
    (name) => {
      const [subject] = parse(gem(`    ${name} (1.0)\n`)).subjects;
      expect(subject).toMatchObject({ name, source: { kind: 'unsupported' }, files: [] });
      expect(subject?.source.kind === 'unsupported' && subject.source.reason).not.toContain(
        name.length > 3 ? name : '§',
      );
    },
  );

  it.each(['x/../../y', 'java/', 'a b', 'current', 'é'])('are judged alike as platforms: %j', (platform) => {
    expect(parse(gem(`    a (1.0-${platform})\n`)).subjects[0]).toMatchObject({
      source: { kind: 'unsupported' },
      files: [],
    });
  });

  it('that are only unusual are names: con, RedCloth, 0mq', () => {
    const kinds = parse(gem('    con (1.0)\n    RedCloth (1.0)\n    0mq (1.0)\n')).subjects.map(
      ({ source }) => source.kind,
    );
    expect(kinds).toEqual(['registry', 'registry', 'registry']);
  });

  it('that are too long, as a version or a platform too, cannot be judged', () => {
    const long = 'x'.repeat(10_000);
    const kinds = parse(gem(`    ${long} (1.0)\n    a (1.0-${long})\n`)).subjects.map(({ source }) => source.kind);
    expect(kinds).toEqual(['unsupported', 'unsupported']);
    expect(parse(gem(`    a (1.${'0'.repeat(300)})\n`)).subjects[0]?.source.kind).toBe('unsupported');
  });

  it('of built-in properties are names like any other', () => {
    const content = parse(gem('    constructor (1.0)\n      toString\n    toString (1.0)\n'));
    expect(content.edges).toEqual([{ from: 'pkg:gem/constructor@1.0', to: 'pkg:gem/toString@1.0' }]);
  });
});

describe('hostile remotes', () => {
  const sourceOf = (remote: string) => {
    const content = parse(`GEM\n  remote: ${remote}\n  specs:\n    a (1.0)\n`);
    return { source: content.subjects[0]!.source, gaps: content.gaps.map(({ code }) => code), content };
  };

  it.each([
    'https://${HOST}/',
    '${GEM_SERVER}',
    'https://gems.example/$TOKEN/',
    '%{remote}',
    'file:///srv/gems',
    's3://bucket/gems/',
    'gems.example',
    '//gems.example/',
    'https:/gems.example/',
    'https:gems.example/',
    'https:///gems.example/',
    'https://',
    'https://gems.example\\@evil.example/',
    'https://gems.example\\.evil.example/',
    'https://gems%2eexample/',
    'https://gems.example/a/%2e%2e/b/',
    'https://gems.example/?x=1',
    'https://gems.example/#x',
    'https://gеms.example/',
    'https://gems.exa\tmple/',
    ' https://gems.example/',
    'https://gems.example:port/',
    'javascript:alert(1)',
  ])('cannot be judged: %j', (remote) => {
    const { source, gaps } = sourceOf(remote);
    expect(source.kind).toBe('unsupported');
    expect(gaps).toContain('unusable-remote');
  });

  it.each([
    'https://user:s3cret@gems.example/',
    'https://s3cret@gems.example/',
    'https://user:s3cret%40corp@gems.example',
    'https://user:s3@cret@gems.example/',
    'https://${USER}:${s3cret}@gems.example/',
  ])('lose their credentials, and the gap does not repeat them: %s', (remote) => {
    const { source, gaps, content } = sourceOf(remote);
    expect(source).toEqual({ kind: 'registry', url: 'https://gems.example/' });
    expect(gaps).toContain('credentials-in-lockfile');
    expect(JSON.stringify(content)).not.toMatch(/s3|user/i);
  });

  it('that cannot be read keep their secrets to themselves', () => {
    const { source, content } = sourceOf('ftp://user:s3cret@gems.example/');
    expect(source.kind).toBe('unsupported');
    expect(JSON.stringify(content)).not.toContain('s3cret');
  });

  it('that are too long cannot be judged', () => {
    expect(sourceOf(`https://gems.example/${'x'.repeat(3000)}`).source.kind).toBe('unsupported');
  });

  it('over plain http stay registries, for the check of the source to refuse', () => {
    expect(sourceOf('http://gems.example').source).toEqual({ kind: 'registry', url: 'http://gems.example/' });
  });
});

describe('hostile sizes', () => {
  it('thirty thousand gems, dependencies and digests take a second, not hours', () => {
    const names = Array.from({ length: 30_000 }, (_, i) => `gem${i}`);
    const specs = names.map((name, i) => `    ${name} (1.0)\n      gem${(i + 1) % names.length}\n`).join('');
    const sums = names.map((name) => `  ${name} (1.0) sha256=${sha('a')}`).join('\n');
    const content = parse(`${gem(specs)}\nCHECKSUMS\n${sums}\n`);
    expect(content.subjects).toHaveLength(30_000);
    expect(content.edges).toHaveLength(30_000);
  });

  it('a line of a million commas is read once', () => {
    const [subject] = parse(withChecksum(`  a (1.0) ${','.repeat(1_000_000)}`)).subjects;
    expect(subject?.files[0]?.malformedPins).toHaveLength(1_000_001);
  });

  it('a version of a million dots is refused at once', () => {
    expect(refusal(gem(`    a (1${'.'.repeat(1_000_000)})\n`)).code).toBe('ERR_LOCKFILE');
    expect(parse(gem(`    a (1${'.1'.repeat(500_000)})\n`)).subjects[0]?.source.kind).toBe('unsupported');
  });

  it('messages hold a little of what they complain about, escaped', () => {
    const { message } = refusal(gem(`    \u001b[2J${'x'.repeat(30_000)}\n`));
    expect(message.length).toBeLessThan(300);
    expect(message).not.toContain('\u001b');
  });
});

describe('any mutation of a lockfile', () => {
  const sample = [
    'GIT\n  remote: https://git.example/w.git\n  revision: cccccccccccccccccccccccccccccccccccccccc\n  specs:\n    w (1.2.3)\n      rake (>= 1)\n',
    'GEM\n  remote: https://gems.example/\n  specs:\n    nokogiri (1.18.0-x86_64-linux-gnu)\n      racc (~> 1.4)\n    racc (1.8.1)\n',
    'PLATFORMS\n  ruby\n',
    'DEPENDENCIES\n  nokogiri (~> 1.18)!\n',
    `CHECKSUMS\n  racc (1.8.1) sha256=${sha('a')}\n`,
    'BUNDLED WITH\n   2.6.2\n',
  ].join('\n');
  const edit = fc.record({
    at: fc.nat({ max: sample.length }),
    cut: fc.nat({ max: 40 }),
    add: fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom('\n', '  ', '    ', ' (1.0)', '-', '!', 'GEM\n', '  specs:\n', ',', '='),
    ),
  });

  it('is read or refused, never a crash, and what is read hangs together', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
        const text = edits.reduce(
          (before, { at, cut, add }) => before.slice(0, at) + add + before.slice(at + cut),
          sample,
        );
        let content: LockfileContent;
        try {
          content = parse(text);
        } catch (error) {
          expect(error).toBeInstanceOf(AssayError);
          return;
        }
        const ids = new Set(content.subjects.map(({ id }) => id));
        expect(ids.size).toBe(content.subjects.length);
        for (const { from, to } of content.edges) expect(ids.has(from) && ids.has(to)).toBe(true);
        for (const { subject, line } of content.occurrences) expect(ids.has(subject) && line > 0).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});
