import {
  licenseGemScene,
  mintLicenseGem,
  mintLicenseIssuer,
  sceneLicenseId,
  type LicenseGemSceneOptions,
} from '@assay/testkit';
import { tokenFingerprint } from '@assay/signature';
import { describe, expect, test } from 'vitest';
import { verifyLicenses } from './verify-licenses.js';

const token = mintLicenseIssuer().token('Acme Ltd');

async function factsOf(options: LicenseGemSceneOptions = {}, at = '2026-06-01T12:00:00Z') {
  await using scene = await licenseGemScene(options);
  const { policy: file, project, env } = scene;
  const { facts, report, inventory } = await verifyLicenses({ policy: { file }, project, at, env });
  return { facts, report, subjects: inventory.subjects.map(({ id }) => id) };
}

describe('facts of a licence package', () => {
  test('say whose it is, until when, and to whom the verified token was issued, once for all phases', async () => {
    const entry = { entitlement: { until: '2027-12-31' }, contact: 'help@vendor.example' };
    const { facts, subjects, report } = await factsOf({ entry });
    const [known] = facts;
    expect(facts).toHaveLength(1);
    expect(subjects).toContain(known?.subject);
    expect(known).toMatchObject({ entitledUntil: '2027-12-31', contact: 'help@vendor.example' });
    expect(known?.vendor).not.toBe('');
    expect(known?.tokens).toEqual([
      { licensee: 'Acme Ltd', fingerprint: tokenFingerprint(new TextEncoder().encode(token)), phase: 'before' },
    ]);
    expect(JSON.stringify({ facts, report })).not.toContain(token.slice(0, 40));
  });

  test('name no licensee where the token was not verified', async () => {
    const other = mintLicenseIssuer('other').token('Acme Ltd');
    const gem = mintLicenseGem({ id: sceneLicenseId, token: other });
    const { facts } = await factsOf({ server: { gems: [gem] }, install: 'none' });
    expect(facts[0]?.tokens).toEqual([]);
    const unpinned = await factsOf({ entry: { token: undefined } });
    expect(unpinned.facts[0]?.tokens).toEqual([]);
  });
});
