import { mintSigstore, type SignOptions } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { bundleParts } from './bundle-parts.js';
import { checkCertificateLog } from './certificate-log.js';
import { parseBundle } from './parse-bundle.js';
import { readTrustedRoot } from './read-trusted-root.js';
import { checkSigningKey } from './signing-key.js';
import { trustedRootParts, type TrustedRootParts } from './trusted-root-parts.js';
import { extensionOid } from './x509-certificate.js';

const sigstore = mintSigstore({ curve: 'p256' });

function read(options: SignOptions = {}) {
  const { text, trustedRoot } = sigstore.sign(options);
  const root = readTrustedRoot(Buffer.from(JSON.stringify(trustedRoot)));
  const bundle = parseBundle(Buffer.from(text));
  const trusted = root.ok ? trustedRootParts(root.value) : undefined;
  const parts = bundle.ok ? bundleParts(bundle.value) : undefined;
  if (trusted === undefined || parts === undefined) throw new Error('not read');
  const key = checkSigningKey(parts, trusted, null);
  if ('code' in key || key.value.kind !== 'certificate') throw new Error('no certificate');
  return { trusted, key: key.value };
}

const { trusted, key } = read();
const [log] = trusted.certificateLogs;
if (log === undefined) throw new Error('no log');
const list = Buffer.from(key.certificate.extensions.get(extensionOid.sctList)?.value ?? []);
const idAt = list.indexOf(log.ids[0]!);

/** The code, or how many timestamps there are, for this list of them under the root, perhaps a changed one. */
function judge(value: Uint8Array, root: Partial<TrustedRootParts> = {}): string {
  const extensions = new Map(key.certificate.extensions).set(extensionOid.sctList, { critical: false, value });
  const certificate = { ...key.certificate, extensions };
  const found = checkCertificateLog({ ...key, certificate }, { ...trusted, ...root });
  return 'code' in found ? found.code : String(found.value);
}

/** The list with another octet so far behind the start of the log's id. */
const patched = (offset: number, octet: number) => {
  const copy = Buffer.from(list);
  copy[idAt + offset] = octet;
  return copy;
};

describe('timestamps of certificate logs', () => {
  test('are of version 1, by SHA-256 and the kind of the key: nothing signs that', () => {
    expect(judge(list)).toBe('1');
    expect(judge(patched(-1, 1))).toBe('sct-malformed');
    for (const octet of [0, 2, 5]) expect(judge(patched(42, octet))).toBe('sct-malformed');
    for (const octet of [0, 1, 2]) expect(judge(patched(43, octet))).toBe('sct-malformed');
  });

  test('are a list that is whole', () => {
    expect(judge(Buffer.of())).toBe('sct-malformed');
    expect(judge(Buffer.of(4, 1, 0))).toBe('sct-malformed');
    expect(judge(list.subarray(0, -1))).toBe('sct-malformed');
    expect(judge(Buffer.concat([list, Buffer.of(0)]))).toBe('sct-malformed');
    expect(judge(Buffer.concat([Buffer.of(5), list.subarray(1)]))).toBe('sct-malformed');
  });

  test('are there where the root has such logs, and need not be where it has none', () => {
    const empty = Buffer.of(4, 2, 0, 0);
    const none = { logsCertificates: false, certificateLogs: [] };
    expect(judge(empty)).not.toBe('0');
    expect(judge(list, none)).toBe('sct-log-unknown');
    const extensions = new Map([...key.certificate.extensions].filter(([oid]) => oid !== extensionOid.sctList));
    const bare = { ...key, certificate: { ...key.certificate, extensions } };
    expect(checkCertificateLog(bare, trusted)).toMatchObject({ code: 'sct-missing' });
    expect(checkCertificateLog(bare, { ...trusted, ...none })).toMatchObject({ value: 0 });
  });

  test('are of a log that the root knows by one of its ids, in one of its intervals', () => {
    const ended = { ...log, validFor: { start: 0, end: 1 } };
    const another = { ...log, ids: [Buffer.alloc(32)] };
    expect(judge(list, { certificateLogs: [another] })).toBe('sct-log-unknown');
    expect(judge(list, { certificateLogs: [{ ...log, ids: [Buffer.alloc(32), ...log.ids] }] })).toBe('1');
    expect(judge(list, { certificateLogs: [ended] })).toBe('sct-not-valid-at-time');
    expect(judge(list, { certificateLogs: [ended, log] })).toBe('1');
    expect(judge(list, { certificateLogs: [log, ended] })).toBe('1');
    expect(judge(list, { certificateLogs: [another, log] })).toBe('1');
  });
});
