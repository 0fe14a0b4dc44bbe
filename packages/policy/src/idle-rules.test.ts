import { describe, expect, it } from 'vitest';
import { idleEntryWarnings, idleRuleWarnings, idleSbomWarnings, outrankedEntryWarnings } from './idle-rules.js';
import { judge } from './judge.js';
import { parseText } from './testing/parse-text.js';
import { file, inventory, judgeInput, occurrence, policy, registries, rule, subject } from './testing/judge-case.js';

const url = 'https://npm.acme.example/left-pad/-/left-pad-1.3.0.tgz';
const pad = subject({ files: [{ ...file('left-pad-1.3.0.tgz'), url }] });
const locked = inventory([pad], [occurrence(pad, 'dev')]);
const warningsOf = (...rules: readonly ReturnType<typeof rule>[]) =>
  idleRuleWarnings(policy({ rules }), locked, registries());

describe('a rule that matches no locked package', () => {
  it('is told, by purl', () => {
    const idle = rule({ source: 'require' }, { purl: 'pkg:npm/left-pda@*' }, 9);
    expect(warningsOf(idle)).toEqual(['The rule for pkg:npm/left-pda@* (line 9) matches no locked package.']);
  });

  it('is told, by registry', () => {
    const idle = rule({ source: 'require' }, { registry: 'https://npm.acme.test/' }, 9);
    expect(warningsOf(idle)).toEqual(['The rule for https://npm.acme.test/ (line 9) matches no locked package.']);
  });

  it('is told, by both', () => {
    const select = { purl: 'pkg:npm/left-pad@*', registry: 'https://npm.acme.test/' };
    expect(warningsOf(rule({ source: 'require' }, select, 9))).toEqual([
      'The rule for pkg:npm/left-pad@* from https://npm.acme.test/ (line 9) matches no locked package.',
    ]);
  });

  it('is told when its purl contradicts its ecosystem', () => {
    expect(warningsOf(rule({ source: 'ignore' }, { ecosystem: 'rubygems', purl: 'pkg:npm/left-pad@*' }))).toHaveLength(
      1,
    );
  });
});

describe('a rule is not told', () => {
  it('when it selects one package of several', () => {
    const both = inventory([subject({ name: 'a' }), pad, subject({ name: 'b' })]);
    const rules = [rule({ source: 'ignore' }, { purl: pad.purl })];
    expect(idleRuleWarnings(policy({ rules }), both, registries())).toEqual([]);
  });

  it.each([
    [{}],
    [{ ecosystem: 'rubygems' }],
    [{ scope: ['peer'] }],
    [{ purl: 'pkg:npm/left-pad@*' }],
    [{ purl: 'pkg:npm/left-pad@*', scope: ['peer'] }],
    [{ registry: 'https://npm.acme.example/' }],
  ] as const)('when it selects %j', (select) => {
    expect(warningsOf(rule({ source: 'ignore' }, select))).toEqual([]);
  });
});

describe('an entry that matches no locked package', () => {
  const publisher = (purl: string) => ({ purl, allow: [{ kind: 'registry-key' } as const], line: 4 });
  const attestation = (purl: string) => ({ purl, predicateTypes: ['urn:x'], line: 9 });

  it('is told', () => {
    const given = policy({
      publishers: [publisher('pkg:npm/left-pda@*'), publisher('pkg:npm/left-pad@*')],
      attestations: [attestation('pkg:npm/left-*'), attestation('pkg:gem/**')],
    });
    expect(idleEntryWarnings(given, locked)).toEqual([
      'The entry of `publishers` for pkg:npm/left-pda@* (line 4) matches no locked package.',
      'The entry of `attestations` for pkg:gem/** (line 9) matches no locked package.',
    ]);
    expect(judge(judgeInput({ policy: given, inventory: locked })).warnings).toEqual(
      expect.arrayContaining([expect.stringContaining('pkg:npm/left-pda@*')]),
    );
  });
});

describe('a supplier of no locked package', () => {
  it('is told, and changes no decision', () => {
    const supplied = (purl: string) => ({ purl, supplier: { name: 'Acme' } });
    const suppliers = [supplied('pkg:npm/left-pda@*'), supplied('pkg:npm/left-pad@*')];
    const given = policy({ sbom: { authors: [], project: {}, parts: [], suppliers } });
    const warning = 'The entry of `sbom.suppliers` for pkg:npm/left-pda@* matches no locked package.';
    expect(idleSbomWarnings(given, locked)).toEqual([warning]);
    const judged = judge(judgeInput({ policy: given, inventory: locked }));
    expect(judged.warnings).toContain(warning);
    const plain = judge(judgeInput({ policy: policy(), inventory: locked }));
    expect([judged.decision, judged.verdicts]).toEqual([plain.decision, plain.verdicts]);
  });
});

describe('an entry of `publishers` that never decides', () => {
  const entry = (purl: string, line: number) => ({ purl, allow: [{ kind: 'registry-key' } as const], line });

  it('is told, with the line of the one that does', () => {
    const publishers = [entry('pkg:npm/left-*', 4), entry('pkg:npm/left-pad@*', 9), entry('pkg:gem/**', 11)];
    expect(outrankedEntryWarnings(policy({ publishers }), locked)).toEqual([
      'The entry of `publishers` for pkg:npm/left-* (line 4) decides about no locked package: about pkg:npm/left-pad@1.3.0, the one in line 9 does.',
    ]);
    expect(judge(judgeInput({ policy: policy({ publishers }), inventory: locked })).warnings).toEqual(
      expect.arrayContaining([expect.stringContaining('the one in line 9 does')]),
    );
  });

  it('is not told when it decides about another package', () => {
    const both = inventory([pad, subject({ name: 'left-hand' })]);
    const publishers = [entry('pkg:npm/left-*', 4), entry('pkg:npm/left-pad@*', 9)];
    expect(outrankedEntryWarnings(policy({ publishers }), both)).toEqual([]);
  });
});

it('an entry of `publishers` that expects a key which nothing is signed with is told', () => {
  const key = { kind: 'managed-key', fingerprint: 'aa', key: 'pem' } as const;
  const publishers = [
    { purl: 'pkg:npm/left-pad@*', allow: [{ kind: 'registry-key' } as const, key], line: 4 },
    { purl: 'pkg:npm/**', allow: [{ kind: 'registry-key' } as const], line: 9 },
  ];
  const { warnings } = judge(judgeInput({ policy: policy({ publishers }), inventory: locked }));
  expect(warnings.filter((each) => each.includes('managed key'))).toEqual([
    expect.stringMatching(/^The entry of `publishers` for pkg:npm\/left-pad@\* \(line 4\) expects a managed key/),
  ]);
});

describe('what a policy says about licence packages', () => {
  const licensed = parseText(
    [
      'version: 1',
      'licensePackages: [{profile: generic-gem, name: acme-license, version: "1000.42", source: "https://gems.vendor.example/"}]',
      'rules: [{select: {purl: "pkg:gem/acme-license"}, checks: {source: prefer}}, {select: {purl: "pkg:gem/acme-licence"}, checks: {source: prefer}}]',
      '',
    ].join('\n'),
  );
  const warnings = (isPart?: true) =>
    judge(judgeInput({ policy: licensed, inventory: locked, ...(isPart === undefined ? {} : { isPart }) })).warnings;

  it('is not idle in a run over lockfiles, while a mistyped name is', () => {
    const idle = warnings().filter((each) => each.includes('matches no locked package'));
    expect(idle).toEqual([expect.stringContaining('pkg:gem/acme-licence')]);
  });

  it.each([
    ['lies under the source of one', 'source: "https://gems.vendor.example/"', ['gems.acme.example']],
    ['may be where one comes from that names no source', 'bundled: vendor/acme-license', []],
  ])('is not idle by a registry that %s', (_, place, idle) => {
    const rules = ['gems.vendor.example', 'gems.acme.example'].map(
      (host) => `{select: {registry: "https://${host}/"}, checks: {source: prefer}}`,
    );
    const text = `version: 1
licensePackages: [{profile: generic-gem, name: acme-license, version: "1", ${place}}]
rules: [${rules.join(', ')}]
`;
    const told = judge(judgeInput({ policy: parseText(text), inventory: inventory([]) })).warnings;
    const ofRules = told.filter((each) => each.includes('matches no locked package'));
    expect(ofRules.map((each) => /https:..([^/]+)/.exec(each)?.[1])).toEqual(idle);
  });

  it('is no mistake where only a part of what the policy is about is judged', () => {
    expect(warnings(true).filter((each) => each.includes('matches no locked package'))).toEqual([]);
  });
});
