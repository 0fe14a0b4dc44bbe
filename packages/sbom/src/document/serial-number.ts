import { digestOf, type JsonValue, digestOfJson } from '@assay/model';
import type { SbomInput, SbomOptions } from '../sbom-input.js';

/** So many facts are hashed at a time: one text of all would be as large as the document. */
const batch = 500;

/**
 * `urn:uuid:` and a version 8 UUID (RFC 9562 §5.8): the first bytes of a SHA-256 over everything that decides what the document says. Same
 * input and options, same number.
 */
export function serialNumber(input: SbomInput, options: SbomOptions): string {
  const { report, reportDigest, inventory, declared, licensePackages = [] } = input;
  const seed: JsonValue = [
    reportDigest.value,
    report.inventoryDigest.value,
    inventory.lockfiles.map(({ path, digest }) => [path, digest.value]),
    JSON.stringify([inventory.projects ?? null, declared, licensePackages, options]),
    factDigests(input),
  ];
  return `urn:uuid:${uuid(digestOfJson(seed).value)}`;
}

function factDigests({ facts, inventory }: SbomInput): readonly string[] {
  if (facts.size === 0) return [];
  const all = inventory.subjects.map(({ id }) => facts.get(id) ?? null);
  const digests: string[] = [];
  for (let start = 0; start < all.length; start += batch) {
    digests.push(digestOf('sha256', JSON.stringify(all.slice(start, start + batch))).value);
  }
  return digests;
}

function uuid(hex: string): string {
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  const groups = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`];
  return [...groups, hex.slice(20, 32)].join('-');
}
