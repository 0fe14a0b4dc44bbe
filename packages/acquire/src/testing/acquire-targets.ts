/** The readers of client configuration and of evidence files as targets of fuzzing. */

import assert from 'node:assert/strict';
import { canonicalJson, type JsonValue } from '@assay/model';
import {
  bytesOf,
  mutateBytes,
  mutateDocument,
  mutateJsonDocument,
  unlessProblem,
  unlessRefused,
  type FuzzAnswer,
  type FuzzTarget,
  type Random,
} from '@assay/testkit';
import { parseBundlerConfig } from '../client-config/bundler-config.js';
import { parseNetrc } from '../client-config/parse-netrc.js';
import { parseNpmrc } from '../client-config/parse-npmrc.js';
import { parseHeader } from '../evidence-file/parse-header.js';
import { parseIndex } from '../evidence-file/parse-index.js';
import { blockBytes, parseTarHeader, tarHeader } from '../evidence-file/tar-block.js';
import { DamagedFile } from '../evidence-file/tar-reader.js';

const npmrc =
  'registry=https://registry.example/\n@acme:registry = https://npm.acme.example/\n' +
  '//npm.acme.example/:_authToken=${TOKEN}\n; a comment\nca[] = "one"\nca[] = "two"\nstrict-ssl=false\n[section]\na = b\n';
const netrc =
  'machine gems.example login me password secret\nmachine other.example\n  login "a b"\n  password "c\\"d"\n' +
  'macdef init\ncd /\n\n# a comment\ndefault login anonymous password x\n';
const bundler =
  '---\nBUNDLE_GEMS__ACME__EXAMPLE: "user:secret"\nBUNDLE_MIRROR__HTTPS://GEMS__EXAMPLE/: https://mirror.example/\n' +
  'BUNDLE_WITHOUT: development\nBUNDLE_LIST:\n  - a\n# a comment\nBUNDLE_SSL_VERIFY_MODE: 0 # no\n';

const header: JsonValue = {
  format: 'assay-evidence/1',
  tool: { name: 'assay', version: '0.1.0' },
  at: '2026-11-27T00:00:00Z',
  depth: 'artifacts',
  policy: { file: 'assay.yaml', text: 'version: 1' },
  registries: { registries: [] },
  options: { offline: false },
  lockfiles: [{ path: 'package-lock.json', sha256: 'cd'.repeat(32) }],
};

const index: JsonValue = {
  entries: [
    {
      request: { kind: 'release', url: 'https://registry.example/a/1.0.0' },
      answer: { state: 'found', body: 'ab'.repeat(32) },
    },
    { request: { kind: 'history', url: 'https://registry.example/a' }, answer: { state: 'absent', status: 404 } },
    {
      request: { kind: 'artifact', url: 'https://registry.example/a.tgz' },
      pins: [],
      answer: { state: 'unreachable', reason: 'timeout', detail: 'x' },
    },
  ],
};

/** Every reader that takes text, and the evidence file's own. */
export const acquireTargets: readonly FuzzTarget[] = [
  { ...text('npmrc', [npmrc], (_text, bytes) => unlessProblem(parseNpmrc(bytes))), takesAnything: true },
  text('netrc', [netrc], (input) => ({ accepted: !('why' in parseNetrc(input)), value: parseNetrc(input) })),
  { ...text('bundler config', [bundler], (input) => unlessProblem(parseBundlerConfig(input))), takesAnything: true },
  evidence('evidence header', header, parseHeader),
  evidence('evidence index', index, parseIndex),
  {
    name: 'evidence tar header',
    seeds: [tarHeader('index.json', 12_345)],
    mutate: mutateBytes,
    read: (bytes) => unlessProblem(parseTarHeader(blockOf(bytes))),
  },
];

/** The reader is given whole blocks only. */
function blockOf(bytes: Uint8Array): Uint8Array {
  const block = new Uint8Array(blockBytes);
  block.set(bytes.subarray(0, blockBytes));
  return block;
}

type ReadText = (text: string, bytes: Uint8Array) => FuzzAnswer;

function text(name: string, seeds: readonly string[], read: ReadText): FuzzTarget {
  return {
    name,
    seeds: seeds.map(bytesOf),
    mutate: mutateDocument,
    read: (bytes) => read(new TextDecoder().decode(bytes), bytes),
  };
}

/** What is accepted is in canonical form: there is one text for it. */
function evidence(name: string, seed: JsonValue, read: (bytes: Uint8Array) => unknown): FuzzTarget {
  return {
    name,
    seeds: [bytesOf(canonicalJson(seed))],
    mutate: mutateCanonical,
    read: (bytes) => {
      const { accepted, value } = unlessRefused(() => unlessDamaged(bytes, read));
      return { accepted: accepted && value !== null, value };
    },
  };
}

/** Written in canonical form again, so that more than the form is looked at. */
function mutateCanonical(random: Random, input: Uint8Array, other: Uint8Array): Uint8Array {
  const mutant = mutateJsonDocument(random, input, other);
  try {
    return bytesOf(canonicalJson(JSON.parse(new TextDecoder().decode(mutant)) as JsonValue));
  } catch {
    return mutant;
  }
}

function unlessDamaged(bytes: Uint8Array, read: (bytes: Uint8Array) => unknown): unknown {
  try {
    const value = read(bytes);
    const again = canonicalJson(JSON.parse(new TextDecoder().decode(bytes)) as JsonValue);
    assert.equal(new TextDecoder().decode(bytes), again, 'an evidence file that is not canonical was accepted');
    return value;
  } catch (error) {
    if (error instanceof DamagedFile) return null;
    throw error;
  }
}
