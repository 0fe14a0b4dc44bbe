import type { ArchiveEntry, ArchiveListing } from '@assay/model';
import { gemKey, gemPartsOf, mintGemCertificate, mintSignedGem, type GemOptions } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { readGemCertificates } from './gem-certificates.js';
import { gemSignatureMembers, verifyGemListing } from './verify-gem-listing.js';

const certificate = mintGemCertificate({ key: gemKey('listing', 'p256') });
const checksums = '---\nSHA256: {}\n';

/** What `archive` says of a signed gem. */
function listingOf(options: Partial<GemOptions> = {}): ArchiveListing {
  const gem = mintSignedGem({ name: 'a', version: '1.0', checksums, ...options }, { chain: [certificate] });
  const { members, signatures, metadata } = gemPartsOf(gem);
  const entries = members.map(({ name, sha256 }): ArchiveEntry => ({
    path: name,
    type: 'file',
    mode: 0o444,
    size: 1,
    sha256,
  }));
  const text = new TextEncoder().encode(options.checksums ?? checksums);
  const contents = new Map([...signatures, ['metadata.gz', metadata] as const, ['checksums.yaml.gz', text] as const]);
  return { format: 'gem', entries, problems: [], members: contents, complete: true };
}

function codeOf(listing: ArchiveListing): string {
  const trusted = readGemCertificates(certificate.pem);
  if (!trusted.ok) throw new Error(trusted.detail);
  const outcome = verifyGemListing(listing, { policy: 'assay', trusted: trusted.value, at: '2024-06-01T00:00:00Z' });
  return outcome.ok ? outcome.value.code : outcome.code;
}

const without = (listing: ArchiveListing, name: string): ArchiveListing => ({
  ...listing,
  members: new Map([...listing.members].filter(([key]) => key !== name)),
});

describe('the listing of a signed gem', () => {
  const listing = listingOf();
  const note = { code: 'tar-padding', severity: 'note', detail: 'Odd.' } as const;

  test('is verified, and so is one with notes', () => {
    expect(codeOf(listing)).toBe('gem-signature-valid');
    expect(codeOf({ ...listing, problems: [note] })).toBe('gem-signature-valid');
  });

  test.each(['refuse', 'limit'] as const)('with a problem of severity %s is not verified', (severity) => {
    expect(codeOf({ ...listing, problems: [note, { ...note, severity }] })).toBe('gem-archive-refused');
  });

  test('that is refused for what its signatures say keeps that reason', () => {
    const [first] = listing.entries;
    const twice = { ...listing, entries: [...listing.entries, ...(first === undefined ? [] : [first])] };
    expect(codeOf({ ...twice, problems: [{ ...note, severity: 'refuse' }] })).toBe('gem-member-duplicate');
  });

  test('that is not complete is not verified', () => {
    expect(codeOf({ ...listing, complete: false })).toBe('gem-archive-refused');
  });

  test('without the metadata’s content names nobody', () => {
    expect(codeOf(without(listing, 'metadata.gz'))).toBe('gem-metadata-unreadable');
  });

  test('without the content of a signature leaves it open', () => {
    expect(codeOf(without(listing, 'data.tar.gz.sig'))).toBe('gem-signature-unread');
  });

  test('without the digest of a member leaves it open', () => {
    const entries = listing.entries.map(({ sha256, ...entry }) =>
      entry.path === 'data.tar.gz' ? entry : { ...entry, ...(sha256 === undefined ? {} : { sha256 }) },
    );
    expect(codeOf({ ...listing, entries })).toBe('gem-signature-unread');
  });

  test('holds files inside data.tar.gz, which are no members', () => {
    const inner: ArchiveEntry = { path: 'lib/a.rb.sig', type: 'file', mode: 0o644, size: 1, within: 'data.tar.gz' };
    expect(codeOf({ ...listing, entries: [...listing.entries, inner] })).toBe('gem-signature-valid');
  });

  test.each(['---\nSHA512: {}\n', '--- 1\n', '--- []\n', '%', ''])('with the checksums %j is refused', (text) => {
    expect(codeOf(listingOf({ checksums: text }))).toBe('gem-checksums-unfit');
  });

  test('must have been asked for these members', () => {
    expect([...listing.members.keys()].filter((name) => !gemSignatureMembers.includes(name))).toEqual([]);
  });

  test('is not verified where its checksums are a flood', () => {
    const flood = listingOf({
      checksums: `SHA256: {}\n${Array.from({ length: 10_000 }, (_, i) => `k${String(i)}: \n`).join('')}`,
    });
    expect(codeOf(flood)).toBe('gem-checksums-unfit');
  });
});

describe('the metadata of an unsigned gem', () => {
  const listing = listingOf();
  const unsigned = {
    ...listing,
    entries: listing.entries.filter(({ path }) => !path.endsWith('.sig')),
    members: new Map([['metadata.gz', new TextEncoder().encode('%')]]),
  };

  test('is not looked at: whom it names matters to nobody', () => {
    expect(codeOf(unsigned)).toBe('gem-unsigned');
  });

  test('is read under a policy of RubyGems, which reads it too', () => {
    const trusted = readGemCertificates(certificate.pem);
    if (!trusted.ok) throw new Error(trusted.detail);
    const judgement = { policy: 'MediumSecurity', trusted: trusted.value, at: '2024-06-01T00:00:00Z' } as const;
    expect(verifyGemListing(unsigned, judgement)).toMatchObject({ ok: false, code: 'gem-metadata-unreadable' });
  });
});
