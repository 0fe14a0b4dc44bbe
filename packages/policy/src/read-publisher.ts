/** `publishers:` of a policy. */

import type {
  ExpectedPublisher,
  ManagedKeyPublisher,
  PublisherEntry,
  PublisherSpan,
  WorkflowPublisher,
} from '@assay/model';
import { given } from './given.js';
import type { PublisherDocument, PublisherEntryDocument } from './publisher-shape.js';
import { readDer, readFingerprint } from './read-key.js';
import { publisherProblem } from './publisher-problem.js';
import { readPackagePurl } from './read-purl.js';
import type { EntryPlace, Refuse } from './refuse.js';
import type { Path } from './locate.js';

/** Entries in the order of the file. Throws what `refuse` makes for one that cannot be used, and for a purl that stands twice. */
export function readPublishers(
  entries: readonly PublisherEntryDocument[],
  placeOf: (index: number) => EntryPlace,
): readonly PublisherEntry[] {
  const seen = new Set<string>();
  return entries.map((entry, index) => {
    const place = placeOf(index);
    const read = readEntry(entry, place);
    if (seen.has(read.purl)) {
      const hint = 'Join the two entries in one `allow` list: otherwise only the later would count.';
      throw place.refuse([...place.path, 'purl'], 'this purl stands twice', hint);
    }
    seen.add(read.purl);
    return read;
  });
}

function readEntry(entry: PublisherEntryDocument, place: EntryPlace): PublisherEntry {
  const { path, line } = place;
  const purl = readPackagePurl(entry.purl, { ...place, path: [...path, 'purl'] });
  if (!('allow' in entry)) return { purl, allow: [readAllowed(entry, entry.purl, place)], line };
  const allow = entry.allow.map((each, index) =>
    readAllowed(each, entry.purl, { ...place, path: [...path, 'allow', index] }),
  );
  return { purl, allow, line };
}

/** One publisher of the packages that a purl pattern (as it is written) is about. Throws what `refuse` makes for one that cannot be. */
export function readAllowed(
  document: PublisherDocument,
  purl: string,
  { path, refuse, readers }: Pick<EntryPlace, 'path' | 'refuse' | 'readers'>,
): ExpectedPublisher {
  const problem = publisherProblem(document, purl, readers);
  if (problem !== null) throw refuse([...path, ...problem.path], problem.message, problem.hint);
  return readPublisher(document, path, refuse);
}

function readPublisher(document: PublisherDocument, path: Path, refuse: Refuse): ExpectedPublisher {
  const span = readSpan(document, path, refuse);
  switch (document.kind) {
    case 'github':
    case 'gitlab':
      return { ...readWorkflow(document), ...span };
    case 'buildkite':
      return { kind: document.kind, repository: document.repository, ...given({ issuer: document.issuer }), ...span };
    case 'google':
      return { kind: document.kind, email: document.email, ...given({ issuer: document.issuer }), ...span };
    case 'email':
      return { kind: document.kind, email: document.email, issuer: document.issuer, ...span };
    case 'identity':
      return { kind: document.kind, identity: document.identity, issuer: document.issuer, ...span };
    case 'certificate':
      return { kind: document.kind, fingerprints: document.fingerprints.map(readFingerprint), ...span };
    case 'registry-key':
      return { kind: document.kind, ...given({ keyIds: document.keyIds }), ...span };
    case 'managed-key':
      return { ...readManagedKey(document, path, refuse), ...span };
  }
}

function readSpan({ versions, since, until }: PublisherDocument, path: Path, refuse: Refuse): PublisherSpan {
  if (since !== undefined && until !== undefined && until < since) {
    throw refuse([...path, 'until'], `the publisher would count until ${until}, before it begins to`);
  }
  return given({ versions, since, until });
}

type WorkflowDocument = Extract<PublisherDocument, { readonly kind: 'github' | 'gitlab' }>;

function readWorkflow(document: WorkflowDocument): WorkflowPublisher {
  const { kind, repository, repositoryId, ownerId, workflow, signerWorkflow } = document;
  const { ref, environment, runner, issuer, triggers } = document;
  return {
    kind,
    repository,
    ...given({
      repositoryId: repositoryId === undefined ? undefined : String(repositoryId),
      ownerId: ownerId === undefined ? undefined : String(ownerId),
    }),
    ...given({ workflow, signerWorkflow, ref, environment, runner, issuer, triggers }),
  };
}

function readManagedKey(
  { key, fingerprint }: Extract<PublisherDocument, { readonly kind: 'managed-key' }>,
  path: Path,
  refuse: Refuse,
): ManagedKeyPublisher {
  const own = readDer(key, 'public key', { path: [...path, 'key'], refuse }).fingerprint;
  if (fingerprint !== undefined && readFingerprint(fingerprint) !== own) {
    throw refuse([...path, 'fingerprint'], 'the key has another fingerprint', `Its own is ${own}.`);
  }
  return { kind: 'managed-key', fingerprint: own, key: `${key.trim().split(/\r?\n/).join('\n')}\n` };
}
