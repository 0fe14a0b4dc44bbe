/** File names of Python distributions: what they say, whatever their spelling. */

import { pythonVersionKey } from './python-version.js';

/** What the file name of a wheel or an sdist says. */
export interface DistributionName {
  readonly kind: 'wheel' | 'sdist';
  /** Normalised (PEP 503). */
  readonly project: string;
  /** Equal for spellings of one version. */
  readonly version: string;
  /** Everything else that tells two files of a version apart: an sdist's ending, a wheel's build and tags in order. */
  readonly variant: string;
}

const longestName = 255;
const mostTags = 64;
const sdistEndings = ['.tar.gz', '.zip'] as const;
const projectShape = /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/i;
/** In a wheel's file name runs of `-`, `_` and `.` are one `_` (binary distribution format, "Escaping and Unicode"); old tools kept dots. */
const wheelProjectShape = /^[a-z0-9](?:[a-z0-9._]*[a-z0-9])?$/i;
const tagShape = /^[a-z0-9_]+(?:\.[a-z0-9_]+)*$/;
const buildShape = /^(\d+)([a-z0-9_.]*)$/i;

/**
 * Reads the file name of a wheel (binary distribution format) or sdist (PEP 625, and `.zip`); null for any other name. The
 * spelling need not be normalised.
 */
export function parseDistributionName(file: string): DistributionName | null {
  if (file.length > longestName) return null;
  if (file.endsWith('.whl')) return parseWheel(file.slice(0, -'.whl'.length));
  const ending = sdistEndings.find((candidate) => file.endsWith(candidate));
  return ending === undefined ? null : parseSdist(file.slice(0, -ending.length), ending);
}

/**
 * True when both names say the same (Index hosted attestations: subject and distribution are compared by their parts, so that the
 * order of compressed tags and spellings do not matter).
 */
export function isSameDistribution(a: DistributionName, b: DistributionName): boolean {
  return a.kind === b.kind && a.project === b.project && a.version === b.version && a.variant === b.variant;
}

function parseSdist(stem: string, ending: string): DistributionName | null {
  const dash = stem.lastIndexOf('-');
  if (dash < 0) return null;
  const project = stem.slice(0, dash);
  const version = pythonVersionKey(stem.slice(dash + 1));
  if (!projectShape.test(project) || version === null) return null;
  return { kind: 'sdist', project: normalise(project), version, variant: ending };
}

function parseWheel(stem: string): DistributionName | null {
  const parts = stem.split('-');
  const build = parts.length === 6 ? buildKey(parts[2] ?? '') : '';
  if ((parts.length !== 5 && parts.length !== 6) || build === null) return null;
  const [project = '', versionText = ''] = parts;
  const version = pythonVersionKey(versionText);
  const tags = parts.slice(-3).map(tagSet);
  if (!wheelProjectShape.test(project) || project.includes('__') || version === null || tags.includes(null))
    return null;
  return { kind: 'wheel', project: normalise(project), version, variant: [build, ...tags].join('-') };
}

/** A build tag starts with digits; their value and the rest count. */
function buildKey(text: string): string | null {
  const match = buildShape.exec(text);
  if (match === null) return null;
  const [, digits = '', rest = ''] = match;
  return `${digits.replace(/^0+(?=\d)/, '')} ${rest}`;
}

/** A compressed tag set (PEP 425) in a fixed order, without repetitions. */
function tagSet(text: string): string | null {
  const lower = text.toLowerCase();
  if (!tagShape.test(lower)) return null;
  const tags = new Set(lower.split('.'));
  return tags.size > mostTags ? null : [...tags].sort().join('.');
}

/** PEP 503. */
function normalise(project: string): string {
  return project.toLowerCase().replaceAll(/[-_.]+/g, '-');
}
