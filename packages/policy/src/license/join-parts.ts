/** Profile and entry joined: lists of an entry take the place of the profile's; digests, keys and fingerprints add to them. */

import type { ExpectedDigest, LicenseContentRules, LicenseTokenExpectation } from '@assay/model';
import type { Given } from '../given.js';
import type { LicenseParts } from './license-parts.js';

/** All that both say. */
export function joinParts(profile: LicenseParts, entry: LicenseParts): LicenseParts {
  return {
    ...profile,
    ...entry,
    digests: joinDigests(profile.digests, entry.digests),
    content: { ...profile.content, ...entry.content },
    token: joinToken(profile.token, entry.token),
  };
}

/** A digest that two tell is kept twice: two have vouched for it. */
function joinDigests(a: readonly ExpectedDigest[], b: readonly ExpectedDigest[]): readonly ExpectedDigest[] {
  const byText = new Map([...a, ...b].map((each) => [JSON.stringify(each), each] as const));
  return [...byText.values()];
}

type Token = Given<LicenseTokenExpectation>;

function joinToken(profile: Token, entry: Token): Token {
  return {
    ...profile,
    ...entry,
    keys: joined(profile.keys, entry.keys),
    fingerprints: joined(profile.fingerprints, entry.fingerprints),
    claims: { ...profile.claims, ...entry.claims },
  };
}

function joined(a: readonly string[] = [], b: readonly string[] = []): readonly string[] {
  return [...new Set([...a, ...b])];
}

/** Rules without gaps: nothing is limited, allowed or asked but what is said. Code that a rule names is compared with templates. */
export function fullContent(content: Given<LicenseContentRules>): LicenseContentRules {
  const { files = [], maxFiles = null, maxBytes = null, maxCodeBytes = null, allow = [] } = content;
  const { dependencies = null, templates = [] } = content;
  const hasCode = files.some(({ kind }) => kind === 'code') || templates.length > 0;
  const code = content.code ?? (hasCode ? 'templates' : 'unchecked');
  return { files, maxFiles, maxBytes, maxCodeBytes, allow, dependencies, code, templates };
}
