import { listArchive } from '@assay/archive';
import { gemSignatureMembers, readGemCertificates, verifyGemListing, type GemJudgement } from '@assay/signature';
import { gemKey, gemMembersOf, mintGemCertificate, mintSignedGem } from '@assay/testkit';
import { describe, expect, test } from 'vitest';

const block = 512;

const certificate = mintGemCertificate({ key: gemKey('tampering', 'p256') });
const gem = mintSignedGem({ name: 'a', version: '1.0' }, { chain: [certificate] });

function judgement(): GemJudgement {
  const read = readGemCertificates(certificate.pem);
  if (!read.ok) throw new Error(read.detail);
  return { policy: 'assay', trusted: read.value, at: '2024-06-01T00:00:00Z', publishedAt: '2024-05-01T00:00:00Z' };
}

const rules = judgement();

function list(bytes: Uint8Array) {
  return listArchive(bytes, { format: 'gem', members: gemSignatureMembers, hashEntries: true });
}

/** The listing of a gem that is accepted; null of any other. */
function verify(bytes: Uint8Array) {
  const listing = list(bytes);
  return listing !== null && verifyGemListing(listing, rules).ok ? listing : null;
}

/** True when the signatures alone hold, whatever else is wrong with the archive. */
function isSigned(bytes: Uint8Array): boolean {
  const listing = list(bytes);
  return listing !== null && verifyGemListing({ ...listing, problems: [], complete: true }, rules).ok;
}

/** What a gem consists of, byte by byte: which of its bytes nobody signs and no reader looks at. */
function unauthenticated(): ReadonlySet<number> {
  const places = new Set<number>();
  let at = 0;
  for (const { content } of gemMembersOf(gem)) {
    // The byte behind the checksum's own NUL: readers take any there.
    places.add(at + 155);
    const end = at + block + content.length;
    at += block + Math.ceil(content.length / block) * block;
    // What fills up the last block of a member is a note to `archive`, and content to nobody.
    for (let padding = end; padding < at; padding++) places.add(padding);
  }
  return places;
}

/** Entries as RubyGems would see them: names and contents, inside and out. */
function contents(listing: NonNullable<ReturnType<typeof verify>>): string {
  return JSON.stringify(listing.entries.map(({ path, within, type, sha256 }) => [path, within, type, sha256]));
}

/** Calls with every gem that differs from the right one in one byte. The bytes are lent. */
function eachChanged(mask: number, places: Iterable<number>, visit: (changed: Uint8Array, at: number) => void): void {
  const bytes = Uint8Array.from(gem);
  for (const at of places) {
    bytes[at] = (gem[at] ?? 0) ^ mask;
    visit(bytes, at);
    bytes[at] = gem[at] ?? 0;
  }
}

describe('a signed gem of which one byte was changed', () => {
  const original = verify(gem);
  if (original === null) throw new Error('the gem itself is refused');
  const open = unauthenticated();

  test.each([0x01, 0x80])('is refused, or is the same gem but for a byte that nobody reads (xor %i)', (mask) => {
    const accepted: number[] = [];
    // Bytes that nobody reads take longest, since they are accepted: once is enough for them.
    const places = [...gem.keys()].filter((at) => mask === 0x01 || !open.has(at));
    eachChanged(mask, places, (changed, at) => {
      const listing = list(changed);
      // What the listing refuses is never accepted: the test below asks the signatures alone.
      if (listing === null || listing.problems.some(({ severity }) => severity !== 'note')) return;
      if (!verifyGemListing(listing, rules).ok) return;
      accepted.push(at);
      if (contents(listing) !== contents(original)) throw new Error(`byte ${String(at)} changes what is installed`);
    });
    expect(accepted.filter((at) => !open.has(at))).toEqual([]);
    expect(gem.length).toBeGreaterThan(6000);
  });

  test('within a member or a signature is refused by the signatures alone', () => {
    const inside: number[] = [];
    let at = 0;
    for (const { content } of gemMembersOf(gem)) {
      for (let byte = 0; byte < content.length; byte++) inside.push(at + block + byte);
      at += block + Math.ceil(content.length / block) * block;
    }
    const accepted: number[] = [];
    eachChanged(0x10, inside, (changed, place) => {
      if (isSigned(changed)) accepted.push(place);
    });
    expect(accepted).toEqual([]);
  });
});
