/**
 * Files of signed statements: JSON lines, each a DSSE envelope or a Sigstore bundle with one, or a single one that is spread over several
 * lines. Nothing is verified here.
 */

import { asMap, asText, parseJson, type DocMap } from '@assay/documents';
import { digestAlgorithm, type Digest } from '@assay/model';
import { decodeBase64 } from '../encoding/base64.js';
import type { StatementSubject } from '../in-toto/statement.js';

/** What a line says that it is about. Whoever wrote the line chose it: it may only lead to less being counted. */
export interface StatementClaim {
  readonly predicateType: string;
  readonly subjects: readonly StatementSubject[];
}

/** One line. */
export type StatementLine =
  | {
      /** 1-based. */
      readonly line: number;
      readonly form: 'envelope' | 'bundle';
      readonly map: DocMap;
      readonly claim: StatementClaim;
    }
  | { readonly line: number; readonly form: 'unreadable'; /** One sentence. */ readonly problem: string };

const maxBytes = 64 * 1024 * 1024;
const mostLines = 10_000;
const newline = 0x0a;

/** Takes a file apart. What cannot be read is a line too: who reads the others must not overlook it. Never throws. */
export function parseStatementLines(bytes: Uint8Array): readonly StatementLine[] {
  if (bytes.length > maxBytes) return [unreadable(1, `It has more than ${maxBytes} bytes.`)];
  const lines = linesOf(bytes);
  if (lines.length > mostLines) return [unreadable(1, `It has more than ${mostLines} lines.`)];
  const [first] = lines;
  if (first !== undefined && lines.length > 1 && isOneDocument(bytes, first)) return [readLine({ ...first, bytes })];
  return lines.map(readLine);
}

interface Line {
  readonly line: number;
  readonly bytes: Uint8Array;
}

/** Lines that hold something. */
function linesOf(bytes: Uint8Array): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (let line = 1; start < bytes.length && lines.length <= mostLines; line++) {
    const found = bytes.indexOf(newline, start);
    const end = found < 0 ? bytes.length : found;
    const part = bytes.subarray(start, end);
    if (part.some((byte) => byte > 0x20)) lines.push({ line, bytes: part });
    start = end + 1;
  }
  return lines;
}

/** Behind a line that is a document nothing else can follow in one. */
function isOneDocument(bytes: Uint8Array, first: Line): boolean {
  return !parseJson(first.bytes, { maxBytes }).ok && parseJson(bytes, { maxBytes }).ok;
}

function readLine({ line, bytes }: Line): StatementLine {
  const read = parseJson(bytes, { maxBytes });
  if (!read.ok) return unreadable(line, read.problem.detail);
  const map = asMap(read.document.value);
  if (map === undefined) return unreadable(line, 'It is no object.');
  const isBundle = map.has('mediaType');
  if (isBundle === map.has('payloadType')) return unreadable(line, 'It is neither an envelope nor a Sigstore bundle.');
  const envelope = isBundle ? asMap(map.get('dsseEnvelope')) : map;
  const payload = decodeBase64(asText(envelope?.get('payload')) ?? '');
  if (payload === null || payload.length === 0) return unreadable(line, 'It holds no statement.');
  const claim = claimOf(payload);
  if (claim === null) return unreadable(line, 'What it holds is no statement.');
  return { line, form: isBundle ? 'bundle' : 'envelope', map, claim };
}

/**
 * What a payload claims, read leniently: a file may hold a thousand statements, of which one is about the artefact, and that one is read
 * strictly when it is opened.
 */
function claimOf(payload: Uint8Array): StatementClaim | null {
  try {
    const { predicateType, subject } = JSON.parse(decoder.decode(payload)) as Readonly<Record<string, unknown>>;
    if (typeof predicateType !== 'string' || !Array.isArray(subject)) return null;
    return { predicateType, subjects: subject.map(subjectOf) };
  } catch {
    return null;
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function subjectOf(value: unknown): StatementSubject {
  const { name, digest } = recordOf(value);
  const digests = Object.entries(recordOf(digest)).flatMap(([key, hex]): readonly Digest[] => {
    const alg = digestAlgorithm(key);
    return alg === null || typeof hex !== 'string' ? [] : [{ alg, value: hex, covers: 'artifact' }];
  });
  return { digests, ...(typeof name === 'string' ? { name } : {}) };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function unreadable(line: number, problem: string): StatementLine {
  return { line, form: 'unreadable', problem };
}
