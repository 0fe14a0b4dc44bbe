import { COLLECTION_STYLE, EVENT_ID, SCALAR_STYLE, getScalarValue } from 'js-yaml';
import type { AliasEvent, Event, MappingEvent, ScalarEvent, SequenceEvent } from 'js-yaml';
import { DocMap, type Decoration, type DocValue } from './doc-map.js';
import { DocRefusal, quoted, type DocProblemKind } from './doc-problem.js';
import type { Document, DuplicateKey, DuplicateKeys } from './document.js';
import { LineCursor } from './line-cursor.js';
import { sameValue } from './same-value.js';
import { textOfBinary } from './yaml-binary.js';
import { resolvePlainScalar } from './yaml-scalar.js';

const longestAnchor = 100;

/** Caps and rules of one composition. */
export interface ComposerOptions {
  readonly maxDepth: number;
  readonly maxValues: number;
  readonly maxAliases: number;
  readonly tags: 'refuse' | 'ignore';
  readonly binary: 'decode' | 'as-tag';
  readonly scalars: 'core' | 'text' | 'decimal';
  readonly duplicateKeys: DuplicateKeys;
  readonly mergeKeys: 'refuse' | 'keep';
  readonly anchors: 'accept' | 'refuse';
  readonly itemLines: boolean;
}

/**
 * A finished node, and how many values and levels it has when its aliases are written out. A walk over the document
 * costs that much, however small the file is: so that is what the caps hold for.
 */
interface Node {
  readonly value: DocValue;
  readonly values: number;
  readonly levels: number;
}

/** Where a node stands, and what is written before it. */
interface Place {
  readonly line: number;
  readonly anchor: string | null;
  readonly decoration: Decoration | null;
}

/** A collection, or the document itself, being filled. */
interface Frame {
  readonly target: DocMap | DocValue[];
  readonly flow: boolean;
  readonly place: Place;
  key: { readonly text: string; readonly line: number } | null;
  values: number;
  levels: number;
}

/** Builds documents from js-yaml's events: data only, aliases shared, keys plain text. Throws DocRefusal. */
export class YamlComposer {
  readonly documents: Document[] = [];
  readonly #text: string;
  readonly #options: ComposerOptions;
  readonly #lines: LineCursor;
  readonly #stack: Frame[] = [];
  /** Null: the anchor's node is not finished. */
  readonly #anchors = new Map<string, Node | null>();
  #duplicates: DuplicateKey[] = [];
  #itemLines = new Map<DocValue, number[]>();
  #decoratedLists = new Set<DocValue>();
  #aliases = 0;
  #line = 1;

  constructor(text: string, options: ComposerOptions) {
    this.#text = text;
    this.#options = options;
    this.#lines = new LineCursor(text);
  }

  /** Takes the next event. */
  add(event: Event): void {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        this.#startDocument(event.directives.some((directive) => directive.kind === 'tag'));
        break;
      case EVENT_ID.MAPPING:
      case EVENT_ID.SEQUENCE:
        this.#startCollection(event);
        break;
      case EVENT_ID.SCALAR:
        this.#addScalar(event);
        break;
      case EVENT_ID.ALIAS:
        this.#addAlias(event);
        break;
      case EVENT_ID.POP:
        this.#end();
        break;
    }
  }

  #startDocument(declaresTags: boolean): void {
    if (declaresTags && this.#options.tags === 'refuse') this.#refuse('tag', 'A %TAG directive is not read here.');
    this.#anchors.clear();
    this.#duplicates = [];
    this.#itemLines = new Map();
    this.#decoratedLists = new Set();
    const place = { line: this.#line, anchor: null, decoration: null };
    this.#stack.push({ target: [], flow: false, place, key: null, values: 0, levels: 0 });
  }

  #startCollection(event: MappingEvent | SequenceEvent): void {
    this.#line = this.#lines.lineAt(event.start);
    this.#checkTag(event);
    if (this.#awaitsKey()) this.#refuse('unsupported', 'A key that is a list or a mapping is not read here.');
    if (this.#stack.length > this.#options.maxDepth) this.#refuseDepth();
    const place = this.#placeOf(event);
    if (place.anchor !== null) this.#anchors.set(place.anchor, null);
    const target = event.type === EVENT_ID.MAPPING ? new DocMap(this.#line) : [];
    const flow = event.style === COLLECTION_STYLE.FLOW;
    this.#stack.push({ target, flow, place, key: null, values: 1, levels: 1 });
  }

  #end(): void {
    const frame = this.#stack.pop();
    if (frame === undefined) return;
    if (this.#stack.length === 0) this.#endDocument(frame.target);
    else this.#addNode({ value: frame.target, values: frame.values, levels: frame.levels }, frame.place);
  }

  #endDocument(target: DocMap | DocValue[]): void {
    const value = Array.isArray(target) ? (target[0] ?? null) : null;
    const itemLines = this.#options.itemLines ? { itemLines: this.#itemLines } : {};
    const decoratedLists = this.#decoratedLists.size > 0 ? { decoratedLists: this.#decoratedLists } : {};
    this.documents.push({ value, duplicates: this.#duplicates, ...itemLines, ...decoratedLists });
  }

  #addScalar(event: ScalarEvent): void {
    this.#line = this.#lines.lineAt(event.valueStart);
    this.#checkTag(event);
    const text = this.#isBinary(event) ? this.#binaryText(event) : this.#scalarText(event);
    if (event.style === SCALAR_STYLE.PLAIN && text.startsWith(':') && this.#top().flow) {
      this.#refuse('ambiguous', 'Readers disagree whether a text in a flow collection may start with a colon.');
    }
    if (this.#awaitsKey()) {
      if (event.valueStart < 0) this.#refuse('unsupported', 'An entry without a key is not read here.');
      this.#startEntry(text, event);
    } else this.#addNode({ value: this.#scalarValue(event, text), values: 1, levels: 0 }, this.#placeOf(event));
  }

  #startEntry(text: string, event: ScalarEvent): void {
    if (event.tagStart >= 0 && !this.#isBinary(event))
      this.#refuse('ambiguous', 'A key with a tag is another key to readers that honour tags.');
    if (text === '<<' && this.#options.mergeKeys === 'refuse') {
      this.#refuse('ambiguous', 'A merge key stands for itself or for other keys, as readers choose.');
    }
    const anchor = this.#anchorOf(event);
    if (anchor !== null) this.#anchors.set(anchor, { value: text, values: 1, levels: 0 });
    const frame = this.#top();
    frame.key = { text, line: this.#line };
    if (this.#options.duplicateKeys === 'refuse' && frame.target instanceof DocMap && frame.target.has(text)) {
      this.#refuse('duplicate-key', `The key ${quoted(text)} stands twice.`);
    }
  }

  /** The text of a scalar. js-yaml lets escapes through that stand for no character. */
  #scalarText(event: ScalarEvent): string {
    const text = getScalarValue(this.#text, event);
    if (event.fast) return text;
    if (event.style === SCALAR_STYLE.DOUBLE_QUOTED && this.#hasBadCodePoint(event)) {
      this.#refuse('syntax', 'A string holds an escape beyond U+10FFFF.');
    }
    if (!text.isWellFormed()) this.#refuse('encoding', 'A string holds half of a surrogate pair.');
    return text;
  }

  #isBinary(event: ScalarEvent): boolean {
    if (this.#options.binary !== 'decode' || event.tagStart < 0) return false;
    return this.#text.slice(event.tagStart, event.tagEnd) === '!binary';
  }

  #binaryText(event: ScalarEvent): string {
    const text = textOfBinary(this.#scalarText(event));
    return text ?? this.#refuse('ambiguous', 'A !binary text is no printable ASCII in strict base64.');
  }

  #hasBadCodePoint(event: ScalarEvent): boolean {
    const source = this.#text;
    let at = source.indexOf('\\', event.valueStart);
    while (at >= 0 && at < event.valueEnd) {
      if (source.charAt(at + 1) === 'U' && Number.parseInt(source.slice(at + 2, at + 10), 16) > 0x10ffff) return true;
      at = source.indexOf('\\', at + 2);
    }
    return false;
  }

  /** With `text`, a plain scalar stays as it was written (`1.10` is not 1.1); a node that is not there is null. */
  #scalarValue(event: ScalarEvent, text: string): DocValue {
    if (event.valueStart < 0) return null;
    if (event.style !== SCALAR_STYLE.PLAIN || this.#options.scalars === 'text') return text;
    const value = resolvePlainScalar(text, this.#line);
    return this.#options.scalars === 'decimal' && typeof value === 'number' && String(value) !== text ? text : value;
  }

  #addAlias(event: AliasEvent): void {
    this.#line = this.#lines.lineAt(event.anchorStart);
    const { maxAliases } = this.#options;
    if (maxAliases === 0) this.#refuse('alias', 'An alias is not read here.');
    if (++this.#aliases > maxAliases) this.#refuse('alias', `The document has more than ${maxAliases} aliases.`);
    if (this.#awaitsKey()) this.#refuse('unsupported', 'A key that is an alias is not read here.');
    const name = this.#nameAt(event.anchorStart, event.anchorEnd);
    const node = this.#anchors.get(name);
    if (node === undefined) this.#refuse('alias', `The alias ${quoted(name)} has no anchor.`);
    if (node === null) this.#refuse('alias', `The alias ${quoted(name)} stands inside what it names.`);
    if (this.#stack.length - 1 + node.levels > this.#options.maxDepth) this.#refuseDepth();
    this.#addNode(node, { line: this.#line, anchor: null, decoration: { alias: true } });
  }

  #addNode(node: Node, place: Place): void {
    if (place.anchor !== null) this.#anchors.set(place.anchor, node);
    const frame = this.#top();
    frame.values += node.values;
    frame.levels = Math.max(frame.levels, node.levels + 1);
    if (frame.values > this.#options.maxValues) this.#refuseSize();
    if (Array.isArray(frame.target)) this.#addItem(frame.target, node.value, place);
    else this.#addEntry(frame, frame.target, { value: node.value, decoration: place.decoration });
  }

  #addItem(list: DocValue[], value: DocValue, { line, decoration }: Place): void {
    list.push(value);
    // The list that stands for the document itself (its only frame) is no list of the text.
    if (decoration !== null && this.#stack.length > 1) this.#decoratedLists.add(list);
    if (!this.#options.itemLines) return;
    const lines = this.#itemLines.get(list);
    if (lines === undefined) this.#itemLines.set(list, [line]);
    else lines.push(line);
  }

  #addEntry(
    frame: Frame,
    map: DocMap,
    { value, decoration }: { value: DocValue; decoration: Decoration | null },
  ): void {
    if (frame.key === null) return;
    const { text: key, line } = frame.key;
    const earlier = map.get(key);
    if (earlier !== undefined) this.#duplicates.push({ key, line, sameValue: sameValue(earlier, value) });
    map.set(key, value, line);
    if (decoration !== null || earlier !== undefined) map.decorate(key, decoration);
    frame.key = null;
  }

  #awaitsKey(): boolean {
    const frame = this.#top();
    return frame.target instanceof DocMap && frame.key === null;
  }

  #top(): Frame {
    const frame = this.#stack.at(-1);
    if (frame === undefined) throw new TypeError('a YAML event stands outside every document');
    return frame;
  }

  #placeOf(event: MappingEvent | SequenceEvent | ScalarEvent): Place {
    const decoration = event.tagStart < 0 ? null : { tag: this.#text.slice(event.tagStart, event.tagEnd) };
    return { line: this.#line, anchor: this.#anchorOf(event), decoration };
  }

  #anchorOf(event: MappingEvent | SequenceEvent | ScalarEvent): string | null {
    if (event.anchorStart < 0) return null;
    if (this.#options.anchors === 'refuse') this.#refuse('alias', 'An anchor is not read here.');
    return this.#nameAt(event.anchorStart, event.anchorEnd);
  }

  /** The name of an anchor. `&a: b` is an anchor `a:` to YAML 1.2, and an entry without a key to libyaml. */
  #nameAt(start: number, end: number): string {
    const name = this.#text.slice(start, end);
    if (name.length > longestAnchor || !/^[0-9A-Za-z_-]+$/.test(name)) {
      this.#refuse('ambiguous', `Readers disagree about the name of the anchor ${quoted(name)}.`);
    }
    return name;
  }

  #checkTag(event: MappingEvent | SequenceEvent | ScalarEvent): void {
    if (event.tagStart < 0 || this.#options.tags === 'ignore') return;
    this.#line = this.#lines.lineAt(event.tagStart);
    const tag = this.#text.slice(event.tagStart, event.tagEnd);
    this.#refuse('tag', `The tag ${quoted(tag)} is not read here.`);
  }

  #refuseDepth(): never {
    return this.#refuse('too-deep', `The document nests deeper than ${this.#options.maxDepth} levels.`);
  }

  #refuseSize(): never {
    return this.#refuse('too-large', `The document has more than ${this.#options.maxValues} values.`);
  }

  #refuse(problem: DocProblemKind, detail: string): never {
    throw new DocRefusal({ problem, detail, line: this.#line });
  }
}
