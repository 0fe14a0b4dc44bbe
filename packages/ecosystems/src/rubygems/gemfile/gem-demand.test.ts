import { describe, expect, it } from 'vitest';
import { parseGemfileLock } from '../lockfile/parse-gemfile-lock.js';
import { gemDemand } from './gem-demand.js';

const encode = (text: string) => new TextEncoder().encode(text);

const rails = `GEM
  remote: https://gems.example/
  specs:
    rack (3.0.8)
    rails (7.1.2)
      rack (>= 2.2)
`;

interface Locked {
  readonly sections?: string;
  readonly dependencies?: readonly string[];
  readonly path?: string;
}

function demandOf(
  gemfile: string,
  { sections = rails, dependencies = ['rails (~> 7.1)'], path = 'Gemfile.lock' }: Locked = {},
) {
  const direct = dependencies.map((text) => `  ${text}\n`).join('');
  const bytes = encode(`${sections}\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n${direct}\nBUNDLED WITH\n   2.5.0\n`);
  const content = parseGemfileLock({ path, bytes });
  const { demand, gaps } = gemDemand(content, { lockfile: path, byFolder: new Map([['.', encode(gemfile)]]) });
  const asks = demand.asks.map(({ subject, answer, copyDiffers }) =>
    [subject.replace('pkg:gem/', ''), answer, ...(copyDiffers === true ? ['copy differs'] : [])].join(' '),
  );
  return { ...demand, asks, gaps: gaps.map(({ code, doubt }) => `${code}${doubt === true ? '!' : ''}`) };
}

const source = "source 'https://gems.example'\n";

describe('a Gemfile.lock that was changed by hand', () => {
  it('locks what the Gemfile asks for', () => {
    const found = demandOf(`${source}gem 'rails', '~> 7.1'\n`);
    expect(found).toMatchObject({ state: 'read', asks: ['rails@7.1.2 met'], orphans: [], gaps: [] });
  });

  it.each([
    ['a version outside the requirement', "gem 'rails', '~> 7.0.0'\n", 'rails@7.1.2 outside'],
    ['a copy that says something else', "gem 'rails', '>= 7.1'\n", 'rails@7.1.2 met copy differs'],
    ['another registry', "source 'https://other.example' do\n  gem 'rails', '~> 7.1'\nend\n", 'rails@7.1.2 elsewhere'],
    ['another registry', "gem 'rails', '~> 7.1', source: 'https://other.example'\n", 'rails@7.1.2 elsewhere'],
    ['a registry for a repository', "gem 'rails', '~> 7.1', github: 'rails/rails'\n", 'rails@7.1.2 elsewhere'],
    ['a registry for a folder', "gem 'rails', '~> 7.1', path: 'vendor/rails'\n", 'rails@7.1.2 elsewhere'],
  ])('locks %s', (_what, line, ask) => {
    expect(demandOf(source + line).asks).toEqual([ask]);
  });

  it('locks from a registry that the Gemfile does not name', () => {
    expect(demandOf("source 'https://other.example'\ngem 'rails', '~> 7.1'\n").asks).toEqual(['rails@7.1.2 elsewhere']);
  });

  it('names and locks what the Gemfile does not', () => {
    const found = demandOf(`${source}gem 'rack'\n`, { dependencies: ['rack', 'rails'] });
    expect(found.asks).toEqual(['rack@3.0.8 met', 'rails@7.1.2 undeclared']);
    expect(demandOf(`${source}gem 'rack'\n`, { dependencies: ['rack'] }).orphans).toEqual(['pkg:gem/rails@7.1.2']);
  });

  it('leaves out what the Gemfile asks for', () => {
    expect(demandOf(`${source}gem 'rails', '~> 7.1'\ngem 'evil'\n`).gaps).toEqual(['declared-not-locked!']);
  });

  it.each([
    ["gem 'x', git: 'https://git.example/x.git'", 'met'],
    ["gem 'x', :git => 'https://git.example/x.git', :branch => 'main'", 'met'],
    ["git 'https://git.example/x.git' do\n gem 'x'\nend", 'met'],
    ["gem 'x', git: 'https://git.example/y.git'", 'elsewhere'],
    [`gem 'x', git: 'https://git.example/x.git', ref: '${'b'.repeat(40)}'`, 'outside'],
    ["gem 'x', internal: 'x'", 'unclear'],
    ["gem 'x'", 'elsewhere'],
  ])('takes from a repository: %s', (line, answer) => {
    const sections = `GIT\n  remote: https://git.example/x.git\n  revision: ${'a'.repeat(40)}\n  specs:\n    x (1.0)\n`;
    expect(demandOf(`${source}${line}\n`, { sections, dependencies: ['x!'] }).asks).toEqual([`x@1.0 ${answer}`]);
  });

  it.each([
    ["gem 'x', path: 'lib/x'", 'met'],
    ["gem 'x', path: './lib/x/'", 'met'],
    ["path 'lib' do gem 'x' end", 'met'],
    ["gem 'x', path: 'lib/y'", 'elsewhere'],
  ])('takes from a folder: %s', (line, answer) => {
    const sections = 'PATH\n  remote: lib/x\n  specs:\n    x (1.0)\n';
    expect(demandOf(`${source}${line}\n`, { sections, dependencies: ['x!'] }).asks).toEqual([`x@1.0 ${answer}`]);
  });
});

describe('a Gemfile that is a program', () => {
  it('leaves open what stands under a condition, and says where', () => {
    const found = demandOf(`${source}if ENV['X']\n  gem 'rails', '~> 6.0'\nelse\n  gem 'evil'\nend\n`);
    expect(found).toMatchObject({ state: 'partly', asks: ['rails@7.1.2 unclear'], gaps: ['manifest-partly-read'] });
    expect(found.detail).toContain('line 2 (a condition)');
  });

  it('may ask for what was not found in it', () => {
    expect(demandOf(`${source}eval_gemfile 'other'\n`).asks).toEqual(['rails@7.1.2 unread']);
    expect(demandOf(`${source}gemspec\n`).asks).toEqual(['rails@7.1.2 unread']);
  });

  it('has branches of which one fits', () => {
    const lines = "if RUBY_VERSION >= '3'\n gem 'rails', '~> 7.1'\nelse\n gem 'rails', '~> 6.0'\nend\n";
    expect(demandOf(source + lines).asks).toEqual(
      ['rails@7.1.2 met copy differs'].map((ask) => ask.replace(' copy differs', '')),
    );
  });

  it('still refutes what stands outside every condition', () => {
    expect(demandOf(`${source}foo(bar)\ngem 'rails', '~> 6.0'\n`).asks).toEqual(['rails@7.1.2 outside']);
  });

  it('has plugins installed that no lockfile pins', () => {
    expect(demandOf(`${source}gem 'rails', '~> 7.1'\nplugin 'evil'\n`).gaps).toEqual(['plugin-not-locked!']);
  });

  it('is called gems.rb beside gems.locked', () => {
    const found = demandOf(`${source}gem 'rails', '~> 6.0'\n`, { path: 'x/gems.locked' });
    expect(found.asks).toEqual(['rails@7.1.2 outside']);
  });
});
