/** Changes of a tar of gzip members, as a gem is: what lies within a member is changed, and header and frame are right again. */

import { rawTar, type RawTarEntry } from '../tar-builder.js';
import type { Random } from '../random.js';
import { mutateBytes } from './mutate-bytes.js';
import { mutateGzip, type Mutate } from './mutate-gzip.js';
import { mutateTar } from './mutate-tar.js';
import { mutateText } from './mutate-text.js';

const block = 512;

/** Changes a gem's outer tar, or one member of it: a tar within `.tar.gz`, text within any other `.gz`. */
export function mutateGem(random: Random, gem: Uint8Array, other: Uint8Array): Uint8Array {
  if (random.below(3) === 0) return mutateTar(random, gem, other);
  const members = membersOf(gem);
  const [at, theirs] = [random.below(members.length), membersOf(other)];
  const member = members[at];
  const borrowed = theirs[at] ?? member;
  if (member === undefined || borrowed === undefined) return mutateBytes(random, gem, other);
  const content = memberMutation(member.name)(random, member.content, borrowed.content);
  return rawTar(members.map((each, i): RawTarEntry => (i === at ? { ...each, content } : each)));
}

function memberMutation(name: string): Mutate<Uint8Array> {
  if (name.endsWith('.tar.gz')) return mutateGzip(mutateTar);
  return name.endsWith('.gz') ? mutateGzip(mutateUtf8) : mutateBytes;
}

/** Text as bytes, with what is not UTF-8 replaced. */
export function mutateUtf8(random: Random, bytes: Uint8Array, other: Uint8Array): Uint8Array {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return new TextEncoder().encode(mutateText(random, decoder.decode(bytes), decoder.decode(other)));
}

interface Member {
  readonly name: string;
  readonly content: Uint8Array;
}

/** The plain files of a tar, as far as it is one. */
function membersOf(tar: Uint8Array): readonly Member[] {
  const members: Member[] = [];
  for (let at = 0; at + block <= tar.length && tar[at] !== 0;) {
    const header = tar.subarray(at, at + block);
    const size = Number.parseInt(text(header.subarray(124, 135)), 8);
    if (!(size >= 0) || at + block + size > tar.length) break;
    members.push({ name: text(header.subarray(0, 100)), content: tar.slice(at + block, at + block + size) });
    at += block + Math.ceil(size / block) * block;
  }
  return members;
}

/** Up to the first NUL. */
function text(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder('latin1').decode(end < 0 ? bytes : bytes.subarray(0, end));
}
