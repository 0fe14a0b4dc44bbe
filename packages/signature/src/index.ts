export type { Checked, Refusal, Step } from './outcome.js';
export { decodeBase64, encodeBase64 } from './encoding/base64.js';
export { decodeHex, encodeHex } from './encoding/hex.js';
export { sigstoreCodes } from './codes/sigstore-codes.js';
export type { SigstoreCode } from './codes/sigstore-codes.js';
export { parseBundle } from './sigstore/parse-bundle.js';
export type { Bundle, BundleVersion } from './sigstore/bundle.js';
export { readTrustedRoot } from './sigstore/read-trusted-root.js';
export type { TrustedRootOptions } from './sigstore/read-trusted-root.js';
export type { SigstoreRoot } from './sigstore/trusted-root.js';
export { importManagedKey, parseManagedKey } from './sigstore/managed-key.js';
export type { ManagedKey, ManagedKeyOptions } from './sigstore/managed-key.js';
export { verifyBundle } from './sigstore/verify-bundle.js';
export type { BundleCheck } from './sigstore/verify-bundle.js';
export type { ArtifactUnderTest } from './sigstore/artifact.js';
export type { VerifiedBundle } from './sigstore/verified-bundle.js';
export type { WitnessThresholds } from './sigstore/witnesses.js';
export { inTotoPayloadType } from './in-toto/statement.js';
export type { Statement, StatementSubject } from './in-toto/statement.js';
export { provenanceCodes } from './codes/provenance-codes.js';
export type { ProvenanceCode } from './codes/provenance-codes.js';
export { provenancePredicateTypes, readProvenance } from './provenance/read-provenance.js';
export type {
  Provenance,
  ProvenanceDependency,
  ProvenanceField,
  ProvenanceStatement,
  StatedValue,
} from './provenance/provenance.js';
export { compareWithCertificate } from './provenance/compare-with-certificate.js';
export type {
  ComparedProvenance,
  ProvenanceComparison,
  ProvenanceGap,
  ProvenanceRules,
} from './provenance/compare-with-certificate.js';
export { defaultBuilders } from './provenance/builder.js';
export {
  npmPublishPredicateType,
  pypiPublishPredicateType,
  readNpmPublish,
  readPypiPublish,
} from './provenance/publish-predicate.js';
export type { NpmPublish } from './provenance/publish-predicate.js';
export { registryKeysCodes, registrySignatureCodes } from './codes/registry-codes.js';
export type { RegistryKeysCode, RegistrySignatureCode } from './codes/registry-codes.js';
export { readRegistryKeys } from './registry/read-registry-keys.js';
export { registryKeysOf } from './registry/registry-keys.js';
export type { RegistryKeys } from './registry/registry-keys.js';
export type { RegistryKeySpec, RegistryKeyUsage } from './registry/registry-key.js';
export { needsPublishTime } from './registry/needs-publish-time.js';
export { verifyRegistrySignature } from './registry/verify-registry-signature.js';
export type { RegistrySignatureCheck, VerifiedRegistrySignature } from './registry/registry-signature-check.js';
export { noTrust, readTrust } from './trust/read-trust.js';
export type { TrustReading } from './trust/read-trust.js';
export type { RegistryTrust, Trust, TrustedPem, TrustProblem } from './trust/trust.js';
