import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  bundleInstall,
  hasClient,
  mintLicenseGem,
  mintLicenseIssuer,
  mintLicenseProject,
  startVendorServer,
  temporaryFolder,
} from '@assay/testkit';
import { expect, test } from 'vitest';
import { verifyLicenses } from './verify-licenses.js';

test.skipIf(!hasClient('bundle'))('try', async () => {
  const issuer = mintLicenseIssuer();
  const id = '1000.42';
  const gem = mintLicenseGem({ id, token: issuer.token('Acme Ltd') });
  await using server = await startVendorServer({ gems: [gem], credentials: [{ user: 'acme', password: 'swordfish', name: 'a' }] });
  await using folder = await temporaryFolder();
  const project = mintLicenseProject({ source: server.url, gem });
  const went = await bundleInstall({ folder: folder.path, project, credentials: 'acme:swordfish', vendorCache: true });
  expect(went.status).toBe(0);
  await mkdir(join(folder.path, 'policy'), { recursive: true });
  const file = join(folder.path, 'policy', 'assay.yaml');
  await writeFile(file, JSON.stringify({
    version: 1,
    licensePackages: [{ profile: 'karafka', version: id, source: server.url, insecure: true, digests: [`sha256:${gem.sha256}`],
      credentials: { env: { username: 'U', password: 'P' } }, token: { keys: [issuer.publicKeyPem], entity: 'Acme Ltd' } }],
  }));
  const result = await verifyLicenses({ policy: { file }, project: went.projectFolder, env: { ...went.env, U: 'acme', P: 'swordfish' } as Record<string, string> });
  console.log(result.notes);
  for (const f of result.report.findings) console.log(f.check, f.phase, f.outcome, f.code, f.detail);
  console.log(result.report.decision, result.report.exitCode);
});
