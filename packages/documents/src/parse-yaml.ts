import { parseEvents, YAMLException, type Event } from 'js-yaml';
import { decodeText } from './decode-text.js';
import { DocRefusal, type DocProblem } from './doc-problem.js';
import type { Document, DuplicateKeys } from './document.js';
import { defaultMaxDepth, defaultMaxValues, highestMaxDepth } from './limits.js';
import { YamlComposer } from './yaml-composer.js';
import { readYamlLines } from './yaml-lines.js';
import { checkYamlText, indentClosingQuotes } from './yaml-text.js';

/** How YAML is read. */
export interface YamlOptions {
  /** Bytes beyond which the stream is refused. */
  readonly maxBytes: number;
  /** Levels of lists and maps, aliases written out; 64 unless told. At most 1,000. */
  readonly maxDepth?: number;
  /** Values of a document, aliases written out, beyond which it is refused; 6,000,000 unless told. */
  readonly maxValues?: number;
  /**
   * `core`, the default: plain scalars are null, truth values, numbers or text by YAML 1.2's core schema. `text`: every
   * plain scalar is the text as it was written, so the version `1.10` stays `1.10`; null is only what is not there. `decimal`:
   * as `core`, but numbers are only whole ones as people write them (`123`): `0123`, `0x7b`, `1e3` and `123.0` stay texts.
   */
  readonly scalars?: 'core' | 'text' | 'decimal';
  /** Explicit tags: `refuse`, the default, or `ignore`: read as plain data, never as objects (gem metadata). */
  readonly tags?: 'refuse' | 'ignore';
  /**
   * Scalars with the tag `!binary`: `decode` reads the bytes they stand for, keys included, where those are printable ASCII in
   * strict base64, as Psych wrote every text that Ruby held as bytes. `as-tag` unless told: one tag like any other.
   */
  readonly binary?: 'decode' | 'as-tag';
  /**
   * The quote that closes a text of several lines, alone at the start of a line: YAML wants it indented, older versions
   * of libyaml write it so and all read it. `refuse` unless told.
   */
  readonly closingQuotes?: 'accept' | 'refuse';
  /** 0, the default, refuses aliases; n allows that many, shared by reference. None may stand inside what it names. */
  readonly maxAliases?: number;
  /** `refuse` unless told. */
  readonly duplicateKeys?: DuplicateKeys;
  /**
   * The key `<<`: text like any other key in YAML 1.2, yet js-yaml 4, which pnpm has, and Ruby's Psych merge what it holds
   * into the mapping. `keep` reads it as a key; `refuse` is the default unless tags are ignored.
   */
  readonly mergeKeys?: 'refuse' | 'keep';
  /**
   * A byte order mark at the start: allowed by YAML, yet libyaml counts it as a column, so it reads other indentation.
   * `refuse` is the default where tags are ignored, else `accept`.
   */
  readonly bom?: 'refuse' | 'accept';
  /** `refuse`: an anchor is a problem even where no alias names it. `accept` unless told. */
  readonly anchors?: 'accept' | 'refuse';
  /** True: each document tells the lines of the items of its lists, for messages about small documents. */
  readonly itemLines?: boolean;
}

/** The documents of the stream in order, none for an empty one, or why it was refused. */
export type YamlResult =
  { readonly ok: true; readonly documents: readonly Document[] } | { readonly ok: false; readonly problem: DocProblem };

/**
 * Parses bytes as a YAML 1.2 stream of plain data. Keys are their source text; keys that are not scalars are refused, and so
 * is what readers of YAML 1.1 would take for other data. Every refusal is a problem with a line. Never throws on any bytes.
 */
export function parseYaml(bytes: Uint8Array, options: YamlOptions): YamlResult {
  try {
    const bom = options.bom ?? (options.tags === 'ignore' ? 'refuse' : 'accept');
    const text = decodeText(bytes, { maxBytes: options.maxBytes, bom });
    const read = options.closingQuotes === 'accept' ? indentClosingQuotes(text) : text;
    return { ok: true, documents: compose(read, options) };
  } catch (error) {
    if (error instanceof DocRefusal) return { ok: false, problem: error.problem };
    throw error;
  }
}

function compose(text: string, options: YamlOptions): readonly Document[] {
  const maxDepth = Math.min(options.maxDepth ?? defaultMaxDepth, highestMaxDepth);
  const maxValues = options.maxValues ?? defaultMaxValues;
  checkYamlText(text, maxValues);
  const plain = isPlainReading(options) ? readYamlLines(text, maxValues) : null;
  if (plain !== null) return plain;
  const composer = new YamlComposer(text, { maxDepth, maxValues, ...composing(options) });
  const events: (Event | undefined)[] = eventsOf(text, maxDepth);
  for (let i = 0; i < events.length; i++) {
    const event = events[i];
    if (event !== undefined) composer.add(event);
    events[i] = undefined;
  }
  return composer.documents;
}

/** What the composer is told where nothing else is asked for. */
function composing(options: YamlOptions) {
  return {
    maxAliases: options.maxAliases ?? 0,
    tags: options.tags ?? 'refuse',
    binary: options.binary ?? 'as-tag',
    scalars: options.scalars ?? 'core',
    duplicateKeys: options.duplicateKeys ?? 'refuse',
    mergeKeys: options.mergeKeys ?? (options.tags === 'ignore' ? 'keep' : 'refuse'),
    anchors: options.anchors ?? 'accept',
    itemLines: options.itemLines ?? false,
  };
}

/** True where the options ask for what the quick reader gives, and a document of few levels is not too deep. */
function isPlainReading({ scalars, maxDepth, duplicateKeys, mergeKeys, itemLines }: YamlOptions): boolean {
  const isPlain = scalars === 'text' && (duplicateKeys ?? 'refuse') === 'refuse' && itemLines !== true;
  return isPlain && (maxDepth ?? defaultMaxDepth) >= defaultMaxDepth && mergeKeys !== 'keep';
}

/** js-yaml counts levels a little differently: it is given room, and the composer holds the cap. */
function eventsOf(text: string, maxDepth: number): Event[] {
  try {
    return parseEvents(text, { maxDepth: maxDepth + 4 });
  } catch (error) {
    throw new DocRefusal(problemOf(error));
  }
}

function problemOf(error: unknown): DocProblem {
  if (error instanceof RangeError) return { problem: 'too-deep', detail: 'The document nests too deeply to be read.' };
  if (!(error instanceof YAMLException))
    return { problem: 'syntax', detail: 'The document could not be read as YAML.' };
  const deep = error.reason.startsWith('nesting exceeded');
  const line = error.mark === undefined ? {} : { line: error.mark.line + 1 };
  return { problem: deep ? 'too-deep' : 'syntax', detail: `${sentence(error.reason)}.`, ...line };
}

function sentence(reason: string): string {
  return reason.charAt(0).toUpperCase() + reason.slice(1, 200);
}
