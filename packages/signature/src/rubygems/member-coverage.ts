/** Which members of a gem are signed, and by whose key. */

import type { GemRefusalCode } from '../codes/gem-codes.js';
import { decodeHex } from '../encoding/hex.js';
import { refuse, type Refusal } from '../outcome.js';
import { prove, type Proof } from '../sigstore/proof.js';
import type { LoadedCertificate } from '../x509/loaded-certificate.js';
import type { GemMember, GemSignatureInput } from './gem-signature-input.js';
import { judgeMemberSignature, type MemberSignature } from './member-signature.js';

/** Names of the members that the signer signed. */
export type SignedMembers = Proof<'members', readonly string[]>;

type NotProven = Refusal<GemRefusalCode>;
type Parts = Pick<GemSignatureInput, 'members' | 'signatures'>;

const ending = '.sig';

/** True for the name of a signature. */
export function isSignature(name: string): boolean {
  return name.endsWith(ending);
}

/**
 * Each name once, and one kind of metadata: RubyGems verified one of two members of a name and installed the other
 * (CVE-2018-1000076).
 */
export function duplicateMember({ members }: Parts): NotProven | null {
  const names = new Set<string>();
  for (const { name } of members) {
    if (names.has(name)) return refuse('gem-member-duplicate', `The gem holds ${JSON.stringify(name)} more than once.`);
    names.add(name);
  }
  const both = names.has('metadata') && names.has('metadata.gz');
  return both ? refuse('gem-member-duplicate', 'The gem holds both `metadata` and `metadata.gz`.') : null;
}

/** Every member signed by this certificate's key, over exactly its bytes, and no signature of anything else. */
export function checkMembers(parts: Parts, signer: LoadedCertificate): SignedMembers | NotProven {
  const unpaired = findUnpaired(parts);
  if (unpaired !== null) return unpaired;
  const members = parts.members.filter(({ name }) => !isSignature(name));
  const weak: string[] = [];
  for (const member of members) {
    const judged = judgeMember(member, parts, signer);
    if (judged === null) return unread(member);
    if (judged === 'invalid') return invalid(member);
    if (judged === 'weak') weak.push(member.name);
  }
  const names = members.map(({ name }) => name);
  if (weak.length > 0) return refuse('signature-weak', `Signed with SHA-1: ${weak.join(', ')}.`);
  return prove('members', names, `The signer's key signed ${names.join(', ')}.`);
}

/** A signature without its member, or a member without its signature. */
function findUnpaired({ members }: Parts): NotProven | null {
  const names = new Set(members.map(({ name }) => name));
  for (const name of names) {
    if (!isSignature(name)) continue;
    const signed = name.slice(0, -ending.length);
    if (isSignature(signed) || !names.has(signed)) {
      return refuse('gem-signature-extra', `${JSON.stringify(name)} signs nothing that the gem holds.`);
    }
  }
  const unsigned = [...names].find((name) => !isSignature(name) && !names.has(`${name}${ending}`));
  if (unsigned === undefined) return null;
  return refuse('gem-member-unsigned', `${JSON.stringify(unsigned)} has no signature.`);
}

function judgeMember(member: GemMember, { signatures }: Parts, signer: LoadedCertificate): MemberSignature | null {
  const signature = signatures.get(`${member.name}${ending}`);
  const digest = decodeHex(member.sha256 ?? '');
  if (signature === undefined || digest?.length !== 32) return null;
  return signer.key === null ? 'invalid' : judgeMemberSignature(digest, signature, signer.key);
}

function unread({ name }: GemMember): NotProven {
  return refuse('gem-signature-unread', `${JSON.stringify(name)} or its signature could not be read.`);
}

function invalid({ name }: GemMember): NotProven {
  return refuse('gem-member-signature-invalid', `The signature of ${JSON.stringify(name)} does not fit it.`);
}
