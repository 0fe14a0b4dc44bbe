/** The phases that look at this machine: what the package manager downloaded, what it installed, what the application brings along. */

import type { LicenseCopy, NoCopies } from '@assay/checks';
import { readPackageFacts } from '@assay/ecosystems';
import {
  purlOf,
  type ArchiveFormat,
  type EcosystemId,
  type Evidence,
  type EvidenceRequest,
  type LicensePackage,
  type LicensePhase,
  type LocalCopyRead,
} from '@assay/model';
import type { LicenseRunOptions } from './license-options.js';
import type { LicenseQuestion } from './license-question.js';

const formats: Readonly<Record<EcosystemId, ArchiveFormat>> = {
  rubygems: 'gem',
  npm: 'npm-tgz',
  composer: 'zip',
  generic: 'zip',
};

/** Every copy of this phase. Where the user did not ask for the phase by name, having none is no fault. */
export async function localCopies(
  license: LicensePackage,
  phase: Exclude<LicensePhase, 'before'>,
  { question, options }: { readonly question: LicenseQuestion; readonly options: LicenseRunOptions },
): Promise<readonly LicenseCopy[] | NoCopies> {
  if (phase === 'bundled' && license.bundled === null) return noneOf(options, 'The policy names no bundled licence.');
  const evidence = await ask(license, copiesRequest(license, phase, { question, options }), options);
  if (evidence.state === 'absent') {
    // Whoever names a bundled licence means that it is there.
    if (phase === 'bundled') return { ...evidence, where: 'this machine' };
    return noneOf(options, `${license.name} has no copy here that the phase ${phase} looks at.`);
  }
  if (evidence.state === 'denied') return { ...evidence, where: 'this machine' };
  if (evidence.state === 'unreachable') return evidence;
  const copies = evidence.copies ?? [];
  return copies.length === 0 ? noneOf(options, 'No copy was read.') : copies.map((copy) => copyOf(license, copy));
}

function noneOf({ phasesNamed }: LicenseRunOptions, detail: string): NoCopies {
  return phasesNamed ? { state: 'absent', status: 404, where: 'this machine' } : { state: 'does-not-apply', detail };
}

function copiesRequest(
  license: LicensePackage,
  phase: Exclude<LicensePhase, 'before'>,
  {
    question: { members, algorithms },
    options,
  }: { readonly question: LicenseQuestion; readonly options: LicenseRunOptions },
): EvidenceRequest {
  const { ecosystem, name, version, platform, bundled, digests } = license;
  const otherPlatforms = platformsBeside(license, options);
  return {
    kind: 'copies',
    ecosystem,
    url: purlOf(ecosystem, name, version),
    ...(license.source === null ? {} : { registry: license.source }),
    copies: {
      phase,
      name,
      version,
      ...(platform === undefined ? {} : { platform }),
      ...(otherPlatforms.length === 0 ? {} : { otherPlatforms }),
      ...(phase === 'bundled' && bundled !== null ? { path: bundled.path } : {}),
    },
    pins: digests.map(({ digest }) => digest),
    algorithms,
    listing: { format: formats[ecosystem], members, hashEntries: true },
    maxBytes: Number.MAX_SAFE_INTEGER,
  };
}

/** Platforms that other entries of the policy answer for, looked at in this run or not. */
function platformsBeside(license: LicensePackage, { policy }: LicenseRunOptions): readonly string[] {
  const { ecosystem, name, version, platform } = license;
  const twins = policy.licensePackages.filter((other) => {
    return other.ecosystem === ecosystem && other.name === name && other.version === version;
  });
  return twins.flatMap((other) => (other.platform === platform ? [] : (other.platform ?? 'ruby')));
}

async function ask(
  license: LicensePackage,
  request: EvidenceRequest,
  { sourceFor, policy }: LicenseRunOptions,
): Promise<Evidence> {
  try {
    return await sourceFor(license).get({ ...request, maxBytes: policy.limits.artifactBytes });
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return { state: 'unreachable', reason: 'internal', detail: `Asking failed: ${cause}` };
  }
}

/** Of an archive the facts are read as its format has them; of an installed gem, RubyGems' own specification says them. */
function copyOf({ ecosystem }: LicensePackage, read: LocalCopyRead): LicenseCopy {
  const { copy, digests, listing, problems } = read;
  const { kind, path } = copy;
  const whole = kind === 'archive' ? { ...listing, format: formats[ecosystem] } : listing;
  return { kind, where: path, digests, listing, facts: read.facts ?? readPackageFacts(ecosystem, whole), problems };
}
