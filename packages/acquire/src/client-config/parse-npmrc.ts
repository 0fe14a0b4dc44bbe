import { parse } from 'ini';

/** An `.npmrc` as npm's own parser reads it: top-level keys only, nothing expanded. */
export type NpmrcValues = ReadonlyMap<string, unknown>;

/** Parses bytes as an `.npmrc`. Null when npm's parser itself fails on them. Never throws. */
export function parseNpmrc(bytes: Uint8Array): NpmrcValues | null {
  try {
    // The parser makes objects without a prototype and drops `__proto__`; a Map keeps it so from here on.
    return new Map<string, unknown>(Object.entries(parse(new TextDecoder().decode(bytes))));
  } catch {
    // A section named like a key that holds text: `registry=…` and `[registry]`.
    return null;
  }
}
