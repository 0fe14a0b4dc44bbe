export { gemMetadata, type GemDependency, type GemMetadata } from './gem-metadata.js';
export { gzip, type Compression } from './gzip.js';
export { gemFullName, mintGem, type GemOptions } from './mint-gem.js';
export { mintTarball, packageManifest, type TarballOptions } from './mint-tarball.js';
export { mintZip, type ZipFile, type ZipOptions } from './mint-zip.js';
export {
  rawZip,
  rawZipCentral,
  rawZipLocal,
  unicodePathExtra,
  zip64Extra,
  zipExtra,
  zipSignatures,
  type RawZip,
  type RawZip64End,
  type RawZipDescriptor,
  type RawZipEnd,
  type RawZipEntry,
  type RawZipFields,
  type ZipDescriptorForm,
} from './zip-builder.js';
export {
  baseName,
  mintGemRelease,
  mintPackage,
  sri,
  type MintedGem,
  type MintedPackage,
  type ServedAttestation,
} from './minted-package.js';
export { bytesOf } from './bytes-of.js';
export { writeTar, type TarFile } from './write-tar.js';
export { hasClient, runClient, type ClientOptions, type ClientResult } from './client.js';
export { temporaryFolder, type TemporaryFolder } from './temporary-folder.js';
export { mintBunLock, type BunLockEntry, type BunLockOptions, type BunLockPlace } from './mint-bun-lock.js';
export { mintGemfileLock, type GemfileLockOptions, type GemSource } from './mint-gemfile-lock.js';
export { mintPackageLock, type PackageLockOptions } from './mint-package-lock.js';
export { mintOldPnpmLock, type OldPnpmLockOptions } from './mint-old-pnpm-lock.js';
export { mintYarnArchive, type MintedYarnArchive, type YarnArchiveOptions } from './mint-yarn-archive.js';
export { largeYarnLock, mintYarnLock } from './mint-yarn-lock.js';
export type { YarnLockOptions } from './mint-yarn-lock.js';
export { mintPnpmLock, type PnpmLockEntry, type PnpmLockOptions, type PnpmLockPlace } from './mint-pnpm-lock.js';
export { writeFiles, type MintedProject } from './minted-project.js';
export { tarballUrl, type NpmLockEntry, type NpmLockPlace, type NpmLockScope } from './npm-lock-entry.js';
export {
  faultFor,
  type ContentEncoding,
  type Fault,
  type FaultHeaders,
  type FaultRequest,
  type FaultRule,
} from './fault.js';
export { authorizationFor, type RegistryAuth } from './registry-auth.js';
export {
  startRegistry,
  type LoggedRequest,
  type LoopbackRegistry,
  type RegistryOptions,
  type RegistryPackages,
} from './registry-server.js';
export { mintCertificate, type CertificateOptions, type MintedCertificate } from './certificate.js';
export { startGitHub } from './github-server.js';
export type {
  GitHubOptions,
  LoopbackGitHub,
  PlayedAnswer,
  PlayedComment,
  PlayedRequest,
  PlayedToken,
} from './github-server.js';
export { startRegistryProcess, type RegistryProcess, type RegistrySpec } from './registry-process.js';
export {
  evidenceSourceContract,
  type ContractCase,
  type ContractWorld,
  type MakeSource,
  type SourceUnderTest,
} from './contract.js';
export { asExpectation, loadVectors, type Vector, type VectorExpectation, type VectorOutcome } from './vectors.js';
export { mintNpmTree, type NpmTree, type NpmTreeOptions } from './corpus.js';
export { seededRandom, type Random } from './random.js';
export {
  gnuLong,
  joinBytes,
  paxEntry,
  paxRecord,
  rawGem,
  rawTar,
  rawTarEntry,
  rawTgz,
  type RawGem,
  type RawTarEntry,
} from './tar-builder.js';
export {
  assertPlainData,
  fuzz,
  fuzzOptions,
  fuzzRuns,
  fuzzTimeout,
  mutateBytes,
  mutateDocument,
  mutateGem,
  mutateGzip,
  mutateJsonDocument,
  mutateTar,
  mutateText,
  mutateUtf8,
  shrink,
  unlessProblem,
  unlessRefused,
  fuzzProblem,
  type FuzzAnswer,
  type FuzzOptions,
  type FuzzTally,
  type FuzzTarget,
  type Mutate,
} from './fuzz/index.js';
export type { OracleEntry, OracleListing } from './oracle.js';
export { listWithNodeTar, listWithPython, listWithRubyGems, listWithTarStream, nodeTarOfNpm } from './tar-oracle.js';
export { extractWithUnzip, listZipWithJava, listZipWithPython, type JavaZipListing } from './zip-oracle.js';
export { mintSigstore, type MintedSigstore, type SignOptions, type SigstoreOptions } from './sigstore/mint-sigstore.js';
export type { SignedBundle } from './sigstore/sign.js';
export { mintIdentityToken, type IdentityTokenOptions } from './sigstore/services/identity-token.js';
export {
  startSigstoreServices,
  type ServiceRequest,
  type SigstoreService,
  type SigstoreServices,
  type SigstoreServicesOptions,
} from './sigstore/services/start-sigstore-services.js';
export { validSignings, type ValidSigning } from './sigstore/valid-signings.js';
export type { BundleJson, BundleVersion, LogEntryJson } from './sigstore/bundle-json.js';
export type { TrustedRootForm, TrustedRootJson } from './sigstore/trusted-root.js';
export { sigstoreMistakes, type Mistake, type MistakeArea, type MistakeInfo } from './sigstore/mistakes/mistakes.js';
export type { Change, SigningContext } from './sigstore/change.js';
export type { CheckpointPlan } from './sigstore/checkpoint.js';
export { preAuthEncoding, type ContentPlan } from './sigstore/content.js';
export type { LeafPlan } from './sigstore/leaf-certificate.js';
export type { EntryPlan } from './sigstore/log-entry.js';
export type { TimestampPlan } from './sigstore/timestamp.js';
export type { World } from './sigstore/world.js';
export {
  keyNamed,
  mintKey,
  spkiSha256,
  type KeyKind,
  type MintedKey,
  type SignatureHash,
} from './sigstore/minted-key.js';
export type { LegacyClaims, SigningIdentity } from './sigstore/identity.js';
export { githubIdentity, githubIssuer, type GithubIdentity, type GithubRun } from './sigstore/github-identity.js';
export {
  buildkiteIdentity,
  emailIdentity,
  gitlabIdentity,
  githubReleaseIdentity,
  usernameIdentity,
  type GitlabRun,
} from './sigstore/other-identities.js';
export {
  predicateTypes,
  statement,
  subjectOf,
  type StatementJson,
  type StatementOptions,
  type SubjectJson,
} from './sigstore/statement.js';
export { slsaProvenanceV1, type ProvenanceOptions } from './sigstore/slsa-v1.js';
export { slsaProvenanceV02 } from './sigstore/slsa-v02.js';
export {
  npmPublishStatement,
  npmSubject,
  pypiPublishStatement,
  type NpmRelease,
} from './sigstore/publish-statements.js';
export {
  pypiAttestationOf,
  pypiProvenanceOf,
  type PypiAttestationJson,
  type PypiProvenanceJson,
  type PypiPublisherJson,
} from './sigstore/pypi-attestation.js';
export {
  mintRegistryKeys,
  type MintedRegistryKeys,
  type NpmSignature,
  type RegistryKey,
  type RegistryKeyOptions,
  type RegistryKeysJson,
  type SignedRelease,
  type TufKeysJson,
} from './npm-signing/registry-keys.js';
export { signPackage, type PackageSigning } from './npm-signing/sign-package.js';
export { npmAttestations, type NpmAttesting } from './npm-signing/npm-attestations.js';
export {
  gemKey,
  gemMembersOf,
  gemPartsOf,
  gemUsage,
  mintGemCertificate,
  mintSignedGem,
  replaceMember,
  signGemMember,
  type GemCertificateExtension,
  type GemCertificateOptions,
  type GemHash,
  type GemKey,
  type GemKeyKind,
  type GemName,
  type GemParts,
  type GemSigning,
  type MintedGemCertificate,
} from './gem-signing/index.js';
export { canonicalTufJson, type TufJson } from './tuf/canonical-tuf-json.js';
export { mintTufKey, underAnotherId, writtenAnew, type TufKey, type TufKeyType } from './tuf/tuf-key.js';
export { tufKeyTwins } from './tuf/tuf-key-twins.js';
export {
  mintTufRepository,
  targetPath,
  type MintedTufRepository,
  type TufDelegation,
  type TufPublication,
  type TufRepositoryOptions,
  type TufRole,
  type TufRotation,
} from './tuf/mint-tuf-repository.js';
export { startTufMirror, type MirrorFault, type TufMirror } from './tuf/start-tuf-mirror.js';
export {
  bundleInstall,
  bundlerCredentialVariable,
  composerCacheFile,
  composerInstall,
  layComposerVendor,
  layInstalledGem,
  licenseGemCode,
  licenseGemFiles,
  licenseGemMistakes,
  licenseGemScene,
  licenseTarballMistakes,
  licenseZipMistakes,
  mintComposerProject,
  mintLicenseGem,
  mintLicenseIssuer,
  mintLicenseProject,
  mintLicenseTarball,
  mintLicenseZip,
  nodeInstall,
  npmCachePath,
  pnpmStorePath,
  sceneGem,
  sceneLicenseId,
  scenePassword,
  startVendorServer,
  type BundleInstallation,
  type BundleInstallOptions,
  type ComposerForm,
  type ComposerInstallation,
  type ComposerInstallOptions,
  type ComposerProjectOptions,
  type LicenseGemMistake,
  type LicenseGemMistakeInfo,
  type LicenseGemOptions,
  type LicenseGemScene,
  type LicenseGemSceneOptions,
  type LicenseIssuer,
  type LicenseJwtAlgorithm,
  type LicenseJwtOptions,
  type LicenseProjectOptions,
  type LicenseTarballMistake,
  type LicenseTarballMistakeInfo,
  type LicenseTarballOptions,
  type LicenseTokenOptions,
  type LicenseZipMistake,
  type LicenseZipMistakeInfo,
  type LicenseZipOptions,
  type MintedComposerPackage,
  type MintedLicenseGem,
  type MintedLicenseTarball,
  type MintedLicenseZip,
  type NodeInstallation,
  type NodeInstallOptions,
  type RepublishOptions,
  type VendorCredential,
  type VendorForms,
  type VendorReleases,
  type VendorRequest,
  type VendorServer,
  type VendorServerOptions,
} from './license/index.js';
export { officialBomSchema } from './official-bom-schema.js';
export { officialReportSchema, officialReportSchemaFile, type ReportSchema } from './official-report-schemas.js';
export { Browser } from './chromium/browser.js';
export { findChromium } from './chromium/find-chromium.js';
export type { BrowserPage } from './chromium/page.js';
