import { AssayError, type Finding, type Outcome, type Scope } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { hardened } from './decide.js';
import { judge } from './judge.js';
import { parsePolicy } from './parse-policy.js';
import type { Policy } from './policy.js';
import { requirementFor } from './requirement.js';
import { finding, inventory, judgeInput, occurrence, registries, subject } from './testing/judge-case.js';
import { signingVocabulary } from './testing/vocabulary.js';

const parse = (text: string): Policy =>
  parsePolicy({
    bytes: new TextEncoder().encode(`version: 1\n${text}`),
    file: 'assay.yaml',
    vocabulary: signingVocabulary,
  });

const pad = subject();
const check = 'registry-signature';

function judged(
  policy: Policy,
  found: Partial<Finding> & { readonly outcome: Outcome },
  scopes: readonly Scope[] = ['prod'],
) {
  const { outcome, ...given } = found;
  return judge(
    judgeInput({
      policy,
      checks: [check],
      findings: [finding(pad, outcome, { check, code: 'time-unauthenticated', ...given })],
      inventory: inventory(
        [pad],
        scopes.map((scope) => occurrence(pad, scope)),
      ),
    }),
  ).decision;
}

const required = 'rules:\n  - checks: { registry-signature: require }\n';
const harden = `harden: { ${check}: [time-unauthenticated] }`;

describe('a hardened code', () => {
  const strict = parse(`${required}  - ${harden}\n`);

  it('makes what is proven with it count as absent', () => {
    expect(judged(parse(required), { outcome: 'proven' })).toBe('pass');
    expect(judged(strict, { outcome: 'proven' })).toBe('fail');
    expect(judged(parse(`rules:\n  - ${harden}\n`), { outcome: 'proven' })).toBe('warn');
    expect(
      judged(parse(`rules:\n  - checks: { ${check}: ignore }\n    ${harden}\n`), { outcome: 'proven', check }),
    ).not.toBe('fail');
  });

  it('changes nothing for other codes, other checks and other outcomes', () => {
    expect(judged(strict, { outcome: 'proven', code: 'signed' })).toBe('pass');
    expect(judged(strict, { outcome: 'not-applicable' })).not.toBe('fail');
    expect(judged(strict, { outcome: 'unknown' })).toBe('unverified');
    expect(judged(strict, { outcome: 'refuted' })).toBe('fail');
    expect(hardened('unknown', true)).toBe('unknown');
    expect(hardened('not-applicable', true)).toBe('not-applicable');
    expect(hardened('proven', true)).toBe('absent');
    expect(hardened('proven', false)).toBe('proven');
    const other = judge(
      judgeInput({
        policy: strict,
        checks: ['source'],
        findings: [finding(pad, 'proven', { check: 'source', code: 'time-unauthenticated' })],
      }),
    );
    expect(other.decision).toBe('pass');
    const namesake = finding(pad, 'proven', { check: 'source', code: 'publisher-time-unauthenticated' });
    expect(judge(judgeInput({ policy: strict, checks: ['source'], findings: [namesake] })).decision).toBe('pass');
  });

  it('holds for the packages that its rule selects', () => {
    const other = parse(`${required}  - select: { purl: pkg:npm/other }\n    ${harden}\n`);
    const own = parse(`${required}  - select: { purl: pkg:npm/left-pad }\n    ${harden}\n`);
    expect(judged(other, { outcome: 'proven' })).toBe('pass');
    expect(judged(own, { outcome: 'proven' })).toBe('fail');
  });

  it('is not taken back by a later rule', () => {
    expect(judged(parse(`rules:\n  - ${harden}\n  - checks: { ${check}: require }\n`), { outcome: 'proven' })).toBe(
      'fail',
    );
    expect(
      judged(parse(`rules:\n  - ${harden}\n  - harden: { ${check}: [signed] }\n    checks: { ${check}: require }\n`), {
        outcome: 'proven',
      }),
    ).toBe('fail');
  });

  it('holds where any occurrence is selected', () => {
    const dev = parse(`${required}  - select: { scope: [dev] }\n    ${harden}\n`);
    expect(judged(dev, { outcome: 'proven' }, ['prod'])).toBe('pass');
    expect(judged(dev, { outcome: 'proven' }, ['dev'])).toBe('fail');
    expect(judged(dev, { outcome: 'proven' }, ['prod', 'dev'])).toBe('fail');
    expect(judged(dev, { outcome: 'proven' }, [])).toBe('fail');
  });

  it('holds for the publisher that rests on it: the registry’s word for the time is no better there', () => {
    const gem = subject({
      id: 'pkg:gem/a@1.0',
      purl: 'pkg:gem/a@1.0',
      ecosystem: 'rubygems',
      name: 'a',
      version: '1.0',
    });
    const publisherOf = (about: typeof pad, rule: string, code = 'publisher-time-unauthenticated') =>
      judge(
        judgeInput({
          policy: parse(`rules:\n  - harden: ${rule}\n`),
          checks: ['publisher'],
          findings: [finding(about, 'proven', { check: 'publisher', code })],
          inventory: inventory([about], [occurrence(about, 'prod')]),
        }),
      ).decision;
    const registryWord = '{ registry-signature: [time-unauthenticated] }';
    const gemWord = '{ gem-signature: [time-unauthenticated] }';
    expect(publisherOf(pad, registryWord)).toBe('fail');
    expect(publisherOf(gem, gemWord)).toBe('fail');
    expect(publisherOf(pad, registryWord, 'publisher-expected')).toBe('pass');
    expect(publisherOf(pad, gemWord)).toBe('pass');
    expect(publisherOf(gem, registryWord)).toBe('pass');
    expect(publisherOf(pad, '{ publisher: [publisher-time-unauthenticated] }')).toBe('fail');
  });

  it('may be waived like anything absent', () => {
    const waiver = `waivers:\n  - { purl: pkg:npm/left-pad, check: ${check}, code: time-unauthenticated, reason: r, owner: o, created: 2026-11-01, expires: 2026-11-30 }\n`;
    expect(judged(parse(`${required}  - ${harden}\n${waiver}`), { outcome: 'proven' })).toBe('waived');
  });

  it.each([
    [`rules:\n  - harden: { ${check}: [no-signature] }\n`, /one of|only|expected/],
    [`rules:\n  - harden: { ${check}: [time-unauthentcated] }\n`, /Did you mean `time-unauthenticated`\?|one of/],
    [`rules:\n  - harden: { ${check}: [] }\n`, /at least one code is expected/],
    [`rules:\n  - harden: { source: [git-source] }\n`, /"source" is not a key of a policy here/],
    [`rules:\n  - harden: {}\n`, /the rule hardens no check/],
    [`rules:\n  - harden: { ${check}: [signed] }\n    checks: {}\n`, /the rule names no check/],
    [`rules:\n  - checks: { source: ignore }\n    harden: {}\n`, /the rule hardens no check/],
    [`rules:\n  - select: {}\n`, /rules\[0\]\.checks: this key is missing/],
  ])('%j is refused', (text, message) => {
    expect(() => parse(text)).toThrow(AssayError);
    expect(() => parse(text)).toThrow(message);
  });
});

describe('a code that is at most preferred', () => {
  const strength = signingVocabulary.checks.get('pin-strength');
  if (strength === undefined) throw new Error('the vocabulary has no pin-strength');
  const softened = { ...strength, preferred: new Set(['pin-weak']) };
  const vocabulary = {
    ...signingVocabulary,
    checks: new Map([...signingVocabulary.checks, ['pin-strength', softened]]),
  };
  const read = (text: string): Policy =>
    parsePolicy({ bytes: new TextEncoder().encode(`version: 1\n${text}`), file: 'assay.yaml', vocabulary });
  const decisionOf = (text: string, outcome: Outcome, code = 'pin-weak') =>
    judge(
      judgeInput({
        policy: read(text),
        checks: ['pin-strength'],
        findings: [finding(pad, outcome, { check: 'pin-strength', code })],
      }),
    ).decision;
  const hard = 'rules: [{ harden: { pin-strength: [pin-weak] } }]\n';

  it('warns where its check is required, and fails where a rule hardens it', () => {
    expect(decisionOf('', 'absent')).toBe('warn');
    expect(decisionOf('rules: [{ checks: { pin-strength: require } }]\n', 'absent')).toBe('warn');
    expect(decisionOf(hard, 'absent')).toBe('fail');
  });

  it('softens no other code, and nothing that is refuted', () => {
    expect(decisionOf('', 'absent', 'pin-missing')).toBe('fail');
    expect(decisionOf('', 'refuted')).toBe('fail');
  });

  it('is hardened for the selected packages alone', () => {
    const other = 'rules: [{ select: { purl: pkg:npm/other }, harden: { pin-strength: [pin-weak] } }]\n';
    expect(decisionOf(other, 'absent')).toBe('warn');
    expect(() => read('rules: [{ harden: { pin-strength: [pin-missing] } }]\n')).toThrow(AssayError);
  });
});

describe('a check that no rule names', () => {
  const asked = (text: string, id: string) =>
    requirementFor(parse(text), { subject: pad, occurrences: [], registries: registries() }, id);

  it('has its own default', () => {
    expect(asked('', 'source')).toBe('require');
    expect(asked('', check)).toBe('prefer');
    expect(asked('', 'provenance')).toBe('prefer');
    expect(asked('', 'publisher')).toBe('require');
    expect(asked('', 'unheard-of')).toBe('require');
  });

  it('has what a rule says where one speaks', () => {
    expect(asked(`rules: [{ checks: { ${check}: ignore } }]`, check)).toBe('ignore');
    expect(asked(`rules: [{ checks: { ${check}: require } }]`, check)).toBe('require');
    expect(asked('rules: [{ checks: { source: prefer } }]', 'source')).toBe('prefer');
  });

  it('has the stricter of both where rules speak for some occurrences only', () => {
    const rules = (word: string) => `rules: [{ select: { scope: [dev] }, checks: { ${check}: ${word} } }]`;
    const of = (word: string, ...scopes: readonly Scope[]) =>
      requirementFor(
        parse(rules(word)),
        { subject: pad, occurrences: scopes.map((scope) => occurrence(pad, scope)), registries: registries() },
        check,
      );
    expect(of('require', 'dev', 'prod')).toBe('require');
    expect(of('ignore', 'dev', 'prod')).toBe('prefer');
    expect(of('ignore', 'dev')).toBe('ignore');
    expect(of('require', 'prod')).toBe('prefer');
  });

  it('is required of packages for which the policy names attestations or publishers', () => {
    const attested = (purl: string) => `attestations: [{ purl: ${purl}, predicateTypes: [urn:x] }]\n`;
    expect(asked(attested('pkg:npm/left-pad'), 'provenance')).toBe('require');
    expect(asked(attested('pkg:npm/other'), 'provenance')).toBe('prefer');
    expect(asked(attested('pkg:npm/left-pad'), check)).toBe('prefer');
    expect(asked(`${attested('pkg:npm/left-pad')}rules: [{ checks: { provenance: ignore } }]`, 'provenance')).toBe(
      'ignore',
    );
    const published = parse('publishers: [{ purl: pkg:npm/left-pad, kind: registry-key }]');
    const lenient: Policy = { ...published, defaults: new Map([['publisher', 'prefer']]) };
    const at = (policy: Policy, about = pad) =>
      requirementFor(policy, { subject: about, occurrences: [], registries: registries() }, 'publisher');
    expect(at(lenient)).toBe('require');
    expect(at(lenient, subject({ name: 'other' }))).toBe('prefer');
  });
});
