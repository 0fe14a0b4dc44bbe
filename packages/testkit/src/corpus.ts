import { mintPackageLock } from './mint-package-lock.js';
import { mintPackage, type MintedPackage } from './minted-package.js';
import type { MintedProject } from './minted-project.js';
import { seededRandom, type Random } from './random.js';

/** How large a tree, and which one. */
export interface NpmTreeOptions {
  /** 1,300 when not given. */
  readonly packages?: number;
  /** 1 when not given. */
  readonly seed?: number;
}

/** A dependency tree as benchmarks need it. */
export interface NpmTree {
  readonly packages: readonly MintedPackage[];
  /** A project that installs the first `count` packages (all when not given) side by side from this registry. */
  project(registry: string, count?: number): MintedProject;
}

/**
 * A realistic npm tree: packed sizes spread like those of real trees (median 6 kB, mean 37 kB, some of megabytes), about 29
 * entries a package, a fifth of the names scoped, dependencies on earlier packages only. The same `seed` gives the same
 * tree, and a smaller one is the beginning of a larger one.
 */
export function mintNpmTree({ packages: count = 1300, seed = 1 }: NpmTreeOptions = {}): NpmTree {
  const prose = new TextEncoder().encode(proseOf(seededRandom(seed), 200_000));
  const packages: MintedPackage[] = [];
  for (let index = 0; index < count; index++) {
    packages.push(mintMember(packages, { random: seededRandom(seed * 1_000_003 + index), prose }));
  }
  const project = (registry: string, first = count) =>
    mintPackageLock({
      registry,
      entries: packages.slice(0, first).map((minted) => ({ kind: 'registry', package: minted })),
    });
  return { packages, project };
}

interface Ingredients {
  readonly random: Random;
  /** UTF-8 text that the files are cut from. */
  readonly prose: Uint8Array;
}

function mintMember(earlier: readonly MintedPackage[], ingredients: Ingredients): MintedPackage {
  const { random } = ingredients;
  const index = earlier.length;
  const name = memberName(index, random);
  const version = `${String(random.below(9))}.${String(random.below(20))}.${String(random.below(30))}`;
  return mintPackage({
    name,
    version,
    files: memberFiles(ingredients),
    packageJson: manifestFields(name, earlier, random),
  });
}

function memberName(index: number, random: Random): string {
  const base = `${random.pick(words)}-${random.pick(words)}-${index.toString(36)}`;
  return random.unit() < 0.2 ? `@${random.pick(scopes)}/${base}` : base;
}

/** How much text packs into a kilobyte, about: measured on this prose. */
const unpackedPerPacked = 3.3;

/** Log-normal. With a few hundred bytes of package.json and headers on top, the whole has median 6,000 and mean 37,000. */
function memberFiles({ random, prose }: Ingredients): Readonly<Record<string, Uint8Array>> {
  const z = random.normal();
  const packed = Math.min(4_000_000, 3600 * Math.exp(2.08 * z));
  const entries = Math.max(1, Math.round(8 * Math.exp(1.55 * (0.8 * z + 0.6 * random.normal()))));
  const weights = Array.from({ length: Math.min(entries, 1500) }, () => -Math.log(1 - random.unit()));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const files = weights.map((weight, index): [string, Uint8Array] => {
    const size = Math.floor((packed * unpackedPerPacked * weight) / total);
    return [filePath(index, random), slices(prose, random, size)];
  });
  return Object.fromEntries(files);
}

function filePath(index: number, random: Random): string {
  const folder = random.pick(['lib', 'dist', 'dist/esm', 'src', 'types']);
  return index === 0
    ? 'README.md'
    : `${folder}/${random.pick(words)}-${String(index)}.${random.pick(['js', 'd.ts', 'js.map', 'json'])}`;
}

/** So many bytes, in pieces from all over the prose: text that repeats itself as much as code does. */
function slices(prose: Uint8Array, random: Random, size: number): Uint8Array {
  const out = new Uint8Array(size);
  for (let at = 0; at < size;) {
    const start = random.below(prose.length);
    const piece = prose.subarray(start, Math.min(start + 200 + random.below(4000), start + size - at));
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

function manifestFields(
  name: string,
  earlier: readonly MintedPackage[],
  random: Random,
): Readonly<Record<string, unknown>> {
  const wanted = Array.from({ length: Math.min(earlier.length, random.below(4)) }, () => random.pick(earlier));
  return {
    description: proseOf(random, 80),
    license: 'MIT',
    author: { name: 'A. Maintainer', email: 'maintainer@vendor.example' },
    repository: { type: 'git', url: `git+https://forge.example/${name.replace('@', '')}.git` },
    bugs: { url: `https://forge.example/${name.replace('@', '')}/issues` },
    keywords: Array.from({ length: 5 }, () => random.pick(words)),
    main: './dist/index.js',
    types: './dist/index.d.ts',
    engines: { node: '>=18' },
    scripts: { test: 'node --test', build: 'tsc -b', lint: 'eslint .' },
    ...(wanted.length === 0
      ? {}
      : { dependencies: Object.fromEntries(wanted.map((minted) => [minted.name, `^${minted.version}`])) }),
  };
}

const scopes = ['acme', 'example', 'tooling', 'ui-kit', 'types'];

const words = [
  ...[
    'array',
    'async',
    'buffer',
    'cache',
    'chunk',
    'client',
    'codec',
    'color',
    'config',
    'core',
    'date',
    'debug',
    'deep',
  ],
  ...[
    'diff',
    'emitter',
    'error',
    'event',
    'express',
    'fetch',
    'file',
    'flat',
    'format',
    'glob',
    'graph',
    'hash',
    'html',
  ],
  ...[
    'http',
    'index',
    'is',
    'iterator',
    'json',
    'key',
    'lexer',
    'list',
    'loader',
    'lock',
    'log',
    'map',
    'match',
    'merge',
  ],
  ...[
    'node',
    'object',
    'option',
    'parse',
    'path',
    'pipe',
    'plugin',
    'promise',
    'proxy',
    'query',
    'queue',
    'regex',
    'render',
  ],
  ...[
    'router',
    'schema',
    'scope',
    'set',
    'source',
    'state',
    'stream',
    'string',
    'style',
    'table',
    'task',
    'template',
    'text',
  ],
  ...[
    'token',
    'tree',
    'type',
    'url',
    'util',
    'value',
    'vendor',
    'view',
    'visitor',
    'watch',
    'worker',
    'wrap',
    'yaml',
    'zip',
  ],
];

const joints = [
  ' ',
  ' ',
  ' ',
  '.',
  '(',
  ') ',
  ' = ',
  ', ',
  ';\n  ',
  ';\n',
  ' => ',
  ': ',
  '[',
  "']",
  "'",
  ' { ',
  ' }\n',
];

/** About so many characters that look a little like code, and compress like it. */
function proseOf(random: Random, length: number): string {
  const parts: string[] = [];
  for (let size = 0; size < length;) {
    const word = random.pick(words);
    const part = random.unit() < 0.15 ? `${word}${random.below(10_000).toString(36)}` : word;
    parts.push(part, random.pick(joints));
    size += part.length + 2;
  }
  return parts.join('');
}
