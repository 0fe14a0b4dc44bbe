/** `license-token`: the token in the package was issued by the vendor to this customer. It is read as data; no code of the package runs. */

import {
  licenseTokenCodes,
  licenseTokenRulesProblem,
  parseRevocationList,
  verifyLicenseToken,
  type LicenseTokenContext,
  type LicenseTokenVerdict,
} from '@assay/signature';
import type { ArchiveEntry, CodeCatalogue, LicenseTokenExpectation, VerifiedLicenseToken } from '@assay/model';
import type { CheckResult } from '../check.js';
import { copyCodes, judgeCopies } from '../license/judge-copies.js';
import type { LicenseCheck, LicenseContext, LicenseCopy } from '../license/license-check.js';
import { bareFile } from '../license/bare-file.js';
import { contentOf, packageFiles, shapeOf } from '../license/package-files.js';
import { shown } from '../license/shown.js';

const own = {
  'license-token-none': { outcome: 'not-applicable', text: 'The vendor puts no token into this package.', next: '' },
  'license-token-recorded': {
    outcome: 'proven',
    text: 'The token is the one that was recorded first; nothing in it shows who issued it.',
    next: '',
  },
  'license-token-unread': {
    outcome: 'unknown',
    text: 'The file of the token could not be read: the package was not read to its end, or it is a link, or too large for a token.',
    next: 'Mend what `license-content` says about this copy first.',
    follows: 'license-content',
  },
  'license-token-rules-unusable': {
    outcome: 'unknown',
    text: 'The policy asks something of the token that no token of its scheme can answer.',
    next: 'Correct `token` of this entry in the policy.',
  },
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
  const { license, revocations, at } = context;
  const { token } = license;
  if (token === null) return [{ code: 'license-token-none', detail: `${license.vendor} uses none.` }];
  const problem = licenseTokenRulesProblem(token);
  const revoked = revocations instanceof Uint8Array ? { revoked: parseRevocationList(revocations) } : {};
  return judgeCopies(context, 'both', (copy) => {
    if (problem !== null) return [{ code: 'license-token-rules-unusable', detail: problem }];
    return [judgeCopy(context, copy, { token, known: { at, ...revoked } })];
  });
}

interface Asked {
  readonly token: LicenseTokenExpectation;
  readonly known: LicenseTokenContext;
}

function judgeCopy(context: LicenseContext, copy: LicenseCopy, { token, known }: Asked): Result {
  const { path } = token;
  const bytes = tokenFile(context, copy, path);
  if (bytes === 'missing') return { code: 'license-token-missing', detail: `${shown(path)} is not there.` };
  if (bytes === 'unread') return { code: 'license-token-unread', detail: `${shown(path)} was not read.` };
  const verdict = verifyLicenseToken(bytes, token, known);
  if (verdict.outcome === 'refuted') return { code: verdict.code, detail: describe(verdict) };
  return changed(context, verdict) ?? unreadList(context) ?? judgeRecorded(context, verdict);
}

/** The file as the package manager would install it; a bundled licence may be that file alone. */
function tokenFile(context: LicenseContext, copy: LicenseCopy, path: string): Uint8Array | 'missing' | 'unread' {
  const { listing, kind } = copy;
  const single = bareFile(context, copy) ?? plainFile(context, copy);
  const files = packageFiles(listing, shapeOf(context.license.ecosystem, kind));
  const found = single === null ? files.filter((entry) => entry.path === path) : [single];
  const [first, ...others] = found;
  if (first === undefined) return listing.complete ? 'missing' : 'unread';
  return (others.length === 0 ? contentOf(listing, first) : undefined) ?? 'unread';
}

/** What a server hands out at a URL of its own and is no archive is the token's file, under whatever name. */
function plainFile({ license }: LicenseContext, { kind, listing }: LicenseCopy): ArchiveEntry | null {
  const isPlain = kind === 'archive' && license.ecosystem === 'generic' && !('format' in listing);
  return isPlain ? (listing.entries[0] ?? null) : null;
}

/** What the record of the same version says of the token; undefined where it says nothing. */
function recordedToken({ record, license }: LicenseContext): string | undefined {
  return record?.version === license.version ? record.token : undefined;
}

function changed(context: LicenseContext, { fingerprint }: LicenseTokenVerdict): Result | null {
  const recorded = recordedToken(context);
  if (recorded === undefined || recorded === fingerprint) return null;
  return { code: 'license-token-changed', detail: `Recorded was sha256:${recorded}, there is sha256:${fingerprint}.` };
}

/** Without the list nobody knows whether a good token was taken back; a bad one is bad all the same. */
function unreadList({ revocations }: LicenseContext): Result | null {
  if (revocations === null || revocations instanceof Uint8Array) return null;
  return { code: 'license-revocations-unreadable', detail: revocations.problem };
}

/** A token that shows nothing by itself can still be the one that was there when it was recorded. */
function judgeRecorded(context: LicenseContext, verdict: LicenseTokenVerdict): Result {
  const isRecorded = verdict.outcome === 'absent' && recordedToken(context) === verdict.fingerprint;
  const code = isRecorded ? 'license-token-recorded' : verdict.code;
  return { code, detail: describe(verdict), ...(code === 'license-token-verified' ? { token: tokenOf(verdict) } : {}) };
}

function tokenOf({ entity, fingerprint, notBefore, notAfter }: LicenseTokenVerdict): VerifiedLicenseToken {
  return {
    ...(entity === null ? {} : { licensee: entity }),
    ...(notBefore === undefined ? {} : { notBefore }),
    ...(notAfter === undefined ? {} : { notAfter }),
    fingerprint,
  };
}

/** Whom it is made out to, and what to record it by; never the token. */
function describe({ detail, entity, fingerprint, notAfter }: LicenseTokenVerdict): string {
  const whom = entity === null ? '' : ` Made out to ${JSON.stringify(entity.slice(0, 200))}.`;
  const until = notAfter === undefined ? '' : ` Until ${notAfter}.`;
  return `${detail}${whom}${until} Token sha256:${fingerprint}.`;
}
