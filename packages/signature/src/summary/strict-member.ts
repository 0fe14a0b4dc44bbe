/** Members of a summary, each in the one form it may have. A wrong one throws, to be caught where the summary is read. */

import { asList, asMap, asNumber, asText, type DocMap, type DocValue } from '@assay/documents';
import { digestFromHex, type Digest } from '@assay/model';
import { instantOf } from '../registry/instant.js';

/** Why a summary is none; never seen outside of this folder. */
export class MemberRefusal extends Error {}

const longest = 4096;

function refuseMember(name: string, what: string): never {
  throw new MemberRefusal(`Its member ${name} is not ${what}.`);
}

/** An object. */
export function mapAt(map: DocMap, name: string): DocMap {
  return asMap(map.get(name)) ?? refuseMember(name, 'an object');
}

/** A list, each of whose items is read by `read`. */
export function listAt<T>(map: DocMap, name: string, read: (item: DocValue) => T): readonly T[] {
  return (asList(map.get(name)) ?? refuseMember(name, 'a list')).map(read);
}

/** A list of objects. */
export function mapsAt<T>(map: DocMap, name: string, read: (item: DocMap) => T): readonly T[] {
  return listAt(map, name, (item) => read(asMap(item) ?? refuseMember(name, 'a list of objects')));
}

/** A text with something in it, of sane length. */
export function textAt(map: DocMap, name: string): string {
  const text = asText(map.get(name)) ?? '';
  return text === '' || text.length > longest ? refuseMember(name, 'a text') : text;
}

/** One of a closed list of words. */
export function wordAt<T extends string>(map: DocMap, name: string, words: readonly T[]): T {
  const text = map.get(name);
  return words.find((word) => word === text) ?? refuseMember(name, `one of ${words.join(', ')}`);
}

/** A whole number, not negative. */
export function countAt(map: DocMap, name: string): number {
  const count = asNumber(map.get(name));
  return count === undefined || !Number.isSafeInteger(count) || count < 0 ? refuseMember(name, 'a count') : count;
}

/** A digest set with a SHA-256; what other digests it has is left out. */
export function digestAt(map: DocMap, name: string): Digest {
  return digestOfSet(asMap(map.get(name)), name);
}

/** The same for an item of a list. */
export function digestOfSet(set: DocMap | undefined, name: string): Digest {
  const hex = asText(set?.get('sha256')) ?? '';
  const digest = hex === hex.toLowerCase() ? digestFromHex('sha256', hex) : null;
  return digest ?? refuseMember(name, 'a SHA-256 in lowercase hex');
}

/** RFC 3339 in UTC. */
export function timeAt(map: DocMap, name: string): string {
  const text = textAt(map, name);
  return instantOf(text) === null ? refuseMember(name, 'an RFC 3339 time in UTC') : text;
}

const fullDate = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

/** RFC 3339 full-date. */
export function dayAt(map: DocMap, name: string): string {
  const text = textAt(map, name);
  const isDay = fullDate.test(text) && instantOf(`${text}T00:00:00Z`) !== null;
  return isDay ? text : refuseMember(name, 'an RFC 3339 date');
}

/** What `read` makes of a member that may be absent. */
export function optional<Name extends string, T>(
  map: DocMap,
  name: Name,
  read: (map: DocMap, name: Name) => T,
): { readonly [key in Name]?: T } {
  return map.has(name) ? ({ [name]: read(map, name) } as { [key in Name]: T }) : {};
}
