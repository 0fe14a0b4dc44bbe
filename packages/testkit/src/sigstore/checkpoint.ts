import { hash } from 'node:crypto';
import type { MintedKey } from './minted-key.js';

/** A signed note about a log's state (C2SP signed-note and tlog-checkpoint), to be written. Mistakes change these. */
export interface CheckpointPlan {
  readonly origin: string;
  /** Decimal. */
  readonly size: string;
  /** Null leaves the line out. */
  readonly root: Uint8Array | null;
  /** Further lines below the root hash. */
  readonly rest: readonly string[];
  /** What stands between the text and its signatures: a blank line. */
  readonly separator: string;
  readonly signatures: readonly NoteSignature[];
}

/** One signature line. */
export interface NoteSignature {
  readonly name: string;
  /** 4 bytes. */
  readonly keyId: Uint8Array;
  readonly key: MintedKey;
  /** A witness's cosignature carries and signs a time (C2SP tlog-cosignature). */
  readonly cosignedAt?: Date;
  /** What is signed instead of the note's text. */
  readonly over?: string;
}

/** Writes and signs the note. */
export function writeCheckpoint(plan: CheckpointPlan): string {
  const { origin, size, root, rest, separator, signatures } = plan;
  const lines = [origin, size, ...(root === null ? [] : [base64(root)]), ...rest];
  const text = `${lines.join('\n')}\n`;
  return `${text}${separator}${signatures.map((signature) => signatureLine(signature, text)).join('')}`;
}

function signatureLine({ name, keyId, key, cosignedAt, over }: NoteSignature, text: string): string {
  const note = Buffer.from(over ?? text);
  const bytes = cosignedAt === undefined ? key.sign(note, 'sha256') : cosignature(key, cosignedAt, note);
  return `— ${name} ${base64(Buffer.concat([keyId, bytes]))}\n`;
}

/** Time and Ed25519 signature (C2SP tlog-cosignature, cosignature/v1). */
function cosignature(key: MintedKey, at: Date, note: Uint8Array): Uint8Array {
  const seconds = Math.floor(at.getTime() / 1000);
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(seconds));
  return Buffer.concat([
    time,
    key.sign(Buffer.concat([Buffer.from(`cosignature/v1\ntime ${String(seconds)}\n`), note])),
  ]);
}

/** The whole key id hash of a named Ed25519 key (C2SP signed-note): its first 4 bytes stand in signature lines. */
export function noteKeyHash(
  name: string,
  key: MintedKey,
  algorithm: 'ed25519' | 'cosignature' = 'ed25519',
): Uint8Array {
  const raw = key.spki.subarray(-32);
  const type = algorithm === 'ed25519' ? 1 : 4;
  return hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), Uint8Array.of(type), raw]), 'buffer');
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
