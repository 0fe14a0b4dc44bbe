import { describe, expect, it } from 'vitest';
import { archive, contextOf, rightFiles } from '../license/testing/license-builder.js';
import { licenseCode } from './index.js';

const path = 'lib/acme-license.rb';
const unknown = { copies: [archive({ ...rightFiles, [path]: "puts 'new'\n" })] };

/** The YAML lines that are shown, as the policy reader hands them over. */
function templateIn(excerpt: string) {
  const [, name = '', pattern = '', sha256 = ''] =
    /^- name: (\S+)\n {2}pattern: "([^"]+)"\n {2}sha256: ([0-9a-f]{64})\n\n/.exec(excerpt) ?? [];
  return { name, pattern, sha256 };
}

describe('code that no template knows', () => {
  const [result] = licenseCode.run(contextOf(unknown));
  const excerpt = result?.excerpt ?? '';

  it('is shown whole, behind the lines that would make it known', () => {
    expect(result?.code).toBe('license-code-unknown');
    expect(result?.detail).toContain(`"${path}" fits no template.`);
    expect(excerpt.endsWith("\n\nputs 'new'\n")).toBe(true);
  });

  it('is known with those lines in the policy, and other code is not', () => {
    const templates = { license: { content: { templates: [templateIn(excerpt)] } } };
    expect(licenseCode.run(contextOf({ ...unknown, ...templates })).map(({ code }) => code)).toEqual([
      'license-code-known',
    ]);
    const other = { copies: [archive({ ...rightFiles, [path]: "puts 'other'\n" })], ...templates };
    expect(licenseCode.run(contextOf(other)).map(({ code }) => code)).toEqual(['license-code-unknown']);
  });
});
