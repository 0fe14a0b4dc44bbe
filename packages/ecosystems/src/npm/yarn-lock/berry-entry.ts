import { asMap, asText } from '@assay/documents';
import type { Scope } from '@assay/model';
import { parseIdent, type BerryIdent } from './berry-locator.js';
import type { Wanted } from './classic-entry.js';
import type { LockBlock } from './lock-tree.js';

/** An entry of a lockfile of Yarn 2 and later. */
export interface BerryEntry extends LockBlock {
  /** The descriptors that share the entry, as dependents ask for them. */
  readonly descriptors: readonly string[];
  /** What they are resolved to; null where `resolution` is missing or names nothing. */
  readonly locator: BerryIdent | null;
  readonly resolution: string;
  readonly version: string;
}

/** Reads an entry. */
export function readBerryEntry(block: LockBlock): BerryEntry {
  const resolution = asText(block.fields.get('resolution')) ?? '';
  const descriptors = block.keys.flatMap((key) => key.split(',').map((part) => part.trim()));
  const version = asText(block.fields.get('version')) ?? '';
  return { ...block, descriptors, resolution, locator: parseIdent(resolution), version };
}

/** True for the folder of a member of the workspace. */
export function isWorkspace({ locator }: BerryEntry): boolean {
  return locator?.range.protocol === 'workspace:';
}

/** True for the project itself. */
export function isRoot(entry: BerryEntry): boolean {
  return isWorkspace(entry) && entry.locator?.range.source === '.';
}

/** What an entry asks for. An optional dependency stands among the others, and `dependenciesMeta` says so. */
export function berryWants({ fields }: LockBlock): readonly Wanted[] {
  const meta = asMap(fields.get('dependenciesMeta'));
  const wanted = [...(asMap(fields.get('dependencies'))?.entries() ?? [])];
  return wanted.map(([name, range]) => ({
    name,
    range: asText(range) ?? '',
    scope: scopeOf(asText(asMap(meta?.get(name))?.get('optional'))),
  }));
}

function scopeOf(optional: string | undefined): Scope {
  return optional === 'true' ? 'optional' : 'prod';
}
