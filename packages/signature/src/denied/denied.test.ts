import { digestOf, type Signer } from '@assay/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseStatement } from '../in-toto/statement.js';
import { deniedIndex, deniedSigner, deniedSignerText } from './denied-by.js';
import type { DeniedFeed, DeniedPublisher } from './denied-feed.js';
import { parseDeniedFeed } from './parse-denied-feed.js';
import { renderDeniedFeed } from './render-denied-feed.js';

const reason = 'malware';
const feedOf = (given: Partial<DeniedFeed> = {}): DeniedFeed => ({
  feed: 'acme',
  sequence: 1,
  issuedAt: '2026-11-26T12:00:00Z',
  expires: '2026-11-27T12:00:00Z',
  digests: [],
  publishers: [],
  purls: [],
  ...given,
});

const job: Signer = {
  kind: 'identity',
  san: { type: 'uri', value: 'https://github.com/Acme/shop/.github/workflows/x.yml@refs/heads/main' },
  issuer: 'https://token.actions.githubusercontent.com',
  claims: {
    sourceRepositoryUri: 'https://github.com/Acme/shop',
    sourceRepositoryId: '7',
    sourceRepositoryOwnerId: '9',
  },
  certificate: digestOf('sha256', 'certificate'),
};

describe('a feed', () => {
  it('is read as it was written', () => {
    const feed = feedOf({
      digests: [{ digest: { ...digestOf('sha512', 'a'), covers: 'artifact' }, reason, since: '2026-11-20' }],
      publishers: [{ kind: 'github', repository: 'acme/tool', repositoryId: '42', reason }],
      purls: [{ pattern: 'pkg:npm/left-pad', reason }],
    });
    const statement = parseStatement(renderDeniedFeed(feed));
    expect(typeof statement === 'string' ? statement : parseDeniedFeed(statement)).toEqual({ ok: true, feed });
  });

  it.each<[string, Partial<DeniedFeed>]>([
    ['expires before it is issued', { expires: '2026-11-26T11:00:00Z' }],
    ['has no name', { feed: '' }],
    ['has a reason of two lines', { purls: [{ pattern: 'pkg:npm/a', reason: 'a\nb' }] }],
    ['denies everything', { purls: [{ pattern: 'pkg:npm/*', reason }] }],
    ['denies by a weak digest', { digests: [{ digest: digestOf('sha1', 'a'), reason }] }],
    [
      'denies an owner and a repository at once',
      { publishers: [{ kind: 'github', repository: 'a/b', ownerId: '1', reason }] },
    ],
  ])('that %s is never written', (_what, given) => {
    expect(() => renderDeniedFeed(feedOf(given))).toThrow(/the feed cannot be made/);
  });
});

describe('a signer is denied', () => {
  it.each<[boolean, DeniedPublisher]>([
    [true, { kind: 'github', repository: 'acme/shop', reason }],
    [true, { kind: 'github', repositoryId: '7', repository: 'acme/before-it-was-renamed', reason }],
    [true, { kind: 'github', ownerId: '9', reason }],
    [true, { kind: 'certificate', fingerprint: digestOf('sha256', 'certificate').value, reason }],
    [false, { kind: 'github', repository: 'acme/sho', reason }],
    [false, { kind: 'github', repository: 'acme/shop2', reason }],
    [false, { kind: 'github', repositoryId: '8', reason }],
    [false, { kind: 'email', email: 'a@b.example', reason }],
    [false, { kind: 'managed-key', fingerprint: digestOf('sha256', 'certificate').value, reason }],
  ])('%s by %j', (isDenied, publisher) => {
    const feed = feedOf({ publishers: [publisher] });
    expect(deniedSigner(feed, job) !== undefined).toBe(isDenied);
  });

  it('by a line of text, where no more is known of it', () => {
    const by = (publisher: DeniedPublisher, text: string) =>
      deniedSignerText(feedOf({ publishers: [publisher] }), text) !== undefined;
    const line = `https://github.com/Acme/shop/.github/workflows/x.yml@refs/heads/main by https://token.actions.githubusercontent.com`;
    expect(by({ kind: 'github', repository: 'acme/shop', reason }, line)).toBe(true);
    expect(by({ kind: 'github', repository: 'acme/other', reason }, line)).toBe(false);
    expect(by({ kind: 'github', repositoryId: '7', reason }, line)).toBe(false);
    expect(by({ kind: 'email', email: 'A@b.example', reason }, 'a@b.example by https://accounts.example')).toBe(true);
    expect(by({ kind: 'registry-key', keyId: 'SHA256:x', reason }, 'registry key SHA256:x')).toBe(true);
    expect(by({ kind: 'managed-key', fingerprint: 'a'.repeat(64), reason }, `key sha256:${'a'.repeat(64)}`)).toBe(true);
  });
});

describe('a package is denied', () => {
  const denies = (pattern: string, purl: string) =>
    deniedIndex(feedOf({ purls: [{ pattern, reason }] })).purl(purl) !== undefined;

  it.each<[boolean, string, string]>([
    [true, 'pkg:npm/a', 'pkg:npm/a@1.0.0'],
    [true, 'pkg:npm/a@1.0.0', 'pkg:npm/a@1.0.0?repository_url=x#y'],
    [true, 'pkg:npm/@acme/a', 'pkg:npm/%40acme/a@1.0.0'],
    [true, 'pkg:npm/@acme/*', 'pkg:npm/%40acme/a@1.0.0'],
    [true, 'pkg:gem/a@1.*', 'pkg:gem/a@1.2.3'],
    [false, 'pkg:npm/a', 'pkg:npm/ab@1.0.0'],
    [false, 'pkg:npm/a@1.0.0', 'pkg:npm/a@1.0.1'],
    [false, 'pkg:npm/a', 'pkg:gem/a@1.0.0'],
    [false, 'pkg:npm/@acme/a', 'pkg:npm/a@1.0.0'],
  ])('%s by %s: %s', (isDenied, pattern, purl) => {
    expect(denies(pattern, purl)).toBe(isDenied);
  });

  it('by its own purl, whatever it is, and never by a longer name', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
    fc.assert(
      fc.property(name, name, (one, more) => {
        expect(denies(`pkg:npm/${one}`, `pkg:npm/${one}@1.0.0`)).toBe(true);
        expect(denies(`pkg:npm/${one}`, `pkg:npm/${one}${more}@1.0.0`)).toBe(false);
      }),
    );
  });
});
