import { mintGemfileLock, mintGemRelease, startRegistry, temporaryFolder, writeFiles } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { createVerifier } from './create-verifier.js';

const gem = mintGemRelease({ name: 'acme-license', version: '1000.42' });
const other = mintGemRelease({ name: 'acme-tools', version: '1.0.0' });

/** What `source` says about each gem, locked from `locked`, where the policy's licence comes from `vendor`. */
async function sources(vendor: string, locked: string) {
  await using home = await temporaryFolder();
  await using project = await temporaryFolder();
  const { files } = mintGemfileLock({ sources: [{ kind: 'registry', remote: locked, gems: [gem, other] }] });
  await writeFiles(project.path, files);
  const entry = { profile: 'generic-gem', name: 'acme-license', version: '1000.42', source: vendor, insecure: true };
  const registries = [{ ecosystem: 'rubygems', url: locked, insecure: true }];
  const text = JSON.stringify({ version: 1, registries, licensePackages: [entry] });
  const verifier = createVerifier({ env: { HOME: home.path }, store: null, policy: { file: 'assay.yaml', text } });
  const { report } = await verifier.verify([project.path]);
  const found = report.findings.filter(({ check }) => check === 'source');
  return found.map(({ subject, code }) => `${subject} ${code}`);
}

describe('a licence package of the policy', () => {
  test('comes from its vendor in every run, or not at all', async () => {
    await using vendor = await startRegistry({ gems: [gem] });
    await using open = await startRegistry({ gems: [gem, other] });
    expect(await sources(vendor.url, open.url)).toEqual([
      'pkg:gem/acme-license@1000.42 name-claimed-elsewhere',
      'pkg:gem/acme-tools@1.0.0 source-allowed',
    ]);
    expect(await sources(open.url, open.url)).toEqual([
      'pkg:gem/acme-license@1000.42 source-allowed',
      'pkg:gem/acme-tools@1.0.0 source-allowed',
    ]);
  });
});
