/** What a policy asks of a token, as the verifier of tokens takes it. */

import type { LicenseTokenExpectation } from '@assay/model';
import type { LicenseTokenRules } from '@assay/signature';

type ExpectedClaims = NonNullable<LicenseTokenRules['claims']>;

const claimNames: ReadonlyMap<string, keyof ExpectedClaims> = new Map([
  ['iss', 'issuer'],
  ['aud', 'audience'],
  ['sub', 'subject'],
]);

/** The rules, or why they cannot be asked, in one sentence: a claim that nobody looks at must not be passed over. */
export function tokenRules(expectation: LicenseTokenExpectation): LicenseTokenRules | string {
  const { scheme, keys, fingerprints, entity, claims } = expectation;
  const asked: { -readonly [Name in keyof ExpectedClaims]: string } = {};
  for (const [name, value] of Object.entries(claims)) {
    const known = claimNames.get(name);
    if (known === undefined)
      return `Assay compares iss, aud and sub of a token, and not ${JSON.stringify(name.slice(0, 50))}.`;
    asked[known] = value;
  }
  return {
    scheme,
    keys,
    ...(fingerprints.length === 0 ? {} : { fingerprints }),
    ...(entity === undefined ? {} : { entity }),
    ...(Object.keys(asked).length === 0 ? {} : { claims: asked }),
  };
}
