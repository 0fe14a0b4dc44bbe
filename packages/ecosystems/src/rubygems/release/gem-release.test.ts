import type { FoundEvidence, Release, Subject, Unreadable } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { rubygems } from '../rubygems.js';

const sha = (char: string): string => char.repeat(64);

function subjectOf(version: string, ...platforms: readonly (string | undefined)[]): Subject {
  const files = platforms.map((platform) => ({
    name: `nokogiri-${version}${platform === undefined ? '' : `-${platform}`}.gem`,
    ...(platform === undefined ? {} : { platform }),
    pins: [],
    malformedPins: [],
  }));
  const purl = `pkg:gem/nokogiri@${version}`;
  const source = { kind: 'registry', url: 'https://gems.example/' } as const;
  return { id: purl, purl, ecosystem: 'rubygems', name: 'nokogiri', version, source, files, conflictsWith: [] };
}

function read(subject: Subject, body: string | Uint8Array): Release | Unreadable {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const evidence: FoundEvidence = { state: 'found', size: bytes.length, digests: [], body: bytes };
  return rubygems.release(subject, evidence);
}
const problem = (subject: Subject, body: string | Uint8Array) => {
  const answer = read(subject, body);
  return 'problem' in answer ? answer.problem : answer;
};

const index = [
  '---',
  `1.17.0 racc:~> 1.4|checksum:${sha('0')},ruby:>= 3.0.0`,
  `1.18.0 mini_portile2:~> 2.8.2,racc:~> 1.4|checksum:${sha('a')},ruby:>= 3.1.0,rubygems:>= 3.3.22`,
  `1.18.0-java jar-dependencies:~> 0.4|checksum:${sha('b')},ruby:>= 3.1.0&< 4,created_at:unknown`,
  `1.18.0-x86_64-linux-gnu racc:~> 1.4|checksum:${sha('c')}`,
  `1.18.0.rc1 |checksum:${sha('1')}`,
  '',
].join('\n');

const json = JSON.stringify([
  { number: '1.18.0', platform: 'ruby', sha: sha('a'), licenses: ['MIT'], created_at: null },
  { number: '1.18.0', platform: 'java', sha: sha('b') },
  { number: '1.18.0', platform: 'x86_64-linux-gnu', sha: sha('c') },
  { number: '1.17.0', platform: 'ruby', sha: sha('0') },
]);

describe.each([
  ['the compact index', index],
  ['the JSON list of versions', json],
])('%s', (_what, body) => {
  it('gives the files of this version, on all platforms', () => {
    expect(read(subjectOf('1.18.0', undefined, 'java'), body)).toEqual({
      name: 'nokogiri',
      version: '1.18.0',
      files: [
        {
          name: 'nokogiri-1.18.0.gem',
          digests: [{ alg: 'sha256', value: sha('a'), covers: 'artifact' }],
          malformedDigests: [],
        },
        {
          name: 'nokogiri-1.18.0-java.gem',
          platform: 'java',
          digests: [{ alg: 'sha256', value: sha('b'), covers: 'artifact' }],
          malformedDigests: [],
        },
        {
          name: 'nokogiri-1.18.0-x86_64-linux-gnu.gem',
          platform: 'x86_64-linux-gnu',
          digests: [{ alg: 'sha256', value: sha('c'), covers: 'artifact' }],
          malformedDigests: [],
        },
      ],
    });
  });

  it('that does not list the version gives a release without files', () => {
    expect(read(subjectOf('1.18.1', undefined), body)).toEqual({ name: 'nokogiri', version: '1.18.1', files: [] });
    expect(read(subjectOf('1.18', undefined), body)).toMatchObject({ files: [] });
  });
});

describe('the compact index', () => {
  const s = subjectOf('1.0', undefined);

  it('may lack its header, hold blank lines and end with CRLF, as private servers write it', () => {
    expect(read(s, `\n1.0 |checksum:${sha('a')}\r\n\r\n`)).toMatchObject({
      files: [{ digests: [{ value: sha('a') }] }],
    });
  });

  it.each(['1.0 ', '1.0', '1.0 a:>= 1', '1.0 |ruby:>= 2', '1.0 a:>= 1|'])('may state no digest: %j', (line) => {
    expect(read(s, `---\n${line}\n`)).toMatchObject({ files: [{ digests: [], malformedDigests: [] }] });
  });

  it('of a gem whose versions are all withdrawn lists none', () => {
    expect(read(s, '---\n')).toMatchObject({ files: [] });
  });

  it.each([sha('g'), 'abc', '', `sha256=${sha('a')}`, `${sha('a')} `.concat('x')])(
    'tells texts that are no digest: %j',
    (text) => {
      expect(read(s, `---\n1.0 |checksum:${text},ruby:>= 2\n`)).toMatchObject({
        files: [{ digests: [], malformedDigests: [text] }],
      });
    },
  );

  it('may repeat a line', () => {
    expect(read(s, `---\n1.0 |checksum:${sha('a')}\n1.0 |checksum:${sha('A')}\n`)).toMatchObject({
      files: [{ digests: [{ value: sha('a') }] }],
    });
  });

  it.each([
    ['in two lines', `1.0 |checksum:${sha('a')}\n1.0 |checksum:${sha('b')}`],
    ['in one line', `1.0 |checksum:${sha('a')},checksum:${sha('b')}`],
    ['one of them none', `1.0 |checksum:${sha('a')}\n1.0 |checksum:x`],
    ['for one platform', `1.0-java |checksum:${sha('a')}\n1.0-java |checksum:${sha('b')}`],
    ['for the platform ruby spelled out', `1.0 |checksum:${sha('a')}\n1.0-ruby |checksum:${sha('b')}`],
  ])('that states different digests for one file is ambiguous: %s', (_how, lines) => {
    expect(problem(s, `---\n${lines}\n`)).toBe('release-ambiguous');
  });

  it.each([
    ['text', 'Not found'],
    ['a header further down', `1.0 |checksum:${sha('a')}\n---\n1.0 |checksum:${sha('b')}`],
    ['a version that is none', 'v1.0 |checksum:x'],
    ['a platform that is none', '1.0-../x |checksum:x'],
    ['an empty platform', '1.0- |checksum:x'],
    ['a leading blank', ' 1.0 |checksum:x'],
    ['a name first, as /versions has it', 'rack 1.0,1.1 d41d8cd98f00b204e9800998ecf8427e'],
  ])('that holds %s is unreadable', (_what, line) => {
    expect(problem(s, `---\n${line}\n`)).toBe('release-malformed');
  });

  it('names the line it cannot read', () => {
    expect(read(s, '---\n1.0 \noops\n')).toMatchObject({ detail: expect.stringContaining('Line 3') as string });
  });

  it.each([
    ['release-html', ' \n<!DOCTYPE html><html>1.0</html>'],
    ['release-empty', ''],
    ['release-empty', ' \n\n'],
  ])('is not %s', (code, body) => {
    expect(problem(s, body)).toBe(code);
  });

  it('must be UTF-8, and must be there', () => {
    expect(problem(s, Uint8Array.of(0x31, 0xff))).toBe('release-encoding');
    expect(rubygems.release(s, { state: 'found', size: 0, digests: [] })).toMatchObject({
      problem: 'release-encoding',
    });
  });

  it('of twenty megabytes is read in a moment', () => {
    const body = `---\n${`2.0.${'1'.repeat(50)} a:>= 1|checksum:${sha('a')}\n`.repeat(150_000)}1.0 |checksum:${sha('b')}\n`;
    expect(read(s, body)).toMatchObject({ files: [{ digests: [{ value: sha('b') }] }] });
  });

  it('with absurdly many files of one version is not believed', () => {
    const lines = Array.from({ length: 1500 }, (_, i) => `1.0-p${i}\n`).join('');
    expect(problem(s, lines)).toBe('release-too-large');
  });
});

describe('platforms in the registry’s spelling', () => {
  const body = (...platforms: readonly string[]) =>
    platforms.map((p, i) => `1.0-${p} |checksum:${sha(String(i))}\n`).join('');
  const files = (subject: Subject, text: string) => {
    const answer = read(subject, text);
    return 'files' in answer ? answer.files.map(({ name, platform }) => [name, platform]) : answer;
  };

  it('take the locked one when RubyGems takes them for the same', () => {
    expect(files(subjectOf('1.0', 'x86_64-darwin-20'), body('x86_64-darwin20'))).toEqual([
      ['nokogiri-1.0-x86_64-darwin-20.gem', 'x86_64-darwin-20'],
    ]);
    expect(files(subjectOf('1.0', 'x86-mswin32'), body('mswin32', 'java'))).toEqual([
      ['nokogiri-1.0-x86-mswin32.gem', 'x86-mswin32'],
      ['nokogiri-1.0-java.gem', 'java'],
    ]);
  });

  it('stay apart when several could be meant: the one spelled as locked is it', () => {
    expect(files(subjectOf('1.0', 'x86-mswin32'), body('i386-mswin32', 'x86-mswin32'))).toEqual([
      ['nokogiri-1.0-i386-mswin32.gem', 'i386-mswin32'],
      ['nokogiri-1.0-x86-mswin32.gem', 'x86-mswin32'],
    ]);
    expect(files(subjectOf('1.0', 'x86-mswin32'), body('i386-mswin32', 'mswin32'))).toEqual([
      ['nokogiri-1.0-i386-mswin32.gem', 'i386-mswin32'],
      ['nokogiri-1.0-mswin32.gem', 'mswin32'],
    ]);
  });

  it('never take one libc for another', () => {
    expect(files(subjectOf('1.0', 'x86_64-linux'), body('x86_64-linux-musl'))).toEqual([
      ['nokogiri-1.0-x86_64-linux-musl.gem', 'x86_64-linux-musl'],
    ]);
  });
});

describe('the JSON list of versions', () => {
  const s = subjectOf('1.0', undefined);

  it.each([
    ['an object', '{"error": "not found"}'],
    ['no JSON', '[{"number": "1.0"'],
    ['a number that is no text', '[{"number": 1.0}]'],
    ['no number', '[{"platform": "ruby"}]'],
    ['a platform that is no text', '[{"number": "1.0", "platform": 1}]'],
    ['a platform that is none', '[{"number": "1.0", "platform": "../x"}]'],
    ['a digest that is no text', '[{"number": "1.0", "sha": ["x"]}]'],
    ['a record that is none', '["1.0"]'],
    ['one key twice', `[{"number": "1.0", "sha": "${sha('a')}", "sha": "${sha('b')}"}]`],
  ])('with %s is unreadable', (_what, body) => {
    expect(problem(s, body)).toBe('release-malformed');
  });

  it('may state no digest', () => {
    expect(read(s, '[{"number": "1.0", "sha": null}]')).toMatchObject({
      files: [{ digests: [], malformedDigests: [] }],
    });
  });

  it('that states different digests for one file is ambiguous', () => {
    expect(problem(s, `[{"number": "1.0", "sha": "${sha('a')}"}, {"number": "1.0", "sha": "${sha('b')}"}]`)).toBe(
      'release-ambiguous',
    );
  });
});

describe('when a file was published', () => {
  const timeOf = (body: string) => {
    const answer = read(subjectOf('1.18.0', undefined), body);
    return 'files' in answer ? answer.files.map(({ publishedAt }) => publishedAt) : answer.problem;
  };
  const line = (rest: string) => `---\n1.18.0 |checksum:${sha('a')}${rest}\n`;
  const record = (more: object) => JSON.stringify([{ number: '1.18.0', platform: 'ruby', sha: sha('a'), ...more }]);
  const time = '2024-12-25T00:00:00Z';

  it('stands in either list', () => {
    expect(timeOf(line(`,created_at:${time}`))).toEqual([time]);
    expect(timeOf(record({ created_at: '2024-12-25T00:00:00.000Z' }))).toEqual(['2024-12-25T00:00:00.000Z']);
  });

  it('is not known where the registry does not say it, or not in RFC 3339', () => {
    expect(timeOf(line(''))).toEqual([undefined]);
    expect(timeOf(record({}))).toEqual([undefined]);
    for (const bad of [
      '',
      'yesterday',
      '2024-12-25',
      '2024-12-25T00:00:00',
      '2024-02-31T00:00:00Z',
      '2024-12-25 00:00:00 UTC',
    ]) {
      expect(timeOf(line(`,created_at:${bad}`)), bad).toEqual([undefined]);
      expect(timeOf(record({ created_at: bad })), bad).toEqual([undefined]);
    }
    expect(timeOf(record({ created_at: 1 }))).toEqual([undefined]);
  });

  it('is not known where the registry says it twice', () => {
    expect(timeOf(line(`,created_at:${time},created_at:2020-01-01T00:00:00Z`))).toEqual([undefined]);
    expect(timeOf(line(`,created_at:${time}\n1.18.0 |checksum:${sha('a')}`))).toEqual([undefined]);
    expect(timeOf(line(`,created_at:${time}\n1.18.0 |checksum:${sha('a')},created_at:${time}`))).toEqual([time]);
  });

  const publishedAt = (subject: Subject, body: string) => {
    const bytes = new TextEncoder().encode(body);
    return rubygems.publishedAt(subject, { state: 'found', size: bytes.length, digests: [], body: bytes });
  };
  const records = JSON.stringify([
    { number: '1.18.0', platform: 'ruby', sha: sha('a'), created_at: '2024-12-25T00:00:00.000Z' },
    { number: '1.18.0', platform: 'java', sha: sha('b'), created_at: '2024-12-27T00:00:00Z' },
    { number: '1.18.0', platform: 'x86-linux', sha: sha('c'), created_at: '2025-12-26T00:00:00Z' },
    { number: '1.17.0', platform: 'ruby', sha: sha('d') },
  ]);

  it('is, of a version, the time of its youngest locked file', () => {
    expect(publishedAt(subjectOf('1.18.0', undefined), records)).toBe('2024-12-25T00:00:00.000Z');
    expect(publishedAt(subjectOf('1.18.0', undefined, 'java'), records)).toBe('2024-12-27T00:00:00Z');
  });

  it('is not known of a version that has none, is not listed, or is locked without a file', () => {
    for (const subject of [subjectOf('1.17.0', undefined), subjectOf('2.0', undefined), subjectOf('1.18.0')]) {
      expect(publishedAt(subject, records)).toMatchObject({ problem: 'version-missing' });
    }
    expect(publishedAt(subjectOf('1.18.0', undefined), '<html>')).toMatchObject({ problem: 'release-html' });
  });
});
