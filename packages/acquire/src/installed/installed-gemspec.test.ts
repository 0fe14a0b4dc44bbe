/** RubyGems' own specifications are read as RubyGems means them; anything that it would not write is code. Ruby's part is skipped visibly without Ruby. */

import { hasClient, runClient } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { parseInstalledGemspec } from './installed-gemspec.js';

const right = [
  '# -*- encoding: utf-8 -*-',
  '# stub: acme-license 1.0.0 ruby lib',
  '',
  'Gem::Specification.new do |s|',
  '  s.name = "acme-license".freeze',
  '  s.version = "1.0.0"',
  '',
  '  s.required_rubygems_version = Gem::Requirement.new(">= 0".freeze) if s.respond_to? :required_rubygems_version=',
  '  s.metadata = { "a" => "b", "c" => "d" } if s.respond_to? :metadata=',
  '  s.require_paths = ["lib".freeze]',
  '  s.authors = ["Acme".freeze]',
  '  s.date = "2026-01-02"',
  '  s.email = ["a@acme.example".freeze]',
  '  s.homepage = "https://acme.example/".freeze',
  '  s.licenses = ["Nonstandard".freeze]',
  '  s.required_ruby_version = Gem::Requirement.new([">= 3.2".freeze, "< 5".freeze])',
  '  s.rubygems_version = "3.3.15".freeze',
  '  s.summary = "A licence \\u{1F511} of 100\\% \\"worth\\" #1".freeze'.replace('\\%', '%'),
  '',
  '  s.installed_by_version = "3.3.15" if s.respond_to? :installed_by_version',
  'end',
  '',
].join('\n');

function parse(...changes: readonly (readonly [string, string])[]) {
  for (const [from] of changes) if (!right.includes(from)) throw new Error(`not there: ${from}`);
  return parseInstalledGemspec(changes.reduce((text, [from, to]) => text.replace(from, to), right));
}

test('a specification says what it is', () => {
  expect(parse()).toEqual({
    name: 'acme-license',
    version: '1.0.0',
    platform: 'ruby',
    requirePaths: ['lib'],
    extensions: [],
    executables: [],
    autorequire: null,
    postInstallMessage: null,
    files: [],
    dependencies: [],
  });
});

describe('dependencies', () => {
  const oldWay = [
    '  if s.respond_to? :specification_version then',
    '    s.specification_version = 4',
    '  end',
    '',
    '  if s.respond_to? :add_runtime_dependency then',
    '    s.add_runtime_dependency(%q<run>.freeze, [">= 1"])',
    '    s.add_development_dependency(%q<dev>.freeze, ["~> 1.0", "< 2"])',
    '  else',
    '    s.add_dependency(%q<run>.freeze, [">= 1"])',
    '    s.add_dependency(%q<dev>.freeze, ["~> 1.0", "< 2"])',
    '  end',
    'end\n',
  ].join('\n');
  const newWay = [
    '  s.specification_version = 4',
    '',
    '  s.add_runtime_dependency(%q<run>.freeze, [">= 1".freeze])',
    '  s.add_development_dependency(%q<dev>.freeze, ["~> 1.0".freeze])',
    'end\n',
  ].join('\n');
  test.each([
    ['RubyGems 3.3', oldWay],
    ['RubyGems 3.6', newWay],
  ])('as %s writes them are those that are needed to run', (_, text) => {
    expect(parse(['end\n', text])).toMatchObject({ dependencies: ['run'] });
  });

  test('that are added behind a condition count', () => {
    const text = oldWay.replace('    s.specification_version = 4', '    s.add_dependency(%q<covert>, [">= 0"])');
    expect(parse(['end\n', text])).toMatchObject({ dependencies: ['covert', 'run'] });
  });
});

describe('code', () => {
  const start = 'Gem::Specification.new do |s|\n';
  test.each<readonly [string, readonly [string, string]]>([
    ['before everything', ['# -*- encoding: utf-8 -*-', 'system("id")']],
    ['in place of the encoding', ['# -*- encoding: utf-8 -*-', '# -*- encoding: utf-7 -*-']],
    ['in front of the block', ['\nGem::Specification', '\nsystem("id")\nGem::Specification']],
    ['as a statement', [start, `${start}  system("id")\n`]],
    ['behind a statement', ['"1.0.0"\n', '"1.0.0"; system("id")\n']],
    ['in a text', ['"2026-01-02"', '"#{system("id")}"']],
    ['as a global variable in a text', ['"2026-01-02"', '"#$0"']],
    ['as an instance variable in a text', ['"2026-01-02"', '"#@a"']],
    ['in back quotes', ['"2026-01-02"', '`id`']],
    ['as a constant', ['"2026-01-02"', 'ENV']],
    ['in a list', ['["lib".freeze]', '["lib".freeze, File.read("x")]']],
    ['in a hash', ['"a" => "b"', '"a" => `id`']],
    ['as a method', ['"2026-01-02"', '"2026-01-02".tap { system("id") }']],
    ['in a requirement', ['Gem::Requirement.new(">= 0".freeze)', 'Gem::Requirement.new(`id`)']],
    ['as another attribute', ['s.date = ', 's.base_dir = ']],
    ['as an attribute of Ruby', ['s.date = ', 's.instance_eval = ']],
    ['as a condition', ['if s.respond_to? :metadata=', 'if system("id")']],
    [
      'as a condition that decides',
      ['s.require_paths = ["lib".freeze]', 's.require_paths = ["lib".freeze] if s.respond_to? :x'],
    ],
    ['behind the block', ['\nend\n', '\nend\nsystem("id")\n']],
    ['called on the block', ['\nend\n', '\nend.tap { system("id") }\n']],
    ['behind __END__', ['\nend\n', '\nend\n__END__\n']],
    ['in a comment that Ruby reads', ['# stub: acme', '# stub: other\n# frozen_string_literal: true\n# stub: acme']],
    ['after a carriage return', ['s.date = "2026-01-02"', 's.date = "2026-01-02"\rsystem("id")']],
    ['in a text over two lines', ['"2026-01-02"', '"2026\n#{system("id")}"']],
    ['with an unknown escape', ['"2026-01-02"', '"\\C-a"']],
    ['in another alphabet', ['"2026-01-02"', '"２０２６"']],
    ['set twice', ['s.date = ', 's.require_paths = ["evil"]\n  s.date = ']],
    [
      'where it is never run',
      ['end\n', '  if s.respond_to? :specification_version then\n    s.bindir = "x"\n  end\nend\n'],
    ],
    ['with an end too few', ['\nend\n', '\n']],
    ['with an end too many', ['\nend\n', '\n  end\nend\n']],
  ])('%s is no specification', (_, change) => {
    const result = parse(change);
    expect(result).toHaveProperty('line');
  });

  test('is told by its line', () => {
    expect(parse([start, `${start}  system("id")\n`])).toEqual({ line: 5, text: '  system("id")' });
  });
});

test.each<readonly [string, readonly [string, string]]>([
  ['another name', ['# stub: acme-license', '# stub: acme-other']],
  ['another version', ['# stub: acme-license 1.0.0', '# stub: acme-license 1.0.1']],
  ['another platform', ['1.0.0 ruby', '1.0.0 java']],
  ['another require path', ['ruby lib', 'ruby ../evil']],
  ['one more require path', ['ruby lib', 'ruby lib\0evil']],
  ['extensions', ['ruby lib\n', 'ruby lib\n# stub: ext/extconf.rb\n']],
  ['nothing', ['# stub: acme-license 1.0.0 ruby lib\n', '']],
])('a comment for RubyGems that says %s than the code is no specification', (_, change) => {
  expect(parse(change)).toHaveProperty('line');
});

describe.skipIf(!hasClient('ruby'))('what Ruby writes', () => {
  const program = String.raw`
    require 'json'
    texts = ["plain", 'quote " back \\ hash #{x} #$y #@z # end', "line\nbreak\ttab\e\a\b\v\f\r\0", "Ünï ✓ 🔑", "%q<x> '"]
    specs = texts.each_with_index.map do |text, i|
      Gem::Specification.new do |s|
        s.name = "acme-#{i}"; s.version = "1.#{i}.0.pre"; s.summary = text; s.description = text * 2; s.authors = texts
        s.homepage = "https://acme.example/"; s.metadata = { "k#{i}" => text }; s.post_install_message = text
        s.platform = "x86_64-linux" if i == 1
        s.require_paths = ["lib", "ext"] if i == 2
        s.extensions = ["ext/extconf.rb", "ext/b/extconf.rb"] if i == 2
        s.executables = ["a"] if i == 3
        s.bindir = "exe"; s.required_ruby_version = [">= 2", "< 9"]; s.cert_chain = ["-----BEGIN\nx\n"]
        s.add_dependency("run", ">= 1", "< 3") if i > 1
        s.add_development_dependency("dev") if i > 2
        s.installed_by_version = Gem::VERSION
      end
    end
    print JSON.dump(specs.map { |s| [s.to_ruby, { name: s.name, version: s.version.to_s, platform: s.platform.to_s,
      requirePaths: s.require_paths.reject { |p| p.start_with?("/") }, extensions: s.extensions, executables: s.executables,
      postInstallMessage: s.post_install_message, dependencies: s.runtime_dependencies.map(&:name) }] })`;

  test('is read as Ruby means it', async () => {
    const { stdout, stderr } = await runClient('ruby', ['-e', program]);
    expect(stderr).toBe('');
    const cases = JSON.parse(stdout) as readonly (readonly [string, Record<string, unknown>])[];
    expect(cases).toHaveLength(5);
    for (const [text, meant] of cases) expect(parseInstalledGemspec(text)).toMatchObject(meant);
  });
});
