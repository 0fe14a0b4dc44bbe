export { createVerifier } from './create-verifier.js';
export type { Verifier } from './create-verifier.js';
export type { VerifierOptions, VerifyResult } from './options.js';
export { hardenedPlaces } from './hardened-codes.js';
export type { HardenedCode } from './hardened-codes.js';
export { loosePolicyProblem, refuseLoosePolicy } from './refuse-loose-policy.js';
export type { RunProgress } from '@assay/engine';
export { codeInfo } from '@assay/checks';
export { strictPolicyErrors } from '@assay/policy';
export { builtinPolicyText, loadPolicy, policySchema } from './load-policy.js';
export type { LoadedPolicy, PolicyInput } from './load-policy.js';
export { findAbandonedLockfile } from './abandoned-lockfile.js';
export type { AbandonedLockfile } from './abandoned-lockfile.js';
export { findProjectLockfiles, isExcludedBy } from './find-project-lockfiles.js';
export type { FoundLockfiles } from '@assay/acquire';
export {
  copyGitHubCommit,
  holdsCommit,
  listCommittedLockfiles,
  readClonedFile,
  readGitHubFile,
  writeGitHubComment,
} from './github-files.js';
export type { CopiedCommit, GitHubAccess } from './github-files.js';
export type { CommentToWrite, GitHubProblem, RepositoryFile, WrittenComment } from '@assay/acquire';
export { inspectArchive } from './inspect-archive.js';
export type { InspectedArchive } from './inspect-archive.js';
export { version } from './version.js';
export { AssayError } from '@assay/model';
export type { AssayErrorCode, Decision, Depth, Finding, Inventory, Outcome, Report, Verdict } from '@assay/model';
export { batches, readBoundedFile, writeOutput } from '@assay/acquire';
export { createAttestationVerifier, verifyAttestation } from './verify-attestation.js';
export type {
  AttestationInput,
  AttestationResult,
  AttestationVerifier,
  AttestationVerifierOptions,
  ExpectedSignerInput,
} from './verify-attestation-options.js';
export { isReleaseSpec, parsePublisherSpec, parseReleaseSpec } from './verify-attestation-publisher.js';
export type { PublisherFields } from './verify-attestation-publisher.js';
export { isSignerNamed, readExpectedSigner, signerWords } from './read-expected-signer.js';
export type { SignerReading, SignerWord } from './read-expected-signer.js';
export { endingsBesideFile } from './verify-attestation-files.js';
export { importTrustFile, removeTrustDocument, showTrust, updateTrustStore } from './trust-commands.js';
export type {
  ImportedTrust,
  RemovedTrust,
  ShownTrust,
  TrustCommandPlace,
  TrustFile,
  TrustOverview,
  TrustSource,
  TrustToRemove,
} from './trust-commands.js';
export { licenseDropIn } from './license/drop-in.js';
export { inspectLicense } from './license/inspect-license.js';
export type { InspectLicenseOptions, InspectedLicense } from './license/inspect-license.js';
export type { LicenseResult, LicenseVerifierOptions, VerifiedLicenses } from './license/license-options.js';
export { recordLicenses } from './license/record-licenses.js';
export type { RecordLicensesOptions, RecordedLicenses } from './license/record-licenses.js';
export { checkRotation, parseCredentialReference } from './license/rotate-check.js';
export type { RotationCheckOptions } from './license/rotate-check.js';
export { sealLicense } from './license/seal-license.js';
export type { SealLicenseOptions, SealedLicense } from './license/seal-license.js';
export type { KeylessSealing, SealProblem } from './license/keyless-sealing.js';
export { parseLicensePhases } from './license/select-licenses.js';
export { verifyLicenses } from './license/verify-licenses.js';
export { licenseProfileIds, licenseProfileJsonSchema, licenseProfileText } from '@assay/policy';
export { renderSbom, renderSboms } from './sbom/render-sbom.js';
export type { ApplicationSbom } from './sbom/render-sbom.js';
export type { RenderSbomOptions } from './sbom/sbom-options.js';
export { conformSbomBytes, conformSbomFile } from './sbom/conform-sbom.js';
export { loadStandardsMapping } from './sbom/standards-mapping.js';
export { signSbom } from './sbom/sign-sbom.js';
export type { SignedSbom, SignSbomOptions } from './sbom/sign-sbom.js';
export { readSourceDate } from './source-date.js';
export { diffBomFiles } from './sbom/diff-bom-files.js';
export type { BomChange, BomChangeCode, BomDiff } from '@assay/sbom';
export { validateBom, validateBomFile } from './sbom/validate-bom.js';
export type { BomProblem, BomProblemCode, BomProblems, ValidateOptions } from '@assay/sbom';
export { verifySbom } from './sbom/verify-sbom.js';
export type { VerifiedSbom, VerifySbomOptions } from './sbom/verify-sbom.js';
export type { BomDifference, RecheckCode } from '@assay/sbom';
export { decideGate } from './gate/decide-gate.js';
export type { GateOptions } from './gate/gate-options.js';
export { sealDenied } from './gate/seal-denied.js';
export type { SealDeniedOptions } from './gate/seal-denied.js';
export type { GateArtifact, GateCondition, GateDecision, GateOtherStatement, GateSummary } from '@assay/model';
export { attestRun } from './summary/attest-run.js';
export type { AttestedRun, AttestRunOptions } from './summary/attest-options.js';
export type { ArtifactProvenanceOptions } from './summary/artifact-provenance.js';
export { openStatementSigning } from './signing/statement-signing.js';
export type { SignedStatement, SigningBy, StatementSigning, UnsignedStatement } from './signing/statement-signing.js';
export { diffTrust } from './trust-diff/diff-trust.js';
export type { TrustDiffOptions } from './trust-diff/diff-trust.js';
export { proposedPolicyIn } from './trust-diff/policy-of-base.js';
export type { HeldPolicy } from './trust-diff/policy-of-base.js';
export type { ProposedPolicy, ProposedWaiver } from './trust-diff/proposed-policy.js';
export { diffProjects } from './trust-diff/diff-projects.js';
export type { ProjectDiff, ProjectDiffOptions } from './trust-diff/project-diff-options.js';
