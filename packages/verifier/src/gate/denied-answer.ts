/** Whether anything about an artefact has turned out to be bad since. */

import type { Digest, Signer } from '@assay/model';
import { deniedIndex, deniedSigner, deniedSignerText, type DeniedFeed, type DeniedIndex } from '@assay/signature';
import { answer, type Answer } from './condition.js';
import type { DeniableComponent } from './deniable-component.js';
import type { RunComponents } from './run-components.js';

/** What is compared. */
export interface Deniable {
  readonly digests: readonly Digest[];
  readonly signer: Signer;
  /** Null where no document says what is in it. */
  readonly known: RunComponents | null;
}

const mostShown = 5;

/** The artefact first, then who vouched for it, then what is in it. */
export function deniedAnswer(feed: DeniedFeed, { digests, signer, known }: Deniable): Answer {
  const index = deniedIndex(feed);
  const artifact = index.digest(digests);
  if (artifact !== undefined) return answer('artifact-denied', artifact.reason);
  const vouching = deniedSigner(feed, signer);
  if (vouching !== undefined) return answer('signer-denied', vouching.reason);
  if (known === null) {
    return answer(
      'nothing-denied',
      'Compared were the artefact and its signer. What is in it was not: no bill of materials or report of that run is at hand.',
    );
  }
  if ('unreadable' in known) return answer('components-unreadable', `It is ${known.unreadable}.`);
  const { components, from, hasSigners } = known;
  let count = 0;
  const found: string[] = [];
  for (const component of components) {
    count++;
    const reason = reasonOf(component, feed, index);
    if (reason !== null) found.push(`${component.label}: ${reason}`);
  }
  if (found.length > 0) return answer('component-denied', foundText(found));
  const compared = `Compared were the artefact, its signer and ${String(count)} components of ${from}`;
  const without =
    hasSigners || feed.publishers.length === 0 ? '' : ', but not who published them: a report does not say';
  return answer('nothing-denied', `${compared}${without}.`);
}

function reasonOf({ purl, digests, signers }: DeniableComponent, feed: DeniedFeed, index: DeniedIndex): string | null {
  const byPurl = purl === undefined ? undefined : index.purl(purl);
  const entry = index.digest(digests) ?? byPurl ?? signerEntry(feed, signers);
  return entry?.reason ?? null;
}

function signerEntry(feed: DeniedFeed, signers: readonly string[]) {
  for (const text of signers) {
    const entry = deniedSignerText(feed, text);
    if (entry !== undefined) return entry;
  }
  return undefined;
}

function foundText(found: readonly string[]): string {
  const more = found.length > mostShown ? `; and ${String(found.length - mostShown)} more` : '';
  return `${found.slice(0, mostShown).join('; ')}${more}`;
}
