import { asMap, asText, type DocValue } from '@assay/documents';
import type { Party } from '@assay/model';
import { oneLine } from './one-line.js';
import { publicUrl } from './public-url.js';

const longestName = 256;

/** RFC 5321, section 4.5.3.1: 64 before the sign, 255 after it. */
const longestEmail = 320;

/**
 * A person or organisation: `Name <email> (url)`, or a mapping with `name`, `email`, and `url` or `homepage`. Null where nothing of it can
 * be read.
 */
export function readParty(value: DocValue | undefined): Party | null {
  const map = asMap(value);
  if (map === undefined) return asText(value) === undefined ? null : parseParty(asText(value) ?? '');
  const url = asText(map.get('url') ?? map.get('homepage'));
  return partyOf({ name: map.get('name'), email: map.get('email'), url });
}

/** npm's form of a person in one text. Each part ends at its bracket; what stands before the first bracket is the name. */
function parseParty(text: string): Party | null {
  const cut = text.slice(0, 4096);
  const name = cut.slice(0, firstOf(cut, ['<', '(']));
  return partyOf({ name, email: between(cut, '<', '>'), url: between(cut, '(', ')') });
}

function firstOf(text: string, signs: readonly string[]): number {
  return Math.min(text.length, ...signs.map((sign) => text.indexOf(sign)).filter((at) => at >= 0));
}

function between(text: string, open: string, close: string): string | undefined {
  const start = text.indexOf(open);
  const end = start < 0 ? -1 : text.indexOf(close, start);
  return end < 0 ? undefined : text.slice(start + 1, end);
}

/** A party of what is readable of its parts. */
export function partyOf(parts: {
  readonly name?: DocValue | undefined;
  readonly email?: DocValue | undefined;
  readonly url?: string | undefined;
}): Party | null {
  const name = oneLine(parts.name, longestName);
  const email = oneLine(parts.email, longestEmail);
  const url = parts.url === undefined ? null : publicUrl(parts.url);
  const party: Party = {
    ...(name === undefined ? {} : { name }),
    ...(email === undefined || !isAddress(email) ? {} : { email }),
    ...(url === null ? {} : { url }),
  };
  return Object.keys(party).length === 0 ? null : party;
}

/** `me@host.example`, and nothing that is none: spam guards like `me at host` are left out. */
function isAddress(text: string): boolean {
  return /^[^\s@<>"',;:]+@[^\s@<>"',;:]+$/.test(text);
}
