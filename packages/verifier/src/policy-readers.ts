/** How versions, keys and certificates of a policy are read: by those who will use them. */

import { ecosystemById } from '@assay/ecosystems';
import type { Readers } from '@assay/policy';
import {
  checksumKeyProblem,
  licenseKeyProblem,
  npmPublishPredicateType,
  provenancePredicateTypes,
  pypiPublishPredicateType,
  readGemCertificates,
  registryKeysOf,
} from '@assay/signature';

/** Types of attestations that Assay understands. */
export const understoodPredicateTypes: readonly string[] = [
  ...provenancePredicateTypes,
  npmPublishPredicateType,
  pypiPublishPredicateType,
];

/** The readers of the layers below. */
export const policyReaders: Readers = {
  normaliseVersion: (ecosystem, version) => ecosystemById(ecosystem)?.normaliseVersion(version) ?? null,
  isRange: (ecosystem, range) => (ecosystemById(ecosystem)?.inRange('1.0.0', range) ?? null) !== null,
  keyProblem: (key) => {
    const keys = registryKeysOf([key]);
    return keys.ok ? null : keys.detail;
  },
  certificateProblem: (pem) => {
    const certificates = readGemCertificates(pem);
    return certificates.ok ? null : certificates.detail;
  },
  licenseKeyProblem,
  checksumKeyProblem,
};
