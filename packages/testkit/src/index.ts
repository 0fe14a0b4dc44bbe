export { gemMetadata, type GemDependency, type GemMetadata } from './gem-metadata.js';
export { gzip, type Compression } from './gzip.js';
export { gemFullName, mintGem, type GemOptions } from './mint-gem.js';
export { mintTarball, packageManifest, type TarballOptions } from './mint-tarball.js';
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
export { mintGemfileLock, type GemfileLockOptions, type GemSource } from './mint-gemfile-lock.js';
export { mintPackageLock, type PackageLockOptions } from './mint-package-lock.js';
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
  listWithPython,
  listWithRubyGems,
  listWithTarStream,
  type OracleEntry,
  type OracleListing,
} from './tar-oracle.js';
export { mintSigstore, type MintedSigstore, type SigstoreOptions } from './sigstore/mint-sigstore.js';
export type { SignedBundle } from './sigstore/sign.js';
export type { SignOptions } from './sigstore/sign-options.js';
export { githubIdentity, type GithubIdentity, type GithubRun } from './sigstore/github-identity.js';
export { keyNamed, mintKey, type KeyKind, type MintedKey } from './sigstore/minted-key.js';
export { slsaProvenanceV1, type ProvenanceOptions } from './sigstore/slsa-v1.js';
export {
  mintRegistryKeys,
  type MintedRegistryKeys,
  type NpmSignature,
  type RegistryKey,
  type RegistryKeyOptions,
} from './npm-signing/registry-keys.js';
export { signPackage, type PackageSigning } from './npm-signing/sign-package.js';
export {
  gemKey,
  gemMembersOf,
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
  type GemSigning,
  type MintedGemCertificate,
} from './gem-signing/index.js';
