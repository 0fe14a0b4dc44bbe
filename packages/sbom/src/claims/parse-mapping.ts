/** A mapping file → StandardsMapping. Data only; a typo is always an error with file and line. */

import { DocMap, parseYaml, type DocValue } from '@assay/documents';
import { AssayError, nearestWord } from '@assay/model';
import type { MappedRequirement, MappedStandard, StandardsMapping } from './standards-mapping.js';

/** Bytes of a mapping file. */
export interface MappingSource {
  readonly bytes: Uint8Array;
  /** As the user named it. */
  readonly file: string;
  /** Ids of the checks that there are. */
  readonly checks: Iterable<string>;
}

const maxBytes = 1024 * 1024;
const maxStandards = 50;
const maxRequirements = 500;
const maxText = 1000;

/** How a place of the file says what is wrong there. */
interface Reader {
  readonly checks: ReadonlySet<string>;
  readonly itemLines: ReadonlyMap<DocValue, readonly number[]>;
  readonly refuse: (line: number, message: string, hint?: string) => AssayError;
}

/**
 * Parses a mapping. Throws AssayError `ERR_CONFIG` with file, line and hint for anything that is not exactly one: unknown keys and checks,
 * ids that stand twice, requirements that say nothing of what is shown.
 */
export function parseMapping({ bytes, file, checks }: MappingSource): StandardsMapping {
  const refuse = (line: number, message: string, hint?: string) =>
    new AssayError('ERR_CONFIG', message, { file, line, ...(hint === undefined ? {} : { hint }) });
  const result = parseYaml(bytes, { maxBytes, maxDepth: 16, anchors: 'refuse', itemLines: true, scalars: 'decimal' });
  if (!result.ok) throw refuse(result.problem.line ?? 1, result.problem.detail);
  const [document, ...others] = result.documents;
  if (!(document?.value instanceof DocMap) || others.length > 0) {
    throw refuse(
      1,
      'a mapping is one YAML mapping',
      'It starts with `version: 1`; `assay sbom mapping` prints the built-in one.',
    );
  }
  const reader = { checks: new Set(checks), itemLines: document.itemLines ?? new Map(), refuse };
  return readMapping(document.value, reader);
}

function readMapping(root: DocMap, reader: Reader): StandardsMapping {
  if (root.get('version') !== 1) throw reader.refuse(root.lineOf('version'), '`version: 1` is expected');
  refuseOtherKeys(root, ['version', 'standards'], reader);
  const standards = listOf(root, 'standards', { max: maxStandards, reader }).map(({ value, line }) =>
    readStandard(mapOf(value, line, reader), reader),
  );
  refuseTwice(
    standards.map(({ id }) => id),
    root,
    reader,
  );
  return { standards };
}

function readStandard(map: DocMap, reader: Reader): MappedStandard {
  refuseOtherKeys(map, ['id', 'name', 'version', 'owner', 'description', 'url', 'requirements'], reader);
  const id = textOf(map, 'id', reader);
  if (!/^[a-z\d]+(?:[.-][a-z\d]+)*$/.test(id)) {
    throw reader.refuse(map.lineOf('id'), 'an id is written in small letters, as in slsa or nist-ssdf');
  }
  const requirements = listOf(map, 'requirements', { max: maxRequirements, reader }).map(({ value, line }) =>
    readRequirement(mapOf(value, line, reader), reader),
  );
  refuseTwice(
    requirements.map(({ identifier }) => identifier),
    map,
    reader,
  );
  return {
    id,
    name: textOf(map, 'name', reader),
    version: textOf(map, 'version', reader),
    owner: textOf(map, 'owner', reader),
    description: textOf(map, 'description', reader),
    ...readUrl(map, reader),
    requirements,
  };
}

function readUrl(map: DocMap, reader: Reader): Pick<MappedStandard, 'url'> {
  if (!map.has('url')) return {};
  const url = textOf(map, 'url', reader);
  if (/^https:\/\/[^\s@/?#\\]+(?:\/[^\s@\\]*)?$/.test(url)) return { url };
  throw reader.refuse(map.lineOf('url'), 'an https URL without credentials is expected');
}

function readRequirement(map: DocMap, reader: Reader): MappedRequirement {
  refuseOtherKeys(map, ['id', 'title', 'all', 'any', 'shows'], reader);
  return {
    identifier: textOf(map, 'id', reader),
    ...(map.has('title') ? { title: textOf(map, 'title', reader) } : {}),
    all: readChecks(map, 'all', reader),
    any: readChecks(map, 'any', reader),
    shows: textOf(map, 'shows', reader),
  };
}

function readChecks(map: DocMap, key: string, reader: Reader): readonly string[] {
  if (!map.has(key)) return [];
  const items = listOf(map, key, { max: reader.checks.size, reader });
  return items.map(({ value, line }) => {
    if (typeof value === 'string' && reader.checks.has(value)) return value;
    const near = typeof value === 'string' ? nearestWord(value, reader.checks) : null;
    const hint = near === null ? `The checks are ${[...reader.checks].join(', ')}.` : `Did you mean \`${near}\`?`;
    throw reader.refuse(line, 'there is no such check', hint);
  });
}

interface Item {
  readonly value: DocValue;
  readonly line: number;
}

function listOf(
  map: DocMap,
  key: string,
  { max, reader }: { readonly max: number; readonly reader: Reader },
): readonly Item[] {
  const value = map.get(key);
  const line = map.lineOf(key);
  if (value === undefined) throw reader.refuse(line, `the key \`${key}\` is missing`);
  if (!isList(value))
    throw reader.refuse(line, `\`${key}\` is a list`, 'Write it as [a, b], or with one `- ` line for each.');
  if (value.length > max) throw reader.refuse(line, `\`${key}\` holds more than ${String(max)} entries`);
  const lines = reader.itemLines.get(value);
  return value.map((item, index) => ({ value: item, line: lines?.[index] ?? line }));
}

function isList(value: DocValue): value is readonly DocValue[] {
  return Array.isArray(value);
}

function mapOf(value: DocValue, line: number, { refuse }: Reader): DocMap {
  if (value instanceof DocMap) return value;
  throw refuse(line, 'a mapping is expected here');
}

/** One line of text: it ends up in documents that people and terminals read. */
function textOf(map: DocMap, key: string, { refuse }: Reader): string {
  const value = map.get(key);
  if (value === undefined) throw refuse(map.lineOf(key), `the key \`${key}\` is missing`);
  if (typeof value !== 'string') throw refuse(map.lineOf(key), `\`${key}\` is a text`, 'Put it in quotes.');
  if (value.length > maxText) throw refuse(map.lineOf(key), `\`${key}\` is longer than ${String(maxText)} characters`);
  if (value.trim() !== '' && !/\p{Cc}/u.test(value)) return value;
  throw refuse(map.lineOf(key), `\`${key}\` is one line of text, without control characters`);
}

function refuseOtherKeys(map: DocMap, known: readonly string[], { refuse }: Reader): void {
  for (const key of map.keys()) {
    if (known.includes(key)) continue;
    const near = nearestWord(key, known);
    const hint = near === null ? `The keys here are ${known.join(', ')}.` : `Did you mean \`${near}\`?`;
    throw refuse(map.lineOf(key), 'this key is not one of a mapping here', hint);
  }
}

function refuseTwice(ids: readonly string[], map: DocMap, { refuse }: Reader): void {
  const seen = new Set<string>();
  for (const id of ids) {
    if (seen.has(id)) throw refuse(map.line, `the id ${JSON.stringify(id)} stands twice in this list`);
    seen.add(id);
  }
}
