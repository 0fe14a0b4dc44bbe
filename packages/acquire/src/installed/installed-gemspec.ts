/**
 * `specifications/<name>-<version>.gemspec` → what it says. The file is Ruby code, and RubyGems runs it; here it is read, line by
 * line, by what RubyGems' own `Specification#to_ruby` writes (2.x to 4.x). A line that is none of those is reported: what it does
 * cannot be known.
 */

import { RubyLine, type RubyLiteral } from './ruby-literal.js';

/** What a specification says. */
export interface InstalledGemspec {
  readonly name: string;
  readonly version: string;
  /** `ruby` for none. */
  readonly platform: string;
  readonly requirePaths: readonly string[];
  readonly extensions: readonly string[];
  readonly executables: readonly string[];
  readonly autorequire: string | null;
  readonly postInstallMessage: string | null;
  readonly files: readonly string[];
  /** Names of those it needs to run. */
  readonly dependencies: readonly string[];
}

/** A line that RubyGems does not write, 1-based. */
export interface ForeignLine {
  readonly line: number;
  readonly text: string;
}

/** Reads a specification. */
export function parseInstalledGemspec(text: string): InstalledGemspec | ForeignLine {
  const lines = text.split('\n');
  const reading = new GemspecReading();
  for (const [index, line] of lines.entries()) {
    if (!reading.line(index, line)) return { line: index + 1, text: line };
  }
  const gemspec = reading.result();
  if (gemspec === null) return { line: lines.length, text: lines.at(-1) ?? '' };
  // RubyGems goes by the comment first, and by the code later.
  const stub = stubLines(gemspec);
  const wrong = stub.findIndex((line, index) => lines[index + 1] !== line);
  if (wrong >= 0) return { line: wrong + 2, text: lines[wrong + 1] ?? '' };
  const isCovert = lines[stub.length + 1] !== '';
  return isCovert ? { line: stub.length + 2, text: lines[stub.length + 1] ?? '' } : gemspec;
}

const stubPrefix = '# stub: ';

function stubLines({ name, version, platform, requirePaths, extensions }: InstalledGemspec): readonly string[] {
  const first = `${stubPrefix}${name} ${version} ${platform} ${requirePaths.join('\0')}`;
  return extensions.length === 0 ? [first] : [first, `${stubPrefix}${extensions.join('\0')}`];
}

/** Attributes that RubyGems writes as `s.<name> = <literal>`. */
const attributes = new Set([
  'authors',
  'autorequire',
  'bindir',
  'cert_chain',
  'date',
  'default_executable',
  'description',
  'email',
  'executables',
  'extensions',
  'extra_rdoc_files',
  'files',
  'has_rdoc',
  'homepage',
  'installed_by_version',
  'licenses',
  'metadata',
  'name',
  'platform',
  'post_install_message',
  'rdoc_options',
  'require_paths',
  'required_ruby_version',
  'required_rubygems_version',
  'requirements',
  'rubyforge_project',
  'rubygems_version',
  'signing_key',
  'specification_version',
  'summary',
  'test_files',
  'version',
]);

const conditions = [
  'if s.respond_to? :specification_version then',
  'if s.respond_to? :add_runtime_dependency then',
  "if Gem::Version.new(Gem::VERSION) >= Gem::Version.new('1.2.0') then",
];

class GemspecReading {
  readonly #values = new Map<string, RubyLiteral>();
  readonly #dependencies = new Set<string>();
  /** Open conditions; `else` is for RubyGems before 1.2 and never run. */
  readonly #branches: ('then' | 'else')[] = [];
  #state: 'head' | 'body' | 'end' = 'head';

  /** False for a line that RubyGems would not write there. */
  line(index: number, line: string): boolean {
    if (index === 0) return line === '# -*- encoding: utf-8 -*-';
    if (line === '') return true;
    if (this.#state === 'head') return this.#head(index, line);
    if (this.#state === 'end') return false;
    if (line === 'end') {
      this.#state = 'end';
      return this.#branches.length === 0;
    }
    return line.startsWith('  ') && this.#statement(line.trimStart());
  }

  result(): InstalledGemspec | null {
    const [name, version, platform] = [this.#text('name'), this.#text('version'), this.#platform()];
    const [requirePaths, extensions] = [this.#texts('require_paths'), this.#texts('extensions')];
    const [executables, files] = [this.#texts('executables'), this.#texts('files')];
    if (this.#state !== 'end' || name === undefined || version === undefined || platform === undefined) return null;
    if (requirePaths === null || extensions === null || executables === null || files === null) return null;
    const [autorequire, postInstallMessage] = [
      this.#text('autorequire') ?? null,
      this.#text('post_install_message') ?? null,
    ];
    const dependencies = [...this.#dependencies];
    const identity = { name, version, platform };
    return { ...identity, requirePaths, extensions, executables, files, autorequire, postInstallMessage, dependencies };
  }

  #head(index: number, line: string): boolean {
    if (line === 'Gem::Specification.new do |s|') {
      this.#state = 'body';
      return index >= 2;
    }
    return index <= 2 && line.startsWith(stubPrefix);
  }

  #statement(text: string): boolean {
    if (conditions.includes(text)) return this.#branches.push('then') <= 3;
    if (text === 'else') return this.#branches.pop() === 'then' && this.#branches.push('else') > 0;
    if (text === 'end') return this.#branches.pop() !== undefined;
    const line = new RubyLine(text);
    if (!line.take('s.')) return false;
    const word = line.word();
    return (word.startsWith('add_') ? this.#dependency(word, line) : this.#attribute(word, line)) && line.isAtEnd;
  }

  /** `s.add_runtime_dependency(%q<name>.freeze, [">= 1".freeze])`. */
  #dependency(word: string, line: RubyLine): boolean {
    if (!['add_dependency', 'add_runtime_dependency', 'add_development_dependency'].includes(word)) return false;
    const name = line.take('(') ? line.percentText() : undefined;
    const isWhole = line.take(', ') && Array.isArray(line.value()) && line.take(')');
    if (name === undefined || !isWhole) return false;
    const isRun = !this.#branches.includes('else');
    if (isRun && word !== 'add_development_dependency') this.#dependencies.add(name);
    return true;
  }

  /** Below a condition only the format's version may stand: whether anything else were set would depend on the Ruby. */
  #attribute(word: string, line: RubyLine): boolean {
    if (!attributes.has(word) || (this.#branches.length > 0 && word !== 'specification_version')) return false;
    if (this.#values.has(word) || !line.take(' = ')) return false;
    const value = line.value();
    if (value === undefined) return false;
    this.#values.set(word, value);
    if (line.take(` if s.respond_to? :${word}=`)) return ['metadata', 'required_rubygems_version'].includes(word);
    return word !== 'installed_by_version' || line.isAtEnd || line.take(' if s.respond_to? :installed_by_version');
  }

  /** The value that was set, if it is text. */
  #text(key: string): string | undefined {
    const value = this.#values.get(key);
    return typeof value === 'string' ? value : undefined;
  }

  /** A list of texts, empty when it was not set; null for anything else. */
  #texts(key: string): readonly string[] | null {
    const value = this.#values.get(key) ?? [];
    if (!Array.isArray(value)) return null;
    const items: readonly RubyLiteral[] = value;
    const texts = items.filter((item) => typeof item === 'string');
    return texts.length === items.length ? texts : null;
  }

  /** A text, or the parts that `Gem::Platform#to_a` gives. */
  #platform(): string | undefined {
    const value = this.#values.get('platform') ?? 'ruby';
    if (typeof value === 'string') return value;
    const parts = this.#texts('platform');
    return parts === null || parts.length === 0 ? undefined : parts.join('-');
  }
}
