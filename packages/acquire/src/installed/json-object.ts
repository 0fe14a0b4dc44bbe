/** JSON that a package manager wrote, as hints on where to look: looked up, never believed. */

import { readRegularFile } from '../client-config/read-regular-file.js';

/** An object's own members by name. */
export type JsonMembers = ReadonlyMap<string, unknown>;

/** The members of an object; null for anything else. */
export function membersOf(value: unknown): JsonMembers | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return new Map<string, unknown>(Object.entries(value));
}

/** A text; null for anything else. */
export function textIn(members: JsonMembers | null | undefined, name: string): string | null {
  const value = members?.get(name);
  return typeof value === 'string' ? value : null;
}

/** Parses text; undefined where it is no JSON. */
export function parseHint(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The object in a file of at most so many bytes; null where there is none, or nothing that can be read. */
export async function readJsonObject(path: string, maxBytes: number): Promise<JsonMembers | null> {
  const content = await readRegularFile(path, maxBytes);
  return content.kind === 'bytes' ? membersOf(parseHint(new TextDecoder().decode(content.bytes))) : null;
}
