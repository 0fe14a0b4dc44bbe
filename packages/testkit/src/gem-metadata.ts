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
    ...contact,
    ...list('files', (spec.files ?? []).map(scalar)),
    ...presentation,
    ...requirement('required_ruby_version: ', '>=', '0', ''),
    ...requirement('required_rubygems_version: ', '>=', '0', ''),
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

const contact = ['email: maintainer@vendor.example', 'executables: []', 'extensions: []', 'extra_rdoc_files: []'];

const presentation = [
  'homepage: https://vendor.example/',
  'licenses:',
  '- MIT',
  'metadata: {}',
  'post_install_message:',
  'rdoc_options: []',
  'require_paths:',
  '- lib',
];

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
