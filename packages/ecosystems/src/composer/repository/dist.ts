import { asList, asMap, asText, type DocMap } from '@assay/documents';
import type { Subject, Unreadable } from '@assay/model';
import { normaliseComposerVersion } from '../composer-version.js';
import { resolved, type ComposerPlace } from './composer-place.js';
import type { PackageRecord } from './package-records.js';

/** The archive of a version as the repository states it. Its SHA-1 (`shasum`) decides nothing and is left out. */
export interface Dist {
  readonly url: string;
  readonly reference: string;
}

/** Reads `dist`: a zip, or Unreadable with why not. */
export function readDist(record: PackageRecord): Dist | Unreadable {
  const dist = asMap(record.get('dist'));
  if (dist === undefined) {
    const detail = 'The repository offers no archive of this version (no `dist`), only a source repository or nothing.';
    return { problem: 'dist-missing', detail };
  }
  const type = asText(dist.get('type')) ?? '';
  if (type !== 'zip') {
    const detail = `The repository offers this version as ${JSON.stringify(type.slice(0, 40))}; Assay reads zip archives only.`;
    return { problem: 'dist-unsupported', detail };
  }
  const url = asText(dist.get('url')) ?? '';
  if (url === '') return { problem: 'dist-missing', detail: 'The repository states no URL of the archive.' };
  return { url, reference: asText(dist.get('reference')) ?? '' };
}

/**
 * The URL that Composer tries first: that of the last preferred mirror in `packages.json` (Private Packagist has one), else the stated
 * one. Null where a part of it would have to be an MD5, as Composer makes of odd references.
 */
export function firstUrl(dist: Dist, subject: Subject, place: ComposerPlace, root: DocMap): string | null {
  const mirrors = asList(root.get('mirrors')) ?? [];
  const preferred = mirrors.map(asMap).filter((mirror) => mirror !== undefined && isTruthy(mirror, 'preferred'));
  const template = preferred.map((mirror) => asText(mirror?.get('dist-url')) ?? '').findLast((url) => url !== '');
  return template === undefined ? filled(dist.url, dist, subject) : filled(resolved(place, template), dist, subject);
}

/** PHP's idea of a value that is set. */
function isTruthy(map: DocMap, field: string): boolean {
  const value = map.get(field) ?? null;
  return value !== null && value !== false && value !== 0 && value !== '' && value !== '0';
}

/** Composer's placeholders. */
function filled(template: string, { reference }: Dist, { name, version }: Subject): string | null {
  if (!template.includes('%')) return template;
  const normal = normaliseComposerVersion(version) ?? version;
  const odd = (template.includes('%reference%') && !/^[a-f0-9]*$/.test(reference)) || normal.includes('/');
  if (odd) return null;
  return template
    .replaceAll('%package%', () => name)
    .replaceAll('%version%', () => normal)
    .replaceAll('%reference%', () => reference)
    .replaceAll('%type%', () => 'zip')
    .replaceAll('%prettyVersion%', () => version);
}
