import { AssayError } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { expectationsOf } from './expectations.js';
import { idleEntryWarnings } from './idle-rules.js';
import { policyDigest } from './policy-digest.js';
import { inventory, subject } from './testing/judge-case.js';
import { parseText } from './testing/parse-text.js';

const parse = (section: string) => parseText(`version: 1\nnamesakes: ${section}\n`);
const told = (section: string) => expectationsOf(parse(section), subject()).namesakes;

function refusalOf(section: string): string {
  try {
    parse(section);
  } catch (error) {
    if (error instanceof AssayError) return `${String(error.line)}: ${error.message} (${error.hint ?? ''})`;
    throw error;
  }
  return 'accepted';
}

describe('namesakes', () => {
  it('lets nobody be told a name where the policy does not speak of it', () => {
    expect(expectationsOf(parseText('version: 1\n'), subject()).namesakes).toBeNull();
    expect(told('[]')).toBeNull();
    expect(told('[{ purl: pkg:npm/another }]')).toBeNull();
    expect(told('[{ purl: pkg:npm/left-pad@9.9.9 }]')).toBeNull();
  });

  it('names registries in normal form, or all of them', () => {
    const named = "{ purl: pkg:npm/left-pad, registries: ['https://Registry.example.test'] }";
    expect(told(`[${named}]`)).toEqual({ registries: ['https://registry.example.test/'] });
    expect(told('[{ purl: pkg:npm/left-pad }]')).toEqual({ registries: null });
  });

  it('adds entries up', () => {
    const at = (host: string) => `{ purl: pkg:npm/left-*, registries: ['https://${host}.example/'] }`;
    expect(told(`[${at('a')}, ${at('b')}, ${at('a')}]`)).toEqual({
      registries: ['https://a.example/', 'https://b.example/'],
    });
    expect(told(`[${at('a')}, { purl: pkg:npm/left-pad }]`)).toEqual({ registries: null });
  });

  it.each([
    ['no list', '{ purl: pkg:npm/a }', /list/],
    ['no purl', "[{ registries: ['https://a.example/'] }]", /purl/],
    ['a mistyped key', "[{ purl: pkg:npm/a, registrys: ['https://a.example/'] }]", /Did you mean `registries`/],
    ['a purl that is none', '[{ purl: a }]', /purl/],
    ['no registry', '[{ purl: pkg:npm/a, registries: [] }]', /at least one registry/],
    ['credentials', "[{ purl: pkg:npm/a, registries: ['https://u:p@a.example/'] }]", /without credentials/],
    ['a registry that is no URL', '[{ purl: pkg:npm/a, registries: [a.example] }]', /https:\/\/host\/path\//],
    [
      'twenty-one registries',
      `[{ purl: pkg:npm/a, registries: [${Array.from({ length: 21 }, (_, i) => `'https://r${i}.example/'`).join()}] }]`,
      /at most 20/,
    ],
  ])('with %s is refused, with its line', (_title, section, message) => {
    expect(refusalOf(section)).toMatch(message);
    expect(refusalOf(section)).toMatch(/^2: /);
  });

  it('under a mistyped name is refused: nothing would be asked', () => {
    expect(() => parseText('version: 1\nnamesake: []\n')).toThrow(/namesake/);
  });

  it('tells an entry that no locked package matches', () => {
    const policy = parse('[{ purl: pkg:npm/left-pda }, { purl: pkg:npm/left-pad }]');
    expect(idleEntryWarnings(policy, inventory([subject()]))).toEqual([
      'The entry of `namesakes` for pkg:npm/left-pda@* (line 2) matches no locked package.',
    ]);
  });

  it('counts in the digest of the policy', () => {
    const of = (section: string) => policyDigest(parse(section)).value;
    const values = [
      of('[]'),
      of('[{ purl: pkg:npm/a }]'),
      of('[{ purl: pkg:npm/b }]'),
      of("[{ purl: pkg:npm/a, registries: ['https://a.example/'] }]"),
    ];
    expect(new Set(values).size).toBe(4);
    expect(of('[]')).toBe(policyDigest(parseText('version: 1\n')).value);
  });
});
