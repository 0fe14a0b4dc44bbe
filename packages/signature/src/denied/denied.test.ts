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

describe('a statement is no feed', () => {
  const good = JSON.parse(
    new TextDecoder().decode(renderDeniedFeed(feedOf({ purls: [{ pattern: 'pkg:npm/a', reason }] }))),
  ) as { readonly subject: readonly object[]; readonly predicate: object };
  const [own] = good.subject;
  const parsed = (changed: object) => {
    const statement = parseStatement(new TextEncoder().encode(JSON.stringify({ ...good, ...changed })));
    if (typeof statement === 'string') throw new Error(statement);
    return parseDeniedFeed(statement);
  };

  it.each<[string, string, object]>([
    ['of another type', 'denied-feed-other-type', { predicateType: 'https://x.example/denied' }],
    ['of an older statement', 'denied-feed-other-type', { _type: 'https://in-toto.io/Statement/v0.1' }],
    ['about two things', 'denied-feed-malformed', { subject: [own, own] }],
    ['about another name', 'denied-feed-malformed', { subject: [{ ...own, name: 'other' }] }],
    ['about other contents', 'denied-feed-malformed', { predicate: { ...good.predicate, sequence: 2 } }],
    ['with less in it', 'denied-feed-malformed', { predicate: { ...good.predicate, purls: [] } }],
    ['with a member nobody knows', 'denied-feed-malformed', { predicate: { ...good.predicate, more: [] } }],
    ['without a list', 'denied-feed-malformed', { predicate: { ...good.predicate, digests: 'x' } }],
  ])('%s', (_what, code, changed) => {
    expect(parsed({})).toMatchObject({ ok: true });
    expect(parsed(changed)).toMatchObject({ ok: false, code });
  });

  it('that ends when it is issued is never made', () => {
    expect(() => renderDeniedFeed(feedOf({ expires: '2026-11-26T12:00:00Z' }))).toThrow(/the feed cannot be made/);
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

  const denies = (publisher: DeniedPublisher, signer: Signer) =>
    deniedSigner(feedOf({ publishers: [publisher] }), signer) !== undefined;
  const [one, other] = [digestOf('sha256', 'one'), digestOf('sha256', 'other')];

  it('of a certificate by any certificate of its chain', () => {
    const signer = { kind: 'certificate', chain: [one, other] } as unknown as Signer;
    for (const { value } of [one, other]) {
      expect(denies({ kind: 'certificate', fingerprint: value, reason }, signer)).toBe(true);
      expect(denies({ kind: 'managed-key', fingerprint: value, reason }, signer)).toBe(false);
    }
    expect(denies({ kind: 'certificate', fingerprint: 'a'.repeat(64), reason }, signer)).toBe(false);
  });

  it('of a key by that key', () => {
    const registry = { kind: 'registry-key', keyId: 'SHA256:x' } as unknown as Signer;
    expect(denies({ kind: 'registry-key', keyId: 'SHA256:x', reason }, registry)).toBe(true);
    expect(denies({ kind: 'registry-key', keyId: 'SHA256:y', reason }, registry)).toBe(false);
    expect(denies({ kind: 'email', email: 'a@b.example', reason }, registry)).toBe(false);
    const managed = { kind: 'managed-key', key: one } as unknown as Signer;
    expect(denies({ kind: 'managed-key', fingerprint: one.value, reason }, managed)).toBe(true);
    expect(denies({ kind: 'managed-key', fingerprint: other.value, reason }, managed)).toBe(false);
    expect(denies({ kind: 'certificate', fingerprint: one.value, reason }, managed)).toBe(false);
  });

  it('of a person or a name by that, in any spelling', () => {
    const person = { ...job, san: { type: 'email', value: 'Dev@Acme.example' }, claims: {} } as Signer;
    expect(denies({ kind: 'email', email: 'dev@acme.EXAMPLE', reason }, person)).toBe(true);
    expect(denies({ kind: 'email', email: 'other@acme.example', reason }, person)).toBe(false);
    expect(denies({ kind: 'identity', identity: 'DEV@acme.example', reason }, person)).toBe(true);
    expect(denies({ kind: 'identity', identity: 'dev@acme', reason }, person)).toBe(false);
    const uri = { ...job, san: { type: 'uri', value: 'dev@acme.example' }, claims: {} } as Signer;
    expect(denies({ kind: 'email', email: 'dev@acme.example', reason }, uri)).toBe(false);
    expect(denies({ kind: 'certificate', fingerprint: one.value, reason }, uri)).toBe(false);
    expect(denies({ kind: 'registry-key', keyId: 'dev@acme.example', reason }, uri)).toBe(false);
  });

  it('of a job by its source or by the workflow that signed, whatever the host; never by an id that it lacks', () => {
    const source = { ...job, claims: { sourceRepositoryUri: 'https://gitlab.example/Evil/Tool' } } as Signer;
    expect(denies({ kind: 'gitlab', repository: 'evil/tool', reason }, source)).toBe(true);
    expect(denies({ kind: 'github', repository: 'acme/shop', reason }, source)).toBe(true);
    expect(denies({ kind: 'github', repository: 'evil/other', reason }, source)).toBe(false);
    expect(denies({ kind: 'github', ownerId: '8', reason }, job)).toBe(false);
    expect(denies({ kind: 'github', repository: 'x/y', reason }, source)).toBe(false);
    const at = { ...job, claims: { sourceRepositoryUri: 'https://github.com/acme/tool@refs/heads/x' } } as Signer;
    expect(denies({ kind: 'github', repository: 'acme/tool', reason }, at)).toBe(true);
    const odd = { ...job, claims: { sourceRepositoryUri: 'x https://github.com/acme/tool' } } as Signer;
    expect(denies({ kind: 'github', repository: 'acme/tool', reason }, odd)).toBe(false);
    const asked = { ...job, claims: { sourceRepositoryUri: 'https://github.com/acme/tool?x' } } as Signer;
    expect(denies({ kind: 'github', repository: 'acme/tool', reason }, asked)).toBe(false);
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
    expect(by({ kind: 'managed-key', fingerprint: 'b'.repeat(64), reason }, `key sha256:${'a'.repeat(64)}`)).toBe(
      false,
    );
    expect(by({ kind: 'registry-key', keyId: 'SHA256:y', reason }, 'registry key SHA256:x')).toBe(false);
    expect(by({ kind: 'identity', identity: 'HTTPS://x.example', reason }, 'https://x.example by https://i')).toBe(
      true,
    );
    expect(by({ kind: 'identity', identity: 'https://y.example', reason }, 'https://x.example by https://i')).toBe(
      false,
    );
  });
});

describe('a digest is denied', () => {
  const index = deniedIndex(
    feedOf({ digests: ['a', 'b'].map((text) => ({ digest: digestOf('sha256', text), reason: text })) }),
  );

  it('by any of those that are known of a component', () => {
    expect(index.digest([digestOf('sha512', 'x'), digestOf('sha256', 'b')])?.reason).toBe('b');
    expect(index.digest([digestOf('sha512', 'a'), digestOf('sha256', 'x')])).toBeUndefined();
    expect(index.digest([])).toBeUndefined();
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
    [true, 'pkg:generic/a', 'pkg:generic/a'],
    [false, 'pkg:gem/redcloth', 'pkg:gem/RedCloth@4.3.2'],
    [true, 'pkg:composer/Acme/Pro', 'pkg:composer/acme/pro@1.0.0'],
    [true, 'pkg:npm/%E0%A4%A@1.0.0', 'pkg:npm/%E0%A4%A@1.0.0'],
    [true, 'pkg:generic/a@*', 'pkg:generic/a'],
    [false, 'pkg:generic/a@1', 'pkg:generic/a'],
    [true, 'pkg:npm/@acme/**', 'pkg:npm/%40acme/a@1.0.0'],
    [true, 'pkg:npm/**', 'pkg:npm/%40acme/a@1.0.0'],
    [true, 'pkg:npm/a@1.0.0', 'pkg:npm/a@1.0.0?x=\n'],
    [false, 'pkg:npm/@a/b@1.0.0', 'pkg:npm/%40a/b@1.0.1'],
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
