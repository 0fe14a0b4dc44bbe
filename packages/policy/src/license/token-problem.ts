/** Token rules that no token could be held to, or that any token would meet. */

import type { LicenseTokenExpectation, LicenseTokenScheme } from '@assay/model';
import type { Given } from '../given.js';
import type { RuleProblem } from './content-problem.js';

type Member = 'keys' | 'entity' | 'claims';

/** What each scheme can answer beside fingerprints and revocations. */
const answerable: Readonly<Record<LicenseTokenScheme, readonly Member[]>> = {
  'rsa-recover': ['keys', 'entity'],
  jwt: ['keys', 'entity', 'claims'],
  text: [],
  opaque: [],
  'md5-trailer': ['entity'],
};

/** True where nothing at all is asked of a token. */
export function asksNothing({
  keys = [],
  fingerprints = [],
  claims = {},
  ...others
}: Given<LicenseTokenExpectation>): boolean {
  return keys.length + fingerprints.length + Object.keys(claims).length + Object.keys(others).length === 0;
}

/** The first problem of token rules of which something is given; null when there is none. */
export function tokenProblem(token: Given<LicenseTokenExpectation>): RuleProblem | null {
  const found = missingProblem(token) ?? unansweredProblem(token) ?? unsignedProblem(token);
  return found === null ? null : { key: 'token', message: found[0], hint: found[1] };
}

type Problem = readonly [message: string, hint: string];

function missingProblem({ scheme, path }: Given<LicenseTokenExpectation>): Problem | null {
  if (scheme === undefined)
    return ['how the token is made is not said', 'Add `scheme`: rsa-recover, jwt, text, opaque or md5-trailer.'];
  return path === undefined ? ['which file holds the token is not said', 'Add `path`, as in lib/license.txt.'] : null;
}

function unansweredProblem(token: Given<LicenseTokenExpectation>): Problem | null {
  const { scheme, keys = [], entity, claims = {} } = token;
  if (scheme === undefined) return null;
  const asked: readonly (readonly [Member, boolean])[] = [
    ['keys', keys.length > 0],
    ['entity', entity !== undefined],
    ['claims', Object.keys(claims).length > 0],
  ];
  const [extra] = asked.find(([member, isAsked]) => isAsked && !answerable[scheme].includes(member)) ?? [];
  if (extra === undefined) return null;
  return [
    `a token of scheme ${scheme} cannot answer \`${extra}\``,
    'Leave it out; `fingerprints` work with every scheme.',
  ];
}

function unsignedProblem({ scheme, keys = [], entity, claims = {} }: Given<LicenseTokenExpectation>): Problem | null {
  if (scheme !== 'rsa-recover' && scheme !== 'jwt') return null;
  if (keys.length > 0 || (entity === undefined && Object.keys(claims).length === 0)) return null;
  const what = entity === undefined ? 'these claims' : 'this entity';
  return [`without a key, anybody could have written ${what}`, 'Add the issuer’s public key under `keys`.'];
}
