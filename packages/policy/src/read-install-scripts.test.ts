import { describe, expect, it } from 'vitest';
import { expectationsOf } from './expectations.js';
import { idleEntryWarnings } from './idle-rules.js';
import { policyDigest } from './policy-digest.js';
import { inventory, subject } from './testing/judge-case.js';
import { parseText } from './testing/parse-text.js';
import { AssayError } from '@assay/model';

const allow = (...entries: readonly string[]) =>
  parseText(`version: 1\ninstallScripts:\n  allow:\n${entries.map((entry) => `    - ${entry}\n`).join('')}`);

function refusalOf(text: string): string {
  try {
    parseText(text);
  } catch (error) {
    if (error instanceof AssayError) return `${String(error.line)}: ${error.message} (${error.hint ?? ''})`;
    throw error;
  }
  return 'accepted';
}

describe('installScripts', () => {
  it('is read with patterns in canonical form', () => {
    const { installScripts } = allow(
      'purl: pkg:npm/@acme/*',
      "{ purl: pkg:npm/sharp@v0.34.2, scripts: ['install: x'] }",
    );
    expect(installScripts).toEqual([
      { purl: 'pkg:npm/%40acme/*', line: 4 },
      { purl: 'pkg:npm/sharp@0.34.2', scripts: ['install: x'], line: 5 },
    ]);
  });

  it.each([
    'pkg:npm/esbuild',
    'pkg:npm/esbuild@0.25.*',
    'pkg:npm/@acme/ui-*',
    'pkg:npm/%40acme/*',
    'pkg:gem/nokogiri@1.*',
  ])('takes %s', (purl) => {
    expect(allow(`purl: '${purl}'`).installScripts).toHaveLength(1);
  });

  it.each([
    'pkg:**',
    'pkg:npm/**',
    'pkg:npm/*',
    'pkg:npm/es*',
    'pkg:gem/rails-*',
    'pkg:*/esbuild',
    'pkg:npm/@*/ui',
    'pkg:npm/*/ui',
  ])('refuses %s: everybody may publish under such names', (purl) => {
    expect(() => allow(`purl: '${purl}'`)).toThrow('leaves open whose packages they are');
  });

  it.each([
    ['a mistyped key', 'instalScripts: {}', /Did you mean `installScripts`/],
    ['a mistyped key in it', 'installScripts: { allows: [] }', /Did you mean `allow`/],
    ['a mistyped key of an entry', 'installScripts: { allow: [{ purls: pkg:npm/a }] }', /Did you mean `purl`/],
    ['an entry about nothing', 'installScripts: { allow: [{ scripts: [x] }] }', /purl/],
    ['no scripts', 'installScripts: { allow: [{ purl: pkg:npm/a, scripts: [] }] }', /at least one script/],
    ['a purl that is none', 'installScripts: { allow: [{ purl: esbuild }] }', /purl/],
    ['a range', "installScripts: { allow: [{ purl: 'pkg:npm/a@^1.0.0' }] }", /purl/],
  ])('refuses %s, with its line', (_title, text, message) => {
    const refusal = refusalOf(`version: 1\n${text}\n`);
    expect(refusal).toMatch(message);
    expect(refusal).toMatch(/^2: /);
  });

  it('is told where no locked package matches', () => {
    const idle = idleEntryWarnings(allow('purl: pkg:npm/left-pda'), inventory([subject()]));
    expect(idle).toEqual([
      'The entry of `installScripts.allow` for pkg:npm/left-pda@* (line 4) matches no locked package.',
    ]);
    expect(idleEntryWarnings(allow('purl: pkg:npm/left-pad'), inventory([subject()]))).toEqual([]);
  });

  it('gives each package its own entries', () => {
    const policy = allow('purl: pkg:npm/left-pad', 'purl: pkg:npm/right-pad', 'purl: pkg:gem/left-pad');
    expect(expectationsOf(policy, subject()).installScripts.map(({ purl }) => purl)).toEqual(['pkg:npm/left-pad@*']);
  });

  it('counts in the digest of the policy; without a word, nothing changes', () => {
    const of = (...entries: readonly string[]) => policyDigest(allow(...entries)).value;
    const none = policyDigest(parseText('version: 1\n')).value;
    expect(policyDigest(parseText('version: 1\ninstallScripts: {}\n')).value).toBe(none);
    const values = [none, of('purl: pkg:npm/a'), of('purl: pkg:npm/b'), of('{ purl: pkg:npm/a, scripts: [x] }')];
    expect(new Set(values).size).toBe(4);
    expect(of('{ purl: pkg:npm/a, scripts: [x, y] }')).toBe(of('{ purl: pkg:npm/a, scripts: [y, x] }'));
  });
});
