import { AssayError } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { expectationsOf } from './expectations.js';
import { idleEntryWarnings } from './idle-rules.js';
import { policyDigest } from './policy-digest.js';
import { inventory, subject } from './testing/judge-case.js';
import { parseText } from './testing/parse-text.js';

const parse = (section: string) => parseText(`version: 1\nreleaseAge: ${section}\n`);

function refusalOf(section: string): string {
  try {
    parse(section);
  } catch (error) {
    if (error instanceof AssayError) return `${String(error.line)}: ${error.message} (${error.hint ?? ''})`;
    throw error;
  }
  return 'accepted';
}

describe('releaseAge', () => {
  it('is nothing where the policy does not speak of it', () => {
    expect(parseText('version: 1\n').releaseAge).toBeNull();
    expect(expectationsOf(parseText('version: 1\n'), subject()).releaseAge).toBeNull();
  });

  it.each([
    ['30m', 1800],
    ['12h', 43_200],
    ['7d', 604_800],
    ['366d', 31_622_400],
  ])('of %s is %i seconds', (text, seconds) => {
    expect(parse(`{ minimum: ${text} }`).releaseAge).toEqual({ minimum: seconds, except: [] });
  });

  it('lets packages be younger that it names', () => {
    const policy = parse("{ minimum: 7d, except: ['pkg:npm/@acme/*', pkg:npm/left-pad@v1.3.0] }");
    expect(policy.releaseAge?.except).toEqual([
      { purl: 'pkg:npm/%40acme/*', line: 2 },
      { purl: 'pkg:npm/left-pad@1.3.0', line: 2 },
    ]);
    expect(expectationsOf(policy, subject()).releaseAge).toEqual({ minimum: 604_800, isExcepted: true });
    expect(expectationsOf(policy, subject({ version: '1.3.1' })).releaseAge?.isExcepted).toBe(false);
  });

  it.each([
    ['no minimum', '{ except: [pkg:npm/a] }', /minimum/],
    ['nothing', '{}', /minimum/],
    ['no span', '{ minimum: 7 }', /./],
    ['weeks', '{ minimum: 1w }', /30m, 12h or 7d/],
    ['none at all', '{ minimum: 0d }', /30m, 12h or 7d/],
    ['more than a year', '{ minimum: 367d }', /366d/],
    ['a mistyped key', '{ minimun: 7d }', /Did you mean `minimum`/],
    ['another mistyped key', '{ minimum: 7d, exept: [] }', /Did you mean `except`/],
    ['a purl that is none', '{ minimum: 7d, except: [a] }', /purl/],
    ['every package', "{ minimum: 7d, except: ['pkg:**'] }", /leaves open whose packages/],
    ['every package of npm', "{ minimum: 7d, except: ['pkg:npm/*'] }", /leaves open whose packages/],
  ])('with %s is refused, with its line', (_title, section, message) => {
    expect(refusalOf(section)).toMatch(message);
    expect(refusalOf(section)).toMatch(/^2: /);
  });

  it('tells an exception that no locked package matches', () => {
    const policy = parse('{ minimum: 7d, except: [pkg:npm/left-pda, pkg:npm/left-pad] }');
    expect(idleEntryWarnings(policy, inventory([subject()]))).toEqual([
      'The entry of `releaseAge.except` for pkg:npm/left-pda@* (line 2) matches no locked package.',
    ]);
  });

  it('counts in the digest of the policy', () => {
    const of = (section: string) => policyDigest(parse(section)).value;
    const values = [
      policyDigest(parseText('version: 1\n')).value,
      of('{ minimum: 7d }'),
      of('{ minimum: 8d }'),
      of('{ minimum: 7d, except: [pkg:npm/a] }'),
    ];
    expect(new Set(values).size).toBe(4);
    expect(of('{ minimum: 7d }')).toBe(of('{ minimum: 168h }'));
  });
});
