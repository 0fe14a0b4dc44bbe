export {
  artifactPins,
  digestAlgorithm,
  digestAlgorithms,
  digestFromBase64,
  digestFromHex,
  formatDigest,
  formatSri,
  isClientMade,
  isStrong,
  parseSri,
  sameDigest,
} from './digest.js';
export type { Digest, DigestAlgorithm, DigestCoverage, SriPart } from './digest.js';
export { AssayError } from './error.js';
export type { AssayErrorCode, AssayErrorOptions } from './error.js';
export type {
  EcosystemId,
  Edge,
  Gap,
  Inventory,
  LockfileRef,
  Occurrence,
  Project,
  Subject,
  SubjectFile,
  SubjectSource,
  VendoredArchive,
} from './subject.js';
export { vendoredKey } from './subject.js';
export type { Scope } from './scope.js';
export type { Ask, AskAnswer, Demand, DemandState, DirectLock, HoistedLock } from './demand.js';
export type {
  Evidence,
  EvidenceKind,
  EvidenceRequest,
  EvidenceSource,
  FoundEvidence,
  UnreachableReason,
} from './evidence.js';
export { isDocument } from './evidence.js';
export type {
  ArchiveEntry,
  ArchiveFormat,
  ArchiveListing,
  ArchiveProblem,
  EntryType,
  FileListing,
  ProblemSeverity,
} from './archive-listing.js';
export type {
  Attestation,
  InstallRun,
  Manifest,
  RegistrySignature,
  Release,
  ReleaseFile,
  StatedInstall,
  Unreadable,
} from './release.js';
export type { Registry, RegistryKey, RegistryOrigin, RegistryTable } from './registry.js';
export { allowedRegistries, isTrusted, registryOfUrl, trustedRegistries } from './registry-choice.js';
export type { RegistryMatch } from './registry-choice.js';
export { normaliseRegistryUrl, originOf, pathUnder } from './registry-url.js';
export { withoutCredentials } from './locked-url.js';
export type { LockedUrl } from './locked-url.js';
export { isExactPattern, matchesPattern } from './name-pattern.js';
export { nearestWord } from './near-word.js';
export { groupBy } from './group-by.js';
export type { CodeCatalogue, CodeInfo, Depth, Finding, Outcome } from './finding.js';
export type { CheckTotals, Decision, Report, Requirement, Totals, Verdict, WaiverUse } from './verdict.js';
export type {
  DemandFound,
  NameIndex,
  NameListing,
  DescribedBy,
  Ecosystem,
  Gathered,
  LockfileContent,
  LockfileInput,
  MemberSearch,
  Need,
  NeedsContext,
  ProjectManifests,
  UrlMatch,
  Want,
} from './ecosystem.js';
export { manifestNameOf } from './ecosystem.js';
export { canonicalJson } from './canonical-json.js';
export type { JsonValue } from './canonical-json.js';
export { digestOf, digestOfJson } from './hash.js';
export { hashPieces } from './hash-pieces.js';
export type { HashedPieces } from './hash-pieces.js';
export { contentsDigest } from './contents-digest.js';
export { isPurl, purlOf } from './purl.js';
export { compareText } from './compare-text.js';
export { mergeInventory } from './inventory.js';
export { inventoryDigest } from './inventory-digest.js';
export { isPublicOrigin, isYarnOrigin } from './public-origin.js';
export type { InventoryPart } from './inventory.js';
export type { CertificateClaims, Signer, SubjectAlternativeName, VerifiedLogEntry, VerifiedTime } from './signer.js';
export type {
  CertificatePublisher,
  EmailPublisher,
  ExpectedPublisher,
  IdentityPublisher,
  ManagedKeyPublisher,
  PublisherEntry,
  PublisherSpan,
  RegistryKeyPublisher,
  WorkflowPublisher,
} from './publisher.js';
export type {
  AgeExpectation,
  AllowedScripts,
  Expectations,
  GemExpectation,
  GemPolicyName,
  NamesakeExpectation,
} from './expectations.js';
export type { KeyOwner, TrustDocument, TrustOrigin } from './trust-document.js';
export type {
  AttestationDifference,
  AttestationFormat,
  AttestationReport,
  AttestationStep,
  AttestationVerdict,
  ExpectedSignerText,
  FileVerdict,
  VerifiedAttestation,
} from './attestation-verdict.js';
export { licensePhases } from './license.js';
export type {
  BundledLicense,
  CodeTemplate,
  CopiesWanted,
  CredentialReference,
  DigestSource,
  ExpectedDigest,
  LicenseChecksums,
  LicenseContentRules,
  LicenseFeature,
  LicenseFileKind,
  LicenseFileRule,
  LicensePackage,
  LicensePhase,
  LicenseRecord,
  LicenseTokenExpectation,
  LicenseTokenScheme,
  LocalCopy,
  LocalCopyRead,
  PackageFacts,
  PublicNamesake,
} from './license.js';
export type {
  DescribedLink,
  DescriptionSource,
  EngineRange,
  LicenseFile,
  PackageDescription,
  Party,
} from './package-description.js';
export type { LicenseFacts, VerifiedLicenseToken } from './license-facts.js';
export type { ReceivedFile, SubjectFacts, Voucher } from './subject-facts.js';
export type { DeclaredPart, DeclaredParts, PartType } from './declared-parts.js';
export type { ConformityReport, ElementLevel, ElementResult } from './conformity.js';
export { trustChangeKinds } from './trust-diff.js';
export type {
  TrustChange,
  TrustChangeCode,
  TrustDiff,
  TrustDoubt,
  TrustPlace,
  TrustSeverity,
  TrustSide,
} from './trust-diff.js';
export type {
  BuildLevel,
  LockfileLink,
  RunSummary,
  SummarisedArtifact,
  SummarisedLockfile,
  SummarisedProvenance,
  SummarisedWaiver,
} from './run-summary.js';
export type { GateArtifact, GateCondition, GateDecision, GateOtherStatement, GateSummary } from './gate-decision.js';
