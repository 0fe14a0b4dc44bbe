import { asList, asMap, asText, type DocMap, type DocValue } from '@assay/documents';
import type { Unreadable } from '@assay/model';

/** A mapping of fields. JSON has no decorations. */
export type FieldSource = Pick<DocMap, 'get' | 'decorationOf'>;

/** How a manifest is called in sentences, and what is known of how it was written. */
export interface ManifestFieldsOptions {
  readonly file: string;
  /** Lists with an item that readers which honour tags see otherwise. */
  readonly decoratedLists?: ReadonlySet<DocValue>;
}

/**
 * Reads a manifest's fields strictly: a value of another kind than asked for, or one that YAML's tags or aliases change for some readers,
 * is remembered as the problem and read as nothing. Read all, then ask for the problem. Null and absent are the same.
 */
export class ManifestFields {
  readonly #map: FieldSource;
  readonly #options: ManifestFieldsOptions;
  #problem: Unreadable | null = null;

  constructor(map: FieldSource, options: ManifestFieldsOptions) {
    this.#map = map;
    this.#options = options;
  }

  /** The first thing that could not be read. */
  get problem(): Unreadable | null {
    return this.#problem;
  }

  /** Remembers that a field (a word of ours, never of the manifest's) cannot be read. */
  refuse(field: string, why: string): void {
    this.#problem ??= { problem: 'manifest-malformed', detail: `\`${field}\` of ${this.#options.file} ${why}.` };
  }

  /** The text of a field, or null. */
  text(field: string): string | null {
    const value = this.value(field);
    if (value === null) return null;
    const text = asText(value);
    if (text === undefined) this.refuse(field, 'is no text');
    return text ?? null;
  }

  /** The texts of a field that is a list. */
  texts(field: string): readonly string[] {
    return this.textsOf(field, this.value(field) ?? []);
  }

  /** The texts of a field that is a text or a list. */
  textOrTexts(field: string): readonly string[] {
    const value = this.value(field) ?? [];
    return typeof value === 'string' ? [value] : this.textsOf(field, value);
  }

  /** The mapping of a field, or null. */
  map(field: string): DocMap | null {
    const value = this.value(field);
    if (value === null) return null;
    const map = asMap(value);
    if (map === undefined) this.refuse(field, 'is no mapping');
    return map ?? null;
  }

  /** The value of a field; null where there is none, or one that readers take for different things. */
  value(field: string): DocValue {
    if (this.#map.decorationOf(field) === undefined) return this.#map.get(field) ?? null;
    this.refuse(field, 'is written with a tag or an alias, which readers may resolve differently');
    return null;
  }

  /** A value's items; `field` is for the sentence. */
  textsOf(field: string, value: DocValue): readonly string[] {
    const texts = (asList(value) ?? [null]).map(asText);
    if (this.#options.decoratedLists?.has(value) === true || texts.includes(undefined)) {
      this.refuse(field, 'is not a plain list of texts');
      return [];
    }
    return texts.filter((text) => text !== undefined);
  }
}
