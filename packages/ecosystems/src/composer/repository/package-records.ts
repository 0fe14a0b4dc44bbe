import { asList, asMap, asText, DocMap, type DocValue } from '@assay/documents';
import type { FieldSource } from '../../manifest-fields.js';
import { lowerAscii } from '../composer-name.js';

/** How minified documents say that a field of the version before is gone. */
const gone = '__unset';

/** What a repository says of one version of a package. */
export class PackageRecord implements FieldSource {
  readonly #fields: Pick<DocMap, 'get'>;

  constructor(fields: Pick<DocMap, 'get'>) {
    this.#fields = fields;
  }

  get(field: string): DocValue | undefined {
    return this.#fields.get(field);
  }

  /** JSON knows neither tags nor aliases. */
  decorationOf(): undefined {
    return undefined;
  }
}

/**
 * The records of a package's versions in a document, under whatever key they stand: Composer goes by the name in the record.
 * Of minified documents (`"minified": "composer/2.0"`) each version is given in full.
 */
export function* packageRecords(document: DocMap, name: string): Iterable<PackageRecord> {
  const minified = document.get('minified') === 'composer/2.0';
  for (const versions of itemsOf(document.get('packages'))) {
    const stated = itemsOf(versions).flatMap((version) => asMap(version) ?? []);
    for (const fields of minified ? expanded(stated) : stated) {
      if (lowerAscii(asText(fields.get('name')) ?? '') !== name) continue;
      yield new PackageRecord(fields instanceof DocMap ? fields : new Map(fields));
    }
  }
}

/** Items of a list, or values of a mapping: PHP does not tell them apart. */
function itemsOf(value: DocValue | undefined): readonly DocValue[] {
  const map = asMap(value);
  return map === undefined ? (asList(value) ?? []) : [...map.entries()].map(([, item]) => item);
}

/** The first version is stated in full, each other one as what differs from the one before. The same mapping each time, changed. */
function* expanded(versions: readonly DocMap[]): Iterable<ReadonlyMap<string, DocValue>> {
  const fields = new Map<string, DocValue>();
  for (const stated of versions) {
    for (const [field, value] of stated.entries()) {
      if (value === gone) fields.delete(field);
      else fields.set(field, value);
    }
    yield fields;
  }
}
