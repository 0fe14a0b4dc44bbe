/** Credentials that change while the licence stays: packages of npm, Composer and plain files, each downloaded twice. */

import { createHash } from 'node:crypto';
import {
  mintLicenseTarball,
  mintLicenseZip,
  startVendorServer,
  temporaryFolder,
  type VendorServer,
} from '@assay/testkit';
import { checkRotation, parseCredentialReference } from '@assay/verifier';
import { describe, expect, test } from 'vitest';
import { lookedAt } from './look-at-license.js';

const tarball = mintLicenseTarball({ version: '1.0.0', token: 'a token' });
const otherTarball = mintLicenseTarball({ version: '1.0.0', token: 'another token' });
const zip = mintLicenseZip({ version: '1.2.3', token: 'a token' });
const otherZip = mintLicenseZip({ version: '1.2.3', token: 'another token' });

const old = { user: 'acme', password: 'old-secret', name: 'old' };
const fresh = { user: 'acme', password: 'new-secret', name: 'new' };
const env = { USER_NAME: 'acme', OLD: 'old-secret', NEW: 'new-secret' };

const kinds = [
  ['npm', tarball, otherTarball],
  ['composer', zip, otherZip],
] as const;

async function codes(server: VendorServer, entry: object): Promise<readonly string[]> {
  await using folder = await temporaryFolder();
  const full = { source: server.url, insecure: true, locked: undefined, content: { code: 'unchecked' }, ...entry };
  const text = JSON.stringify({ version: 1, licensePackages: [full] });
  const { report } = await checkRotation({
    policy: { text, file: 'assay.yaml' },
    project: folder.path,
    env: { ...env, HOME: folder.path },
    at: lookedAt,
    old: parseCredentialReference('env:USER_NAME:OLD'),
    new: parseCredentialReference('env:USER_NAME:NEW'),
  });
  expect(JSON.stringify(report)).not.toMatch(/old-secret|new-secret/);
  const about = report.findings.filter(({ code }) => code.startsWith('license-rotation')).map(({ code }) => code);
  return [String(report.exitCode), ...new Set(about)];
}

describe.each(kinds)('rotating the credential of a package of %s', (ecosystem, right, other) => {
  const sha256 = createHash('sha256').update(right.bytes).digest('hex');
  const entry = { ecosystem, name: right.name, version: right.version, digests: [sha256] };
  const served = () =>
    startVendorServer(
      ecosystem === 'npm'
        ? { npm: [tarball], credentials: [old, fresh] }
        : { composer: [zip], credentials: [old, fresh] },
    );

  test('shows that both fetch the same bytes, each with its own credential', async () => {
    await using server = await served();
    expect(await codes(server, entry)).toEqual(['0', 'license-rotation-same']);
    const downloads = server.requests.filter(({ path }) => path === server.filePath(right.name, right.version));
    expect(new Set(downloads.map(({ credential }) => credential))).toEqual(new Set(['new', 'old']));
  });

  test('refutes bytes that are another customer’s', async () => {
    await using server = await served();
    server.serve({ name: right.name, version: right.version, bytes: other.bytes, credential: 'new' });
    expect(await codes(server, entry)).toEqual(['1', 'license-rotation-other']);
  });

  test('shows nothing where the new one does not open the server yet', async () => {
    await using server = await served();
    server.setCredentials([old]);
    expect(await codes(server, entry)).toEqual(['3', 'license-rotation-not-shown']);
  });
});
