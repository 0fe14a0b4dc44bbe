/** Whether a public registry hands something out under a private package's name. */

import type { Namesake } from '@assay/checks';
import {
  isTrusted,
  normaliseRegistryUrl,
  pathUnder,
  type Evidence,
  type LicensePackage,
  type Registry,
  type Subject,
} from '@assay/model';
import { gather } from '../gather.js';
import { licenseSubject } from './license-inventory.js';
import type { LicenseRunOptions } from './license-options.js';

/** One answer for each registry that a client without the policy might take the name from. */
export async function namesakesOf(license: LicensePackage, options: LicenseRunOptions): Promise<readonly Namesake[]> {
  if (license.source === null) return [];
  return Promise.all(publicRegistries(license, options).map((registry) => askOne(license, registry, options)));
}

/** Those that the policy names, and those that serve any name. */
function publicRegistries(license: LicensePackage, { registries }: LicenseRunOptions): readonly Registry[] {
  const own = license.source ?? '';
  const named = license.namesakes.map(({ registry }) => normaliseRegistryUrl(registry) ?? registry);
  return registries.registries.filter((entry) => {
    const { ecosystem, url, names } = entry;
    if (ecosystem !== license.ecosystem || !isTrusted(entry) || pathUnder(url, own) !== null || url === own)
      return false;
    return names.length === 0 || named.includes(url);
  });
}

async function askOne(license: LicensePackage, registry: Registry, options: LicenseRunOptions): Promise<Namesake> {
  const { url } = registry;
  const ecosystem = options.ecosystems.find(({ id }) => id === license.ecosystem);
  if (ecosystem === undefined)
    return { state: 'unknown', registry: url, detail: `${license.ecosystem} is not read yet.` };
  const subject: Subject = { ...licenseSubject(license), source: { kind: 'registry', url } };
  const table = { registries: [{ ...registry, names: [] }] };
  const context = {
    subject,
    wants: ['release'],
    registries: table,
    lockfile: '',
    needsPublishTime: () => false,
  } as const;
  const have = await gather(ecosystem, context, { source: options.sourceFor(license), maxArtifactBytes: 0 });
  const found = have.find(({ evidence }) => evidence.state === 'found');
  if (found?.evidence.state === 'found') {
    const release = ecosystem.release(subject, found.evidence);
    const digests = 'problem' in release ? null : release.files.flatMap((file) => file.digests);
    return { state: 'taken', registry: url, digests };
  }
  return noneFound(
    url,
    have.map(({ evidence }) => evidence),
  );
}

function noneFound(registry: string, answers: readonly Evidence[]): Namesake {
  const last = answers.at(-1);
  if (last?.state === 'absent') return { state: 'none', registry };
  if (last?.state === 'denied') {
    return { state: 'unknown', registry, detail: `${registry} answered ${String(last.status)}.` };
  }
  const detail = last?.state === 'unreachable' ? last.detail : `${registry} was not asked.`;
  return { state: 'unknown', registry, detail };
}
