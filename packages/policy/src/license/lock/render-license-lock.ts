/** Licence records → `assay.lock`. */

import { AssayError, compareText, formatDigest, isStrong, type LicenseRecord } from '@assay/model';
import { strongestLast } from './record-license.js';

const header = `# assay.lock: what Assay saw first of each licence package.
# Commit it, and review changes to it like a lockfile's: a changed digest is another package.
version: 1
`;

/**
 * The text of the file: sorted, one line for each fact, the same for the same records in any order. Weak digests are left out. Throws
 * AssayError `ERR_INTERNAL` for a record without a strong one: `parseLicenseLock` would not read it.
 */
export function renderLicenseLock(records: readonly LicenseRecord[]): string {
  const sorted = [...records].sort(
    (a, b) =>
      compareText(a.package, b.package) ||
      compareText(a.platform ?? '', b.platform ?? '') ||
      compareText(a.version, b.version),
  );
  return sorted.length === 0 ? `${header}licenses: []\n` : `${header}licenses:\n${sorted.map(renderRecord).join('')}`;
}

function renderRecord(record: LicenseRecord): string {
  const { platform, token } = record;
  const digests = strongestLast(record.digests.filter(({ alg }) => isStrong(alg)));
  if (digests.length === 0) throw new AssayError('ERR_INTERNAL', `no strong digest of ${record.package} is known`);
  const lines = [
    `package: ${scalar(record.package)}`,
    ...(platform === undefined ? [] : [`platform: ${quoted(platform)}`]),
    `version: ${quoted(record.version)}`,
    `source: ${scalar(record.source)}`,
    'digests:',
    ...digests.map((digest) => `  - ${formatDigest(digest)}`),
    `contents: ${formatDigest(record.contents)}`,
    ...(token === undefined ? [] : [`token: sha256:${token}`]),
    `recorded: ${record.recorded}`,
  ];
  return lines.map((line, index) => `${index === 0 ? '  - ' : '    '}${line}\n`).join('');
}

/** Purls and URLs need no quotes, unless somebody's server has a strange name. */
function scalar(text: string): string {
  return /^[a-z]+:[A-Za-z\d/][\w./:%~+-]*$/.test(text) && !text.endsWith(':') ? text : quoted(text);
}

/** Double quotes as JSON writes them, in ASCII: YAML reads them alike. */
function quoted(text: string): string {
  return JSON.stringify(text).replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
