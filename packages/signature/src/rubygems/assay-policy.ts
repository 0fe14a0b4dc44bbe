/** Assay's own judgement of a gem's signatures. */

import type { GemRefusalCode } from '../codes/gem-codes.js';
import { refuse, type Checked, type Refusal } from '../outcome.js';
import { checkLinks, readChain } from './cert-chain.js';
import type { GemSignatureInput } from './gem-signature-input.js';
import { verifiedGem, type GemProof, type GemSignature } from './gem-signature.js';
import { checkMembers, isSignature } from './member-coverage.js';
import { checkPresence } from './member-presence.js';
import { checkStrength, checkUse } from './path-strength.js';
import { checkSignTime } from './sign-time.js';
import { findTrust, type TrustedPath } from './trust-anchor.js';

/**
 * Stricter than HighSecurity in what it looks at: every member signed exactly once, names and signatures of the whole chain, a trusted certificate
 * in it or above it, strong keys, certificates used as they may be, and evidence for the time of signing.
 *
 * What refutes the gem itself comes first, then whether the signer is trusted, then what is wrong with a trusted one: of a
 * stranger's certificate nothing follows, whatever is wrong with it.
 */
export function judgeByAssay(input: GemSignatureInput): Checked<GemSignature> | Refusal<GemRefusalCode> {
  // Many gems name a certificate and are not signed: the maintainer's key was not on the machine that built them.
  const isSigned = input.members.some(({ name }) => isSignature(name));
  if (!isSigned) return refuse('gem-unsigned', 'The gem holds no signature.');
  if (input.certChain === null) return refuse('gem-metadata-unreadable', 'The metadata could not be read.');
  const certificates = readChain(input.certChain);
  if ('code' in certificates) return certificates;
  const members = checkMembers(input, certificates[0]);
  if ('code' in members) return members;
  const complete = checkPresence(members, input.checksumAlgorithms);
  if ('code' in complete) return complete;
  const chain = checkLinks(certificates);
  if ('code' in chain) return chain;
  const paths = findTrust(chain, input);
  if ('code' in paths) return paths;
  const [nearest, ...others] = paths;
  const judged = judgePath(nearest, { members, complete, chain }, input);
  if (judged.ok) return judged;
  // Each way to trust is whole in itself: one that holds is enough. Of those that do not, the nearest tells why.
  for (const path of others) {
    const other = judgePath(path, { members, complete, chain }, input);
    if (other.ok) return other;
  }
  return judged;
}

/** Judges all that depends on the way to trust. */
function judgePath(
  trust: TrustedPath,
  signed: Pick<GemProof, 'members' | 'complete' | 'chain'>,
  input: GemSignatureInput,
): Checked<GemSignature> | Refusal<GemRefusalCode> {
  const strength = checkStrength(trust);
  if ('code' in strength) return strength;
  const use = checkUse(trust);
  if ('code' in use) return use;
  const time = checkSignTime(trust, input);
  return 'code' in time ? time : verifiedGem({ ...signed, trust, strength, use, time });
}
