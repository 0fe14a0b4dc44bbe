import type { Finding, LicenseFile, Occurrence } from '@assay/model';
import type {
  ComponentEvidence,
  EvidenceOccurrence,
  Identity,
  IdentityMethod,
  SingleLicense,
} from '../cyclonedx/index.js';
import { toolRef, type SubjectContext } from './build-context.js';
import { isPublisherRefuted } from './refuted-publisher.js';
import { safeText } from '../safe/safe-text.js';

/** What speaks for the component being what it is said to be: where it is locked, what was compared, and which licence files were seen. */
export function componentEvidence(about: SubjectContext): ComponentEvidence {
  const files = about.facts?.received.flatMap(({ licenseFiles }) => licenseFiles) ?? [];
  const texts = about.context.options.licenseTexts;
  return {
    identity: identityOf(about.findings),
    ...(about.occurrences.length === 0 ? {} : { occurrences: occurrencesOf(about) }),
    ...(files.length === 0 ? {} : { licenses: files.map((file) => ({ license: seenLicense(file, texts) })) }),
  };
}

/** Fixed values: they put the methods in an order and measure nothing. README, "How sure". */
const manifest: IdentityMethod = { technique: 'manifest-analysis', confidence: 0.6, value: 'locked by the project' };
const compared: IdentityMethod = {
  technique: 'hash-comparison',
  confidence: 0.9,
  value: 'the received bytes have every pinned digest',
};
const attested: IdentityMethod = {
  technique: 'attestation',
  confidence: 1,
  value: 'a verified attestation names the bytes and who built them',
};

const methodOfCheck: ReadonlyMap<string, IdentityMethod> = new Map([
  ['artifact-digest', compared],
  ['provenance', attested],
]);

/** One for each combination of methods, of which there are four. */
const identities = new Map<string, readonly Identity[]>();

function identityOf(findings: readonly Finding[]): readonly Identity[] {
  const methods = [manifest];
  for (const [check, method] of methodOfCheck) if (isProven(check, findings)) methods.push(method);
  const key = methods.map(({ technique }) => technique).join();
  const known = identities.get(key);
  if (known !== undefined) return known;
  const confidence = Math.max(...methods.map((method) => method.confidence));
  const identity: readonly Identity[] = [{ field: 'purl', confidence, methods, tools: [toolRef] }];
  identities.set(key, identity);
  return identity;
}

/**
 * By all of its findings: one file of several that was not compared leaves the component unproven. An attestation by somebody whom the policy
 * does not expect is no evidence of who the component is.
 */
function isProven(check: string, findings: readonly Finding[]): boolean {
  if (check === 'provenance' && isPublisherRefuted(findings)) return false;
  let proven = false;
  for (const finding of findings) {
    if (finding.check !== check) continue;
    if (finding.outcome !== 'proven') return false;
    proven = true;
  }
  return proven;
}

function occurrencesOf({ context, occurrences }: SubjectContext): readonly EvidenceOccurrence[] {
  return occurrences.map(({ lockfile, line, path }: Occurrence) => ({
    location: safeText(context.places.get(lockfile)?.file ?? '.'),
    line,
    ...(path === '' ? {} : { symbol: safeText(path) }),
  }));
}

function seenLicense({ path, sha256, size, text }: LicenseFile, texts: boolean): SingleLicense {
  return {
    name: safeText(path),
    ...(texts && text !== undefined ? { text: { contentType: 'text/plain', content: text } } : {}),
    properties: [
      { name: 'assay:license-file:sha256', value: sha256 },
      { name: 'assay:license-file:size', value: String(size) },
    ],
  };
}
