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
export { inTotoPayloadType, parseStatement } from './in-toto/statement.js';
export { bomPredicateType, renderBomStatement } from './in-toto/bom-statement.js';
export type { BomSubject } from './in-toto/bom-statement.js';
export { signEnvelope } from './dsse/sign-envelope.js';
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
export { registryKeysOf } from './registry/registry-keys-of.js';
export type { RegistryKeys } from './registry/registry-keys.js';
export type { RegistryKeySpec, RegistryKeyUsage } from './registry/registry-key.js';
export { needsPublishTime } from './registry/needs-publish-time.js';
export { verifyRegistrySignature } from './registry/verify-registry-signature.js';
export type { RegistrySignatureCheck, VerifiedRegistrySignature } from './registry/registry-signature-check.js';
export { noTrust, readTrust } from './trust/read-trust.js';
export type { TrustReading } from './trust/read-trust.js';
export type { RegistryTrust, Trust, TrustProblem } from './trust/trust.js';
export { gemCodes } from './codes/gem-codes.js';
export type { GemCode, GemProvenCode, GemRefusalCode } from './codes/gem-codes.js';
export { gemAttestationCodes } from './codes/gem-attestation-codes.js';
export type { GemAttestationCode } from './codes/gem-attestation-codes.js';
export {
  gemSignatureMembers,
  joinGemCertificates,
  readCertChain,
  readGemCertificates,
  repairServedBundle,
  verifyGemAttestations,
  verifyGemListing,
  verifyGemSignature,
} from './rubygems/index.js';
export type {
  GemAttestationsCheck,
  GemCertificates,
  GemCertificatesCode,
  GemJudgement,
  GemMember,
  GemSignature,
  GemSignatureInput,
  OtherGemAttestation,
  RepairedBundle,
  VerifiedGemAttestation,
  VerifiedGemAttestations,
} from './rubygems/index.js';
export { attestationCodes } from './codes/attestation-codes.js';
export type { AttestationCode } from './codes/attestation-codes.js';
export { pypiCodes } from './codes/pypi-codes.js';
export type { PypiCode } from './codes/pypi-codes.js';
export { checkPypiStatement } from './pypi/check-pypi-statement.js';
export type { PypiCase, PypiRefusal, PypiStatement } from './pypi/check-pypi-statement.js';
export { parsePep740Attestation, parsePep740Provenance } from './pypi/pep740-document.js';
export type { Pep740Attestation } from './pypi/pep740-document.js';
export type { PublisherClaim } from './pypi/publisher-claim.js';
export { attestationCodeInfo } from './file-attestation/attestation-code-info.js';
export type {
  AttestationClaim,
  AttestationDocument,
  ReadAttestation,
} from './file-attestation/attestation-document.js';
export type { AttestationQuestion, AttestedArtifact } from './file-attestation/attestation-question.js';
export { expectedSignerText } from './file-attestation/expected-signer.js';
export type { ExpectedRelease, ExpectedSigner } from './file-attestation/expected-signer.js';
export { parseAttestationDocument } from './file-attestation/parse-attestation-document.js';
export { verifyAttestations } from './file-attestation/verify-attestations.js';
export { publisherCodes } from './codes/publisher-codes.js';
export type { PublisherCode } from './codes/publisher-codes.js';
export { matchPublisher } from './publisher/match-publisher.js';
export type { PublishedBy, PublisherMatch, PublisherMismatch } from './publisher/match-publisher.js';
export type { PublisherDifference } from './publisher/difference.js';
export type { SigningTimes } from './publisher/signing-days.js';
export {
  signerFields,
  suggestPublisher,
  suggestPublisherItem,
  suggestPublisherLine,
} from './publisher/suggest-publisher.js';
export type { SeenSigner } from './publisher/suggest-publisher.js';
export { npmAttestationCodes } from './codes/registry-codes.js';
export type { NpmAttestationCode } from './codes/registry-codes.js';
export { npmAttestationKind } from './registry/claimed-attestation.js';
export { verifyNpmAttestations } from './registry/verify-npm-attestations.js';
export type {
  NpmAttestationKind,
  NpmAttestationsCheck,
  OtherNpmAttestation,
  VerifiedNpmAttestations,
  VerifiedNpmProvenance,
  VerifiedNpmPublish,
  VerifiedNpmStatement,
} from './registry/npm-attestations.js';
export { licenseTokenCodes } from './codes/license-token-codes.js';
export type { LicenseTokenCode } from './codes/license-token-codes.js';
export type { LicenseTokenAlgorithm } from './license/jwt-algorithm.js';
export { licenseKeyProblem } from './license/license-key.js';
export type { LicenseTokenRules } from './license/license-token-rules.js';
export type { LicenseTokenVerdict } from './license/license-token-verdict.js';
export { licenseTokenRulesProblem } from './license/read-token-rules.js';
export { parseRevocationList } from './license/revocation-list.js';
export type { RevocationList, RevocationListProblem } from './license/revocation-list.js';
export type { LicenseTokenClaim } from './license/token-claims.js';
export { tokenFingerprint } from './license/token-fingerprint.js';
export type { TokenAlphabet, TokenShape } from './license/token-shape.js';
export { verifyLicenseToken } from './license/verify-license-token.js';
export type { LicenseTokenContext } from './license/verify-license-token.js';
export { licenseChecksumCodes } from './codes/license-checksum-codes.js';
export type { LicenseChecksumCode } from './codes/license-checksum-codes.js';
export { licenseChecksumPredicateType, renderChecksumStatement } from './license/checksum-statement.js';
export type { ChecksumStatement } from './license/checksum-statement.js';
export { checksumDocumentForm } from './license/checksum-document-form.js';
export type { ChecksumBundleOpener } from './license/checksum-bundle-opener.js';
export { checksumBundleOpener } from './license/open-checksum-bundle.js';
export type { ChecksumBundleSigner } from './license/open-checksum-bundle.js';
export { parseChecksumFile } from './license/parse-checksum-file.js';
export type { ChecksumFileProblem } from './license/parse-checksum-file.js';
export { sealStatement } from './license/seal-statement.js';
export { checksumKeyProblem } from './license/statement-signature.js';
export { keySigner } from './license/statement-signer.js';
export type { StatementSigner } from './license/statement-signer.js';
export { verifyChecksumStatement } from './license/verify-checksum-statement.js';
export type { ChecksumQuestion, ChecksumSigners, ChecksumVerdict } from './license/verify-checksum-statement.js';
export { signerOptions } from './file-attestation/signer-options.js';
export { summaryCodes } from './codes/summary-codes.js';
export type { SummaryCode } from './codes/summary-codes.js';
export { parseRunSummary } from './summary/parse-run-summary.js';
export type { ParsedRunSummary } from './summary/parse-run-summary.js';
export { renderRunSummary } from './summary/render-run-summary.js';
export { runSummaryPredicateType, summaryVerifierId, vsaPredicateType } from './summary/summary-type.js';
export { deniedIndex, deniedSigner, deniedSignerText } from './denied/denied-by.js';
export type { DeniedIndex } from './denied/denied-by.js';
export { deniedFeedPredicateType } from './denied/denied-feed.js';
export type { DeniedDigest, DeniedFeed, DeniedPublisher, DeniedPurl } from './denied/denied-feed.js';
export { parseDeniedFeed } from './denied/parse-denied-feed.js';
export type { ParsedDeniedFeed } from './denied/parse-denied-feed.js';
export { parseDeniedList } from './denied/parse-denied-list.js';
export type { DeniedListSource } from './denied/parse-denied-list.js';
export { renderDeniedFeed } from './denied/render-denied-feed.js';
export { openSignedBundle } from './signed-statement/open-signed-bundle.js';
export { openSignedEnvelope } from './signed-statement/open-signed-envelope.js';
export type { OpenedStatement, StatementOpening, StatementQuestion } from './signed-statement/opened-statement.js';
export { parseStatementLines } from './signed-statement/statement-lines.js';
export type { StatementClaim, StatementLine } from './signed-statement/statement-lines.js';
export { renderVsa } from './summary/render-vsa.js';
export type { VsaInput, VsaParts } from './summary/render-vsa.js';
export { countDependencyLevels } from './summary/dependency-levels.js';
export type { DependencyLevel, DependencyLevels } from './summary/dependency-levels.js';
export { judgeArtifactProvenance } from './file-attestation/artifact-provenance.js';
export type { ArtifactProvenance } from './file-attestation/artifact-provenance.js';
