import { hash as hashOf } from 'node:crypto';
import { bytesOf } from '../bytes-of.js';
import { gemMetadataOf, mintGem, type GemOptions } from '../mint-gem.js';
import { writeTar, type TarFile } from '../write-tar.js';
import type { MintedGemCertificate } from './gem-certificate.js';
import type { GemHash, GemKey } from './gem-key.js';

/** How a gem is signed. */
export interface GemSigning {
  /** Root first, signer last, as `cert_chain` has it. */
  readonly chain: readonly MintedGemCertificate[];
  /** Texts of `cert_chain` instead of the chain's PEM. */
  readonly certChain?: readonly string[];
  /** The key that signs, if another than the last certificate's. */
  readonly key?: GemKey;
  /** Hash of the members' signatures; `sha1` signs as RubyGems before 2.5 did. */
  readonly hash?: Extract<GemHash, 'sha1' | 'sha256'>;
  /** Changes the finished members, signatures among them: what RubyGems would never write. */
  readonly change?: (members: readonly TarFile[]) => readonly TarFile[];
}

/** A gem signed as `gem build` signs it (each member followed by its `.sig`), or wrongly. */
export function mintSignedGem(options: GemOptions, signing: GemSigning): Uint8Array {
  const certChain = signing.certChain ?? signing.chain.map(({ pem }) => pem);
  const metadata = withCertChain(gemMetadataOf(options), certChain);
  const members = gemMembersOf(mintGem({ ...options, metadata }));
  const key = signing.key ?? signing.chain.at(-1)?.key;
  const signed = key === undefined ? members : members.flatMap((member) => signMember(member, key, signing.hash));
  return writeTar(signing.change?.(signed) ?? signed);
}

/** The signature of one member: over its digest, which is hashed again. */
export function signGemMember(
  content: Uint8Array | string,
  key: GemKey,
  hash: 'sha1' | 'sha256' = 'sha256',
): Uint8Array {
  return key.sign(hashOf(hash, content, 'buffer'), hash);
}

function signMember(member: TarFile, key: GemKey, hash?: 'sha1' | 'sha256'): readonly TarFile[] {
  const content = signGemMember(member.content, key, hash);
  return [member, { path: `${member.path}.sig`, content, mode: 0o444 }];
}

function withCertChain(metadata: string, certChain: readonly string[]): string {
  if (certChain.length === 0) return metadata;
  const items = certChain.map((pem) => `- |\n${pem.trimEnd().replaceAll(/^/gm, '  ')}\n`);
  return metadata.replace('cert_chain: []\n', () => `cert_chain:\n${items.join('')}`);
}

/** The members of an honest gem's outer tar, in order. */
export function gemMembersOf(gem: Uint8Array): readonly TarFile[] {
  const members: TarFile[] = [];
  const text = (start: number, end: number) =>
    Buffer.from(gem.subarray(start, end)).toString('latin1').split('\0')[0] ?? '';
  for (let at = 0; gem[at] !== undefined && gem[at] !== 0;) {
    const size = Number.parseInt(text(at + 124, at + 136), 8);
    members.push({ path: text(at, at + 100), content: gem.slice(at + 512, at + 512 + size), mode: 0o444 });
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return members;
}

/** Replaces one member's content, keeping its place. */
export function replaceMember(
  members: readonly TarFile[],
  path: string,
  content: Uint8Array | string,
): readonly TarFile[] {
  return members.map((member) => (member.path === path ? { ...member, content: bytesOf(content) } : member));
}
