/**
 * `source-confusion`: nothing else goes by the package's name: the project locks it from one registry alone and, where the policy lets
 * other registries be told the name, none of them has another package under it (dependency confusion). Without the policy's word, the
 * name is told to nobody.
 */

import { artifactPins, isStrong, type CodeCatalogue, type Digest, type Release } from '@assay/model';
import type { Check, CheckContext, CheckResult, LockedElsewhere, NameElsewhere } from '../check.js';
import { compareDigests } from '../compare-digests.js';
import { judgeSourceKind, sourceKindCodes } from '../not-applicable.js';

const pinSource =
  'Pin the source (npm: a scope with its registry; Gemfile: a `source … do` block; the policy: `names` of its registry)';

const codes = {
  ...sourceKindCodes,
  'no-registry-name': {
    outcome: 'not-applicable',
    text: 'It comes from no registry, so no other can stand in.',
    next: '',
  },
  'name-not-told': {
    outcome: 'not-applicable',
    text: 'The policy lets no other registry be told the name, so none was asked whether it has another package under it.',
    next: '',
  },
  'name-told-to-none': {
    outcome: 'not-applicable',
    text: 'There is no other registry that could have the name.',
    next: '',
  },
  'name-unknown-elsewhere': {
    outcome: 'proven',
    text: 'The other registries that were asked have nothing under the name.',
    next: '',
  },
  'same-bytes-elsewhere': {
    outcome: 'proven',
    text: 'Another registry has the very same bytes, and no higher version.',
    next: '',
  },
  'name-taken-elsewhere': {
    outcome: 'refuted',
    text: 'Another registry has other bytes under this name and version.',
    next: `Do not install before you know whose they are. ${pinSource}, and report the other package.`,
  },
  'higher-version-elsewhere': {
    outcome: 'absent',
    text: 'Another registry has a higher version under this name, which a client that asks both would take.',
    next: `${pinSource}, and find out whose the other package is.`,
  },
  'lower-version-elsewhere': {
    outcome: 'absent',
    text: 'Another registry has the name, with other versions only: whoever holds it there can publish a higher one.',
    next: `${pinSource}. If you hold the name there yourself, ignore \`source-confusion\` for the package by a rule.`,
  },
  'namesake-not-compared': {
    outcome: 'unknown',
    text: 'Another registry has this name and version, and nothing by which its bytes could be compared.',
    next: 'Compare the two packages yourself, and pin the package by its digest.',
  },
  'namesake-unknown': {
    outcome: 'unknown',
    text: 'Another registry could not be asked whether it has the name.',
    next: 'Run again; a registry under `namesakes` must also be listed under `registries`, or be known to your own client configuration.',
  },
  'source-refused': {
    outcome: 'unknown',
    text: 'No registry was asked about the name, because the source of the package is not allowed.',
    next: 'Mend what `source` says about this package first.',
    follows: 'source',
  },
  'locked-from-two-registries': {
    outcome: 'absent',
    text: 'The project locks this name from two registries: they may be two different packages.',
    next: `Find out whether both are yours. ${pinSource}, then lock again.`,
  },
  'folder-and-registry': {
    outcome: 'absent',
    text: 'The name is that of a folder of the project, and is locked from a registry too.',
    next: 'Find out whether the registry’s package is yours; if not, somebody has published under your package’s name.',
  },
} as const satisfies CodeCatalogue;

type Code = keyof typeof codes;
type Result = CheckResult<Code>;

/** Two registries under one name are common (mirrors, names held on purpose): a warning. Other bytes are not, and fail all the same. */
export const sourceConfusion: Check = {
  id: 'source-confusion',
  depth: 'pins',
  wants: ['namesakes'],
  wantsOf: ({ expected, depth }) => (expected.namesakes === null || depth === 'pins' ? [] : ['namesakes']),
  byDefault: 'prefer',
  codes,
  run,
};

function run(context: CheckContext): readonly Result[] {
  const { subject } = context;
  const settled = judgeSourceKind(subject);
  if (settled !== null) return [settled];
  if (subject.source.kind !== 'registry') {
    return [{ code: 'no-registry-name', detail: `${subject.name} comes from a ${subject.source.kind} source.` }];
  }
  const locked = context.lockedElsewhere.map((other) => judgeLocked(context, other));
  const told = judgeTold(context);
  // That nobody was told is worth saying only where there is nothing else to say.
  const worthSaying = told.filter(({ code }) => locked.length === 0 || codes[code].outcome !== 'not-applicable');
  return [...locked, ...worthSaying];
}

function judgeLocked({ subject }: CheckContext, { subject: id, place, isFolder }: LockedElsewhere): Result {
  if (isFolder)
    return { code: 'folder-and-registry', detail: `${subject.name} is the folder ${place} of this project.` };
  return { code: 'locked-from-two-registries', detail: `${subject.name} is also locked from ${place} (${id}).` };
}

function judgeTold(context: CheckContext): readonly Result[] {
  const { subject, expected, depth, namesakes } = context;
  if (expected.namesakes === null || depth === 'pins') {
    const why =
      expected.namesakes === null ? 'The policy has no `namesakes` for it' : 'At depth `pins` nobody is asked';
    return [{ code: 'name-not-told', detail: `${why}: no other registry heard of ${subject.name}.` }];
  }
  if (namesakes === null)
    return [{ code: 'source-refused', detail: `No other registry was asked about ${subject.name}.` }];
  if (namesakes.length === 0) {
    return [{ code: 'name-told-to-none', detail: `No other registry may serve ${subject.name}.` }];
  }
  return namesakes.map((namesake) => judgeOne(context, namesake));
}

function judgeOne(context: CheckContext, namesake: NameElsewhere): Result {
  const { name, version } = context.subject;
  const { registry } = namesake;
  if (namesake.state === 'none') return { code: 'name-unknown-elsewhere', detail: `${registry} has no ${name}.` };
  if (namesake.state === 'unknown') return { code: 'namesake-unknown', detail: namesake.detail };
  const { release, later, evidence } = namesake;
  const same = release === null ? null : compareReleases(context, release);
  const has = `${registry} has ${name}`;
  if (same === 'different')
    return { code: 'name-taken-elsewhere', detail: `${has} ${version} with other bytes.`, evidence };
  if (later !== null) return { code: 'higher-version-elsewhere', detail: `${has} ${later}.`, evidence };
  if (same === 'equal')
    return { code: 'same-bytes-elsewhere', detail: `${has} ${version} with the same bytes.`, evidence };
  if (same === null)
    return { code: 'lower-version-elsewhere', detail: `${has}, but not ${version} or higher.`, evidence };
  return { code: 'namesake-not-compared', detail: `${has} ${version}.`, evidence };
}

/** Equal only where every file of it that the project locks, and that is listed there, has the same strong digest. */
function compareReleases(context: CheckContext, there: Release): 'equal' | 'different' | 'unclear' {
  const results = context.subject.files.map((file) => {
    const pinned = artifactPins(file.pins).filter(({ alg }) => isStrong(alg));
    const expected = pinned.length > 0 ? pinned : ownDigests(context, file.platform);
    const listed = there.files.find(({ platform }) => platform === file.platform);
    return listed === undefined ? 'no-common-algorithm' : compareDigests(expected, listed.digests).result;
  });
  if (results.includes('different')) return 'different';
  return results.length > 0 && results.every((result) => result === 'equal') ? 'equal' : 'unclear';
}

/** What the package's own registry states, for a package that is locked without a digest. */
function ownDigests({ release }: CheckContext, platform: string | undefined): readonly Digest[] {
  if (release.state !== 'have') return [];
  const own = release.value.files.find((file) => file.platform === platform);
  return (own?.digests ?? []).filter(({ alg }) => isStrong(alg));
}
