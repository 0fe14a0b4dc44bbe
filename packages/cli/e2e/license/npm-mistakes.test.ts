/** Every way in which a licence package of npm can be wrong, when its digest is pinned all the same. */

import { hasClient, licenseTarballMistakes, mintLicenseTarball, type LicenseTarballMistake } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { npmScene, npmToken } from './npm-scene.js';

/** What must be among what is said of the archive; empty: nothing is wrong with it. */
const expected: Readonly<Record<LicenseTarballMistake, readonly string[]>> = {
  'preinstall-script': ['license-scripts'],
  'install-script': ['license-scripts'],
  'postinstall-script': ['license-scripts'],
  // Clients run it for folders and repositories alone.
  'prepare-script': [],
  'binding-gyp': ['license-code-unknown', 'license-extensions', 'license-file-unexpected', 'license-scripts'],
  bin: ['license-code-unknown', 'license-executables', 'license-file-unexpected'],
  dependency: ['license-dependencies'],
  'optional-dependency': ['license-dependencies'],
  'peer-dependency': ['license-dependencies'],
  'bundled-dependency': ['license-dependencies', 'license-file-unexpected'],
  'extra-file': ['license-file-unexpected'],
  'hidden-file': ['license-file-unexpected'],
  'other-code': ['license-code-unknown', 'license-file-unexpected'],
  'native-code': ['license-code-unknown', 'license-file-unexpected'],
  'case-twin': ['license-content-unclear'],
  'many-files': ['license-content-too-large'],
  symlink: ['license-file-unexpected', 'license-symlink'],
  'symlink-outside': ['license-content-unclear'],
  hardlink: ['license-content-unclear'],
  'duplicate-entry': ['license-content-unclear', 'license-token-unread'],
  'path-escape': ['license-code-unknown', 'license-content-unclear'],
  setuid: ['license-file-unexpected'],
  'code-calls-home': ['license-code-unknown'],
  'code-own-token': ['license-code-unknown'],
  // Harmless, but comments are compared too: to pass over them would take a parser of the language.
  'code-reformatted': ['license-code-unknown'],
  'empty-token': ['license-token-malformed'],
  'foreign-token': ['license-token-foreign-key'],
  'garbled-token': ['license-token-foreign-key'],
  'revoked-token': [],
  'large-file': ['license-file-too-large', 'license-token-malformed'],
  'no-license-file': ['license-file-missing', 'license-token-missing'],
  'no-code': ['license-file-missing'],
  'other-name': ['license-other-package'],
  'other-version': ['license-other-package'],
  // What it runs on is the client's business.
  engines: [],
  platform: [],
};

/** Not refused by the digest's own merits: code that nobody knows leaves the answer open. */
const open: readonly string[] = ['license-code-unknown'];

describe.skipIf(!hasClient('npm'))('a pinned licence package of npm with', () => {
  test.each(licenseTarballMistakes)('$about', async ({ name }) => {
    const license = mintLicenseTarball({ version: '1.0.0', token: npmToken, mistake: name });
    const entry = { digests: [license.integrity] };
    await npmScene({ license, entry }, async ({ look, went }) => {
      const wanted = expected[name];
      const exitCode = wanted.length === 0 ? 0 : wanted.every((code) => open.includes(code)) ? 3 : 1;
      const maxFiles = name === 'many-files' ? { content: { files: ['**'], maxFiles: 100 } } : {};
      const served = await look(['before'], { entry: maxFiles });
      const about = (bad: readonly string[], phase: string) =>
        bad.flatMap((code) => (code.startsWith(phase) ? [code.slice(phase.length + 1)] : [])).sort();
      expect([served.exitCode, about(served.bad, 'before')]).toEqual([exitCode, wanted]);
      if (went.status !== 0) return;
      const kept = await look(['after', 'installed'], { entry: maxFiles });
      expect([kept.exitCode, about(kept.bad, 'after')]).toEqual([exitCode, wanted]);
    });
  });
});
