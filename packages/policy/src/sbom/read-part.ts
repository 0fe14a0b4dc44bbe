/** `parts:` of `sbom:`. */

import type { DeclaredPart, Digest } from '@assay/model';
import { given } from '../given.js';
import { projectPath } from '../license/project-path.js';
import type { Path } from '../locate.js';
import { readDigest } from '../read-digest.js';
import { readPackagePurl } from '../read-purl.js';
import { purlVersion, readPartPurl } from './read-part-purl.js';
import { readParty } from './read-party.js';
import type { SbomPlace } from './sbom-place.js';
import type { PartDocument } from './sbom-shape.js';

/** Parts in the order of the file. Throws what `refuse` makes for one that stands twice or contradicts itself. */
export function readParts(documents: readonly PartDocument[], place: SbomPlace): readonly DeclaredPart[] {
  const seen = new Set<string>();
  return documents.map((document, index) => {
    const path = ['sbom', 'parts', index];
    const part = readPart(document, path, place);
    const same = JSON.stringify([part.name, part.version, part.purl, part.path, part.within]);
    if (seen.has(same)) throw place.refuse(path, 'this part stands twice', 'Tell the two apart by `path` or `within`.');
    seen.add(same);
    return part;
  });
}

function readPart(document: PartDocument, path: Path, place: SbomPlace): DeclaredPart {
  const { name, type = 'library', license, description, supplier, digests = [] } = document;
  const { refuse, lineOf } = place;
  return {
    name,
    type,
    ...given({ license, description }),
    ...readVersion(document, path, place),
    ...(supplier === undefined ? {} : { supplier: readParty(supplier, { path: [...path, 'supplier'], refuse }) }),
    digests: readDigests(digests, path, place),
    ...(document.path === undefined ? {} : { path: projectPath(document.path) }),
    ...(document.within === undefined ? {} : { within: readWithin(document.within, path, place) }),
    line: lineOf(path),
  };
}

function readVersion(
  { version, purl }: PartDocument,
  path: Path,
  { refuse }: SbomPlace,
): Pick<DeclaredPart, 'version' | 'purl'> {
  if (purl === undefined) return given({ version });
  const read = readPartPurl(purl, { path: [...path, 'purl'], refuse });
  const stated = purlVersion(read);
  if (version !== undefined && stated !== undefined && version !== stated) {
    throw refuse([...path, 'version'], 'the purl states another version', 'Leave one of the two out.');
  }
  return given({ version: version ?? stated, purl: read });
}

/** No file has two digests of one algorithm. */
function readDigests(texts: readonly string[], path: Path, { refuse }: SbomPlace): readonly Digest[] {
  const byAlgorithm = new Map<string, Digest>();
  for (const [index, text] of texts.entries()) {
    const at = [...path, 'digests', index];
    const digest = readDigest(text, { path: at, refuse });
    if ((byAlgorithm.get(digest.alg) ?? digest).value !== digest.value) {
      throw refuse(at, `another ${digest.alg} stands before it, and no file has both`, 'Write one part for each file.');
    }
    byAlgorithm.set(digest.alg, digest);
  }
  return [...byAlgorithm.values()];
}

/** A purl is put in the form in which purls are compared, `@*` behind it where it names no version; any other text is a name. */
function readWithin(text: string, path: Path, place: SbomPlace): string {
  if (!text.startsWith('pkg:')) return text;
  const at = [...path, 'within'];
  if (text.includes('*')) throw place.refuse(at, 'one package brings a part', 'Write its purl, without wildcards.');
  return readPackagePurl(text, { ...place, path: at });
}
