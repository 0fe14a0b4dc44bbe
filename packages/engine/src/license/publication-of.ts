/** Who published a licence package, as its registry shows it. Asked only where the policy expects somebody. */

import { publisherCheck, type LicenseContext } from '@assay/checks';
import type { LicensePackage, Want } from '@assay/model';
import { expectationsOf } from '@assay/policy';
import { contextOf } from '../judge-subject.js';
import { licenseSubject } from './license-inventory.js';
import type { LicenseRunOptions } from './license-options.js';
import { askingAlso, type LicenseQuestion } from './license-question.js';

/** What `publisher` says; or that nobody is expected, or that nothing could be asked. */
export async function publicationOf(
  license: LicensePackage,
  question: LicenseQuestion,
  options: LicenseRunOptions,
): Promise<LicenseContext['publication']> {
  const subject = licenseSubject(license);
  const expected = expectationsOf(options.policy, subject);
  if (expected.publishers === null) return 'nobody-expected';
  const ecosystem = options.ecosystems.find(({ id }) => id === license.ecosystem);
  const { at, trust, registries, policy, sourceFor } = options;
  const canAsk = license.source !== null && !options.missingCredentials.has(license.id);
  if (ecosystem === undefined || trust === undefined || !canAsk) return 'not-asked';
  const files = subject.files.map((file) => ({ ...file, pins: [] }));
  const context = await contextOf({
    subject: { ...subject, files },
    ecosystem,
    checks: [{ ...publisherCheck, wantsOf: () => wants }],
    registries,
    lockfile: '',
    asking: { source: askingAlso(sourceFor(license), question), maxArtifactBytes: policy.limits.artifactBytes },
    at,
    trust,
    expected,
    depth: 'artifacts',
  });
  return publisherCheck.run(context);
}

/** A gem's certificates are in its archive. */
const wants: readonly Want[] = ['release', 'attestations', 'history', 'artifact'];
