import { digestOf } from '@assay/model';
import { describe, expect, it } from 'vitest';
import type { DeniedFeed } from './denied-feed.js';
import { parseDeniedList } from './parse-denied-list.js';

const issuedAt = '2026-11-26T12:00:00Z';
const good = { feed: 'acme', sequence: 1, expires: '2026-11-27T12:00:00Z' };
const reason = 'malware';
const hex = digestOf('sha256', 'a').value;

function read(list: object | string): DeniedFeed {
  const text = typeof list === 'string' ? list : JSON.stringify(list);
  return parseDeniedList({ bytes: new TextEncoder().encode(text), file: 'denied.yaml', issuedAt });
}

const refusal = (message: string): unknown =>
  expect.objectContaining({
    code: 'ERR_USAGE',
    file: 'denied.yaml',
    message: expect.stringContaining(message) as string,
  });

describe('a list', () => {
  it('is read as it stands', () => {
    expect(read(good)).toEqual({ ...good, issuedAt, digests: [], publishers: [], purls: [] });
    const digests = [
      { digest: `sha256:${hex}`, reason, since: '2026-11-20' },
      { digest: `sha512:${digestOf('sha512', 'a').value}`, reason },
    ];
    const purls = [{ purl: 'pkg:npm/left-pad@1.3.0', reason }];
    const feed = read({ ...good, digests, purls });
    expect(feed.digests).toMatchObject([{ digest: digestOf('sha256', 'a'), reason, since: '2026-11-20' }, { reason }]);
    expect(feed.digests[1]).not.toHaveProperty('since');
    expect(feed.purls).toEqual([{ pattern: 'pkg:npm/left-pad@1.3.0', reason }]);
  });

  it('is YAML as well', () => {
    expect(read(`feed: acme\nsequence: 2\nexpires: "2026-11-27T12:00:00Z"\n`)).toMatchObject({ sequence: 2 });
  });

  it.each<[string, object]>([
    ['"extra" is not a member here: they are feed', { extra: 1 }],
    ['feed is a text on one line', { feed: '' }],
    ['feed is a text on one line', { feed: '  ' }],
    ['feed is a text on one line', { feed: 1 }],
    ['feed is a text on one line', { feed: 'a\nb' }],
    ['feed is a text on one line', { feed: 'a\rb' }],
    ['feed is a text on one line', { feed: 'a'.repeat(1025) }],
    ['sequence is a whole number', { sequence: 0 }],
    ['sequence is a whole number', { sequence: -1 }],
    ['sequence is a whole number', { sequence: 1.5 }],
    ['sequence is a whole number', { sequence: '1' }],
    ['sequence is a whole number', { sequence: undefined }],
    ['expires is a time', { expires: '2026-11-27' }],
    ['expires is a time', { expires: '' }],
    ['before it is issued', { expires: issuedAt }],
    ['digests is a list of at most', { digests: {} }],
    ['digests is a list of objects', { digests: [hex] }],
    ['purls is a list of objects', { purls: [null] }],
    ['publishers is a list of at most', { publishers: null }],
  ])('%s: %j', (message, changed) => {
    expect(() => read({ ...good, ...changed })).toThrow(refusal(message));
  });

  it.each(['[]', '1', '', 'a: 1\n---\nb: 2\n', '{', 'feed: &a x\nsequence: *a\n'])('is not %j', (text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'ERR_USAGE', file: 'denied.yaml' }));
  });

  it('names the line of what is wrong', () => {
    const text = 'feed: acme\nsequence: 1\nexpires: "2026-11-27T12:00:00Z"\npurls:\n  - purl: pkg:npm/a\n';
    expect(() => read(text)).toThrow(expect.objectContaining({ line: 5 }));
    expect(() => read(text.replace('27', '25').replace(/purls[^]*/, ''))).toThrow(expect.objectContaining({ line: 3 }));
  });

  it('takes texts of up to 1,024 characters and 100,000 entries', () => {
    expect(read({ ...good, feed: 'a'.repeat(1024) }).feed).toHaveLength(1024);
    const many = (count: number) => Array.from({ length: count }, () => ({ purl: 'pkg:npm/a', reason }));
    expect(read({ ...good, purls: many(100_000) }).purls).toHaveLength(100_000);
    expect(() => read({ ...good, purls: many(100_001) })).toThrow(refusal('purls is a list of at most 100000'));
  });
});

describe('a denied digest', () => {
  it.each<[string, object]>([
    ['SHA-256 or', {}],
    ['the digest is SHA-256', { digest: hex }],
    ['the digest is SHA-256', { digest: `sha1:${'a'.repeat(40)}` }],
    ['the digest is SHA-256', { digest: `sha256:${hex.toUpperCase()}` }],
    ['the digest is SHA-256', { digest: `sha256:${hex.slice(1)}` }],
    ['the digest is SHA-256', { digest: `none:${hex}` }],
    ['the digest is SHA-256', { digest: `:${hex}` }],
    ['is not a member here', { alg: 'sha256', value: hex }],
    ['reason is a text', { reason: undefined }],
    ['since is a day', { since: '2026-02-31' }],
    ['since is a day', { since: '2026-11-26T00:00:00Z' }],
    ['since is a day', { since: 'x2026-11-26' }],
    ['since is a text', { since: '' }],
  ])('%s: %j', (message, changed) => {
    const entry = { digest: `sha256:${hex}`, reason, ...changed };
    if (message === 'SHA-256 or') expect(read({ ...good, digests: [entry] }).digests).toHaveLength(1);
    else expect(() => read({ ...good, digests: [entry] })).toThrow(refusal(message));
  });
});

describe('a denied publisher', () => {
  const fingerprint = 'a'.repeat(64);
  const readOne = (entry: object) => read({ ...good, publishers: [{ reason, ...entry }] }).publishers;

  it.each([
    { kind: 'github', repository: 'acme/tool' },
    { kind: 'github', repository: 'acme/tool', repositoryId: '7' },
    { kind: 'gitlab', repository: 'acme/group/tool.js' },
    { kind: 'gitlab', ownerId: '7' },
    { kind: 'buildkite', repository: 'acme/tool' },
    { kind: 'email', email: 'a@b.example' },
    { kind: 'identity', identity: 'https://x.example/a b' },
    { kind: 'identity', identity: 'x' },
    { kind: 'certificate', fingerprint },
    { kind: 'registry-key', keyId: 'SHA256:x' },
    { kind: 'managed-key', fingerprint },
  ])('%j', (entry) => {
    expect(readOne(entry)).toEqual([{ ...entry, reason }]);
  });

  it('has ids that are numbers too, and fingerprints in every spelling', () => {
    expect(readOne({ kind: 'github', repositoryId: 7 })).toEqual([{ kind: 'github', repositoryId: '7', reason }]);
    for (const text of [fingerprint.toUpperCase(), `sha256:${fingerprint}`]) {
      expect(readOne({ kind: 'certificate', fingerprint: text })).toEqual([
        { kind: 'certificate', fingerprint, reason },
      ]);
    }
  });

  it.each<[string, object]>([
    ['kind is one of', { repository: 'a/b' }],
    ['kind is one of', { kind: 'GitHub', repository: 'a/b' }],
    ['kind is one of', { kind: 'google', email: 'a@b.example' }],
    ['is not a member here', { kind: 'github', email: 'a@b.example' }],
    ['is not a member here', { kind: 'buildkite', repository: 'a/b', ownerId: '1' }],
    ['has repository or repositoryId or ownerId', { kind: 'github' }],
    ['ownerId stands alone', { kind: 'github', ownerId: '1', repositoryId: '2' }],
    ['repositoryId is a number', { kind: 'github', repositoryId: '07' }],
    ['repositoryId is a number', { kind: 'github', repositoryId: 'x7' }],
    ['repositoryId is a number', { kind: 'github', repositoryId: '7x' }],
    ['repositoryId is a number', { kind: 'github', repositoryId: -7 }],
    ['repositoryId is a text', { kind: 'github', repositoryId: 7.5 }],
    ['ownerId is a number', { kind: 'github', ownerId: '0' }],
    ['repository is OWNER/NAME', { kind: 'github', repository: 'acme' }],
    ['repository is OWNER/NAME', { kind: 'github', repository: 'https://github.com/acme/tool' }],
    ['repository is OWNER/NAME', { kind: 'github', repository: 'acme/tool.git' }],
    ['repository is OWNER/NAME', { kind: 'github', repository: 'acme/*' }],
    ['repository is OWNER/NAME', { kind: 'github', repository: 'acme/tool/' }],
    ['repository is OWNER/NAME', { kind: 'github', repository: ' acme/tool' }],
    ['email is one e-mail address', { kind: 'email', email: 'a' }],
    ['email is one e-mail address', { kind: 'email', email: '*@b.example' }],
    ['email is one e-mail address', { kind: 'email', email: 'a@b@c' }],
    ['email is one e-mail address', { kind: 'email', email: ' a@b.example' }],
    ['identity is written out', { kind: 'identity', identity: 'https://x.example/*' }],
    ['identity is written out', { kind: 'identity', identity: ' x' }],
    ['identity is written out', { kind: 'identity', identity: 'x ' }],
    ['keyId is written out', { kind: 'registry-key', keyId: 'SHA256:*' }],
    ['keyId is written out', { kind: 'registry-key', keyId: 'a b' }],
    ['fingerprint is a SHA-256', { kind: 'certificate', fingerprint: 'a'.repeat(63) }],
    ['fingerprint is a SHA-256', { kind: 'managed-key', fingerprint: `sha1:${'a'.repeat(40)}` }],
    ['fingerprint is a SHA-256', { kind: 'managed-key', fingerprint: `${'a'.repeat(64)}x` }],
    ['fingerprint is a SHA-256', { kind: 'managed-key', fingerprint: `x${'a'.repeat(64)}` }],
    ['reason is a text', { kind: 'email', email: 'a@b.example', reason: '' }],
  ])('%s: %j', (message, entry) => {
    expect(() => readOne(entry)).toThrow(refusal(message));
  });
});

describe('a denied package', () => {
  const readOne = (purl: string) => read({ ...good, purls: [{ purl, reason }] }).purls;

  it.each([
    'pkg:npm/a',
    'pkg:npm/a*',
    'pkg:npm/@acme/a',
    'pkg:npm/%40acme/a@1',
    'pkg:npm/@acme/**',
    'pkg:npm/a@*',
    'pkg:gem/a@2.0',
    'pkg:composer/acme/tool@dev-main',
    'pkg:generic/a/b/c@x',
  ])('%s', (purl) => {
    expect(readOne(purl)).toEqual([{ pattern: purl, reason }]);
  });

  it.each<[string, string]>([
    ['purl is a purl', 'left-pad'],
    ['purl is a purl', 'pkg:npm/'],
    ['purl is a purl', 'pkg:npm/*'],
    ['purl is a purl', 'pkg:/a'],
    ['purl is a purl', 'PKG:npm/a'],
    ['purl is a purl', 'xpkg:npm/a'],
    ['purl is a purl', 'pkg:npm/a?x=y'],
    ['purl is a purl', 'pkg:npm/a#b'],
    ['the type of gems is "gem"', 'pkg:rubygems/rails'],
    ['a package of npm is NAME', 'pkg:npm/acme/a'],
    ['a package of npm is NAME', 'pkg:npm/@acme'],
    ['a package of npm is NAME', 'pkg:npm/%40acme'],
    ['a package of npm is NAME', 'pkg:npm/@acme/a/b'],
    ['a gem has no namespace', 'pkg:gem/a/b'],
    ['a package of Composer is', 'pkg:composer/a'],
    ['a package of Composer is', 'pkg:composer/a/b/c'],
    ['is no version', 'pkg:npm/a@~1.0.0'],
    ['is no version', 'pkg:npm/a@'],
    ['is no version', 'pkg:gem/a@latest'],
    ['is no version', 'pkg:composer/a/b@'],
  ])('%s: %s', (message, purl) => {
    expect(() => readOne(purl)).toThrow(refusal(message));
  });
});
