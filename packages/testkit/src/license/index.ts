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
export { licenseGemMistakes, type LicenseGemMistake, type LicenseGemMistakeInfo } from './license-gem-mistakes.js';
