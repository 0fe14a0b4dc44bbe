/** Waivers of a policy. */

import { nearestWord } from '@assay/model';
import type { Waiver } from './policy.js';
import { readDigest } from './read-digest.js';
import { readPurl } from './read-purl.js';
import type { EntryPlace } from './refuse.js';
import type { PolicyDocument } from './shape.js';
import type { Vocabulary } from './vocabulary.js';

type WaiverDocument = NonNullable<PolicyDocument['waivers']>[number];

interface WaiverPlace extends EntryPlace {
  readonly vocabulary: Vocabulary;
}

/** The longest a waiver may hold: exceptions are looked at again once a year. */
const maxDays = 366;

/** A waiver. Throws what `refuse` makes for a code that its check does not have, a digest that is none, or impossible days. */
export function readWaiver(entry: WaiverDocument, place: WaiverPlace): Waiver {
  const { purl, check, code, digest, reason, owner, created, expires, ticket } = entry;
  checkDays(entry, place);
  return {
    purl: readPurl(purl, { ...place, path: [...place.path, 'purl'] }),
    check,
    ...(code === undefined ? {} : { code: readCode(check, code, place) }),
    ...(digest === undefined
      ? {}
      : { digest: readDigest(digest, { path: [...place.path, 'digest'], refuse: place.refuse }) }),
    reason,
    owner,
    created,
    expires,
    ...(ticket === undefined ? {} : { ticket }),
    line: place.line,
  };
}

function checkDays({ created, expires }: WaiverDocument, { path, refuse }: EntryPlace): void {
  const days = daysBetween(created, expires);
  if (days < 0) throw refuse([...path, 'expires'], `the waiver expires on ${expires}, before it was created`);
  if (days <= maxDays) return;
  const hint = `Choose a day at most ${String(maxDays)} days after ${created}, and renew it then.`;
  throw refuse([...path, 'expires'], `the waiver would hold for ${String(days)} days`, hint);
}

/** Whole days from one RFC 3339 date to another, both UTC. Negative when the second is earlier. */
function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

function readCode(check: string, code: string, { path, refuse, vocabulary }: WaiverPlace): string {
  const codes = [...(vocabulary.checks.get(check)?.codes.keys() ?? [])];
  if (codes.includes(code)) return code;
  const near = nearestWord(code, codes);
  const hint = near === null ? `See the README of the check ${check}.` : `Did you mean \`${near}\`?`;
  throw refuse([...path, 'code'], `${check} has no code "${code}"`, hint);
}
