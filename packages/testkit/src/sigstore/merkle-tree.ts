import { hash } from 'node:crypto';

/** A leaf's place in a tree, and what proves it. */
export interface InclusionProof {
  readonly root: Uint8Array;
  /** From the leaf's sibling up (RFC 6962 §2.1.1). */
  readonly hashes: readonly Uint8Array[];
}

/** Proves a leaf at an index of a tree whose other leaves are filler. `size` is small: every leaf is hashed. */
export function proveInclusion(leaf: Uint8Array, index: number, size: number): InclusionProof {
  const leaves = Array.from({ length: size }, (_, at) => leafHash(at === index ? leaf : filler(at)));
  return { root: treeHash(leaves), hashes: auditPath(leaves, index) };
}

/** SHA-256 over 0x00 and the leaf (RFC 6962 §2.1). */
function leafHash(leaf: Uint8Array): Uint8Array {
  return sha256(Uint8Array.of(0), leaf);
}

function filler(at: number): Uint8Array {
  return Buffer.from(`another entry, number ${String(at)}`);
}

function treeHash(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves;
  if (leaves.length === 1 && only !== undefined) return only;
  if (leaves.length === 0) return sha256();
  const split = splitOf(leaves.length);
  return sha256(Uint8Array.of(1), treeHash(leaves.slice(0, split)), treeHash(leaves.slice(split)));
}

function auditPath(leaves: readonly Uint8Array[], index: number): readonly Uint8Array[] {
  if (leaves.length <= 1) return [];
  const split = splitOf(leaves.length);
  const left = leaves.slice(0, split);
  const right = leaves.slice(split);
  if (index < split) return [...auditPath(left, index), treeHash(right)];
  return [...auditPath(right, index - split), treeHash(left)];
}

/** The largest power of two below the size. */
function splitOf(size: number): number {
  return 2 ** Math.floor(Math.log2(size - 1));
}

function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  return hash('sha256', Buffer.concat(parts), 'buffer');
}
