/** URLs of licence packages: https unless `insecure` says otherwise, without credentials, query and fragment. */

import { normaliseRegistryUrl, originOf } from '@assay/model';
import type { Path } from '../locate.js';
import type { Refuse } from '../refuse.js';

/** Where URLs stand, and whether plain http is allowed there. */
export interface UrlPlace {
  readonly path: Path;
  readonly refuse: Refuse;
  readonly insecure: boolean;
}

/** A base URL in normal form, with `/` at its end. Throws what `refuse` makes for any other text. */
export function readBaseUrl(text: string, place: UrlPlace): string {
  return secure(normaliseRegistryUrl(text), place);
}

/** A file's URL in normal form. Throws what `refuse` makes for any other text, and for a folder's. */
export function readFileUrl(text: string, place: UrlPlace): string {
  const base = normaliseRegistryUrl(text);
  if (base === null || text.endsWith('/') || base === `${originOf(text) ?? ''}/`) {
    throw place.refuse(place.path, 'this is not the URL of a file', 'Write it as https://host/path/file.zip.');
  }
  return secure(base.slice(0, -1), place);
}

/** An origin. Throws what `refuse` makes for any other text. */
export function readOrigin(text: string, place: UrlPlace): string {
  return secure(originOf(text), place);
}

function secure(url: string | null, { path, refuse, insecure }: UrlPlace): string {
  if (url === null) throw refuse(path, 'this is not a URL', 'Write it as https://host/path/.');
  if (insecure || url.startsWith('https:')) return url;
  throw refuse(path, 'this is plain http', 'Use https, or add `insecure: true` here if http is meant.');
}
