/** `license-record`: licence id, source and digests are what they were when they were recorded in assay.lock. */

import { normaliseRegistryUrl, type CodeCatalogue, type LicensePackage, type LicenseRecord } from '@assay/model';
import type { CheckResult } from '../check.js';
import type { LicenseCheck } from '../license/license-check.js';
import { shownUrl } from '../license/shown.js';

const reviewed =
  'If the change is meant, record it anew with `assay license record` and have the change of assay.lock reviewed.';

const own = {
  'license-record-unchanged': { outcome: 'proven', text: 'It is what assay.lock recorded.', next: '' },
  'license-not-recorded': {
    outcome: 'absent',
    text: 'The package does not stand in assay.lock, so a later change would not be noticed.',
    next: 'Record it with `assay license record` and commit assay.lock.',
  },
  'license-id-changed': {
    outcome: 'refuted',
    text: 'The licence id is another one than was recorded: it must never change.',
    next: 'Ask the vendor. A new contract is a new licence: review it, then `assay license record --replace`.',
  },
  'license-version-changed': {
    outcome: 'refuted',
    text: 'The version is another one than was recorded.',
    next: reviewed,
  },
  'license-source-changed': {
    outcome: 'refuted',
    text: 'The package comes from another source than was recorded.',
    next: reviewed,
  },
  'license-record-contradicts': {
    outcome: 'refuted',
    text: 'The policy and assay.lock expect different bytes of the same version.',
    next: 'Ask the vendor which digest is right, by a way you know; correct the other one.',
  },
} as const satisfies CodeCatalogue;

type Result = CheckResult<keyof typeof own>;

export const licenseRecord: LicenseCheck = {
  id: 'license-record',
  phases: [],
  byDefault: 'prefer',
  codes: own,
  run: ({ license, record }) => judge(license, record),
};

function judge(license: LicensePackage, record: LicenseRecord | null): readonly Result[] {
  if (record === null)
    return [{ code: 'license-not-recorded', detail: `${license.name} ${license.version} is not in it.` }];
  const at = `assay.lock:${String(record.line)}`;
  const results: Result[] = [];
  if (record.version !== license.version) {
    const code = license.versionIsLicenseId ? 'license-id-changed' : 'license-version-changed';
    results.push({ code, detail: `${at} recorded ${record.version}, the policy names ${license.version}.` });
  } else results.push(...contradictions(license, record, at));
  if (license.source !== null && !sameSource(record.source, license.source)) {
    results.push({
      code: 'license-source-changed',
      detail: `${at} recorded ${shownUrl(record.source)}, the policy names ${shownUrl(license.source)}.`,
    });
  }
  return results.length > 0 ? results : [{ code: 'license-record-unchanged', detail: `${at} says the same.` }];
}

function contradictions({ digests }: LicensePackage, record: LicenseRecord, at: string): readonly Result[] {
  const wrong = digests.find(({ digest }) =>
    record.digests.some(({ alg, value }) => alg === digest.alg && value !== digest.value),
  );
  if (wrong === undefined) return [];
  return [
    {
      code: 'license-record-contradicts',
      detail: `${at} has another ${wrong.digest.alg} than the one from ${wrong.origin}.`,
    },
  ];
}

function sameSource(a: string, b: string): boolean {
  return (normaliseRegistryUrl(a) ?? a) === (normaliseRegistryUrl(b) ?? b);
}
