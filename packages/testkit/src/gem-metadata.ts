/** A dependency of a gem: `requirement` is one comparison, as `~> 3.0`. */
export interface GemDependency {
  readonly name: string;
  readonly requirement: string;
  readonly development?: boolean;
}

/** What a gem's metadata says. */
export interface GemMetadata {
  readonly name: string;
  readonly version: string;
  /** `ruby` when not given. */
  readonly platform?: string;
  readonly dependencies?: readonly GemDependency[];
  /** Paths of the files in data.tar.gz. */
  readonly files?: readonly string[];
  /** Programs below `bin/`. */
  readonly executables?: readonly string[];
  /** Paths of files that RubyGems runs to build the gem: `ext/extconf.rb`. */
  readonly extensions?: readonly string[];
  readonly postInstallMessage?: string;
  /** One comparison, as `>= 3.1`; every Ruby when not given. */
  readonly requiredRubyVersion?: string;
  /** One comparison; every RubyGems when not given. */
  readonly requiredRubygemsVersion?: string;
  /** `lib` alone when not given. */
  readonly requirePaths?: readonly string[];
}

/**
 * The YAML that RubyGems 3 writes as a gem's `metadata`, its `!ruby/object:` tags included. Names and versions are written
 * as double-quoted scalars when plain ones would mean something else, so any text can be minted.
 */
export function gemMetadata(spec: GemMetadata): string {
  return [
    '--- !ruby/object:Gem::Specification',
    `name: ${scalar(spec.name)}`,
    'version: !ruby/object:Gem::Version',
    `  version: ${scalar(spec.version)}`,
    `platform: ${scalar(spec.platform ?? 'ruby')}`,
    ...identity,
    ...list('dependencies', (spec.dependencies ?? []).map(dependency)),
    `description: ${scalar(`What ${spec.name} is for`)}`,
    'email: maintainer@vendor.example',
    ...list('executables', (spec.executables ?? []).map(scalar)),
    ...list('extensions', (spec.extensions ?? []).map(scalar)),
    'extra_rdoc_files: []',
    ...list('files', (spec.files ?? []).map(scalar)),
    ...presentation,
    `post_install_message:${spec.postInstallMessage === undefined ? '' : ` ${scalar(spec.postInstallMessage)}`}`,
    'rdoc_options: []',
    ...list('require_paths', (spec.requirePaths ?? ['lib']).map(scalar)),
    ...comparison('required_ruby_version', spec.requiredRubyVersion),
    ...comparison('required_rubygems_version', spec.requiredRubygemsVersion),
    'requirements: []',
    'rubygems_version: 3.5.11',
    'signing_key:',
    'specification_version: 4',
    `summary: ${scalar(`Minted gem ${spec.name}`)}`,
    'test_files: []',
    '',
  ].join('\n');
}

const identity = [
  'authors:',
  '- A. Maintainer',
  'autorequire:',
  'bindir: bin',
  'cert_chain: []',
  'date: 2024-08-19 00:00:00.000000000 Z',
];

const presentation = ['homepage: https://vendor.example/', 'licenses:', '- MIT', 'metadata: {}'];

function comparison(key: string, text = '>= 0'): readonly string[] {
  const [operator = '>=', version = '0'] = text.split(' ');
  return requirement(`${key}: `, operator, version, '');
}

function dependency({ name, requirement: text, development }: GemDependency): string {
  const [operator = '>=', version = '0'] = text.split(' ');
  return [
    '!ruby/object:Gem::Dependency',
    `  name: ${scalar(name)}`,
    ...requirement('  requirement: ', operator, version, '  '),
    `  type: :${development === true ? 'development' : 'runtime'}`,
    '  prerelease: false',
    ...requirement('  version_requirements: ', operator, version, '  '),
  ].join('\n');
}

function requirement(key: string, operator: string, version: string, indent: string): readonly string[] {
  return [
    `${key}!ruby/object:Gem::Requirement`,
    `${indent}  requirements:`,
    `${indent}  - - ${scalar(operator)}`,
    `${indent}    - !ruby/object:Gem::Version`,
    `${indent}      version: ${scalar(version)}`,
  ];
}

function list(key: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [`${key}: []`] : [`${key}:`, ...items.map((item) => `- ${item}`)];
}

/** Words that are safe unquoted: a letter first, no YAML keyword, nothing that YAML 1.1 reads as a number. */
const plain = /^[A-Za-z][\w./-]*$/;
const keywords: ReadonlySet<string> = new Set(['true', 'false', 'yes', 'no', 'on', 'off', 'null', 'y', 'n']);

function scalar(text: string): string {
  if (text.length <= 200 && plain.test(text) && !keywords.has(text.toLowerCase())) return text;
  return JSON.stringify(text);
}
