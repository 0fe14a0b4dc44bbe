/** `license-presence`: there is a copy of the licence package in this phase; if not, why, and what to do about it. */

import type { CodeCatalogue } from '@assay/model';
import type { CheckResult } from '../check.js';
import { isNone } from '../license/judge-copies.js';
import type { LicenseCheck, LicenseContext, LicenseCopy, NoCopies } from '../license/license-check.js';
import { shown } from '../license/shown.js';
import { missingEvidence, missingEvidenceCodes } from '../missing-evidence.js';

const own = {
  'license-served': { outcome: 'proven', text: 'The vendor’s server hands the package out.', next: '' },
  'license-found': { outcome: 'proven', text: 'The package manager’s copy is there.', next: '' },
  'license-phase-skipped': {
    outcome: 'not-applicable',
    text: 'This phase does not apply to the package here.',
    next: '',
  },
  'license-copy-missing': {
    outcome: 'absent',
    text: 'There is no copy of the licence package where this phase looks for it.',
    next: 'Install first (`bundle install`, `npm ci`, `composer install`), run this in the project’s folder or name it with `--project`, or leave this phase out.',
  },
  'license-bundled-missing': {
    outcome: 'absent',
    text: 'There is no licence at the place in the application that the policy names.',
    next: 'Put the licence there, name the place with `bundled` of this entry in the policy, or leave this phase out.',
  },
  'license-copies-unknown': {
    outcome: 'unknown',
    text: 'It cannot be told where the package manager keeps its copies, or what lies there.',
    next: 'Run this where the application is installed, with the package manager’s usual environment, or leave this phase out.',
  },
  'license-not-asked': {
    outcome: 'unknown',
    text: 'The vendor’s server was not asked for the package, or named no archive of it.',
    next: 'Check `source`, name and version of this entry in the policy.',
  },
  'license-credentials-missing': {
    outcome: 'unknown',
    text: 'The credential that the policy refers to is not there, so the vendor’s server was not asked.',
    next: 'Set it in this environment, or correct `credentials` of this entry in the policy.',
  },
  'license-credentials-refused': {
    outcome: 'unknown',
    text: 'The vendor’s server does not accept the credentials.',
    next: 'Renew them: they were rotated, mistyped, or ended with the subscription. The vendor can tell which.',
  },
  'license-access-denied': {
    outcome: 'unknown',
    text: 'The vendor’s server knows the credentials and denies this package to them.',
    next: 'Ask the vendor whether the subscription still covers this package and version.',
  },
  'license-gone': {
    outcome: 'unknown',
    text: 'The vendor’s server has no such package, or does not show it to these credentials.',
    next: 'Check name and version (for some vendors the version is the licence id) and ask the vendor.',
  },
  'license-withdrawn': {
    outcome: 'absent',
    text: 'The vendor’s server answers about the package, and does not list this version: it was withdrawn, or never was.',
    next: 'Check the version; if it is right, ask the vendor why it is gone. Keep the copy that you have, and verify it with `--phase after,installed`.',
  },
  'license-body-empty': {
    outcome: 'refuted',
    text: 'The vendor’s server sent an empty file in the package’s place.',
    next: 'Do not install. Tell the vendor; the installed copy can be verified meanwhile with `--phase after,installed`.',
  },
  'license-body-web-page': {
    outcome: 'refuted',
    text: 'A web page came in the package’s place: a login or error page of the server, or of a proxy on the way.',
    next: 'Do not install. Look at the address in a browser; check credentials and proxy.',
  },
} as const satisfies CodeCatalogue;

/** What is absent, denied or not asked has codes of its own here. */
const others: readonly string[] = ['not-asked', 'not-found', 'denied', 'unreadable'];
const noAnswerCodes = Object.fromEntries(
  Object.entries(missingEvidenceCodes).filter(([code]) => !others.includes(code)),
);

type Code = keyof typeof own | keyof typeof missingEvidenceCodes;

export const licensePresence: LicenseCheck = {
  id: 'license-presence',
  phases: ['before', 'after', 'installed', 'bundled'],
  codes: { ...noAnswerCodes, ...own },
  run: (context) => judge(context),
};

function judge(context: LicenseContext): readonly CheckResult<Code>[] {
  const { copies } = context;
  if (isNone(copies)) return [withContact(whyNone(context, copies), context)];
  return copies.length === 0 ? [noCopy(context)] : copies.map((copy) => found(context, copy));
}

function found({ phase }: LicenseContext, { where, digests, looksLike }: LicenseCopy): CheckResult<Code> {
  const base = { evidence: digests };
  if (looksLike === 'empty') return { ...base, code: 'license-body-empty', detail: `${where} sent 0 bytes.` };
  if (looksLike === 'web-page') return { ...base, code: 'license-body-web-page', detail: `${where} sent HTML.` };
  if (phase === 'before') return { ...base, code: 'license-served', detail: `${where} serves it.` };
  return { ...base, code: 'license-found', detail: `It lies in ${where}.` };
}

function whyNone({ phase, license }: LicenseContext, none: NoCopies): CheckResult<Code> {
  const name = `${license.name} ${license.version}`;
  switch (none.state) {
    case 'does-not-apply':
      return { code: 'license-phase-skipped', detail: none.detail };
    case 'no-credential':
      return { code: 'license-credentials-missing', detail: none.detail };
    case 'withdrawn':
      return { code: 'license-withdrawn', detail: `${none.where} does not list ${name}.` };
    case 'denied': {
      const code = none.status === 401 ? 'license-credentials-refused' : 'license-access-denied';
      return { code, detail: `${none.where} answered ${String(none.status)} for ${name}.` };
    }
    case 'absent':
      if (phase !== 'before') return noCopy({ phase, license });
      return { code: 'license-gone', detail: `${none.where} answered ${String(none.status)} for ${name}.` };
    case 'not-asked':
      return { code: phase === 'before' ? 'license-not-asked' : 'license-copies-unknown', detail: none.detail };
    case 'unreachable':
      if (phase !== 'before' && none.reason === 'path-refused')
        return { code: 'license-copies-unknown', detail: none.detail };
      return missingEvidence(none);
  }
}

function noCopy({ phase, license }: Pick<LicenseContext, 'phase' | 'license'>): CheckResult<Code> {
  const { name, version, bundled } = license;
  if (phase !== 'bundled') return { code: 'license-copy-missing', detail: `No copy of ${name} ${version} (${phase}).` };
  const detail =
    bundled === null ? `The policy names no place for ${name}.` : `Nothing lies at ${shown(bundled.path)}.`;
  return { code: 'license-bundled-missing', detail };
}

const ofTheServer: readonly Code[] = [
  'license-credentials-refused',
  'license-access-denied',
  'license-gone',
  'license-withdrawn',
];

/** The vendor is who can mend what its server says. */
function withContact(result: CheckResult<Code>, { license }: LicenseContext): CheckResult<Code> {
  const { contact, vendor } = license;
  const helpful = contact !== undefined && ofTheServer.includes(result.code);
  return helpful ? { ...result, detail: `${result.detail} ${vendor}: ${contact}.` } : result;
}
