import { pathUnder, type Subject, type SubjectFile, type UrlMatch } from '@assay/model';
import { baseOf } from './package-name.js';
import { sameVersion } from './package-version.js';
import { shown } from './shown.js';
import type { PackageId } from './subject-facts.js';

/**
 * Compares a locked URL with the name and version it is locked for. The whole path below the registry's base must be one
 * that registries give to this very package; names are compared by bytes, after percent-decoding once. A registry's other
 * packages are one `..`, one `%2f` or one prefix away, and lockfiles are edited by whoever opens a pull request.
 */
export function matchUrl(subject: Subject, file: SubjectFile, registry: string): UrlMatch {
  if (file.url === undefined) return { match: 'same' };
  const segments = decodedSegments(file.url, registry);
  if (typeof segments === 'string') return { match: 'different', detail: `${shown(file.url)} ${segments}` };
  const id = { name: subject.name, version: subject.version };
  if (forms.some((form) => form(segments, id))) return { match: 'same' };
  const detail = `${shown(file.url)} is not a URL of ${subject.name} ${subject.version}.`;
  return { match: 'different', detail };
}

/** The decoded path segments below the registry's base, or what is wrong with the URL. */
function decodedSegments(text: string, registry: string): readonly string[] | string {
  if (!URL.canParse(text)) return 'is not a URL.';
  const url = new URL(text);
  if (url.search !== '' || text.includes('?')) return 'has a query.';
  if (!text.endsWith(`${url.pathname}${url.hash}`)) return 'is not written in normal form.';
  const path = pathUnder(registry, text);
  if (path === null) return `does not lie under ${registry}.`;
  const decoded = decodeOnce(path);
  if (decoded === null) return 'has percent-encoding that can be read in more than one way.';
  const segments = decoded.split('/');
  return segments.some((segment) => segment === '' || segment === '.' || segment === '..')
    ? 'has empty or dot segments.'
    : segments;
}

/** Decoded text of a path; null when it does not decode, or when decoding again would change it, or hides separators. */
function decodeOnce(path: string): string | null {
  try {
    const text = decodeURIComponent(path);
    return isPlain(text) ? text : null;
  } catch {
    return null;
  }
}

function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (char <= ' ' || char === '%' || char === '\\' || char === '?' || char === '#' || char === '\u007f') return false;
  }
  return true;
}

type Form = (segments: readonly string[], id: PackageId) => boolean;

/** How registries lay out their download URLs. Each must hold name and version whole, and nothing it does not name. */
const forms: readonly Form[] = [standard, fullNameInFile, versionFolder, githubPackages, jsr];

/** npm, Verdaccio, Nexus, Azure Artifacts, CodeArtifact: `<name>/-/<base>-<version>.tgz`. */
function standard(segments: readonly string[], id: PackageId): boolean {
  const rest = after(segments, [...id.name.split('/'), '-']);
  return rest?.length === 1 && isFileOf(rest[0], id);
}

/** GitLab, Artifactory: `<@scope/base>/-/<@scope/base>-<version>.tgz`. */
function fullNameInFile(segments: readonly string[], id: PackageId): boolean {
  const parts = id.name.split('/');
  const rest = after(segments, [...parts, '-', ...parts.slice(0, -1)]);
  return parts.length === 2 && rest?.length === 1 && isFileOf(rest[0], id);
}

/** Font Awesome: `<name>/-/<version>/<base>-<version>.tgz`. */
function versionFolder(segments: readonly string[], id: PackageId): boolean {
  const rest = after(segments, [...id.name.split('/'), '-', id.version]);
  return rest?.length === 1 && isFileOf(rest[0], id);
}

/** GitHub Packages: `download/<name>/<version>/<hash>`. */
function githubPackages(segments: readonly string[], id: PackageId): boolean {
  return after(segments, ['download', ...id.name.split('/'), id.version])?.length === 1;
}

/** JSR: `~/<number>/<name>/<version>.tgz`. */
function jsr(segments: readonly string[], id: PackageId): boolean {
  const rest = after(segments.slice(2), id.name.split('/'));
  return segments[0] === '~' && /^[0-9]{1,9}$/.test(segments[1] ?? '') && rest?.join('/') === `${id.version}.tgz`;
}

/** What follows the expected segments; null when others stand there. */
function after(segments: readonly string[], expected: readonly string[]): readonly string[] | null {
  return expected.every((part, i) => segments[i] === part) ? segments.slice(expected.length) : null;
}

/** `<base>-<version>.tgz`; old releases spell the version in the file name as it was written, not as npm reads it. */
function isFileOf(file: string | undefined, id: PackageId): boolean {
  const prefix = `${baseOf(id.name)}-`;
  if (file === undefined || !file.startsWith(prefix) || !file.endsWith('.tgz')) return false;
  return sameVersion(file.slice(prefix.length, -'.tgz'.length), id.version);
}
