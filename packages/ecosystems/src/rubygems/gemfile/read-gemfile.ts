import { gemfileArguments, type GemfileArguments } from './gemfile-arguments.js';
import { gemfileStatements, type GemfileStatement } from './gemfile-statements.js';
import { gemfileWords } from './gemfile-tokens.js';
import type { Gemfile, GemfileGem, GemSource, OddLine } from './gemfile.js';
import { blockSource, gemSource } from './gem-source.js';

const maxBytes = 1024 * 1024;

/** Room for any Gemfile; what follows stays unread. */
const mostOddLines = 1000;
const mostGems = 20_000;

/** What surrounds a statement. */
interface Block {
  readonly source: GemSource | null;
  /** Nothing decides whether it counts. */
  readonly isCertain: boolean;
}

interface Reading {
  readonly blocks: Block[];
  readonly gems: GemfileGem[];
  readonly sources: (string | null)[];
  readonly plugins: { readonly name: string; readonly line: number }[];
  readonly odd: OddLine[];
}

/**
 * Reads a Gemfile without running it: statements whose every value stands there are understood, and everything else is told with its line.
 * What stands under a condition counts as possible. Null for what is no UTF-8 text or larger than 1 MiB. Linear in the text.
 */
export function readGemfile(bytes: Uint8Array): Gemfile | null {
  const text = decoded(bytes);
  if (text === null) return null;
  const { tokens, unreadFrom } = gemfileWords(text);
  const reading: Reading = { blocks: [], gems: [], sources: [], plugins: [], odd: [] };
  const stopped = readStatements(gemfileStatements(tokens), reading) ?? unreadFrom;
  if (stopped !== null) reading.odd.push({ line: stopped, why: 'from here on nothing was read' });
  else if (reading.blocks.length > 0) reading.odd.push({ line: lastLine(text), why: 'a block has no end' });
  const { gems, sources, plugins, odd } = reading;
  return { gems, sources, plugins, odd };
}

function decoded(bytes: Uint8Array): string | null {
  if (bytes.length > maxBytes) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function lastLine(text: string): number {
  return text.split('\n').length;
}

/** The line at which reading ends, or null. */
function readStatements(statements: readonly GemfileStatement[], reading: Reading): number | null {
  for (const statement of statements) {
    if (reading.odd.length >= mostOddLines || reading.gems.length >= mostGems) return statement.line;
    if (!readStatement(statement, reading)) return statement.line;
  }
  return null;
}

/** Words that begin a block which ends with `end`, where what is inside may or may not count. */
const conditions: readonly string[] = ['if', 'unless', 'case', 'begin'];
/** Further branches of the same block. */
const branches: readonly string[] = ['else', 'elsif', 'when', 'in', 'then', 'rescue', 'ensure'];
/** After these a Gemfile means whatever its author likes. */
const programs: readonly string[] = [
  'def',
  'class',
  'module',
  'while',
  'until',
  'for',
  'alias',
  'undef',
  'BEGIN',
  'END',
];

function readStatement(statement: GemfileStatement, reading: Reading): boolean {
  const [first, ...rest] = statement.tokens;
  if (first === undefined) return true;
  if (statement.tokens.some(({ kind, text }) => kind === 'word' && programs.includes(text))) return false;
  const word = first.kind === 'word' ? first.text : '';
  if (word === 'end') return rest.length === 0 && reading.blocks.pop() !== undefined;
  if (branches.includes(word)) return reading.blocks.length > 0;
  if (conditions.includes(word)) return openCondition(statement, reading);
  if (hidesBlock(statement)) return false;
  if (callsInside(statement)) reading.odd.push({ line: statement.line, why: 'a call inside another statement' });
  return readCall(word, { statement, given: gemfileArguments(rest) }, reading);
}

function openCondition({ line, opensBlock }: GemfileStatement, reading: Reading): boolean {
  reading.odd.push({ line, why: 'a condition' });
  reading.blocks.push({ source: null, isCertain: false });
  return !opensBlock;
}

/** Names that say which gems there are, or run other code that may. */
const calls: ReadonlySet<string> = new Set(
  'gem source plugin gemspec eval_gemfile eval instance_eval class_eval send __send__ public_send load require'.split(
    ' ',
  ),
);

/** `ruby(gem('a') || '3')`, `group(…)` and `"#{gem 'a'}"`: whatever stands around a call, Ruby makes it. */
function callsInside({ tokens }: GemfileStatement): boolean {
  return tokens.some(({ kind, text }, index) => {
    if (kind === 'odd') return text.includes('#{') && text.split(/\W+/).some((word) => calls.has(word));
    return kind === 'word' && index > 0 && calls.has(text);
  });
}

/** `x = if …`, `y = begin`: a block that begins inside a statement. */
function hidesBlock({ tokens }: GemfileStatement): boolean {
  return tokens.some(({ kind, text }, index) => {
    if (kind !== 'word' || index === 0) return false;
    if (text === 'case' || text === 'begin') return true;
    return (
      (text === 'if' || text === 'unless') && tokens[index - 1]?.kind === 'mark' && !isClosing(tokens[index - 1]?.text)
    );
  });
}

function isClosing(mark: string | undefined): boolean {
  return mark === ')' || mark === ']' || mark === '}';
}

interface Call {
  readonly statement: GemfileStatement;
  readonly given: GemfileArguments;
}

type Reader = (call: Call, reading: Reading) => void;

/** Statements that say nothing about which gems there are. */
const silent: Reader = () => undefined;

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['gem', readGem],
  ['source', readSource],
  ['plugin', readPlugin],
  ['ruby', silent],
  ['git_source', silent],
]);

/** Blocks whose gems are gems of the Gemfile like any other. */
const groups: readonly string[] = ['group', 'groups', 'platform', 'platforms', 'env', 'install_if'];

function readCall(word: string, call: Call, reading: Reading): boolean {
  const { statement, given } = call;
  if (statement.opensBlock) {
    reading.blocks.push(blockOf(word, call, reading));
    return true;
  }
  const reader = readers.get(word);
  if (reader !== undefined) reader(call, reading);
  else
    reading.odd.push({
      line: statement.line,
      why: word === 'gemspec' ? 'a gemspec names further gems' : 'not understood',
    });
  if (reader === readGem && given.isConditional) reading.odd.push({ line: statement.line, why: 'a condition' });
  return true;
}

function blockOf(word: string, { statement, given }: Call, reading: Reading): Block {
  const outer = reading.blocks.at(-1);
  const isCertain = (outer?.isCertain ?? true) && !given.isConditional;
  if (groups.includes(word)) return { source: outer?.source ?? null, isCertain };
  const source = blockSource(word, given);
  if (source !== null) return { source, isCertain };
  reading.odd.push({ line: statement.line, why: 'not understood' });
  return { source: { kind: 'unknown' }, isCertain: false };
}

function readGem({ statement: { line }, given }: Call, reading: Reading): void {
  const [name, ...others] = given.values;
  if (typeof name !== 'string') {
    reading.odd.push({ line, why: 'a gem whose name does not stand there' });
    return;
  }
  const block = reading.blocks.at(-1);
  const requirements = others.includes(null) ? null : others.flat().filter((text) => text !== null);
  const source = gemSource(given.options, block?.source ?? { kind: 'default' });
  const isCertain = (block?.isCertain ?? true) && !given.isConditional;
  reading.gems.push({ name, requirements, source, line, isCertain });
  if (requirements === null) reading.odd.push({ line, why: 'a requirement that does not stand there' });
}

function readSource({ statement: { line }, given }: Call, reading: Reading): void {
  const [url] = given.values;
  const known =
    typeof url === 'string' && given.isPlain && given.options.size === 0 && url.includes('://') ? url : null;
  reading.sources.push(reading.blocks.every(({ isCertain }) => isCertain) ? known : null);
  if (known === null) reading.odd.push({ line, why: 'a source that does not stand there' });
}

function readPlugin({ statement: { line }, given }: Call, reading: Reading): void {
  const [name] = given.values;
  reading.plugins.push({ name: typeof name === 'string' ? name : '?', line });
}
