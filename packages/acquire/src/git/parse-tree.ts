import { AssayError } from '@assay/model';

/** What a tree says an entry is. */
type TreeEntryKind = 'file' | 'folder' | 'link' | 'submodule' | 'other';

export interface TreeEntry {
  readonly kind: TreeEntryKind;
  /** Full hexadecimal id. */
  readonly id: string;
}

const kinds: ReadonlyMap<string, TreeEntryKind> = new Map([
  ['100644', 'file'],
  ['100755', 'file'],
  ['100664', 'file'],
  ['40000', 'folder'],
  ['120000', 'link'],
  ['160000', 'submodule'],
]);

/**
 * A tree object's entries by name: `<mode> <name>\0<id>`, again and again. Names are bytes of the author's choice; those that are no UTF-8 are
 * left out, because nobody asks for them. Throws AssayError `ERR_USAGE` for a tree that is damaged or holds a name twice, as only a forged
 * one does.
 */
export function parseTree(bytes: Uint8Array, idBytes: number): ReadonlyMap<string, TreeEntry> {
  const entries = new Map<string, TreeEntry>();
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(0x20, at);
    const end = bytes.indexOf(0x00, space);
    const next = end + 1 + idBytes;
    if (space < 0 || end < 0 || next > bytes.length) throw damaged('is cut off');
    const mode = new TextDecoder().decode(bytes.subarray(at, space));
    const name = decode(bytes.subarray(space + 1, end));
    const id = Buffer.from(bytes.subarray(end + 1, next)).toString('hex');
    if (name !== null) {
      if (entries.has(name)) throw damaged('holds a name twice');
      entries.set(name, { kind: kinds.get(mode) ?? 'other', id });
    }
    at = next;
  }
  return entries;
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function damaged(why: string): AssayError {
  return new AssayError('ERR_USAGE', `a tree of this revision ${why}`, { hint: 'Run `git fsck`.' });
}
