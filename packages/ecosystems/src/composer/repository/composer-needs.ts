import {
  digestAlgorithms,
  isStrong,
  type EvidenceRequest,
  type Gathered,
  type Need,
  type NeedsContext,
  type Subject,
} from '@assay/model';
import type { DocMap } from '@assay/documents';
import { composerFactMembers } from '../package-facts.js';
import { composerPlace, urlWithin, type ComposerPlace } from './composer-place.js';
import { firstUrl, readDist } from './dist.js';
import { findRecord } from './find-record.js';
import { furtherDocuments } from './further-documents.js';
import { maxDocumentBytes, readPackagesDocument } from './packages-document.js';

const maxArtifactBytes = 2 * 1024 * 1024 * 1024;

/**
 * What Composer would ask a private repository for: `packages.json`, the documents that it leads to, then the zip. Documents on the way
 * are asked for as `history`; the one that describes the version, or the first that did not come, is the `release` (the same request, so
 * that whoever remembers documents asks once). Four rounds, one more for each file that an included file includes.
 */
export function composerNeeds(context: NeedsContext): readonly Need[] {
  const place = composerPlace(context);
  if (place === null || !context.wants.some((want) => want === 'release' || want === 'artifact')) return [];
  const way = context.have.filter(({ want }) => want === 'history');
  if (way.length === 0) return [documentNeed(place, place.root, 'history')];
  const next = openDocuments(way, context.subject, place);
  if (next.length > 0) return next.map((url) => documentNeed(place, url, 'history'));
  const release = context.have.find(({ want }) => want === 'release');
  if (release === undefined) return [documentNeed(place, endOf(way, context.subject).request.url, 'release')];
  return artifactNeeds(context, { place, release, way });
}

function openDocuments(way: readonly Gathered[], subject: Subject, place: ComposerPlace): readonly string[] {
  const asked = new Set(way.map(({ request }) => request.url));
  const further = way.flatMap((gathered) => {
    const document = documentIn(gathered);
    return document === null ? [] : furtherDocuments(document, subject, place);
  });
  return [...new Set(further)].filter((url) => !asked.has(url));
}

/** Where the way ends: what did not come, or cannot be read, is told before what did; of two descriptions none is believed. */
function endOf(way: readonly Gathered[], subject: Subject): Gathered {
  const [root] = way as readonly [Gathered, ...Gathered[]];
  const lost = way.find((gathered) => documentIn(gathered) === null);
  const holders = way.filter((gathered) => isDescribedIn(gathered, subject));
  return lost ?? (holders.length === 1 ? holders[0] : undefined) ?? root;
}

/** What a document has that says nothing of the version. */
const isSilent: readonly string[] = ['package-missing', 'version-missing'];

function isDescribedIn(gathered: Gathered, subject: Subject): boolean {
  const document = documentIn(gathered);
  if (document === null) return false;
  const record = findRecord(document, subject);
  return !('problem' in record) || !isSilent.includes(record.problem);
}

function documentIn({ evidence }: Gathered): DocMap | null {
  const document = evidence.state === 'found' ? readPackagesDocument(evidence) : null;
  return document === null || 'problem' in document ? null : document;
}

interface Found {
  readonly place: ComposerPlace;
  readonly release: Gathered;
  readonly way: readonly Gathered[];
}

/** The zip, where Composer would fetch it first: nothing if that is an origin that the repository may not lead to. */
function artifactNeeds(context: NeedsContext, { place, release, way }: Found): readonly Need[] {
  const { subject, wants, have } = context;
  const file = subject.files[0];
  if (file === undefined || !wants.includes('artifact') || have.some(({ want }) => want === 'artifact')) return [];
  const document = documentIn(release);
  const root = way[0] === undefined ? null : documentIn(way[0]);
  const describing = way.filter((gathered) => isDescribedIn(gathered, subject));
  if (document === null || root === null || describing.length !== 1) return [];
  const record = findRecord(document, subject);
  const dist = 'problem' in record ? record : readDist(record);
  const url = 'problem' in dist ? null : firstUrl(dist, subject, place, root);
  const asked = url === null ? null : urlWithin(place, url);
  if (asked === null) return [];
  const request: EvidenceRequest = {
    kind: 'artifact',
    ecosystem: 'composer',
    url: asked,
    registry: place.registry,
    pins: file.pins,
    algorithms: digestAlgorithms.filter((alg) => alg === 'sha256' || (isStrong(alg) && isPinned(file.pins, alg))),
    listing: { format: 'zip', members: composerFactMembers },
    maxBytes: maxArtifactBytes,
  };
  return [{ request, want: 'artifact', file: file.name }];
}

function isPinned(pins: EvidenceRequest['pins'], alg: string): boolean {
  return pins.some((pin) => pin.alg === alg);
}

function documentNeed({ registry }: ComposerPlace, url: string, want: 'history' | 'release'): Need {
  const what = { kind: 'release', ecosystem: 'composer', url, registry, accept: 'application/json' } as const;
  return { request: { ...what, pins: [], algorithms: [], maxBytes: maxDocumentBytes }, want };
}
