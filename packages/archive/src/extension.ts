/**
 * What extension headers say about the entry that follows them: PAX `x`, GNU long name `L` and long link `K`.
 *
 * Readers apply them in different orders and to different headers (CVE-2025-62518, CVE-2026-33055, CVE-2026-53655), so
 * whatever depends on that order is refused.
 */

import type { ProblemCode } from './archive-problems.js';
import type { PaxRecords } from './pax-records.js';
import type { TarHeader } from './tar-header.js';
import { decodeText } from './tar-text.js';

/** Extension headers seen since the last entry. */
export class Extension {
  #pax: PaxRecords | undefined;
  #longName: string | undefined;
  #longLink: string | undefined;

  get pending(): boolean {
    return this.#pax !== undefined || this.#longName !== undefined || this.#longLink !== undefined;
  }

  /** Takes a PAX header in; a code when it conflicts with an earlier one. */
  addPax(records: PaxRecords): ProblemCode | null {
    if (this.#pax !== undefined) return 'extension-conflict';
    this.#pax = records;
    return null;
  }

  /** Takes the content of a GNU long name (`L`) or long link (`K`) in. */
  addLong(kind: 'name' | 'link', content: Uint8Array): ProblemCode | null {
    const text = readLong(content);
    if (text.code !== undefined) return text.code;
    const earlier = kind === 'name' ? this.#longName : this.#longLink;
    if (earlier !== undefined) return 'extension-conflict';
    if (kind === 'name') this.#longName = text.value;
    else this.#longLink = text.value;
    return null;
  }

  /** The header of the entry with the extensions applied, which are then spent. */
  apply(header: TarHeader): TarHeader | ProblemCode {
    const path = agreed(this.#pax?.path, this.#longName);
    const linkName = agreed(this.#pax?.linkPath, this.#longLink);
    const size = this.#pax?.size;
    this.#pax = this.#longName = this.#longLink = undefined;
    if (path === null || linkName === null) return 'extension-conflict';
    if (size !== undefined && size !== header.size) return 'extension-size';
    return { ...header, path: path ?? header.path, linkName: linkName ?? header.linkName };
  }
}

type Long = { readonly value: string; readonly code?: undefined } | { readonly code: ProblemCode };

/** The text before the first NUL; after it there is nothing but NULs, or readers differ. */
function readLong(content: Uint8Array): Long {
  const nul = content.indexOf(0);
  const end = nul < 0 ? content.length : nul;
  for (let i = end; i < content.length; i++) if (content[i] !== 0) return { code: 'name-nul' };
  const value = decodeText(content, 0, end);
  if (value === null) return { code: 'name-not-utf8' };
  return value === '' ? { code: 'extension-malformed' } : { value };
}

/** What two sources say together: undefined for nothing, null when they contradict each other. */
function agreed(a: string | undefined, b: string | undefined): string | undefined | null {
  if (a !== undefined && b !== undefined && a !== b) return null;
  return a ?? b;
}
