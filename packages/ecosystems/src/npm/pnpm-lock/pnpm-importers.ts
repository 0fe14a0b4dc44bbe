import { asMap, type DocMap } from '@assay/documents';
import type { PnpmFormat } from './pnpm-format.js';

/** A project of the workspace. */
export interface PnpmImporter {
  /** Its folder; `.` is the lockfile's own. */
  readonly key: string;
  readonly line: number;
  readonly meta: DocMap | undefined;
}

/**
 * The projects. Up to lockfileVersion 6 a lockfile of one project has no `importers`: what it depends on stands at the top. Where
 * there are `importers`, pnpm looks at nothing else.
 */
export function importersOf(document: DocMap, format: PnpmFormat): readonly PnpmImporter[] {
  if (standsAtTop(document, format)) return [{ key: '.', line: document.line, meta: document }];
  const section = asMap(document.get('importers'));
  const importers: PnpmImporter[] = [];
  for (const [key, value] of section?.entries() ?? []) {
    importers.push({ key, line: section?.lineOf(key) ?? 1, meta: asMap(value) });
  }
  return importers;
}

/** True for a lockfile whose one project is not under `importers`. */
export function standsAtTop(document: DocMap, format: PnpmFormat): boolean {
  return format.section === 'packages' && !document.has('importers');
}
