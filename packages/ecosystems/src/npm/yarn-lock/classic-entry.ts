import { asMap, asText } from '@assay/documents';
import type { ScopedEdge } from '../dependency-scope.js';
import { parsePattern, type ClassicPattern } from './classic-pattern.js';
import { readResolved, type ClassicSource } from './classic-source.js';
import type { LockBlock } from './lock-tree.js';

/** An entry of a lockfile of Yarn 1. */
export interface ClassicEntry extends LockBlock {
  readonly patterns: readonly ClassicPattern[];
  readonly source: ClassicSource;
  readonly version: string;
}

/** A dependency that an entry, or the project, asks for. */
export interface Wanted {
  readonly name: string;
  readonly range: string;
  readonly scope: ScopedEdge<unknown>['scope'];
}

/** Reads an entry. What its fields hold is judged later; what they leave out is empty. */
export function readEntry(block: LockBlock): ClassicEntry {
  const patterns = block.keys.map(parsePattern);
  const isRepository = patterns.some(({ asks }) => asks.kind === 'git');
  const source = readResolved(asText(block.fields.get('resolved')), isRepository);
  return { ...block, patterns, source, version: asText(block.fields.get('version')) ?? '' };
}

/** What an entry asks for; Yarn 1 installs by it and does not look into the package. */
export function wantedBy({ fields }: Pick<LockBlock, 'fields'>): readonly Wanted[] {
  const wanted: Wanted[] = [];
  const optional = asMap(fields.get('optionalDependencies'));
  for (const [name, range] of optional?.entries() ?? []) {
    wanted.push({ name, range: asText(range) ?? '', scope: 'optional' });
  }
  for (const [name, range] of asMap(fields.get('dependencies'))?.entries() ?? []) {
    if (optional?.has(name) !== true) wanted.push({ name, range: asText(range) ?? '', scope: 'prod' });
  }
  return wanted;
}
