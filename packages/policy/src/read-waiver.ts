/** Waivers of a policy. */

import type { DocMap } from '@assay/documents';
import { digestAlgorithm, digestFromHex, parseSri, type Digest } from '@assay/model';
import { lineAt } from './locate.js';
import type { Refuse } from './refuse.js';
import type { Waiver } from './policy.js';
import type { PolicyDocument } from './shape.js';
import type { Vocabulary } from './vocabulary.js';
import { nearestWord } from './did-you-mean.js';

type WaiverDocument = NonNullable<PolicyDocument['waivers']>[number];

/** Where the waiver stands. */
interface Place {
  readonly path: readonly PropertyKey[];
  readonly root: DocMap;
  readonly refuse: Refuse;
  readonly vocabulary: Vocabulary;
}

/** The longest a waiver may hold: exceptions are looked at again once a year. */
const maxDays = 366;

/** A waiver. Throws what `refuse` makes for an unknown code, a digest that is none, or days that make no sense. */
export function readWaiver(entry: WaiverDocument, place: Place): Waiver {
  const { digest, code, ticket, ...rest } = entry;
  checkDays(entry, place);
  return {
    ...rest,
    ...(code === undefined ? {} : { code: readCode(entry.check, code, place) }),
    ...(digest === undefined ? {} : { digest: readDigest(digest, place) }),
    ...(ticket === undefined ? {} : { ticket }),
    line: lineAt(place.root, place.path),
  };
}

function checkDays({ created, expires }: WaiverDocument, { path, refuse }: Place): void {
  const days = daysBetween(created, expires);
  if (days < 0) throw refuse([...path, 'expires'], `the waiver expires on ${expires}, before it was created`);
  if (days <= maxDays) return;
  const hint = `Choose a day at most ${String(maxDays)} days after ${created}, and renew it then.`;
  throw refuse([...path, 'expires'], `the waiver would hold for ${String(days)} days`, hint);
}

/** Whole days from one RFC 3339 date to another. Negative when the second is earlier. */
function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

function readCode(check: string, code: string, { path, refuse, vocabulary }: Place): string {
  const codes = vocabulary.checks.get(check) ?? [];
  if (codes.includes(code)) return code;
  const near = nearestWord(code, codes);
  const hint = near === null ? `See the README of the check ${check}.` : `Did you mean \`${near}\`?`;
  throw refuse([...path, 'code'], `${check} has no code "${code}"`, hint);
}

function readDigest(text: string, { path, refuse }: Place): Digest {
  const colon = text.indexOf(':');
  const alg = digestAlgorithm(text.slice(0, Math.max(colon, 0)));
  const fromHex = alg === null ? null : digestFromHex(alg, text.slice(colon + 1));
  if (fromHex !== null) return fromHex;
  const [part, ...others] = parseSri(text);
  if (part !== undefined && 'digest' in part && others.length === 0) return part.digest;
  throw refuse(
    [...path, 'digest'],
    `"${text}" is not a digest`,
    'Write `sha512-…` as in the lockfile, or `sha512:hex`.',
  );
}
