/** Rules about tokens, read once and as a whole: what cannot be asked is refused, never passed over. */

import type { LicenseTokenScheme } from '@assay/model';
import type { PublicKey } from '../sigstore/public-key.js';
import {
  isForKey,
  licenseTokenAlgorithm,
  licenseTokenAlgorithms,
  type LicenseTokenAlgorithm,
} from './jwt-algorithm.js';
import { readLicenseKey } from './license-key.js';
import type { LicenseTokenRules } from './license-token-rules.js';
import { tokenShapeProblem } from './token-shape.js';

type Member = Exclude<keyof LicenseTokenRules, 'scheme' | 'fingerprints'>;

/** What each scheme can answer beside fingerprints. */
const answerable: ReadonlyMap<string, readonly Member[]> = new Map<LicenseTokenScheme, readonly Member[]>([
  ['rsa-recover', ['keys', 'entity']],
  ['jwt', ['keys', 'entity', 'entityClaim', 'claims', 'algorithms']],
  ['text', ['shape']],
  ['opaque', []],
  ['md5-trailer', ['entity']],
]);

const members: readonly Member[] = ['keys', 'entity', 'entityClaim', 'claims', 'algorithms', 'shape'];
const fingerprint = /^[0-9a-f]{64}$/;

/** Why no token can be held to the rules, in one sentence; null where tokens can. For policies, before anything is fetched. */
export function licenseTokenRulesProblem(rules: LicenseTokenRules): string | null {
  const read = readTokenRules(rules);
  return typeof read === 'string' ? read : null;
}

/** The issuer keys of rules that can be asked, or why they cannot. */
export function readTokenRules(rules: LicenseTokenRules): readonly PublicKey[] | string {
  const problem = memberProblem(rules) ?? fingerprintProblem(rules) ?? textProblem(rules) ?? algorithmProblem(rules);
  if (problem !== null) return problem;
  const shape = rules.shape === undefined ? null : tokenShapeProblem(rules.shape);
  return shape ?? readKeys(rules);
}

function memberProblem(rules: LicenseTokenRules): string | null {
  const known = answerable.get(rules.scheme);
  if (known === undefined) return `There is no scheme ${JSON.stringify(rules.scheme)}.`;
  const extra = members.find((member) => isAsked(rules[member]) && !known.includes(member));
  return extra === undefined ? null : `The scheme ${rules.scheme} cannot answer \`${extra}\`.`;
}

/** An empty list or object asks nothing. */
function isAsked(value: LicenseTokenRules[Member]): boolean {
  return value !== undefined && (typeof value === 'string' || Object.keys(value).length > 0);
}

function fingerprintProblem({ fingerprints = [] }: LicenseTokenRules): string | null {
  const isStrange = fingerprints.some((text) => !fingerprint.test(text));
  return isStrange ? 'An expected fingerprint is not 64 lowercase hexadecimal digits.' : null;
}

function textProblem({ entity, entityClaim, claims = {} }: LicenseTokenRules): string | null {
  const texts = [entity, entityClaim, ...Object.values(claims)];
  return texts.includes('') ? 'An expected text is empty.' : null;
}

function algorithmProblem({ algorithms = [] }: LicenseTokenRules): string | null {
  const isStrange = algorithms.some((name) => licenseTokenAlgorithm(name) === null);
  return isStrange ? `An allowed algorithm is none of ${licenseTokenAlgorithms.join(', ')}.` : null;
}

function readKeys(rules: LicenseTokenRules): readonly PublicKey[] | string {
  const keys: PublicKey[] = [];
  for (const text of rules.keys) {
    const key = readLicenseKey(text);
    if (typeof key === 'string') return `Issuer key ${keys.length + 1}: ${key}`;
    if (!isUsable(key, rules))
      return `Issuer key ${keys.length + 1}: no token of these rules can be made with a key of its type.`;
    keys.push(key);
  }
  return keys;
}

function isUsable(key: PublicKey, { scheme, algorithms = [] }: LicenseTokenRules): boolean {
  const allowed = algorithms.length > 0 ? algorithms : licenseTokenAlgorithms;
  const names: readonly LicenseTokenAlgorithm[] = scheme === 'jwt' ? allowed : ['RS256'];
  return names.some((name) => isForKey(name, key));
}
