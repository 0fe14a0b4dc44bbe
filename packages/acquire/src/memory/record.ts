/**
 * What was found in an archive, as bytes that only a holder of the key can have made:
 *
 *     32 bytes   HMAC-SHA256 over: length of the question (4 bytes, big-endian) · question · text
 *     the rest   text: JSON of the evidence, members in Base64
 *
 * The question itself is not in it: a record that is found where another question would look for it is one that does not verify.
 */

import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { ArchiveListing, FoundEvidence } from '@assay/model';

/** Longer ones are not written: the archive is examined again. Bounds what one answer can cost, too. */
export const maxRecordBytes = 2 * 1024 * 1024;

/** An archive of more entries makes no record: building it would cost as much as it saves. */
const maxEntries = 20_000;

const macBytes = 32;

interface RecordedListing extends Omit<ArchiveListing, 'members'> {
  readonly members: readonly (readonly [name: string, base64: string])[];
}

interface RecordedEvidence extends Omit<FoundEvidence, 'listing'> {
  readonly listing: RecordedListing;
}

/** Null for evidence without a listing, with a body, or too large. */
export function sealRecord(key: KeyObject, question: string, evidence: FoundEvidence): Uint8Array | null {
  const { listing, body, copies, ...rest } = evidence;
  if (listing === undefined || body !== undefined || copies !== undefined) return null;
  if (listing.entries.length > maxEntries) return null;
  const members = [...listing.members].map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')] as const);
  const recorded: RecordedEvidence = { ...rest, listing: { ...listing, members } };
  const text = Buffer.from(JSON.stringify(recorded));
  if (macBytes + text.length > maxRecordBytes) return null;
  return Buffer.concat([macOf(key, question, text), text]);
}

/** Null for anything that was not sealed under this key for this question. */
export function openRecord(key: KeyObject, question: string, bytes: Uint8Array): FoundEvidence | null {
  if (bytes.length <= macBytes || bytes.length > maxRecordBytes) return null;
  const text = bytes.subarray(macBytes);
  if (!timingSafeEqual(bytes.subarray(0, macBytes), macOf(key, question, text))) return null;
  const { listing, ...rest } = JSON.parse(
    Buffer.from(text.buffer, text.byteOffset, text.length).toString(),
  ) as RecordedEvidence;
  const members = new Map(
    listing.members.map(([name, base64]) => [name, new Uint8Array(Buffer.from(base64, 'base64'))]),
  );
  return { ...rest, listing: { ...listing, members } };
}

function macOf(key: KeyObject, question: string, text: Uint8Array): Buffer {
  const length = Buffer.byteLength(question);
  const asked = Buffer.allocUnsafe(4 + length);
  asked.writeUInt32BE(length);
  asked.write(question, 4);
  return createHmac('sha256', key).update(asked).update(text).digest();
}
