/** `gate:` of a policy. */

import type { ExpectedPublisher } from '@assay/model';
import { given } from '../given.js';
import type { Path } from '../locate.js';
import { readAllowed } from '../read-publisher.js';
import type { EntryPlace } from '../refuse.js';
import type { PublisherDocument } from '../publisher-shape.js';
import { readDuration, secondsOf } from './duration.js';
import type { DeniedFeedRules, GateRules, LockfileLink } from './gate-rules.js';
import type { GateDocument } from './gate-shape.js';
import { signerProblem } from './signer-problem.js';

type Place = Pick<EntryPlace, 'refuse' | 'readers'>;

const strongLinks: readonly LockfileLink[] = ['embedded', 'provenance'];

/**
 * What the gate asks, with what the document leaves out. Throws what `refuse` makes for signers that cannot sign a summary or that are no one
 * in particular, for a range of versions that is none, and for spans of time that leave nothing of what they limit.
 */
export function readGate(document: GateDocument, place: Place): GateRules {
  const { depth = 'artifacts', policies = ['this'], links = strongLinks, sbom = 'require', denied } = document;
  const { waivers = 'accept', warnings = 'accept' } = document;
  return {
    signers: readSigners(document.signers, ['gate', 'signers'], place),
    maxAge: readDuration(document.maxAge ?? '7d', '366d', { ...place, path: ['gate', 'maxAge'] }),
    depth,
    policies: policies.map((text) => text.replace('sha256:', '')),
    ...given({ verifiers: readVerifiers(document.verifiers, place) }),
    links,
    sbom,
    waivers,
    warnings,
    clockSkew: readDuration(document.clockSkew ?? '5m', '24h', { ...place, path: ['gate', 'clockSkew'] }),
    ...given({ denied: denied === undefined ? undefined : readDenied(denied, place) }),
  };
}

function readDenied(
  { signers, feed, maxAge, url }: NonNullable<GateDocument['denied']>,
  place: Place,
): DeniedFeedRules {
  const path = ['gate', 'denied'];
  return {
    signers: readSigners(signers, [...path, 'signers'], place),
    maxAge:
      maxAge === undefined ? secondsOf('24h') : readDuration(maxAge, '366d', { ...place, path: [...path, 'maxAge'] }),
    ...given({ feed, url }),
  };
}

function readSigners(documents: readonly PublisherDocument[], path: Path, place: Place): readonly ExpectedPublisher[] {
  return documents.map((document, index) => {
    const at = [...path, index];
    const problem = signerProblem(document, place.readers);
    if (problem !== null) throw place.refuse([...at, ...problem.path], problem.message, problem.hint);
    return readAllowed(document, 'pkg:**', { ...place, path: at });
  });
}

function readVerifiers(range: string | undefined, { refuse, readers }: Place): string | undefined {
  if (range === undefined || readers.isRange('npm', range)) return range;
  throw refuse(['gate', 'verifiers'], 'this is no range of versions', 'Write it as in `>=0.2.0` or `>=0.2.0 <1`.');
}
