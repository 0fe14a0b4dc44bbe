import {
  allowedRegistries,
  digestAlgorithms,
  normaliseRegistryUrl,
  registryOfUrl,
  type DigestAlgorithm,
  type Evidence,
  type EvidenceRequest,
  type Gathered,
  type Need,
  type NeedsContext,
  type Subject,
  type SubjectFile,
} from '@assay/model';
import { gemFileName, gemFileProblem } from '../gem-file.js';
import { listGems } from './list-gems.js';
import { matchLocked, maxReleaseBytes } from './listed-gem.js';

/** Where to ask, and which registry's credentials may be used for it. Both end with `/`. */
interface Place {
  readonly base: string;
  readonly registry: string;
}

const maxArtifactBytes = 2 * 1024 * 1024 * 1024;
const maxAttestationBytes = 16 * 1024 * 1024;

/** What is read of a gem itself: who it is, and who signed it. */
const members: readonly string[] = [
  'metadata.gz',
  'metadata',
  'checksums.yaml.gz',
  'metadata.gz.sig',
  'metadata.sig',
  'data.tar.gz.sig',
  'checksums.yaml.gz.sig',
];

/**
 * What RubyGems' clients would ask for, as far as it is wanted and not there yet: `info/<name>`, or the JSON list of versions
 * where a server has no compact index, `gems/<file>`, and `api/v1/attestations/<full name>.json`. Nothing unless the registry that the lockfile names is allowed to
 * serve this name, and nothing for names, versions or platforms that are none.
 */
export function gemNeeds(context: NeedsContext): readonly Need[] {
  const place = placeOf(context);
  if (place === null) return [];
  const answers = new Map(context.have.map(({ request, evidence }) => [request.url, evidence]));
  const release = context.wants.includes('release') ? [releaseNeed(context.subject, place, answers)] : [];
  const files = [artifactNeed, attestationsNeed].flatMap((needOf) => fileNeeds(context, { place, answers, needOf }));
  return [...release, ...historyNeed(context, place), ...files].filter(({ request }) => !answers.has(request.url));
}

type Answers = ReadonlyMap<string, Evidence>;

/** The locked remote, or what the user's configuration puts in its place. */
function placeOf({ subject, registries }: NeedsContext): Place | null {
  const { source, name, version, files } = subject;
  const remote = source.kind === 'registry' && source.url !== undefined ? normaliseRegistryUrl(source.url) : null;
  const all = [undefined, ...files.map(({ platform }) => platform)];
  if (remote === null || all.some((platform) => gemFileProblem({ name, version, platform }) !== null)) return null;
  const match = registryOfUrl(allowedRegistries(registries, 'rubygems', name), remote);
  return match === null ? null : { base: match.registry.url + match.path, registry: match.registry.url };
}

/** The same request for every version of a gem, so that it is asked once. */
function releaseNeed(subject: Subject, place: Place, answers: Answers): Need {
  const index = releaseRequest(place, `info/${subject.name}`, 'text/plain');
  if (answers.get(index.url)?.state !== 'absent') return { request: index, want: 'release' };
  return { request: versionsRequest(subject, place), want: 'release' };
}

/**
 * The JSON list of versions, for a gem whose compact index does not say when it was published. Only where an age is asked for: gems carry
 * no signature that depends on it.
 */
function historyNeed({ subject, have, wants, needsPublishTime }: NeedsContext, place: Place): readonly Need[] {
  if (!wants.includes('history') || !needsPublishTime(place.registry, [])) return [];
  const release = have.find(({ want, evidence }) => want === 'release' && evidence.state === 'found')?.evidence;
  const listed = release?.state === 'found' ? listGems(release, subject.version) : [];
  if ('problem' in listed || listed.every(({ publishedAt }) => publishedAt !== undefined)) return [];
  return [{ request: versionsRequest(subject, place), want: 'history' }];
}

function versionsRequest({ name }: Subject, place: Place): EvidenceRequest {
  return releaseRequest(place, `api/v1/versions/${name}.json`, 'application/json');
}

function releaseRequest({ base, registry }: Place, path: string, accept: string): EvidenceRequest {
  const what = { kind: 'release', ecosystem: 'rubygems', url: base + path, registry, accept } as const;
  return { ...what, pins: [], algorithms: [], maxBytes: maxReleaseBytes };
}

/** Builds the request for one file, whose name the registry spells so. */
type NeedOf = (place: Place, file: SubjectFile, name: string) => Need;

interface Asking {
  readonly place: Place;
  readonly answers: Answers;
  readonly needOf: NeedOf;
}

/** Of each locked file; for those that are not there, of the ones that the registry lists under another spelling of the platform. */
function fileNeeds({ subject, have, wants }: NeedsContext, { place, answers, needOf }: Asking): readonly Need[] {
  const locked = subject.files.map((file) => needOf(place, file, gemFileName({ ...subject, platform: file.platform })));
  if (!locked.every(({ want }) => wants.includes(want))) return [];
  const missing = new Set(locked.filter(({ request }) => isRefused(answers.get(request.url))).map(({ file }) => file));
  if (missing.size === 0) return locked;
  const spelled = otherSpellings(subject, have);
  const others = subject.files.flatMap((file) => {
    const name = spelled.get(file);
    return name !== undefined && missing.has(file.name) ? [needOf(place, file, name)] : [];
  });
  return [...locked, ...others];
}

/** Some servers keep files in stores that answer 403 for what they do not hold. */
function isRefused(evidence: Evidence | undefined): boolean {
  return evidence?.state === 'absent' || evidence?.state === 'denied';
}

/** RubyGems, too, falls back to the registry's own spelling when the canonical one is not there. */
function otherSpellings(subject: Subject, have: readonly Gathered[]): ReadonlyMap<SubjectFile, string> {
  const release = have.find(({ want, evidence }) => want === 'release' && evidence.state === 'found')?.evidence;
  const listed = release?.state === 'found' ? listGems(release, subject.version) : [];
  const matched = 'problem' in listed ? [] : [...matchLocked(subject.files, listed)];
  const spelled = matched.filter(([gem, file]) => gem.platform !== file.platform);
  return new Map(spelled.map(([gem, file]) => [file, gemFileName({ ...subject, platform: gem.platform })]));
}

function artifactNeed({ base, registry }: Place, file: SubjectFile, name: string): Need {
  const request: EvidenceRequest = {
    kind: 'artifact',
    ecosystem: 'rubygems',
    url: `${base}gems/${name}`,
    registry,
    pins: file.pins,
    algorithms: algorithmsFor(file),
    listing: { format: 'gem', members },
    maxBytes: maxArtifactBytes,
  };
  return { request, want: 'artifact', file: file.name };
}

/** `[]` is the registry's answer for a file without attestations. */
function attestationsNeed({ base, registry }: Place, file: SubjectFile, name: string): Need {
  const request: EvidenceRequest = {
    kind: 'attestations',
    ecosystem: 'rubygems',
    url: `${base}api/v1/attestations/${name.slice(0, -'.gem'.length)}.json`,
    registry,
    accept: 'application/json',
    pins: [],
    algorithms: [],
    maxBytes: maxAttestationBytes,
  };
  return { request, want: 'attestations', file: file.name };
}

/** Every pinned algorithm and SHA-256, weakest first. */
function algorithmsFor(file: SubjectFile): readonly DigestAlgorithm[] {
  return digestAlgorithms.filter((alg) => alg === 'sha256' || file.pins.some((pin) => pin.alg === alg));
}
