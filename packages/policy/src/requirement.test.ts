import type { Occurrence, Scope, Subject } from '@assay/model';
import { describe, expect, it } from 'vitest';
import type { Selector } from './policy.js';
import { requirementFor, requirementsOf, selectionOf } from './requirement.js';
import { file, occurrence, policy, registries, registry as known, rule, subject } from './testing/judge-case.js';

const pad = subject();
const scoped = subject({ purl: 'pkg:npm/%40acme/ui@2.0.0', name: '@acme/ui' });

const table = registries(known('https://public.example/', { from: 'client-default' }));

function asked(rules: Parameters<typeof policy>[0], scopes: readonly Scope[] = ['prod'], about: Subject = pad) {
  const occurrences: readonly Occurrence[] = scopes.map((scope) => occurrence(about, scope));
  return requirementFor(policy(rules), { subject: about, occurrences, registries: table }, 'source');
}

describe('what is asked of a check', () => {
  it('is everything where no rule speaks', () => {
    expect(asked({ rules: [] })).toBe('require');
    expect(asked({ rules: [rule({ 'pin-strength': 'ignore' })] })).toBe('require');
    expect(asked({ rules: [rule({ source: 'ignore' }, { ecosystem: 'rubygems' })] })).toBe('require');
  });

  it.each(['require', 'prefer', 'ignore'] as const)('is `%s` where a rule says so', (requirement) => {
    expect(asked({ rules: [rule({ source: requirement })] })).toBe(requirement);
  });

  it('is what the last rule that names the check says', () => {
    const strict = rule({ source: 'require' });
    const loose = rule({ source: 'ignore' });
    const other = rule({ 'pin-strength': 'prefer' });
    expect(asked({ rules: [loose, strict, other] })).toBe('require');
    expect(asked({ rules: [strict, loose, other] })).toBe('ignore');
  });

  it('is not changed by a rule that is about something else', () => {
    const loose = rule({ source: 'prefer' });
    const elsewhere = rule({ source: 'ignore' }, { purl: 'pkg:npm/right-pad@*' });
    expect(asked({ rules: [loose, elsewhere] })).toBe('prefer');
  });

  it.each([
    [['dev'], 'ignore'],
    [['prod'], 'require'],
    [['dev', 'prod'], 'require'],
    [['prod', 'dev'], 'require'],
    [['optional', 'dev'], 'prefer'],
    [['dev', 'optional', 'dev'], 'prefer'],
    [['peer', 'optional', 'dev'], 'require'],
  ] as const)('is the strictest over the occurrences: %j gives `%s`', (scopes, requirement) => {
    const rules = [rule({ source: 'ignore' }, { scope: ['dev'] }), rule({ source: 'prefer' }, { scope: ['optional'] })];
    expect(asked({ rules }, scopes)).toBe(requirement);
  });

  it('is the strictest any scope would give where a package is locked nowhere', () => {
    expect(asked({ rules: [rule({ source: 'ignore' }, { scope: ['dev'] })] }, [])).toBe('require');
    expect(asked({ rules: [rule({ source: 'ignore' }), rule({ source: 'prefer' }, { scope: ['peer'] })] }, [])).toBe(
      'prefer',
    );
    expect(asked({ rules: [rule({ source: 'ignore' })] }, [])).toBe('ignore');
  });

  it('is told for each check by itself', () => {
    const rules = [rule({ source: 'ignore', 'pin-strength': 'prefer' })];
    const of = requirementsOf(policy({ rules }), { subject: pad, occurrences: [occurrence(pad)], registries: table });
    expect(['source', 'pin-strength', 'registry-digest'].map((check) => of(check))).toEqual([
      'ignore',
      'prefer',
      'require',
    ]);
  });

  it.each(['__proto__', 'constructor', 'toString'])('is everything for a check called %s', (check) => {
    const rules = [rule({ source: 'ignore' })];
    expect(requirementFor(policy({ rules }), { subject: pad, occurrences: [], registries: table }, check)).toBe(
      'require',
    );
  });
});

const isSelected = (select: Selector, about: Subject, scope: Scope) =>
  selectionOf(select, { subject: about, registries: table }, scope) === 'yes';

describe('a selector', () => {
  it('without fields is about everything', () => {
    expect(isSelected({}, pad, 'prod')).toBe(true);
  });

  it('compares the ecosystem', () => {
    expect(isSelected({ ecosystem: 'npm' }, pad, 'prod')).toBe(true);
    expect(isSelected({ ecosystem: 'rubygems' }, pad, 'prod')).toBe(false);
  });

  it('compares the scope with each it names', () => {
    expect(isSelected({ scope: ['optional', 'dev'] }, pad, 'dev')).toBe(true);
    expect(isSelected({ scope: ['optional', 'dev'] }, pad, 'prod')).toBe(false);
  });

  it.each([
    ['pkg:npm/left-pad@1.3.0', true],
    ['pkg:npm/left-pad@*', true],
    ['pkg:npm/left-*', true],
    ['pkg:**', true],
    ['pkg:npm/left-pad@1.3', false],
    ['pkg:npm/left-pad', false],
    ['pkg:npm/LEFT-PAD@1.3.0', false],
    ['pkg:gem/**', false],
  ])('compares the purl with %s', (purl, selected) => {
    expect(isSelected({ purl }, pad, 'prod')).toBe(selected);
  });

  it('keeps one star within a scope’s name', () => {
    expect(isSelected({ purl: 'pkg:npm/%40acme/*' }, scoped, 'prod')).toBe(true);
    expect(isSelected({ purl: 'pkg:npm/*' }, scoped, 'prod')).toBe(false);
  });

  it('needs all its fields', () => {
    const both = { ecosystem: 'npm', purl: 'pkg:npm/left-pad@*', scope: ['prod'] } as const;
    expect(isSelected(both, pad, 'prod')).toBe(true);
    expect(isSelected(both, pad, 'dev')).toBe(false);
    expect(isSelected({ ...both, ecosystem: 'rubygems' }, pad, 'prod')).toBe(false);
    expect(isSelected({ ...both, purl: 'pkg:npm/x@*' }, pad, 'prod')).toBe(false);
    expect(isSelected({ ...both, registry: 'https://npm.acme.example/' }, pad, 'prod')).toBe(false);
  });
});

describe('a registry selector', () => {
  const registry = 'https://npm.acme.example/';
  const from = (...urls: readonly string[]) => subject({ files: urls.map((url) => ({ ...file('x.tgz'), url })) });

  it('is about packages whose URLs all lie under it', () => {
    expect(isSelected({ registry }, from('https://npm.acme.example/a/-/a-1.tgz'), 'prod')).toBe(true);
    expect(isSelected({ registry }, from('https://npm.acme.example/a', 'https://npm.acme.example/b'), 'prod')).toBe(
      true,
    );
  });

  it.each([
    [[]],
    [['https://npm.acme.example.evil.example/a']],
    [['https://npm.acme.example@evil.example/a']],
    [['http://npm.acme.example/a']],
    [['https://evil.example/https://npm.acme.example/a']],
    [['https://npm.acme.example/a', 'https://evil.example/b']],
    [['https://evil.example/b', 'https://npm.acme.example/a']],
    [['not a url']],
  ])('is not about packages with the URLs %j', (urls) => {
    expect(isSelected({ registry }, from(...urls), 'prod')).toBe(false);
  });

  it('is about a registry that the lockfile names without its last slash', () => {
    const url = 'https://gems.acme.example/private';
    const gem = subject({ source: { kind: 'registry', url }, files: [] });
    expect(isSelected({ registry: `${url}/` }, gem, 'prod')).toBe(true);
    expect(isSelected({ registry: 'https://gems.acme.example/priv/' }, gem, 'prod')).toBe(false);
  });

  it('looks at the registry and the files alike', () => {
    const gem = { ...from('https://evil.example/x.gem'), source: { kind: 'registry', url: registry } } as const;
    expect(isSelected({ registry }, gem, 'prod')).toBe(false);
    expect(isSelected({ registry }, { ...gem, source: { kind: 'git', url: registry }, files: [] }, 'prod')).toBe(false);
    expect(isSelected({ registry }, { ...gem, source: { kind: 'registry', url: '::' }, files: [] }, 'prod')).toBe(
      false,
    );
  });
});
