/** `registry-signature`: the registry's own key signed this name, this version and these bytes. */

import type { CodeCatalogue, Release } from '@assay/model';
import { registrySignatureCodes, verifyRegistrySignature, type RegistryTrust } from '@assay/signature';
import type { Answer, Check, CheckContext, CheckResult } from '../check.js';
import { missingEvidence, missingEvidenceCodes, unreadableEvidence } from '../missing-evidence.js';
import { judgeSourceKind, sourceKindCodes } from '../not-applicable.js';
import { trustExpiredCodes } from '../trust-expired.js';

const codes = {
  ...sourceKindCodes,
  ...missingEvidenceCodes,
  ...registrySignatureCodes,
  ...trustExpiredCodes,
  'not-in-registry': {
    outcome: 'not-applicable',
    text: 'The package does not come from a registry, so no registry signs it.',
    next: '',
  },
  'registry-does-not-sign': {
    outcome: 'not-applicable',
    text: 'Registries of this ecosystem sign nothing; `gem-signature` and `provenance` say who did.',
    next: '',
  },
  'registry-answers-other-package': {
    outcome: 'refuted',
    text: 'The registry’s answer is about another package or version.',
    next: 'Do not install. Ask whoever runs the registry.',
  },
} as const satisfies CodeCatalogue;

type Result = CheckResult<keyof typeof codes>;
type Readable = Extract<Answer<Release>, { state: 'have' }>;

export const registrySignature: Check = {
  id: 'registry-signature',
  depth: 'registry',
  wants: ['release', 'history'],
  byDefault: 'prefer',
  codes,
  run,
};

function run(context: CheckContext): readonly Result[] {
  const { subject, release, ecosystem } = context;
  const settled = judgeSourceKind(subject);
  if (settled !== null) return [settled];
  if (subject.source.kind !== 'registry') {
    return [{ code: 'not-in-registry', detail: `${subject.name} comes from a ${subject.source.kind} source.` }];
  }
  if (subject.ecosystem !== 'npm') {
    return [{ code: 'registry-does-not-sign', detail: `No ${subject.ecosystem} registry signs what it serves.` }];
  }
  if (release.state === 'unreadable') return [unreadableEvidence(release)];
  if (release.state !== 'have') return [missingEvidence(release)];
  const { name, version } = release.value;
  if (name !== subject.name || !ecosystem.sameVersion(version, subject.version)) {
    const detail = `Asked about ${subject.name} ${subject.version}, the registry answered about ${name} ${version}.`;
    return [{ code: 'registry-answers-other-package', detail, evidence: release.evidence }];
  }
  return [judgeSignatures(context, release)];
}

/** What was signed must be the subject's own name and the bytes that are pinned and, where they were read, received. */
function judgeSignatures(context: CheckContext, { value, evidence }: Readable): Result {
  const { subject, trust, registry, at, artifacts, publishedAt } = context;
  const [file] = subject.files;
  const [stated] = value.files;
  const artifact = file === undefined ? undefined : artifacts.get(file.name);
  const base = { evidence, ...(file === undefined ? {} : { file: file.name }) };
  const keys = registry === undefined ? null : trust.keysFor(registry);
  if (keys?.expired === true) return { ...base, ...expired(keys) };
  const published = publishedAt.state === 'have' ? publishedAt.value : stated?.publishedAt;
  const verified = verifyRegistrySignature({
    name: subject.name,
    version: value.version,
    signatures: stated?.signatures ?? [],
    pins: file?.pins ?? [],
    ...(artifact?.state === 'have' ? { received: artifact.value.digests } : {}),
    keys: keys?.keys ?? null,
    ...(registry === undefined ? {} : { registry }),
    ...(published === undefined ? {} : { publishedAt: published }),
    at,
  });
  return verified.ok
    ? { ...base, code: verified.value.code, detail: verified.value.detail }
    : { ...base, code: verified.code, detail: verified.detail };
}

function expired({ name }: RegistryTrust) {
  return { code: 'trusted-root-expired', detail: `The registry keys “${name}” have expired.` } as const;
}
