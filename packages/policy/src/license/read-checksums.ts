/** `checksums:` of a licence package. */

import type { LicenseChecksums } from '@assay/model';
import type { Path } from '../locate.js';
import type { PartPlace } from './license-parts.js';
import type { SharedLicenseDocument } from './license-shape.js';
import { projectPath } from './project-path.js';
import { readFileUrl } from './read-license-url.js';
import { readLicenseKeys } from './read-token.js';

type ChecksumsDocument = NonNullable<SharedLicenseDocument['checksums']>[number];

/** One list or statement; its location may hold `{name}` and `{version}`. Throws what `refuse` makes for a location that is none. */
export function readChecksums(
  { url, file, keys = [] }: ChecksumsDocument,
  place: PartPlace & { readonly insecure: boolean },
): LicenseChecksums {
  const { path, refuse } = place;
  if ((url === undefined) === (file === undefined)) {
    throw refuse(
      path,
      'either a `url` or a `file` is expected',
      'Write `url: https://host/sha256.txt` or `file: vendor/sha256.txt`.',
    );
  }
  const location =
    url === undefined ? projectPath(file ?? '') : readTemplate(url, { ...place, path: [...path, 'url'] });
  checkBraces(location, [...path, url === undefined ? 'file' : 'url'], refuse);
  const keysAt = { path: [...path, 'keys'], refuse };
  return { location, keys: readLicenseKeys(keys, keysAt, place.readers.checksumKeyProblem) };
}

/** URLs escape braces; here they stand for something. */
function readTemplate(url: string, place: PartPlace & { readonly insecure: boolean }): string {
  return readFileUrl(url, place).replaceAll('%7B', '{').replaceAll('%7D', '}');
}

function checkBraces(location: string, path: Path, refuse: PartPlace['refuse']): void {
  if (!/[{}]/.test(location.replaceAll(/\{(?:name|version)\}/g, ''))) return;
  throw refuse(path, 'only {name} and {version} stand for something here', 'Write them so, or leave the braces out.');
}

/** The list of one package. */
export function checksumsOf(
  { location, keys }: LicenseChecksums,
  { name, version }: { readonly name: string; readonly version: string },
): LicenseChecksums {
  const write = /^https?:/.test(location) ? encodeURIComponent : (text: string) => text.replaceAll('/', '-');
  const filled = location.replaceAll('{name}', () => write(name)).replaceAll('{version}', () => write(version));
  return { location: filled, keys };
}
