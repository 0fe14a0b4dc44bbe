/** What a vendor publishes about the bytes of its packages: files that the project keeps, and addresses to ask. */

import type { ChecksumDocument } from '@assay/checks';
import type { Evidence, LicenseChecksums, LicensePackage } from '@assay/model';
import type { LicenseRunOptions } from './license-options.js';

const maxBytes = 1024 * 1024;

/** One document for each place that the policy names. Addresses are asked in the phase `before` alone. */
export function checksumDocuments(
  license: LicensePackage,
  options: LicenseRunOptions,
): Promise<readonly ChecksumDocument[]> {
  return Promise.all(
    license.checksums.map(async ({ location, keys }) => {
      return { location, keys, content: await contentOf({ location, keys }, license, options) };
    }),
  );
}

async function contentOf(
  { location }: LicenseChecksums,
  license: LicensePackage,
  { documents, phases, sourceFor }: LicenseRunOptions,
): Promise<ChecksumDocument['content']> {
  if (!/^https?:\/\//.test(location)) return documents.get(location) ?? { problem: 'It was not read.' };
  if (!phases.includes('before')) return { problem: 'It was not asked for: the phase before is not looked at.' };
  const { ecosystem, source } = license;
  const what = { kind: 'release', ecosystem, url: location, pins: [], algorithms: [], maxBytes } as const;
  const evidence = await sourceFor(license).get({ ...what, ...(source === null ? {} : { registry: source }) });
  return evidence.state === 'found' && evidence.body !== undefined ? evidence.body : { problem: whyNot(evidence) };
}

function whyNot(evidence: Evidence): string {
  switch (evidence.state) {
    case 'found':
      return 'It came without content.';
    case 'unreachable':
      return evidence.detail;
    default:
      return `The server answered ${String(evidence.status)}.`;
  }
}
