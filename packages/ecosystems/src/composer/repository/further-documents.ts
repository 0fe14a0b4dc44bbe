import { asMap, asText, type DocMap } from '@assay/documents';
import type { Subject } from '@assay/model';
import { normaliseComposerVersion } from '../composer-version.js';
import { resolved, urlWithin, type ComposerPlace } from './composer-place.js';
import { packageRecords } from './package-records.js';

/** Satis includes one file. */
const mostIncluded = 16;

/**
 * URLs of the documents that one leads to: the package's own where there is a `metadata-url` (and nothing about the package in the
 * document itself), else the files that it includes. Their SHA-1 is not looked at. Only what lies on an origin that the repository may
 * lead to; too many is none.
 */
export function furtherDocuments(
  document: DocMap,
  subject: Pick<Subject, 'name' | 'version'>,
  place: ComposerPlace,
): readonly string[] {
  const template = asText(document.get('metadata-url')) ?? '';
  if (template !== '') return isListed(document, subject.name) ? [] : ownDocument(template, subject, place);
  const included = [...(asMap(document.get('includes'))?.keys() ?? [])];
  if (included.length > mostIncluded) return [];
  return included.flatMap((path) => urlWithin(place, `${place.base}${path.replaceAll('$', '%24')}`) ?? []);
}

function isListed(document: DocMap, name: string): boolean {
  const [first] = packageRecords(document, name);
  return first !== undefined;
}

/** Branches have a document of their own. */
function ownDocument(
  template: string,
  { name, version }: Pick<Subject, 'name' | 'version'>,
  place: ComposerPlace,
): readonly string[] {
  const normal = normaliseComposerVersion(version) ?? '';
  const file = normal.startsWith('dev-') || normal.endsWith('-dev') ? `${name}~dev` : name;
  const url = urlWithin(place, resolved(place, template).replaceAll('%package%', file));
  return url === null ? [] : [url];
}
