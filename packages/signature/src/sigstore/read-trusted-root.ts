import { DocMap, parseJson, type DocValue } from '@assay/documents';
import { digestOf } from '@assay/model';
import type { SigstoreCode } from '../codes/sigstore-codes.js';
import { encodeHex } from '../encoding/hex.js';
import { checked, refuse, type Checked, type Refusal } from '../outcome.js';
import { whyNotForSigners, whyNotForTimestamps } from './authority-fitness.js';
import { readTrustedLog, WeakKey } from './read-trusted-log.js';
import { Misshapen, StrictFields } from './strict-fields.js';
import { compiledOnce } from './trust-material.js';
import type { SigstoreRoot } from './trusted-root.js';
import {
  sealTrustedRoot,
  type TrustedAuthority,
  type TrustedLog,
  type TrustedRootParts,
} from './trusted-root-parts.js';
import { validityOf } from './valid-for.js';
import { parseCertificate, type Certificate } from './x509-certificate.js';

const maxBytes = 4 * 1024 * 1024;
const mostInstances = 256;
const mostCertificates = 10;

/** Media types of a TrustedRoot, and whether key ids of checkpoints and operators exist in them. */
const mediaTypes: ReadonlyMap<DocValue | undefined, { readonly newer: boolean }> = new Map([
  ['application/vnd.dev.sigstore.trustedroot+json;version=0.1', { newer: false }],
  ['application/vnd.dev.sigstore.trustedroot.v0.1+json', { newer: false }],
  ['application/vnd.dev.sigstore.trustedroot.v0.2+json', { newer: true }],
]);

/** What is known about a root beside its bytes. */
export interface TrustedRootOptions {
  /** For people and reports; `trusted root` unless told. */
  readonly name?: string;
  /** RFC 3339: after this time the root proves nothing any more. */
  readonly expires?: string;
}

/**
 * Reads and compiles a Sigstore TrustedRoot (media types 0.1 and 0.2), strictly: unknown members, a key that does not fit its
 * declared algorithm, a key or authority without a start of validity, weak RSA and low-order Ed25519 keys refuse the document. A
 * log whose algorithm is unknown is left out. Do it once and reuse the root: compiling costs more than a verification.
 */
export function readTrustedRoot(
  bytes: Uint8Array,
  options: TrustedRootOptions = {},
): Checked<SigstoreRoot> | Refusal<SigstoreCode> {
  const read = parseJson(bytes, { maxBytes, maxDepth: 16, maxValues: 100_000 });
  if (!read.ok) return refuse('trusted-root-malformed', read.problem.detail);
  const { expires, name = 'trusted root' } = options;
  if (expires !== undefined && Number.isNaN(Date.parse(expires))) {
    return refuse('trusted-root-malformed', 'The end of the root is not in RFC 3339.');
  }
  try {
    const parts = partsOf(read.document.value, name);
    const root = { name, digest: digestOf('sha256', bytes), ...(expires === undefined ? {} : { expires }) };
    return checked(sealTrustedRoot(Object.freeze(root) as SigstoreRoot, parts));
  } catch (error) {
    if (error instanceof WeakKey) return refuse('trusted-root-key-weak', error.message);
    if (error instanceof Misshapen) return refuse('trusted-root-malformed', error.message);
    throw error;
  }
}

function partsOf(value: DocValue, name: string): TrustedRootParts {
  const mediaType = value instanceof DocMap ? value.get('mediaType') : undefined;
  const version = mediaTypes.get(mediaType);
  if (version === undefined) throw new Misshapen('The media type is not one of a TrustedRoot.');
  const known = ['mediaType', 'tlogs', 'certificateAuthorities', 'ctlogs', 'timestampAuthorities'];
  const root = new StrictFields(value, 'root', known);
  const list = <T>(key: string, readOne: (item: DocValue, where: string) => T) =>
    root.list(key, mostInstances).map((item, i) => readOne(item, `${key}[${i}]`));
  const log = (item: DocValue, where: string) => readTrustedLog(item, where, version);
  const authority = (whyNot: typeof whyNotForSigners) => (item: DocValue, where: string) => {
    const known = readAuthority(item, where, version);
    return { ...known, unfit: whyNot(known.chain) };
  };
  const logs = withOneKeyPerId(list('tlogs', log).filter((item) => item !== null));
  const certificateLogs = withOneKeyPerId(list('ctlogs', log).filter((item) => item !== null));
  const trusted = {
    logs,
    certificateLogs,
    authorities: list('certificateAuthorities', authority(whyNotForSigners)),
    timestampAuthorities: list('timestampAuthorities', authority(whyNotForTimestamps)),
    // Of what the document lists, not of what could be read: a log that Assay cannot use must not lower what is asked.
    logsEverything: root.list('tlogs', mostInstances).length > 0 || root.list('ctlogs', mostInstances).length > 0,
    logsCertificates: root.list('ctlogs', mostInstances).length > 0,
  };
  return { name, ...trusted, compiled: compiledOnce(trusted) };
}

/** An id names one key: with two, the validity of one would stand for what the other signed. The same key may be listed again. */
function withOneKeyPerId(logs: readonly TrustedLog[]): readonly TrustedLog[] {
  const keys = new Map<string, string>();
  for (const { ids, key, baseUrl } of logs) {
    for (const id of ids.map(encodeHex)) {
      const known = keys.get(id) ?? key.fingerprint;
      if (known !== key.fingerprint) throw new Misshapen(`The id of ${baseUrl} is that of another log's key.`);
      keys.set(id, known);
    }
  }
  return logs;
}

function readAuthority(
  value: DocValue,
  where: string,
  version: { readonly newer: boolean },
): Omit<TrustedAuthority, 'unfit'> {
  const known = ['subject', 'uri', 'certChain', 'validFor', 'operator'];
  const authority = new StrictFields(value, where, known);
  authority.optionalObject('subject', ['organization', 'commonName']);
  const operator = authority.optionalText('operator');
  if (operator !== '' && !version.newer) throw new Misshapen(`${where}.operator does not exist in this version.`);
  const uri = authority.optionalText('uri');
  const chain = authority
    .object('certChain', ['certificates'])
    .list('certificates', mostCertificates)
    .map((item, i) => readCertificate(item, `${where}.certificates[${i}]`));
  if (chain.length === 0) throw new Misshapen(`${where} has no certificate.`);
  return { uri, operator: operator === '' ? uri : operator, chain, validFor: validityOf(authority) };
}

function readCertificate(value: DocValue, where: string): Certificate {
  const certificate = parseCertificate(new StrictFields(value, where, ['rawBytes']).bytes('rawBytes'));
  if (certificate === null) throw new Misshapen(`${where} is not an X.509 certificate.`);
  return certificate;
}
