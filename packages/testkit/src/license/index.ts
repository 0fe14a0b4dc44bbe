export {
  mintLicenseIssuer,
  type LicenseIssuer,
  type LicenseJwtAlgorithm,
  type LicenseJwtOptions,
  type LicenseTokenOptions,
} from './license-issuer.js';
export {
  licenseGemCode,
  licenseGemFiles,
  mintLicenseGem,
  type LicenseGemOptions,
  type MintedLicenseGem,
} from './license-gem.js';
export { layInstalledGem } from './lay-installed-gem.js';
export {
  licenseGemScene,
  sceneGem,
  sceneLicenseId,
  scenePassword,
  type LicenseGemScene,
  type LicenseGemSceneOptions,
} from './license-gem-scene.js';
export { licenseGemMistakes, type LicenseGemMistake, type LicenseGemMistakeInfo } from './license-gem-mistakes.js';
export {
  bundleInstall,
  bundlerCredentialVariable,
  mintLicenseProject,
  type BundleInstallation,
  type BundleInstallOptions,
  type LicenseProjectOptions,
} from './license-project.js';
export type { ComposerForm } from './composer-content.js';
export type { MintedComposerPackage } from './minted-composer-package.js';
export type { VendorForms, VendorReleases } from './vendor-content.js';
export type { VendorCredential } from './vendor-credential.js';
export {
  startVendorServer,
  type RepublishOptions,
  type VendorRequest,
  type VendorServer,
  type VendorServerOptions,
} from './vendor-server.js';
export { mintLicenseTarball, type LicenseTarballOptions, type MintedLicenseTarball } from './license-tarball.js';
export {
  licenseTarballMistakes,
  type LicenseTarballMistake,
  type LicenseTarballMistakeInfo,
} from './license-tarball-mistakes.js';
export { mintLicenseZip, type LicenseZipOptions, type MintedLicenseZip } from './license-zip.js';
export { licenseZipMistakes, type LicenseZipMistake, type LicenseZipMistakeInfo } from './license-zip-mistakes.js';
export {
  composerCacheFile,
  composerInstall,
  layComposerVendor,
  mintComposerProject,
  type ComposerInstallation,
  type ComposerInstallOptions,
  type ComposerProjectOptions,
} from './composer-project.js';
export {
  nodeInstall,
  npmCachePath,
  pnpmStorePath,
  type NodeInstallation,
  type NodeInstallOptions,
} from './node-install.js';
