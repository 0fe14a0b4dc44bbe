import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  gemKey,
  gemPartsOf,
  hasClient,
  mintGemCertificate,
  mintSignedGem,
  runClient,
  temporaryFolder,
  type GemCertificateOptions,
  type MintedGemCertificate,
} from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { readCertChain } from './cert-chain.js';
import { readGemCertificates } from './gem-certificates.js';
import { verifyGemSignature } from './verify-gem-signature.js';

type Options = Partial<GemCertificateOptions>;

interface Case {
  readonly root?: Options;
  readonly between?: Options;
  readonly signer?: Options;
  /** Another than the one in the chain, of the same name. */
  readonly trusted?: Options;
  readonly accepted: boolean;
}

const at = '2024-06-01T00:00:00Z';
const past = { notBefore: '2022-01-01T00:00:00Z', notAfter: '2023-01-01T00:00:00Z' } as const;
const future = { notBefore: '2030-01-01T00:00:00Z', notAfter: '2031-01-01T00:00:00Z' } as const;
const critical = { id: '1.2.3.4', critical: true, value: Uint8Array.of(5, 0) };
const stranger = gemKey('stranger', 'p256');

/** From the second of judgement. Not only that second: OpenSSL leaves out the last one, which RFC 5280 and RubyGems take in. */
const justNow = { notBefore: at, notAfter: '2024-06-01T00:00:01Z' };

const cases: Readonly<Record<string, Case>> = {
  'in order': { accepted: true },
  'valid from this second on': { root: justNow, between: justNow, signer: justNow, accepted: true },
  'whose signer has ended': { signer: past, accepted: false },
  'whose signer begins later': { signer: future, accepted: false },
  'whose intermediate has ended': { between: past, accepted: false },
  'whose root has ended': { root: past, accepted: false },
  'whose intermediate is no authority': { between: { authority: false }, accepted: false },
  'whose intermediate says nothing': { between: { authority: null, usage: null }, accepted: false },
  'whose intermediate may not issue': { between: { usage: [0] }, accepted: false },
  'whose root is no authority': { root: { authority: false }, accepted: false },
  'whose root may not issue': { root: { usage: [0] }, accepted: false },
  'longer than its root allows': { root: { pathLength: 0 }, accepted: false },
  'as long as its root allows': { root: { pathLength: 1 }, accepted: true },
  'whose intermediate allows none below': { between: { pathLength: 0 }, accepted: true },
  'with a critical extension nobody knows': { signer: { extensions: [critical] }, accepted: false },
  'with one in the intermediate': { between: { extensions: [critical] }, accepted: false },
  'whose signer names another issuer': { signer: { issuerName: [['CN', 'somebody']] }, accepted: false },
  'to another root of that name': { trusted: { key: stranger }, accepted: false },
  'with a key of 1024 bits': { signer: { key: gemKey('small', 'rsa1024') }, accepted: false },
  'with a root of 1024 bits': { root: { key: gemKey('small', 'rsa1024') }, accepted: false },
  'signed with SHA-1': { between: { key: gemKey('rsa', 'rsa2048') }, signer: { hash: 'sha1' }, accepted: false },
  'signed with MD5': { between: { key: gemKey('rsa', 'rsa2048') }, signer: { hash: 'md5' }, accepted: false },
  'whose root signed itself with SHA-1': { root: { key: gemKey('rsa', 'rsa2048'), hash: 'sha1' }, accepted: true },
};

function chainOf({
  root,
  between,
  signer,
}: Case): readonly [MintedGemCertificate, MintedGemCertificate, MintedGemCertificate] {
  const authority = { authority: true, usage: [5] } as const;
  const top = mintGemCertificate({ key: gemKey('top', 'p256'), subject: [['CN', 'top']], ...authority, ...root });
  const middle = mintGemCertificate({
    key: gemKey('middle', 'p256'),
    subject: [['CN', 'middle']],
    issuer: top,
    ...authority,
    ...between,
  });
  return [top, middle, mintGemCertificate({ key: gemKey('leaf', 'p256'), issuer: middle, ...signer })];
}

function trustedOf(item: Case, top: MintedGemCertificate): MintedGemCertificate {
  if (item.trusted === undefined) return top;
  return mintGemCertificate({ key: stranger, subject: top.subject, authority: true, usage: [5], ...item.trusted });
}

async function opensslAccepts(item: Case): Promise<boolean> {
  const [top, middle, leaf] = chainOf(item);
  await using folder = await temporaryFolder();
  const write = async (name: string, text: string) => {
    await writeFile(join(folder.path, name), text);
    return name;
  };
  const trusted = await write('trusted.pem', trustedOf(item, top).pem);
  const untrusted = await write('untrusted.pem', middle.pem);
  const seconds = String(Date.parse(at) / 1000);
  const options = ['-auth_level', '2', '-no-CApath', '-no-CAstore', '-attime', seconds];
  const args = ['verify', ...options, '-CAfile', trusted, '-untrusted', untrusted, await write('leaf.pem', leaf.pem)];
  const { status } = await runClient('openssl', args, { cwd: folder.path });
  return status === 0;
}

function weAccept(item: Case): boolean {
  const chain = chainOf(item);
  const { metadata, ...parts } = gemPartsOf(mintSignedGem({ name: 'a', version: '1.0' }, { chain }));
  const trusted = readGemCertificates(trustedOf(item, chain[0]).pem);
  if (!trusted.ok) throw new Error(trusted.detail);
  const certChain = readCertChain(metadata);
  return verifyGemSignature({ ...parts, certChain, policy: 'assay', trusted: trusted.value, at }).ok;
}

test.each(Object.entries(cases))('a chain %s', (_title, item) => {
  expect(weAccept(item)).toBe(item.accepted);
});

describe.skipIf(!hasClient('openssl', 'version'))('openssl verify', () => {
  test.each(Object.entries(cases))('agrees on a chain %s', async (_title, item) => {
    expect(await opensslAccepts(item)).toBe(item.accepted);
  });
});
