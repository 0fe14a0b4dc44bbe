/** Fields of a service's answer. What is missing or of another kind ends the reading: nothing is guessed. */

import { asList, asMap, asText, parseJson, type DocMap, type DocValue } from '@assay/documents';
import { keylessProblem } from './keyless-codes.js';
import { KeylessFailure } from './keyless-failure.js';

/** The map that an answer is. Throws {@link KeylessFailure} for any other. */
export function readAnswer(bytes: Uint8Array, host: string): AnswerReader {
  const read = parseJson(bytes, { maxBytes: bytes.length, maxDepth: 16 });
  return new AnswerReader(read.ok ? read.document.value : undefined, host);
}

/** A map in an answer. Every method throws {@link KeylessFailure} where there is no such thing. */
export class AnswerReader {
  readonly #map: DocMap;
  readonly #host: string;

  constructor(value: DocValue | undefined, host: string) {
    this.#host = host;
    this.#map = asMap(value) ?? this.refuse();
  }

  has(key: string): boolean {
    const value = this.#map.get(key);
    return value !== undefined && value !== null;
  }

  map(key: string): AnswerReader {
    return new AnswerReader(this.#map.get(key), this.#host);
  }

  /** The value of the one key that there is. */
  only(): AnswerReader {
    const [key, ...others] = this.#map.keys();
    return key === undefined || others.length > 0 ? this.refuse() : this.map(key);
  }

  text(key: string): string {
    return asText(this.#map.get(key)) ?? this.refuse();
  }

  texts(key: string): readonly string[] {
    const list = asList(this.#map.get(key)) ?? this.refuse();
    return list.map((each) => asText(each) ?? this.refuse());
  }

  /** A whole number from 0 as decimal text: JSON has it as a number, or as text as protobuf writes 64 bits. */
  count(key: string): string {
    const value = this.#map.get(key);
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return String(value);
    return typeof value === 'string' && /^\d{1,19}$/.test(value) ? value : this.refuse();
  }

  /** Ends the reading. */
  refuse(): never {
    throw new KeylessFailure(keylessProblem('keyless-answer-malformed', `The answer of ${this.#host} cannot be read.`));
  }
}
