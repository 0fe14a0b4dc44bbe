/** RubyGems' own policies, as `gem install -P` judges (rubygems/security/policy.rb, `verify`), step by step. */

import type { GemRefusalCode } from '../codes/gem-codes.js';
import { equalBytes } from '../encoding/bytes.js';
import { checked, refuse, type Checked, type Refusal } from '../outcome.js';
import { judgeInstant } from '../registry/judge-instant.js';
import { isSignedBy } from '../x509/certificate-signature.js';
import { formatName } from '../x509/format-name.js';
import { readChain, type Chain } from './cert-chain.js';
import type { GemPolicyName } from '@assay/model';
import { rubyGemsRules, type RubyGemsRules } from './gem-policy.js';
import type { GemSignatureInput } from './gem-signature-input.js';
import { signerOf, type GemSignature } from './gem-signature.js';
import { checkMembers, isSignature, type SignedMembers } from './member-coverage.js';
import { invalidAt } from './sign-time.js';
import { isTrusted } from './trust-anchor.js';

type NotProven = Refusal<GemRefusalCode>;
type NamedPolicy = Exclude<GemPolicyName, 'assay'>;

/**
 * Accepts what RubyGems accepts under the policy of this name, with two exceptions on the strict side: certificates are read
 * as strict DER and PEM, and names of issuers are compared as DER. Validity is judged at `at`; what is not asked by the policy
 * is not looked at.
 */
export function judgeByRubyGems(
  input: GemSignatureInput,
  policy: NamedPolicy,
): Checked<GemSignature> | Refusal<GemRefusalCode> {
  const rules = rubyGemsRules[policy];
  const signed = input.members.some(({ name }) => isSignature(name));
  if (input.certChain === null) return refuse('gem-metadata-unreadable', 'The metadata could not be read.');
  const chain = readChain(input.certChain);
  // RubyGems reads the certificates of every gem, signed or not, and fails on one that is none.
  if ('code' in chain && (signed || chain.code !== 'gem-orphan-signature')) return chain;
  if (!signed) return unsigned(policy, rules);
  if ('code' in chain) return chain;
  const members = judge(input, rules, chain);
  return 'code' in members ? members : accepted(policy, members, chain);
}

function judge(input: GemSignatureInput, rules: RubyGemsRules, chain: Chain): SignedMembers | NotProven {
  if (rules.data && input.checksumAlgorithms?.includes('SHA256') === false) {
    return refuse('gem-checksums-unfit', 'checksums.yaml has no SHA256.');
  }
  const problem = certificateProblem(input, rules, chain);
  if (problem !== null) return problem;
  // Without `data` RubyGems has no digests, and then misses one for each signature.
  if (!rules.data) return refuse('gem-policy-refuses', 'RubyGems answers "missing digest" to every signed gem.');
  return checkMembers(input, chain[0]);
}

function certificateProblem(input: GemSignatureInput, rules: RubyGemsRules, chain: Chain): NotProven | null {
  const now = judgeInstant(input.at);
  return (
    (rules.signer ? invalidAt([chain[0]], now) : null) ??
    (rules.chain ? linksProblem(chain, now) : null) ??
    (rules.root ? rootProblem(chain, now) : null) ??
    (rules.trusted ? trustProblem(chain, input) : null)
  );
}

/** `check_chain`: validity of all but the root, and signatures. Names of issuers are not compared. */
function linksProblem(chain: Chain, now: number): NotProven | null {
  for (const [index, issuer] of chain.slice(1).entries()) {
    const certificate = chain[index] ?? issuer;
    const invalid = invalidAt([certificate], now);
    if (invalid !== null) return invalid;
    if (!isSignedBy(certificate, issuer.key)) {
      const [subject, by] = [formatName(certificate.subject), formatName(issuer.subject)];
      return refuse('chain-broken', `The certificate of ${subject} was not signed by ${by}.`);
    }
  }
  return null;
}

/** `check_root`. */
function rootProblem(chain: Chain, now: number): NotProven | null {
  const root = chain.at(-1) ?? chain[0];
  const name = formatName(root.subject);
  if (!equalBytes(root.issuer, root.subject)) {
    return refuse('root-not-self-signed', `${name} names ${formatName(root.issuer)} as its issuer.`);
  }
  const invalid = invalidAt([root], now);
  if (invalid !== null) return invalid;
  return isSignedBy(root, root.key) ? null : refuse('chain-broken', `The certificate of ${name} did not sign itself.`);
}

/** `check_trust`: the root alone, by name and key. */
function trustProblem(chain: Chain, input: GemSignatureInput): NotProven | null {
  const root = chain.at(-1) ?? chain[0];
  if (isTrusted(root, input)) return null;
  return refuse('root-untrusted', `${formatName(root.subject)} (SHA-256 ${root.fingerprint}) is not trusted.`);
}

function unsigned(policy: NamedPolicy, { signed }: RubyGemsRules): NotProven {
  if (signed) return refuse('gem-unsigned', `The gem holds no signature, and ${policy} asks for one.`);
  return refuse('gem-unsigned-allowed', `The gem holds no signature, and ${policy} asks for none.`);
}

/** Certificates that the policy did not look at are not named. */
function accepted(policy: NamedPolicy, members: SignedMembers, chain: Chain): Checked<GemSignature> {
  const signer = signerOf(rubyGemsRules[policy].chain ? chain : [chain[0]]);
  const untrusted = rubyGemsRules[policy].trusted ? '' : ' Whether the signer is trusted was not asked.';
  const detail = `Signed by ${signer.subject}; ${policy} accepts it.${untrusted}`;
  return checked({
    code: 'gem-policy-accepts',
    detail,
    policy,
    signer,
    members: members.value,
    trail: [members.step, { step: 'policy', result: 'proven', detail: `${policy} accepts the certificates.` }],
  });
}
