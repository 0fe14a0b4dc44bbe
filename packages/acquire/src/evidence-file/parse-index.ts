import { canonicalJson, type JsonValue, type UnreachableReason } from '@assay/model';
import { indexMember as name } from './members.js';
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
import type { IndexEntry, RecordedAnswer } from './recorded-answer.js';
import { DamagedFile } from './tar-reader.js';

/** Answers by the canonical JSON of their request's identity. */
export type EvidenceIndex = ReadonlyMap<string, readonly IndexEntry[]>;

/** Reads `index.json`. Throws DamagedFile for anything that the recorder does not write. */
export function parseIndex(bytes: Uint8Array): EvidenceIndex {
  const fields = parseCanonical(name, bytes);
  expectOnly(fields, ['entries'], name);
  const index = new Map<string, IndexEntry[]>();
  for (const item of itemsOf(fields.get('entries'), name)) {
    const entry = parseEntry(item);
    const key = canonicalJson(entry.request);
    const group = index.get(key) ?? [];
    if (group.some((other) => !differsInPins(other, entry)))
      throw new DamagedFile(`${name}: one request answered twice`);
    index.set(key, [...group, entry]);
  }
  return index;
}

function differsInPins(a: IndexEntry, b: IndexEntry): boolean {
  return a.pins !== undefined && b.pins !== undefined && canonicalJson(a.pins) !== canonicalJson(b.pins);
}

function parseEntry(value: JsonValue): IndexEntry {
  const fields = fieldsOf(value, name);
  expectOnly(fields, ['request', 'pins', 'answer'], name);
  const pins = fields.get('pins');
  return {
    request: parseRequest(fields.get('request')),
    answer: parseAnswer(fieldsOf(fields.get('answer'), name)),
    ...(pins === undefined ? {} : { pins: textsOf(pins, name) }),
  };
}

function parseRequest(value: JsonValue | undefined): IndexEntry['request'] {
  const fields = fieldsOf(value, name);
  expectOnly(fields, ['kind', 'url', 'registry', 'accept', 'lockfile', 'copies'], name);
  return Object.fromEntries([...fields].map(([field, text]) => [field, textOf(text, name)]));
}

const reasons: readonly UnreachableReason[] = [
  'dns-failure',
  'connect-failure',
  'tls-failure',
  'timeout',
  'connection-reset',
  'truncated',
  'too-large',
  'bad-response',
  'http-error',
  'rate-limited',
  'redirect-refused',
  'address-refused',
  'origin-refused',
  'not-recorded',
  'path-refused',
  'store-failure',
];

function parseAnswer(fields: Fields): RecordedAnswer {
  const state = oneOf(fields.get('state'), ['found', 'absent', 'denied', 'unreachable'], name);
  switch (state) {
    case 'found':
      expectOnly(fields, ['state', 'body'], name);
      return { state, body: sha256Of(fields.get('body'), name) };
    case 'absent':
      return { state, status: parseStatus(fields, [404, 405, 410, 501]) };
    case 'denied':
      return { state, status: parseStatus(fields, [401, 403]) };
    case 'unreachable':
      expectOnly(fields, ['state', 'reason', 'detail'], name);
      return { state, reason: oneOf(fields.get('reason'), reasons, name), detail: textOf(fields.get('detail'), name) };
  }
}

/** `absent` is a fact only as the servers' own words for it. */
function parseStatus(fields: Fields, allowed: readonly number[]): number {
  expectOnly(fields, ['state', 'status'], name);
  const status = allowed.find((candidate) => candidate === fields.get('status'));
  if (status === undefined) throw new DamagedFile(`${name}: a status that does not mean what it stands for`);
  return status;
}
