/** The common beginning of checks on copies: which there are to judge, or that there is none. */

import type { CodeCatalogue } from '@assay/model';
import type { CheckResult } from '../check.js';
import type { LicenseContext, LicenseCopy } from './license-check.js';

/** Codes of {@link judgeCopies} that do not come from the check itself. */
export const copyCodes = {
  'license-no-copy': {
    outcome: 'unknown',
    text: 'There was no copy of the package to look at.',
    next: 'Mend what `license-presence` says about this package first.',
    follows: 'license-presence',
  },
  'license-phase-skipped': {
    outcome: 'not-applicable',
    text: 'This phase does not apply to the package here.',
    next: '',
  },
  'license-other-form': {
    outcome: 'not-applicable',
    text: 'This copy has a form that another check judges: archives by their digest, folders by their files.',
    next: '',
  },
} as const satisfies CodeCatalogue;

/** A code of {@link copyCodes}. */
export type CopyCode = keyof typeof copyCodes;

/** Which copies a check is about. */
export type CopyKind = LicenseCopy['kind'] | 'both';

/** Runs `judge` on each copy of this kind; says so where there is none. Never empty. */
export function judgeCopies<Code extends string>(
  { copies, phase, license }: LicenseContext,
  kind: CopyKind,
  judge: (copy: LicenseCopy) => readonly CheckResult<Code>[],
): readonly CheckResult<Code | CopyCode>[] {
  if (isNone(copies)) {
    if (copies.state === 'does-not-apply') return [{ code: 'license-phase-skipped', detail: copies.detail }];
    return [{ code: 'license-no-copy', detail: `Nothing was had of ${license.name} in the phase ${phase}.` }];
  }
  if (copies.length === 0)
    return [{ code: 'license-no-copy', detail: `No copy of ${license.name} was read (${phase}).` }];
  const mine = copies.filter((copy) => kind === 'both' || copy.kind === kind);
  if (mine.length === 0)
    return [{ code: 'license-other-form', detail: `${copies[0]?.where ?? phase} is judged as it lies.` }];
  return mine.flatMap((copy): readonly CheckResult<Code | CopyCode>[] => {
    if (copy.looksLike !== undefined) return [noPackage(copy)];
    return judge(copy).map((result) => about(result, copy));
  });
}

/** True where a phase has nothing to look at. */
export function isNone(
  copies: LicenseContext['copies'],
): copies is Exclude<LicenseContext['copies'], readonly LicenseCopy[]> {
  return !Array.isArray(copies);
}

/** Nothing or a web page came instead: that is refuted once, by `license-presence`, and not once more as a package that was tampered with. */
function noPackage({ where, looksLike }: LicenseCopy): CheckResult<CopyCode> {
  const what = looksLike === 'empty' ? 'nothing' : 'a web page';
  return { code: 'license-no-copy', detail: `${where} sent ${what} in its place.` };
}

/** Which copy it is stands in the sentence: a phase may have several. */
function about<Code extends string>(result: CheckResult<Code>, { where, digests }: LicenseCopy): CheckResult<Code> {
  const { detail } = result;
  return { evidence: digests, ...result, detail: detail.includes(where) ? detail : `${where}: ${detail}` };
}
