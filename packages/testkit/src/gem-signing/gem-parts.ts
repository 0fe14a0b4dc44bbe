import { hash as hashOf } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { bytesOf } from '../bytes-of.js';
import { gemMembersOf } from './sign-gem.js';

/** A gem taken apart by somebody who trusts it: what a verifier of signatures needs of it. */
export interface GemParts {
  /** In order, signatures among them. */
  readonly members: readonly { readonly name: string; readonly sha256: string }[];
  /** By the name that ends in `.sig`. */
  readonly signatures: ReadonlyMap<string, Uint8Array>;
  /** Unpacked. */
  readonly metadata: Uint8Array;
}

/** Takes an honest or wrongly signed gem apart; of two kinds of metadata the last counts, as for RubyGems. */
export function gemPartsOf(gem: Uint8Array): GemParts {
  const members = gemMembersOf(gem).map(({ path, content }) => ({ path, content: bytesOf(content) }));
  const metadata = members.findLast(({ path }) => path === 'metadata.gz' || path === 'metadata');
  const packed = metadata?.content ?? new Uint8Array();
  return {
    members: members.map(({ path, content }) => ({ name: path, sha256: hashOf('sha256', content, 'hex') })),
    signatures: new Map(
      members.filter(({ path }) => path.endsWith('.sig')).map(({ path, content }) => [path, content]),
    ),
    metadata: metadata?.path === 'metadata.gz' ? gunzipSync(packed) : packed,
  };
}
