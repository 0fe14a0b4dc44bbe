import { AssayError, normaliseRegistryUrl, type JsonValue, type Registry } from '@assay/model';
import { evidenceFormat, type EvidenceHeader } from './evidence-header.js';
import { headerMember as name } from './members.js';
import {
  expectOnly,
  fieldsOf,
  itemsOf,
  oneOf,
  parseCanonical,
  sha256Of,
  textOf,
  textsOf,
} from './parse-json-member.js';
import { DamagedFile } from './tar-reader.js';

/** Reads `assay-evidence.json`. Throws DamagedFile, or AssayError `ERR_EVIDENCE_FILE` for another version's format. */
export function parseHeader(bytes: Uint8Array): EvidenceHeader {
  const fields = parseCanonical(name, bytes);
  if (fields.get('format') !== evidenceFormat) {
    throw new AssayError('ERR_EVIDENCE_FILE', `the evidence file is not of the format ${evidenceFormat}`, {
      hint: 'Read it with the version of Assay that recorded it.',
    });
  }
  expectOnly(fields, ['format', 'tool', 'at', 'depth', 'policy', 'registries', 'options', 'lockfiles'], name);
  return {
    format: evidenceFormat,
    tool: parseTool(fields.get('tool')),
    at: textOf(fields.get('at'), `${name} at`),
    depth: oneOf(fields.get('depth'), ['pins', 'registry', 'artifacts'], `${name} depth`),
    policy: parsePolicy(fields.get('policy')),
    registries: { registries: parseRegistries(fields.get('registries')) },
    options: Object.fromEntries(fieldsOf(fields.get('options'), `${name} options`)),
    lockfiles: itemsOf(fields.get('lockfiles'), `${name} lockfiles`).map(parseLockfile),
  };
}

function parseTool(value: JsonValue | undefined): EvidenceHeader['tool'] {
  const fields = fieldsOf(value, `${name} tool`);
  expectOnly(fields, ['name', 'version'], `${name} tool`);
  return { name: textOf(fields.get('name'), `${name} tool`), version: textOf(fields.get('version'), `${name} tool`) };
}

function parsePolicy(value: JsonValue | undefined): EvidenceHeader['policy'] {
  if (value === null) return null;
  const fields = fieldsOf(value, `${name} policy`);
  expectOnly(fields, ['file', 'text'], `${name} policy`);
  return { file: textOf(fields.get('file'), `${name} policy`), text: textOf(fields.get('text'), `${name} policy`) };
}

function parseLockfile(value: JsonValue): EvidenceHeader['lockfiles'][number] {
  const fields = fieldsOf(value, `${name} lockfiles`);
  expectOnly(fields, ['path', 'sha256'], `${name} lockfiles`);
  return {
    path: textOf(fields.get('path'), `${name} lockfiles`),
    sha256: sha256Of(fields.get('sha256'), `${name} lockfiles`),
  };
}

function parseRegistries(value: JsonValue | undefined): readonly Registry[] {
  const fields = fieldsOf(value, `${name} registries`);
  expectOnly(fields, ['registries'], `${name} registries`);
  return itemsOf(fields.get('registries'), `${name} registries`).map(parseRegistry);
}

const registryFields = ['ecosystem', 'url', 'from', 'names', 'redirects', 'aliases'];
const whoNames = ['client-default', 'user', 'environment', 'policy', 'project'] as const;

function parseRegistry(value: JsonValue): Registry {
  const where = `${name} registries`;
  const fields = fieldsOf(value, where);
  expectOnly(fields, registryFields, where);
  const url = textOf(fields.get('url'), where);
  if (normaliseRegistryUrl(url) !== url) throw new DamagedFile(`${where}: a URL that is not in normal form`);
  return {
    ecosystem: oneOf(fields.get('ecosystem'), ['npm', 'rubygems'], where),
    url,
    from: oneOf(fields.get('from'), whoNames, where),
    names: textsOf(fields.get('names'), where),
    redirects: textsOf(fields.get('redirects'), where),
    aliases: textsOf(fields.get('aliases'), where),
  };
}
