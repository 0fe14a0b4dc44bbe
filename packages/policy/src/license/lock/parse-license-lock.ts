/** `assay.lock` → licence records. Strict: what it does not say exactly would look as if nothing had been recorded. */

import { digestAlgorithm, digestFromHex, normaliseRegistryUrl, type Digest, type LicenseRecord } from '@assay/model';
import { lineAt, plainData, type Path } from '../../locate.js';
import { readDocument } from '../../read-document.js';
import { readShape } from '../../read-shape.js';
import type { Refuse } from '../../refuse.js';
import { isPackagePurl } from '../license-purl.js';
import { licenseLockShape, type LicenseRecordDocument } from './lock-shape.js';
import { recordKey, strongestLast } from './record-license.js';

/** Bytes of a lock file. */
export interface LockSource {
  readonly bytes: Uint8Array;
  /** As the user named it. */
  readonly file: string;
}

const lockFile = {
  code: 'ERR_LOCKFILE',
  what: 'an assay.lock',
  start: 'An assay.lock starts with `version: 1`; `assay license record` writes it.',
} as const;

/** Parses records in the order of the file. Throws AssayError `ERR_LOCKFILE` with file, line and hint for anything else. */
export function parseLicenseLock(source: LockSource): readonly LicenseRecord[] {
  const { document, refuse } = readDocument(source, lockFile);
  const data = plainData(document.root);
  const { licenses } = readShape(licenseLockShape(), data, { what: lockFile.what, document, refuse });
  const seen = new Set<string>();
  return licenses.map((entry, index) => {
    const path = ['licenses', index];
    const record = { ...readRecord(entry, path, refuse), line: lineAt(document, path) };
    const key = recordKey(record);
    if (seen.has(key)) throw refuse(path, 'this package is recorded twice', 'Keep the record that was reviewed.');
    seen.add(key);
    return record;
  });
}

function readRecord(entry: LicenseRecordDocument, path: Path, refuse: Refuse): Omit<LicenseRecord, 'line'> {
  const { platform, version, source, token, recorded } = entry;
  if (!isPackagePurl(entry.package)) {
    const hint = 'Write it as in pkg:gem/karafka-license, pkg:npm/%40acme/ui or pkg:composer/acme/ui.';
    throw refuse([...path, 'package'], 'this is not a canonical purl without version', hint);
  }
  if (platform === 'ruby') {
    throw refuse([...path, 'platform'], '`ruby` is every platform', 'Leave it out: no entry of a policy has it.');
  }
  const url = normaliseRegistryUrl(source);
  if (url !== source && url !== `${source}/`) {
    throw refuse([...path, 'source'], 'this is not a URL in normal form', 'Write it as https://host/path/.');
  }
  return {
    package: entry.package,
    ...(platform === undefined ? {} : { platform }),
    ...{ version, source },
    digests: readDigests(entry.digests, [...path, 'digests'], refuse),
    contents: { alg: 'sha256', value: hexOf(entry.contents), covers: 'tree' },
    ...(token === undefined ? {} : { token: hexOf(token) }),
    recorded,
  };
}

/** The shape has settled that each is a digest. */
function readDigests(texts: readonly string[], path: Path, refuse: Refuse): readonly Digest[] {
  const byAlgorithm = new Map<string, Digest>();
  for (const [index, text] of texts.entries()) {
    const alg = digestAlgorithm(text.slice(0, text.indexOf(':')));
    const digest = alg === null ? null : digestFromHex(alg, hexOf(text));
    if (digest === null) throw refuse([...path, index], 'this is not a digest');
    if (byAlgorithm.has(digest.alg)) throw refuse([...path, index], `there are two digests of ${digest.alg}`);
    byAlgorithm.set(digest.alg, digest);
  }
  return strongestLast([...byAlgorithm.values()]);
}

function hexOf(text: string): string {
  return text.slice(text.indexOf(':') + 1);
}
