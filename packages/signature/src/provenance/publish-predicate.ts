/** Predicates of publish attestations: the registry's word that a file was published. */

import { asText } from '@assay/documents';
import type { ProvenanceCode } from '../codes/provenance-codes.js';
import { checked, refuse, type Checked, type Refusal } from '../outcome.js';
import type { ProvenanceStatement } from './provenance.js';

/** Predicate type of npm's publish attestations. */
export const npmPublishPredicateType = 'https://github.com/npm/attestation/tree/main/specs/publish/v0.1';

/** Predicate type of PyPI's publish attestations (PEP 740). */
export const pypiPublishPredicateType = 'https://docs.pypi.org/attestations/publish/v1';

/** What npm's publish attestation says was published. Compare it with the package and its registry. */
export interface NpmPublish {
  readonly name: string;
  readonly version: string;
  /** As it stands: a URL with or without a slash at the end. */
  readonly registry: string;
}

const npmKeys: readonly string[] = ['name', 'version', 'registry'];

/** Reads npm's publish predicate v0.1: exactly name, version and registry, all of them texts. */
export function readNpmPublish({
  predicateType,
  predicate,
}: ProvenanceStatement): Checked<NpmPublish> | Refusal<ProvenanceCode> {
  if (predicateType !== npmPublishPredicateType) return unsupported();
  const [name = '', version = '', registry = ''] = npmKeys.map((key) => asText(predicate?.get(key)));
  const isExact = predicate?.size === npmKeys.length;
  if (name === '' || version === '' || registry === '' || !isExact) {
    return refuse(
      'publish-predicate-malformed',
      "npm's publish predicate has exactly a name, a version and a registry.",
    );
  }
  return checked({ name, version, registry });
}

/** Accepts PyPI's publish predicate v1, which says nothing: `null` or an empty mapping. */
export function readPypiPublish({
  predicateType,
  predicate,
}: ProvenanceStatement): Checked<null> | Refusal<ProvenanceCode> {
  if (predicateType !== pypiPublishPredicateType) return unsupported();
  if (predicate === null || predicate.size === 0) return checked(null);
  return refuse('publish-predicate-malformed', "PyPI's publish predicate is empty, and this one is not.");
}

function unsupported(): Refusal<ProvenanceCode> {
  return refuse('provenance-type-unsupported', 'The predicate is of another type.');
}
