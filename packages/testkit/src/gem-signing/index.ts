export { gemKey, type GemHash, type GemKey, type GemKeyKind } from './gem-key.js';
export {
  gemUsage,
  mintGemCertificate,
  type GemCertificateExtension,
  type GemCertificateOptions,
  type GemName,
  type MintedGemCertificate,
} from './gem-certificate.js';
export { gemMembersOf, mintSignedGem, replaceMember, signGemMember, type GemSigning } from './sign-gem.js';
export { gemPartsOf, type GemParts } from './gem-parts.js';
