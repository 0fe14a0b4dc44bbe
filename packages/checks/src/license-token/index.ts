/** `license-token`: the token in the package was issued by the vendor to this customer. It is read as data; no code of the package runs. */

import {
  licenseTokenCodes,
  parseRevocationList,
  verifyLicenseToken,
  type LicenseTokenRules,
  type LicenseTokenVerdict,
} from '@assay/signature';
import type { CodeCatalogue, LicenseTokenExpectation } from '@assay/model';
import type { CheckResult } from '../check.js';
import { copyCodes, judgeCopies } from '../license/judge-copies.js';
import type { LicenseCheck, LicenseContext, LicenseCopy } from '../license/license-check.js';
import { packageMember } from '../license/package-files.js';

const own = {
  'license-token-none': { outcome: 'not-applicable', text: 'The vendor puts no token into this package.', next: '' },
  'license-token-missing': {
    outcome: 'refuted',
    text: 'The package holds no token where it should be.',
    next: 'Do not install. Ask the vendor for the package that holds your licence.',
  },
  'license-token-changed': {
    outcome: 'refuted',
    text: 'The same licence id has another token than when it was recorded.',
    next: 'Do not install. Ask the vendor whether they issued a new token for this licence; only then record it anew.',
  },
  'license-revocations-unreadable': {
    outcome: 'unknown',
    text: 'The revocation list that the policy names could not be read.',
    next: 'Fetch the vendor’s list again, or correct `token.revocations` in the policy.',
  },
} as const satisfies CodeCatalogue;

type Result = CheckResult;

export const licenseToken: LicenseCheck = {
  id: 'license-token',
  phases: ['before', 'after', 'installed', 'bundled'],
  byDefault: 'prefer',
  codes: { ...licenseTokenCodes, ...copyCodes, ...own },
  run: (context) => judge(context),
};

function judge(context: LicenseContext): readonly Result[] {
  const { license, revocations } = context;
  const { token } = license;
  if (token === null) return [{ code: 'license-token-none', detail: `${license.vendor} uses none.` }];
  if (revocations !== null && 'problem' in revocations) {
    return [{ code: 'license-revocations-unreadable', detail: revocations.problem }];
  }
  return judgeCopies(context, 'both', (copy) => judgeCopy(context, copy, token));
}

function judgeCopy(context: LicenseContext, copy: LicenseCopy, expected: LicenseTokenExpectation): readonly Result[] {
  const { at, revocations, record, license } = context;
  const bytes = packageMember(copy.listing, expected.path);
  if (bytes === undefined) return [{ code: 'license-token-missing', detail: `${expected.path} is not there, or too large.` }];
  const revoked = revocations instanceof Uint8Array ? { revoked: parseRevocationList(revocations) } : {};
  const verdict = verifyLicenseToken(bytes, rulesOf(expected), { at, ...revoked });
  if (record?.token !== undefined && record.version === license.version && record.token !== verdict.fingerprint) {
    const detail = `Recorded was sha256:${record.token}, there is sha256:${verdict.fingerprint}.`;
    return [{ code: 'license-token-changed', detail }];
  }
  return [{ code: verdict.code, detail: describe(verdict) }];
}

function rulesOf({ scheme, keys, fingerprints, entity, claims }: LicenseTokenExpectation): LicenseTokenRules {
  const { iss, aud, sub } = claims;
  const expectedClaims = {
    ...(iss === undefined ? {} : { issuer: iss }),
    ...(aud === undefined ? {} : { audience: aud }),
    ...(sub === undefined ? {} : { subject: sub }),
  };
  return {
    scheme,
    keys,
    ...(fingerprints.length === 0 ? {} : { fingerprints }),
    ...(entity === undefined ? {} : { entity }),
    ...(Object.keys(expectedClaims).length === 0 ? {} : { claims: expectedClaims }),
  };
}

/** Whom it is made out to, and what to record it by; never the token. */
function describe({ detail, entity, fingerprint, notAfter }: LicenseTokenVerdict): string {
  const whom = entity === null ? '' : ` Made out to ${JSON.stringify(entity.slice(0, 200))}.`;
  const until = notAfter === undefined ? '' : ` Until ${notAfter}.`;
  return `${detail}${whom}${until} Token sha256:${fingerprint}.`;
}
