/** Distinguished names for people. Never compared: names are compared as DER. */

import {
  attemptDer,
  derChildren,
  DerError,
  DerSequence,
  derTag,
  parseDer,
  readDerOid,
  utf8Of,
  type DerElement,
} from '../encoding/der.js';
import { encodeHex } from '../encoding/hex.js';

const shortNames: ReadonlyMap<string, string> = new Map([
  ['2.5.4.3', 'CN'],
  ['2.5.4.6', 'C'],
  ['2.5.4.7', 'L'],
  ['2.5.4.8', 'ST'],
  ['2.5.4.10', 'O'],
  ['2.5.4.11', 'OU'],
  ['0.9.2342.19200300.100.1.25', 'DC'],
  ['1.2.840.113549.1.9.1', 'emailAddress'],
]);

/** Tags of strings whose bytes are UTF-8: UTF8String, PrintableString, IA5String. */
const texts: ReadonlySet<number> = new Set([0x0c, 0x13, 0x16]);

const longest = 300;

/** A name in RFC 4514 form, last attribute first, at most 300 characters. Attacker-controlled: escape before printing. */
export function formatName(name: Uint8Array): string {
  const parts = attemptDer(() => derChildren(parseDer(name, derTag.sequence), derTag.sequence).map(relativeName));
  const text = parts === null ? 'unreadable' : parts.reverse().join(',');
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function relativeName(set: DerElement): string {
  return derChildren(set, derTag.set).map(attribute).join('+');
}

function attribute(element: DerElement): string {
  if (element.tag !== derTag.sequence) throw new DerError('not an attribute');
  const fields = new DerSequence(element);
  const oid = readDerOid(fields.next());
  const value = fields.next();
  fields.end();
  const text = texts.has(value.tag) ? escaped(utf8Of(value.content)) : `#${encodeHex(value.encoded)}`;
  return `${shortNames.get(oid) ?? oid}=${text}`;
}

/** RFC 4514 §2.4. */
function escaped(text: string): string {
  const inner = text.replaceAll(/["+,;<>\\]/g, '\\$&').replaceAll('\0', '\\00');
  const start = /^[ #]/.test(inner) ? `\\${inner}` : inner;
  return start.endsWith(' ') ? `${start.slice(0, -1)}\\ ` : start;
}
