/**
 * GitHub's records of releases ("release attestations", of immutable releases): a statement that names the release's tag, commit
 * and assets, signed by a service of GitHub in its own name. Its certificate names no OIDC issuer and no run; which repository it
 * is about stands in the verified statement alone.
 */

import type { AttestationDifference, Signer } from '@assay/model';
import { asText } from '@assay/documents';
import type { Statement } from '../in-toto/statement.js';
import { signerText, type ExpectedRelease } from './expected-signer.js';
import { releaseAttester } from './release-attester.js';
import type { SignerMatch } from './match-signer.js';

/** Predicate types of the records. */
export const releasePredicateTypes: readonly string[] = [
  'https://in-toto.io/attestation/release/v0.1',
  'https://in-toto.io/attestation/release/v0.2',
];

/** Whether GitHub's attester made the statement, and it records this release. */
export function matchRelease(expected: ExpectedRelease, signer: Signer, statement: Statement | undefined): SignerMatch {
  const detail = `It was signed by ${signerText(signer)}.`;
  const others = attesterDifferences(signer);
  if (others.length > 0) return { match: false, code: 'signer-mismatch', detail, differences: others };
  const release = statement === undefined ? null : readRelease(statement);
  if (release === null) return { match: false, code: 'github-release-malformed', detail, differences: [] };
  const differences = releaseDifferences(expected, release);
  const record = `It records the release ${release.tag} of ${release.repository}.`;
  return differences.length === 0
    ? { match: true, detail: `${detail} ${record}` }
    : { match: false, code: 'github-release-mismatch', detail: record, differences };
}

/** By name and by the absence of an issuer: an instance with an issuer gives such a name to whoever logs in with it. */
function attesterDifferences(signer: Signer): readonly AttestationDifference[] {
  if (signer.kind !== 'identity') return [{ field: 'kind', expected: 'identity', actual: signer.kind }];
  const { san, issuer } = signer;
  return [
    ...(san.value === releaseAttester ? [] : [{ field: 'identity', expected: releaseAttester, actual: san.value }]),
    ...(san.type === 'uri' ? [] : [{ field: 'identity-type', expected: 'uri', actual: san.type }]),
    ...(issuer === undefined ? [] : [{ field: 'issuer', expected: '(none)', actual: issuer }]),
  ];
}

type Release = Required<Pick<ExpectedRelease, 'repository' | 'tag'>> & ExpectedRelease;

/** What a record says; null where a part is missing, or its package URL names another release than its parts. */
function readRelease({ predicateType, predicate }: Statement): Release | null {
  const text = (name: string) => asText(predicate.get(name));
  const [repository, tag, purl] = [text('repository'), text('tag'), text('purl')];
  if (!releasePredicateTypes.includes(predicateType) || repository === undefined || tag === undefined) return null;
  if (purl !== undefined && !isPurlOf(purl, repository, tag)) return null;
  const [repositoryId, ownerId] = [text('repositoryId'), text('ownerId')];
  return {
    repository,
    tag,
    ...(repositoryId === undefined ? {} : { repositoryId }),
    ...(ownerId === undefined ? {} : { ownerId }),
  };
}

/**
 * Package URLs write names of GitHub in small letters and escape a tag (purl-spec, type `github`); not everybody does. GitHub has one
 * repository for all spellings of a name, which is ASCII: other letters have no small ones here.
 */
function isPurlOf(purl: string, repository: string, tag: string): boolean {
  const start = 'pkg:github/';
  const name = purl.slice(start.length, start.length + repository.length);
  const rest = purl.slice(start.length + repository.length);
  const isTag = rest === `@${tag}` || (rest.startsWith('@') && unescaped(rest.slice(1)) === tag);
  return isTag && purl.startsWith(start) && asciiSmall(name) === asciiSmall(repository);
}

function asciiSmall(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function unescaped(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function releaseDifferences(expected: ExpectedRelease, release: Release): readonly AttestationDifference[] {
  const fields = ['repository', 'repositoryId', 'ownerId', 'tag'] as const;
  return fields.flatMap((field) => {
    const [wanted, actual] = [expected[field], release[field]];
    if (wanted === undefined || wanted === actual) return [];
    return [{ field, expected: wanted, ...(actual === undefined ? {} : { actual }) }];
  });
}
