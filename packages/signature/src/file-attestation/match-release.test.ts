import { digestOf, type JsonValue, type Signer } from '@assay/model';
import { describe, expect, test } from 'vitest';
import { parseStatement } from '../in-toto/statement.js';
import { matchRelease } from './github-release.js';

const repository = 'octo-org/octo-repo';
const expected = { by: 'github-release', repository, tag: 'v6' } as const;
const certificate = { ...digestOf('sha256', ''), covers: 'document' } as const;
const attester: Extract<Signer, { kind: 'identity' }> = {
  kind: 'identity',
  san: { type: 'uri', value: 'https://dotcom.releases.github.com' },
  claims: {},
  certificate,
};
const recorded = { repository, tag: 'v6', purl: `pkg:github/${repository}@v6` };

function record(predicate: JsonValue = recorded, predicateType = 'https://in-toto.io/attestation/release/v0.2') {
  const subject = [{ name: 'asset.zip', digest: { sha256: digestOf('sha256', '').value } }];
  const statement = { _type: 'https://in-toto.io/Statement/v1', subject, predicateType, predicate };
  const parsed = parseStatement(Buffer.from(JSON.stringify(statement)));
  if (typeof parsed === 'string') throw new Error(parsed);
  return parsed;
}

/** `match`, or the code and the fields that differ. */
function judge(signer: Signer, statement: ReturnType<typeof record> | undefined, asked: object = {}): string {
  const answer = matchRelease({ ...expected, ...asked }, signer, statement);
  return answer.match ? 'match' : [answer.code, ...answer.differences.map(({ field }) => field)].join(' ');
}

describe("the signer of GitHub's records of releases", () => {
  test('is its attester, by name and type, without an issuer', () => {
    expect(judge(attester, record())).toBe('match');
    const named = (san: Partial<typeof attester.san>): Signer => ({ ...attester, san: { ...attester.san, ...san } });
    expect(judge(named({ value: 'https://dotcom.releases.github.com/' }), record())).toBe('signer-mismatch identity');
    expect(judge(named({ type: 'email' }), record())).toBe('signer-mismatch identity-type');
    expect(judge({ ...attester, issuer: 'https://dev.example' }, record())).toBe('signer-mismatch issuer');
  });

  test('is no key', () => {
    expect(judge({ kind: 'managed-key', key: certificate }, record())).toBe('signer-mismatch kind');
  });
});

describe('a record of a release', () => {
  const malformed = 'github-release-malformed';

  test('is a statement of that type, with repository and tag, whose package URL is of the same', () => {
    expect(judge(attester, undefined)).toBe(malformed);
    expect(judge(attester, record(recorded, 'https://slsa.dev/provenance/v1'))).toBe(malformed);
    expect(judge(attester, record({ tag: 'v6' }))).toBe(malformed);
    expect(judge(attester, record({ repository }))).toBe(malformed);
    expect(judge(attester, record({ repository, tag: 'v6' }))).toBe('match');
    expect(judge(attester, record({ ...recorded, purl: `pkg:github/${repository}@v5` }))).toBe(malformed);
  });

  test.each([
    ['as the specification of package URLs has it', 'Octo-Org/Octo.Repo', 'v6', 'pkg:github/octo-org/octo.repo@v6'],
    ['as it stands', 'Octo-Org/octo-repo', 'v6', 'pkg:github/Octo-Org/octo-repo@v6'],
    ['with a tag in escapes', repository, 'pkg/a@v6+x', `pkg:github/${repository}@pkg%2Fa%40v6%2Bx`],
    ['with a tag as it stands', repository, 'pkg/a@v6+x', `pkg:github/${repository}@pkg/a@v6+x`],
    ['with a tag that only looks escaped', repository, 'v6%2Bx', `pkg:github/${repository}@v6%2Bx`],
  ])('may write its package URL %s', (_, named, tag, purl) => {
    expect(judge(attester, record({ repository: named, tag, purl }), { repository: named, tag })).toBe('match');
  });

  test.each([
    ['V6', `pkg:github/${repository}@v6`],
    ['v6', `pkg:github/${repository}@V6`],
    ['v6', `pkg:github/${repository}x@v6`],
    ['v6', `pkg:github/other/octo-repo@v6`],
    ['v6', `pkg:github/octo-org%2Focto-repo@v6`],
    ['v6', `PKG:github/${repository}@v6`],
    ['v6', `pkg:github/${repository}@v6#x`],
    ['v6', `pkg:github/${repository}@%76%36%00`],
    ['v6', `pkg:github/${repository}@%`],
    ['v6', `pkg:github/${repository}`],
    ['v6', ''],
  ])('of the tag %s is none with the package URL %s', (tag, purl) => {
    expect(judge(attester, record({ repository, tag, purl }), { tag })).toBe(malformed);
  });

  test('is none where other letters than ASCII would have to be the same in its package URL', () => {
    const kelvin = { repository: 'octo-org/\u212ait', tag: 'v6', purl: 'pkg:github/octo-org/kit@v6' };
    expect(judge(attester, record(kelvin), { repository: kelvin.repository })).toBe(malformed);
  });

  test('is about the repository as it was asked for, to the letter', () => {
    const other = { ...recorded, repository: 'Octo-Org/octo-repo' };
    expect(judge(attester, record(other))).toBe('github-release-mismatch repository');
  });

  test('states everything that is asked for', () => {
    const mismatch = 'github-release-mismatch';
    expect(judge(attester, record({ ...recorded, repositoryId: '1' }), { repositoryId: '1' })).toBe('match');
    expect(judge(attester, record({ ...recorded, repositoryId: '1' }), { repositoryId: '2' })).toBe(
      `${mismatch} repositoryId`,
    );
    expect(judge(attester, record(), { ownerId: '1' })).toBe(`${mismatch} ownerId`);
    expect(judge(attester, record(), { tag: 'v5', repository: 'octo-org/other' })).toBe(`${mismatch} repository tag`);
  });
});
