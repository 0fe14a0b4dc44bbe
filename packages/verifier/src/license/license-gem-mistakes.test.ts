/** Every mistake that a licence gem can have, where its digest was taken for the right one: nothing but the rules can tell. */

import {
  layInstalledGem,
  licenseGemMistakes,
  licenseGemScene,
  mintLicenseGem,
  mintLicenseIssuer,
  mintLicenseProject,
  sceneLicenseId,
  writeFiles,
  type LicenseGemMistake,
} from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { lookAtLicense } from './testing/look-at-license.js';

const content = (...codes: readonly string[]) => codes.map((code) => `license-content/license-${code}`);
const codeUnknown = 'license-code/license-code-unknown';
const tokenUnread = 'license-token/license-token-unread';

/** What is said of it, before as after; and the exit code. */
const expected: Readonly<Record<LicenseGemMistake, readonly [number, ...string[]]>> = {
  'extra-file': [1, ...content('file-unexpected')],
  'hidden-file': [1, ...content('file-unexpected')],
  'case-twin': [1, ...content('content-unclear')],
  'other-code': [1, codeUnknown, ...content('file-unexpected')],
  'many-files': [1, ...content('content-too-large')],
  extension: [1, codeUnknown, ...content('extensions', 'file-unexpected')],
  executable: [1, codeUnknown, ...content('executables', 'file-unexpected')],
  plugin: [1, codeUnknown, ...content('file-unexpected', 'plugins')],
  'bundler-plugin': [1, codeUnknown, ...content('file-unexpected', 'plugins')],
  'post-install-message': [1, ...content('post-install-message')],
  dependency: [1, ...content('dependencies')],
  'development-dependency': [0],
  symlink: [1, ...content('file-unexpected', 'symlink')],
  'symlink-outside': [1, ...content('content-unclear')],
  'license-symlink': [1, ...content('content-unclear'), tokenUnread],
  hardlink: [1, ...content('content-unclear')],
  'duplicate-entry': [1, ...content('content-unclear'), tokenUnread],
  'path-escape': [1, codeUnknown, ...content('content-unclear')],
  setuid: [1, ...content('file-unexpected')],
  'code-calls-home': [3, codeUnknown],
  'code-own-token': [3, codeUnknown],
  'code-evaluates': [3, codeUnknown],
  'code-reformatted': [3, codeUnknown],
  'declared-missing': [1, ...content('files-not-packed')],
  undeclared: [1, codeUnknown, ...content('file-unexpected', 'files-undeclared')],
  'wrong-version-file': [1, ...content('version-file')],
  'no-version-file': [1, ...content('file-missing')],
  'empty-token': [1, 'license-token/license-token-malformed'],
  'foreign-token': [1, 'license-token/license-token-foreign-key'],
  'garbled-token': [1, 'license-token/license-token-foreign-key'],
  'revoked-token': [0],
  'large-file': [1, ...content('content-too-large', 'file-too-large'), 'license-token/license-token-malformed'],
  'no-license-file': [1, ...content('file-missing'), 'license-token/license-token-missing'],
  'no-code': [1, ...content('file-missing')],
  'other-name': [1, ...content('other-package')],
  'other-version': [1, ...content('other-package')],
  'other-platform': [1, ...content('other-package')],
  // Bundler refuses these three itself: no Ruby or RubyGems takes the first two.
  'required-ruby-version': [0],
  'required-rubygems-version': [0],
  'wrong-checksums': [1, ...content('package-damaged')],
  'require-path': [1, ...content('autoload')],
  'extra-member': [1, ...content('file-unexpected')],
};

const token = mintLicenseIssuer().token('Acme Ltd');

describe('a licence gem that the vendor’s server and Bundler’s cache have, and whose digest policy and lockfile have', () => {
  test.each(licenseGemMistakes)('with $about ($name)', async ({ name }) => {
    await using scene = await licenseGemScene({ install: 'none' });
    const bad = mintLicenseGem({ id: sceneLicenseId, token, mistake: name });
    scene.server.serve({ name: bad.name, version: sceneLicenseId, bytes: bad.bytes });
    await writeFiles(scene.project, mintLicenseProject({ source: scene.server.url, gem: bad }).files);
    await layInstalledGem(scene.gemDir, bad);
    await scene.writePolicy({ digests: [`sha256:${bad.sha256}`] });
    const [exitCode, ...faults] = expected[name];
    const inPhase = (phase: string) => faults.map((fault) => `${phase} ${fault}`).sort();
    const before = await lookAtLicense(scene, { phases: ['before'] });
    expect(before).toMatchObject({ exitCode, faults: inPhase('before') });
    expect(await lookAtLicense(scene, { phases: ['after'] })).toMatchObject({ exitCode, faults: inPhase('after') });
    const digests = before.findings.filter(({ check }) => check === 'license-digest');
    expect(digests.map(({ code }) => code)).toEqual(['license-digest-match']);
  });

  test('has an expectation for each', () => {
    expect(licenseGemMistakes.map(({ name }) => name).sort()).toEqual(Object.keys(expected).sort());
  });
});
