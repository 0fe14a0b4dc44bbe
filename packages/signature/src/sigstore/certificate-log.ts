import { equalBytes } from '../encoding/bytes.js';
import { attemptDer, derTag, parseDer } from '../encoding/der.js';
import { encodeHex } from '../encoding/hex.js';
import { formatTime } from './format-time.js';
import { disprove, prove, type NotProven, type Proof } from './proof.js';
import { parseSctList, type Sct } from './sct-list.js';
import type { SigningKey } from './signing-key.js';
import { isWithin, type TrustedLog, type TrustedRootParts } from './trusted-root-parts.js';
import { extensionOid } from './x509-certificate.js';

/** Hash and signature numbers of TLS (RFC 5246 §7.4.1.4.1) that go with each kind of key. */
const sha256 = 4;
const signatureOf: Readonly<Record<string, number>> = { rsa: 1, p256: 3, p384: 3 };

/**
 * The certificate was published: where the root has certificate logs, it carries at least one timestamp of theirs, and every
 * one it carries is of a known log, at a time when its key was valid, one per log. The signatures are for sigstore-js.
 */
export function checkCertificateLog(
  key: SigningKey,
  root: TrustedRootParts,
): Proof<'certificate-log', number> | NotProven {
  if (key.kind === 'managed') return prove('certificate-log', 0, 'There is no certificate.');
  const extension = key.certificate.extensions.get(extensionOid.sctList);
  if (extension === undefined) return withoutScts(root);
  const list = attemptDer(() => parseDer(extension.value, derTag.octetString).content);
  const scts = list === null ? null : parseSctList(list);
  if (scts === null) return disprove('sct-malformed', 'The list of signed certificate timestamps is malformed.');
  if (scts.length === 0) return withoutScts(root);
  for (const [i, sct] of scts.entries()) {
    const isTwice = scts.slice(0, i).some((other) => equalBytes(other.logId, sct.logId));
    if (isTwice) return disprove('sct-malformed', 'Two signed certificate timestamps are of one log.');
    const refusal = checkSct(sct, root);
    if (refusal !== undefined) return refusal;
  }
  return prove(
    'certificate-log',
    scts.length,
    `The certificate carries timestamps of ${scts.length} certificate log(s).`,
  );
}

function withoutScts(root: TrustedRootParts): Proof<'certificate-log', number> | NotProven {
  if (root.logsCertificates) {
    return disprove('sct-missing', `${root.name} has certificate logs; the certificate has no timestamp of one.`);
  }
  return prove('certificate-log', 0, 'The instance has no certificate logs.');
}

function checkSct(sct: Sct, root: TrustedRootParts): NotProven | undefined {
  const logs = root.certificateLogs.filter(({ ids }) => ids.some((id) => equalBytes(id, sct.logId)));
  const [first] = logs;
  if (first === undefined) {
    return disprove('sct-log-unknown', `No certificate log in ${root.name} has the id ${encodeHex(sct.logId)}.`);
  }
  if (!logs.some((log) => fits(sct, log)))
    return disprove('sct-malformed', 'Version or algorithm is not that of the log.');
  if (logs.some(({ validFor }) => isWithin(validFor, sct.time))) return undefined;
  const detail = `${formatTime(sct.time)} lies outside the validity of ${first.baseUrl}.`;
  return disprove('sct-not-valid-at-time', detail);
}

function fits(sct: Sct, { key }: TrustedLog): boolean {
  return sct.version === 0 && sct.hashAlgorithm === sha256 && sct.signatureAlgorithm === signatureOf[key.kind];
}
