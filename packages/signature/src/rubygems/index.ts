export { readCertChain } from './cert-chain.js';
export {
  joinGemCertificates,
  readGemCertificates,
  type GemCertificates,
  type GemCertificatesCode,
} from './gem-certificates.js';
export type { GemJudgement, GemMember, GemSignatureInput } from './gem-signature-input.js';
export type { GemSignature } from './gem-signature.js';
export { gemSignatureMembers, verifyGemListing } from './verify-gem-listing.js';
export { verifyGemSignature } from './verify-gem-signature.js';
export type { OtherGemAttestation } from './gem-attestation-kind.js';
export { repairServedBundle, type RepairedBundle } from './repair-served-bundle.js';
export {
  verifyGemAttestations,
  type GemAttestationsCheck,
  type VerifiedGemAttestation,
  type VerifiedGemAttestations,
} from './verify-gem-attestations.js';
