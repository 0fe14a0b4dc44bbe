/** Built-in profiles of vendors that sell libraries of npm: many files, code of their own, dependencies. */

import { hasClient, mintLicenseTarball, type LicenseTarballMistake } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { npmScene } from './npm-scene.js';

const sold = [
  ['fontawesome', '@fortawesome/fontawesome-pro'],
  ['tiptap', '@tiptap-pro/extension-comments'],
  ['generic-npm', '@acme-pro/ui'],
] as const;

const dependencies: LicenseTarballMistake[] = ['optional-dependency'];

describe.skipIf(!hasClient('npm')).each(sold)('a library that was bought, by the profile %s', (profile, name) => {
  const look = async (mistake: LicenseTarballMistake[], more: object = {}) => {
    const license = mintLicenseTarball({ name, version: '6.5.1', token: 'a token', assets: true, mistake });
    const { integrity } = license;
    return npmScene({ license }, async ({ look: judge, server }) => {
      const entry = {
        profile,
        name,
        version: '6.5.1',
        source: server.url,
        insecure: true,
        digests: [integrity],
        ...more,
      };
      const { exitCode, bad } = await judge(undefined, { entry: { ...blank, ...entry } });
      return [String(exitCode), ...new Set(bad.map((code) => code.split(' ')[1]))];
    });
  };
  /** What the scene's own entry says, taken back. */
  const blank = { ecosystem: undefined, content: undefined, token: undefined };
  const allowed = profile === 'generic-npm' ? { content: { allow: ['dependencies'] } } : {};

  test('passes in every phase', async () => {
    expect(await look([])).toEqual(['0', 'license-not-recorded']);
  });

  test('may have dependencies where the profile or the entry says so', async () => {
    const [exitCode, ...bad] = await look(dependencies, allowed);
    expect([exitCode, bad]).toEqual(['0', ['license-not-recorded']]);
    const [none, ...codes] = await look(dependencies, { content: { allow: [] } });
    expect([none, codes]).toEqual(['1', expect.arrayContaining(['license-dependencies'])]);
  });

  test('may depend on nothing but what the entry names', async () => {
    const content = { allow: ['dependencies'], dependencies: ['@fortawesome/fontawesome-common-types'] };
    expect(await look(dependencies, { content })).toEqual(expect.arrayContaining(['1', 'license-dependencies']));
    const named = { allow: ['dependencies'], dependencies: ['left-pad'] };
    expect(await look(dependencies, { content: named })).toEqual(['0', 'license-not-recorded']);
  });

  test.each(['postinstall-script', 'binding-gyp', 'bin', 'symlink'] as const)('is refused with %s', async (mistake) => {
    expect((await look([mistake]))[0]).toBe('1');
  });
});
