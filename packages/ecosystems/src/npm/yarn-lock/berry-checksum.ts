import { digestFromHex, type Digest } from '@assay/model';

/** What stands in `checksum`. */
export interface BerryChecksum {
  /** How Yarn made the archive: the version of its cache and how much it compressed. Empty where the entry does not say. */
  readonly cacheKey: string;
  readonly pins: readonly Digest[];
  readonly malformedPins: readonly string[];
}

/**
 * Reads `10c0/<hex>` or `<hex>`: the SHA-512 of the ZIP archive that Yarn itself makes of a package’s files. No registry serves that
 * archive, so nothing but Yarn compares it with anything.
 */
export function readChecksum(text: string | undefined): BerryChecksum {
  if (text === undefined || text === '') return { cacheKey: '', pins: [], malformedPins: [] };
  const slash = text.indexOf('/');
  const cacheKey = text.slice(0, Math.max(slash, 0));
  const hex = text.slice(slash + 1);
  const digest = isCacheKey(cacheKey) || slash < 0 ? digestFromHex('sha512', hex, 'client-archive') : null;
  if (hex !== digest?.value) return { cacheKey, pins: [], malformedPins: [text.slice(0, 200)] };
  return { cacheKey, pins: [digest], malformedPins: [] };
}

/** A number, and how the archive is compressed. */
function isCacheKey(text: string): boolean {
  return /^[0-9]{1,4}(?:c(?:[0-9]|mixed))?$/.test(text);
}
