/** Checkpoints of transparency logs: signed notes (C2SP signed-note, tlog-checkpoint). Parsed whole or not at all. */

import { decodeBase64 } from '../encoding/base64.js';
import { isDecimal } from './strict-fields.js';

/** One line `— name base64`. The name and the key id are claims; only the signature is checked against a key. */
interface NoteSignature {
  readonly name: string;
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}

/** A parsed checkpoint. Nothing is verified. */
export interface Checkpoint {
  /** The first line: which log, and for the first Rekor which tree of it. */
  readonly origin: string;
  readonly size: bigint;
  readonly rootHash: Uint8Array;
  readonly signatures: readonly NoteSignature[];
}

const longest = 64 * 1024;
const mostSignatures = 100;
const separator = '\n\n';
const dash = '\u2014 ';
const keyIdLength = 4;

/** The checkpoint in this text; null unless every byte of it is where the formats put it. */
export function parseCheckpoint(text: string): Checkpoint | null {
  const split = text.indexOf(separator);
  if (text.length > longest || !text.endsWith('\n') || split < 0 || hasControls(text)) return null;
  // A second empty line: other readers may split the note there.
  if (text.includes(separator, split + 1)) return null;
  const body = parseBody(text.slice(0, split).split('\n'));
  const signatures = text
    .slice(split + separator.length, -1)
    .split('\n')
    .map(parseSignature);
  const whole = signatures.filter((signature) => signature !== null);
  if (body === null || whole.length < signatures.length || whole.length > mostSignatures) return null;
  return { ...body, signatures: whole };
}

function parseBody([origin = '', size = '', root = '', ...extensions]: readonly string[]): Omit<
  Checkpoint,
  'signatures'
> | null {
  const rootHash = decodeBase64(root);
  if (origin === '' || !isDecimal(size) || rootHash?.length !== 32 || extensions.includes('')) return null;
  return { origin, size: BigInt(size), rootHash };
}

function parseSignature(line: string): NoteSignature | null {
  if (!line.startsWith(dash)) return null;
  const [name = '', encoded = '', ...more] = line.slice(dash.length).split(' ');
  const bytes = decodeBase64(encoded);
  if (name === '' || name.includes('+') || more.length > 0 || bytes === null || bytes.length <= keyIdLength)
    return null;
  return { name, keyId: bytes.subarray(0, keyIdLength), signature: bytes.subarray(keyIdLength) };
}

/** Signed notes have no ASCII control characters but the line feed. */
function hasControls(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if ((code < 0x20 && code !== 0x0a) || code === 0x7f) return true;
  }
  return false;
}
