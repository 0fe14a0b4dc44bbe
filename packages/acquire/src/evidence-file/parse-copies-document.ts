/** Reads what a recording says about copies of a package. */

import {
  digestAlgorithms,
  digestFromHex,
  type ArchiveEntry,
  type ArchiveProblem,
  type Digest,
  type EvidenceRequest,
  type FileListing,
  type JsonValue,
  type LocalCopyRead,
  type PackageFacts,
} from '@assay/model';
import { askedOf } from './copies-document.js';
import {
  expectOnly,
  fieldsOf,
  itemsOf,
  oneOf,
  parseCanonical,
  sha256Of,
  textOf,
  textsOf,
  type Fields,
} from './parse-json-member.js';
import { DamagedFile } from './tar-reader.js';

const name = 'a document on copies';

/**
 * The copies; null where the recording was asked for less than this request asks. Throws DamagedFile for anything that the recorder
 * does not write.
 */
export function parseCopiesDocument(bytes: Uint8Array, request: EvidenceRequest): readonly LocalCopyRead[] | null {
  const fields = parseCanonical(name, bytes);
  expectOnly(fields, ['asked', 'copies'], name);
  const copies = itemsOf(fields.get('copies'), name).map(parseCopy);
  return answers(fieldsOf(fields.get('asked'), name), request) ? copies : null;
}

function answers(asked: Fields, request: EvidenceRequest): boolean {
  expectOnly(asked, ['algorithms', 'format', 'members', 'hashEntries'], name);
  const [algorithms, members] = [textsOf(asked.get('algorithms'), name), textsOf(asked.get('members'), name)];
  const now = askedOf(request);
  if (now.format !== asked.get('format') || (now.hashEntries && asked.get('hashEntries') !== true)) return false;
  return now.algorithms.every((alg) => algorithms.includes(alg)) && now.members.every((one) => members.includes(one));
}

function parseCopy(value: JsonValue): LocalCopyRead {
  const fields = fieldsOf(value, name);
  expectOnly(fields, ['copy', 'digests', 'listing', 'facts', 'problems'], name);
  const copy = fieldsOf(fields.get('copy'), name);
  expectOnly(copy, ['kind', 'where', 'path'], name);
  const facts = fields.get('facts');
  return {
    copy: {
      kind: oneOf(copy.get('kind'), ['archive', 'tree'], name),
      where: textOf(copy.get('where'), name),
      path: textOf(copy.get('path'), name),
    },
    digests: itemsOf(fields.get('digests'), name).map(parseDigest),
    listing: parseListing(fieldsOf(fields.get('listing'), name)),
    ...(facts === undefined ? {} : { facts: parseFacts(fieldsOf(facts, name)) }),
    problems: itemsOf(fields.get('problems'), name).map((item) => {
      const problem = fieldsOf(item, name);
      expectOnly(problem, ['code', 'detail'], name);
      return { code: textOf(problem.get('code'), name), detail: textOf(problem.get('detail'), name) };
    }),
  };
}

function parseDigest(value: JsonValue): Digest {
  const fields = fieldsOf(value, name);
  expectOnly(fields, ['alg', 'value', 'covers'], name);
  const digest = digestFromHex(oneOf(fields.get('alg'), digestAlgorithms, name), textOf(fields.get('value'), name));
  if (digest === null || digest.value !== fields.get('value')) throw new DamagedFile(`${name}: not a digest`);
  return { ...digest, covers: oneOf(fields.get('covers'), ['artifact', 'document', 'tree'], name) };
}

function parseListing(fields: Fields): FileListing {
  expectOnly(fields, ['entries', 'problems', 'members', 'complete'], name);
  return {
    entries: itemsOf(fields.get('entries'), name).map(parseEntry),
    problems: itemsOf(fields.get('problems'), name).map(parseProblem),
    members: new Map(itemsOf(fields.get('members'), name).map(parseMember)),
    complete: booleanOf(fields.get('complete')),
  };
}

function parseEntry(value: JsonValue): ArchiveEntry {
  const fields = fieldsOf(value, name);
  expectOnly(fields, ['path', 'type', 'mode', 'size', 'sha256', 'linkTarget', 'within'], name);
  const sha256 = fields.get('sha256');
  return {
    path: textOf(fields.get('path'), name),
    type: oneOf(fields.get('type'), ['file', 'directory', 'symlink', 'hardlink'], name),
    mode: countOf(fields.get('mode')),
    size: countOf(fields.get('size')),
    ...(sha256 === undefined ? {} : { sha256: sha256Of(sha256, name) }),
    ...optionalText(fields, 'linkTarget'),
    ...optionalText(fields, 'within'),
  };
}

function parseProblem(value: JsonValue): ArchiveProblem {
  const fields = fieldsOf(value, name);
  expectOnly(fields, ['code', 'severity', 'path', 'detail'], name);
  return {
    code: textOf(fields.get('code'), name),
    severity: oneOf(fields.get('severity'), ['refuse', 'limit', 'note'], name),
    ...optionalText(fields, 'path'),
    detail: textOf(fields.get('detail'), name),
  };
}

function parseMember(value: JsonValue): readonly [string, Uint8Array] {
  const [member = null, content = null, ...others] = itemsOf(value, name);
  const text = textOf(content, name);
  const bytes = Buffer.from(text, 'base64');
  if (others.length > 0 || bytes.toString('base64') !== text) throw new DamagedFile(`${name}: not a member`);
  return [textOf(member, name), bytes];
}

const features = [
  'executables',
  'extensions',
  'plugins',
  'scripts',
  'autoload',
  'post-install-message',
  'dependencies',
] as const satisfies readonly (keyof PackageFacts['features'])[];

function parseFacts(fields: Fields): PackageFacts {
  expectOnly(fields, ['name', 'version', 'platform', 'declaredFiles', 'features', 'dependencies'], name);
  const declared = fields.get('declaredFiles');
  const given = fieldsOf(fields.get('features'), name);
  expectOnly(given, features, name);
  const lists = features.map((feature) => [feature, textsOf(given.get(feature), name)] as const);
  return {
    name: textOf(fields.get('name'), name),
    version: textOf(fields.get('version'), name),
    ...optionalText(fields, 'platform'),
    declaredFiles: declared === null ? null : textsOf(declared, name),
    features: Object.fromEntries(lists) as Record<(typeof features)[number], readonly string[]>,
    dependencies: textsOf(fields.get('dependencies'), name),
  };
}

function optionalText<Key extends string>(fields: Fields, key: Key): { readonly [K in Key]?: string } {
  const value = fields.get(key);
  return (value === undefined ? {} : { [key]: textOf(value, name) }) as { readonly [K in Key]?: string };
}

function countOf(value: JsonValue | undefined): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw new DamagedFile(`${name}: not a count`);
  }
  return value;
}

function booleanOf(value: JsonValue | undefined): boolean {
  if (typeof value !== 'boolean') throw new DamagedFile(`${name}: neither true nor false`);
  return value;
}
