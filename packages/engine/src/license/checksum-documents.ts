/** What a vendor publishes about the bytes of its packages: files that the project keeps, and addresses to ask. */

import type { ChecksumDocument } from '@assay/checks';
import type { Evidence, LicenseChecksums, LicensePackage } from '@assay/model';
import { expectationsOf } from '@assay/policy';
import { checksumDocumentForm } from '@assay/signature';
import { licenseSubject } from './license-inventory.js';
import type { LicenseRunOptions } from './license-options.js';

const maxBytes = 1024 * 1024;

/** One document for each place that the policy names. Addresses are asked in the phase `before` alone. */
export function checksumDocuments(
  license: LicensePackage,
  options: LicenseRunOptions,
): Promise<readonly ChecksumDocument[]> {
  return Promise.all(
    license.checksums.map(async ({ location, keys }) => {
      const content = await contentOf({ location, keys }, license, options);
      return { location, keys, content, ...(await bundleOpener(content, license, options)) };
    }),
  );
}

/** The cryptography of bundles, and the trust that they need, are loaded where there is a bundle and somebody is expected to have signed. */
async function bundleOpener(
  content: ChecksumDocument['content'],
  license: LicensePackage,
  { policy, openChecksumBundle }: LicenseRunOptions,
): Promise<Pick<ChecksumDocument, 'openBundle'>> {
  if (openChecksumBundle === undefined || !(content instanceof Uint8Array)) return {};
  if (checksumDocumentForm(content) !== 'bundle') return {};
  const { publishers } = expectationsOf(policy, licenseSubject(license));
  return publishers === null ? {} : { openBundle: await openChecksumBundle(license, publishers) };
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
