export { gemMetadata, type GemDependency, type GemMetadata } from './gem-metadata.js';
export { gzip, type Compression } from './gzip.js';
export { gemFullName, mintGem, type GemOptions } from './mint-gem.js';
export { mintTarball, packageManifest, type TarballOptions } from './mint-tarball.js';
export { baseName, mintGemRelease, mintPackage, sri, type MintedGem, type MintedPackage } from './minted-package.js';
export { bytesOf, writeTar, type TarFile } from './write-tar.js';
export { hasClient, runClient, type ClientOptions, type ClientResult } from './client.js';
export { temporaryFolder, type TemporaryFolder } from './temporary-folder.js';
