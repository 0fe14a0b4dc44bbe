import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readGemfile } from './read-gemfile.js';

const read = (text: string) => readGemfile(new TextEncoder().encode(text))!;
const megabyte = 1024 * 1024;
const filled = (piece: string) => piece.repeat(Math.floor(megabyte / piece.length));

describe('a hostile Gemfile', () => {
  it.each([
    ['words in one line', filled('a ')],
    ['patterns in one line', filled('(/a/')],
    ['lists in lists', `gem 'a', ${filled('[').slice(0, -20)}`],
    ['brackets', filled('({')],
    ['strings in strings', filled('"#{')],
    ['blocks', filled('group :a do\n')],
    ['conditions', filled('if a\n')],
    ['continued lines', filled('gem \\\n')],
    ['blank lines', filled('\n')],
    ['ends of nothing', filled('end\n')],
    ['comments', filled('=begin\n=end\n')],
    ['arguments', `gem 'a', ${filled("'1', ").slice(0, -20)}`],
    ['gems', filled("gem 'a'\n")],
  ])('with a megabyte of %s takes no time', (_what, text) => {
    const start = process.cpuUsage().user;
    expect(readGemfile(new TextEncoder().encode(text))).not.toBeNull();
    expect(process.cpuUsage().user - start).toBeLessThan(3_000_000);
  });

  it.each([
    "ruby(gem('evil') || '3.0')\n",
    'ruby "#{gem \'evil\'}3.0"\n',
    "git_source(:x) { |r| gem 'evil'; r }\n",
    "group(gem('evil') ? :a : :b) do\nend\n",
    "install_if -> { gem 'evil' } do\nend\n",
    "gem 'a', require: (gem 'evil')\n",
    "source(send(:gem, 'evil'))\n",
  ])('does not hide a gem inside another statement: %j', (text) => {
    expect(read(text).odd.map(({ why }) => why)).toContain('a call inside another statement');
  });

  it('may have sources of repositories of its own', () => {
    expect(read('git_source(:github) { |repo| "https://git.example/#{repo}.git" }\ngem "a"\n').odd).toEqual([]);
  });

  it('is no text, or too large', () => {
    expect(readGemfile(new Uint8Array([0xff]))).toBeNull();
    expect(readGemfile(new Uint8Array(megabyte + 1))).toBeNull();
  });

  it.each([
    ['a heredoc', "x = <<~A\ngem 'evil'\nA\ngem 'b'\n"],
    ['a command', "x = `ls`\ngem 'b'\n"],
    ['a method', "def gem(*)\nend\ngem 'b'\n"],
    ['another quote', "x = %q(a)\ngem 'b'\n"],
    ['a block in an expression', "x = if a\n 1\nend\ngem 'b'\n"],
    ['an end too many', "end\ngem 'b'\n"],
  ])('is not read any further after %s', (_what, text) => {
    const { gems, odd } = read(`gem 'a'\n${text}`);
    expect(gems.map(({ name }) => name)).toEqual(['a']);
    expect(odd.at(-1)).toMatchObject({ line: 2 });
  });

  it.each([
    "# gem 'evil'\n",
    "=begin\ngem 'evil'\n=end\n",
    "__END__\ngem 'evil'\n",
    'x = \'gem "evil"\'\n',
    'gem "#{\'evil\'}"\n',
    'gem name\n',
  ])('hides no gem in %j', (text) => {
    expect(read(text).gems).toEqual([]);
  });

  it('never throws, and says of every text it does not understand where', () => {
    const words = fc.constantFrom(
      ...[
        "gem 'a'",
        "'1.0'",
        'do',
        'end',
        'if x',
        'else',
        '\n',
        ';',
        ',',
        '[',
        ']',
        '{',
        '}',
        '"#{',
        '"',
        "'",
        '#',
        ':',
        '=>',
      ],
      ...[
        '%w[a b]',
        'group :x',
        "source 'https://a.example'",
        'path: ',
        '/',
        '\\',
        'def',
        '<<A',
        '__END__',
        '\r',
        '\0',
        'é',
      ],
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 40 }), (parts) => {
        const text = parts.join(' ');
        const { gems, odd, sources } = read(text);
        const lines = text.split('\n').length;
        for (const { line } of [...gems, ...odd]) expect(line).toBeGreaterThanOrEqual(1);
        for (const { line } of [...gems, ...odd]) expect(line).toBeLessThanOrEqual(lines);
        if (sources.includes(null)) expect(odd).not.toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });
});

const bundler = (() => {
  try {
    return execFileSync('ruby', ['-rbundler', '-e', 'print Bundler::VERSION'], { encoding: 'utf8', stdio: 'pipe' });
  } catch {
    return null;
  }
})();

/** Prints what Bundler itself makes of Gemfiles that this test wrote: one line for each, gem and requirement. */
const program = `
require 'bundler'
ARGV.each do |file|
  begin
    deps = Bundler::Dsl.new.tap { |dsl| dsl.eval_gemfile(file) }.dependencies
    puts deps.map { |d| d.name + '=' + d.requirement.requirements.map { |o, v| "#{o} #{v}" }.sort.join('&') }.sort.join(' ')
  rescue Bundler::BundlerError, StandardError, ScriptError
    puts 'refused'
  end
end
`;

describe.skipIf(bundler === null)(`Bundler ${bundler ?? '(not installed: skipped)'}`, () => {
  it('sees the same gems wherever everything was understood', () => {
    const requirement = fc.constantFrom('', ", '1.0'", ", '~> 2.1', '>= 2.1.3'", ", ['>= 1', '< 3']", ', %w[>=1 <2]');
    const option = fc.constantFrom(
      '',
      ', require: false',
      ', group: :test',
      ', :platforms => [:mri]',
      ", git: 'https://git.example/x.git'",
    );
    const ending = fc.constantFrom('\n', ' # x\n', ';\n', '\n\n');
    const gem = fc
      .tuple(fc.nat(1e6), requirement, option, ending)
      .map(([n, version, more, end]) => `gem 'g${n}'${version}${more}${end}`);
    const block = fc
      .tuple(
        fc.constantFrom('group :test do', "path 'lib' do", "source 'https://b.example' do", 'platforms :ruby do'),
        fc.array(gem, { maxLength: 3 }),
      )
      .map(([head, gems]) => `${head}\n${gems.join('')}end\n`);
    const gemfile = fc
      .array(fc.oneof(gem, block), { maxLength: 8 })
      .map((parts) => `source 'https://a.example'\n${parts.join('')}`);
    const texts = fc.sample(gemfile, { numRuns: 300, seed: 7 });
    const folder = mkdtempSync(join(tmpdir(), 'gemfile-'));
    try {
      const files = texts.map((text, n) => {
        const file = join(folder, `Gemfile${n}`);
        writeFileSync(file, text);
        return file;
      });
      writeFileSync(join(folder, 'Gemfile'), '');
      const told = execFileSync('ruby', ['-W0', '-e', program, ...files], { encoding: 'utf8', cwd: folder }).split(
        '\n',
      );
      texts.forEach((text, n) => {
        if (told[n] === 'refused') return;
        const { gems, odd } = read(text);
        expect(odd, text).toEqual([]);
        expect(
          gems
            .map(({ name, requirements }) => `${name}=${canonical(requirements ?? [])}`)
            .sort()
            .join(' '),
          text,
        ).toBe(told[n]);
      });
      expect(told.filter((line) => line !== 'refused').length).toBeGreaterThan(100);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** As RubyGems prints a requirement. */
function canonical(requirements: readonly string[]): string {
  const texts = requirements
    .flatMap((text) => text.split(','))
    .map((text) => {
      const [, operator = '', version = ''] = /^\s*(>=|<=|!=|~>|>|<|=)?\s*(.*?)\s*$/.exec(text) ?? [];
      return `${operator === '' ? '=' : operator} ${version}`;
    });
  return texts.length === 0 ? '>= 0' : texts.sort().join('&');
}
