import { mintSigstore, type SignOptions } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { bundleParts, type InclusionProof, type LogEntry } from './bundle-parts.js';
import { checkLogEntries } from './log-entries.js';
import { parseBundle } from './parse-bundle.js';
import { readTrustedRoot } from './read-trusted-root.js';
import { checkSigningKey } from './signing-key.js';
import { trustedRootParts, type TrustedLog } from './trusted-root-parts.js';

const sigstore = mintSigstore({ curve: 'p256' });

function read(options: SignOptions = {}) {
  const { text, trustedRoot } = sigstore.sign(options);
  const root = readTrustedRoot(Buffer.from(JSON.stringify(trustedRoot)));
  const bundle = parseBundle(Buffer.from(text));
  const trusted = root.ok ? trustedRootParts(root.value) : undefined;
  const parts = bundle.ok ? bundleParts(bundle.value) : undefined;
  if (trusted === undefined || parts === undefined) throw new Error('not read');
  const key = checkSigningKey(parts, trusted, null);
  if ('code' in key) throw new Error(key.detail);
  return { parts, trusted, key: key.value };
}

type Signed = ReturnType<typeof read>;

/** The code, or the addresses of the logs, with this in place of what the bundle or its one entry has. */
function judge(
  { parts, trusted, key }: Signed,
  changed: {
    content?: object;
    entry?: Partial<LogEntry>;
    proof?: Partial<InclusionProof>;
    logs?: readonly TrustedLog[];
  },
): string {
  const entries = parts.entries.map((entry) => {
    const proof = entry.proof === null ? null : { ...entry.proof, ...changed.proof };
    return { ...entry, proof, ...changed.entry };
  });
  const content = { ...parts.content, ...changed.content };
  const root = { ...trusted, logs: changed.logs ?? trusted.logs };
  const found = checkLogEntries({ ...parts, content, entries }, root, key);
  return 'code' in found ? found.code : found.value.map(({ log }) => log.baseUrl).join(' ');
}

const accepted = expect.stringMatching(/^https:/) as string;
const message = read();
const second = read({ log: 'v2' });

describe('what an entry is about', () => {
  test('a message: signature, algorithm and digest', () => {
    const { content } = message.parts;
    const digest = Buffer.alloc(32);
    expect(judge(message, {})).toEqual(accepted);
    expect(judge(message, { content: { digest } })).toBe('log-entry-mismatch');
    expect(judge(message, { content: { digestAlgorithm: 'sha384' } })).toBe('log-entry-mismatch');
    expect(judge(message, { content: { signature: content.signature.subarray(1) } })).toBe('log-entry-mismatch');
  });

  test('a message is not what an entry of an envelope is about', () => {
    const envelope = read({ as: 'dsse', entryKind: 'dsse' });
    const { digest, digestAlgorithm } = message.parts.content as { digest: Uint8Array; digestAlgorithm: string };
    const content = { kind: 'message', digest, digestAlgorithm };
    expect(judge(envelope, { content })).toBe('log-entry-mismatch');
  });

  test.each<SignOptions>([
    { entryKind: 'hashedrekord' },
    { entryKind: 'dsse' },
    { entryKind: 'intoto' },
    { log: 'v2', entryKind: 'hashedrekord' },
    { log: 'v2', entryKind: 'dsse' },
  ])('an envelope, in whatever form it was logged: %j', (options) => {
    const envelope = read({ as: 'dsse', ...options });
    expect(judge(envelope, {})).toEqual(accepted);
    expect(judge(envelope, { content: { payload: Buffer.from('{}') } })).toBe('log-entry-mismatch');
    expect(judge(envelope, { content: { signature: Buffer.from('x') } })).toBe('log-entry-mismatch');
  });

  test('the type of its payload, where the entry states it', () => {
    const envelope = read({ as: 'dsse', entryKind: 'intoto' });
    expect(judge(envelope, { content: { payloadType: 'text/plain' } })).toBe('log-entry-mismatch');
  });

  test('the key: neither another certificate nor a bare key', () => {
    const other = read({ artifact: 'another' });
    expect(judge({ ...message, key: other.key }, {})).toBe('log-entry-mismatch');
    const { key } = message.key;
    const managed = { start: 0, end: 1, key, hint: '' } as never;
    expect(judge({ ...message, key: { kind: 'managed', key, managed, hint: '' } }, {})).toBe('log-entry-mismatch');
  });
});

describe('what shows that an entry is in the log', () => {
  test('a promise is over an exact index', () => {
    const largest = BigInt(Number.MAX_SAFE_INTEGER);
    expect(judge(message, { entry: { logIndex: largest } })).toEqual(accepted);
    expect(judge(message, { entry: { logIndex: largest + 1n } })).toBe('log-entry-malformed');
    expect(judge(message, { entry: { logIndex: largest + 1n, promise: null } })).toEqual(accepted);
  });

  test('the second Rekor makes no promise, and counts in one tree', () => {
    const [entry] = second.parts.entries;
    expect(judge(second, { entry: { promise: Buffer.from('x') } })).toBe('log-entry-malformed');
    expect(judge(second, { entry: { logIndex: (entry?.logIndex ?? 0n) + 1n } })).toBe('inclusion-proof-invalid');
    expect(judge(message, { entry: { logIndex: 1234n } })).toEqual(accepted);
  });

  test('a proof ends in the size and root of its checkpoint, and its index lies below', () => {
    const { treeSize = 0n } = message.parts.entries[0]?.proof ?? {};
    expect(judge(message, { proof: { treeSize: treeSize + 1n } })).toBe('checkpoint-mismatch');
    expect(judge(message, { proof: { rootHash: Buffer.alloc(32) } })).toBe('checkpoint-mismatch');
    expect(judge(message, { proof: { logIndex: treeSize - 1n } })).toEqual(accepted);
    expect(judge(message, { proof: { logIndex: treeSize } })).toBe('inclusion-proof-invalid');
  });

  test('there is a proof where no promise, or no old bundle, makes do without', () => {
    expect(judge(message, { entry: { proof: null } })).toBe('inclusion-proof-missing');
    const old = read({ bundle: '0.1' });
    expect(judge(old, { entry: { proof: null } })).toEqual(accepted);
    expect(judge(old, { entry: { promise: null } })).toBe('inclusion-promise-missing');
    expect(judge(old, { entry: { proof: null, promise: null } })).toBe('inclusion-promise-missing');
  });

  const checkpoint = message.parts.entries[0]?.proof?.checkpoint ?? '';
  const [first = ''] = checkpoint.split('\n');
  const origin = first.replace(/ - .*/, '');

  test.each([
    [' - 1', true],
    [' - 12345678901234567890', true],
    ['', true],
    [' - 123456789012345678901', false],
    [' - ', false],
    [' - 12a', false],
    [' - a12', false],
    [' - 1/2', false],
    [' - 1:', false],
    [' - -1', false],
    [' 1', false],
    ['-1', false],
    ['.example - 1', false],
  ])('its origin is the log, perhaps with the number of a tree: %j', (tree, isOrigin) => {
    const changed = checkpoint.replace(first, `${origin}${tree}`);
    expect(judge(message, { proof: { checkpoint: changed } })).toEqual(
      isOrigin ? accepted : 'checkpoint-origin-mismatch',
    );
  });

  test('its origin is no other name of the same length', () => {
    const other = origin.replace(/^./, '-');
    for (const tree of ['', ' - 1']) {
      const changed = checkpoint.replace(first, `${other}${tree}`);
      expect(judge(message, { proof: { checkpoint: changed } })).toBe('checkpoint-origin-mismatch');
    }
  });

  test('one line bears the key id, and it is by the name of the log', () => {
    const line = checkpoint.split('\n').find((text) => text.startsWith('\u2014 ')) ?? '';
    expect(judge(message, { proof: { checkpoint: `${checkpoint}${line}\n` } })).toBe('checkpoint-malformed');
    const stranger = line.replace(origin, 'rekor');
    expect(judge(message, { proof: { checkpoint: `${checkpoint}${stranger}\n` } })).toBe('checkpoint-malformed');
    expect(judge(message, { proof: { checkpoint: checkpoint.replace(line, stranger) } })).toBe(
      'checkpoint-signature-missing',
    );
  });
});

describe('the log of an entry', () => {
  test('is found by any of its ids, and is the one of several whose validity covers the entry', () => {
    const [log] = message.trusted.logs.filter(({ ids }) =>
      ids.some((id) => Buffer.compare(id, message.parts.entries[0]?.logId ?? Buffer.of()) === 0),
    );
    if (log === undefined) throw new Error('no log');
    const ids = [Buffer.alloc(32), ...log.ids];
    expect(judge(message, { logs: [{ ...log, ids }] })).toEqual(accepted);
    expect(judge(message, { logs: [{ ...log, ids: [Buffer.alloc(32)] }] })).toBe('log-unknown');
    const ended = { ...log, baseUrl: 'https://ended.example', validFor: { start: 0, end: 1 } };
    expect(judge(message, { logs: [ended, log] })).toBe(log.baseUrl);
    expect(judge(message, { logs: [log, ended] })).toBe(log.baseUrl);
    expect(judge(message, { logs: [ended] })).toBe('https://ended.example');
  });
});
