/** Collects what a predicate states while it is read, and the first thing that is wrong with it. */

import type { DocValue } from '@assay/documents';
import { refuse, type Refusal } from '../outcome.js';
import type { ProvenanceCode } from '../codes/provenance-codes.js';
import type { ProvenanceField, StatedValue } from './provenance.js';
import { shown } from './shown.js';

const number = /^\d{1,20}$/;
const commit = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Forms of the fields that have one: whatever else stands there is no statement but damage. */
const forms: Partial<Record<ProvenanceField, RegExp>> = {
  'repository-id': number,
  'owner-id': number,
  'run-id': number,
  'run-attempt': number,
  commit,
  'workflow-commit': commit,
};

/** GitLab's runners write this for variables that must stay secret: it states nothing. */
const masked = '[MASKED]';

/** One reading of one predicate. */
export class Reading {
  readonly stated = new Map<ProvenanceField, StatedValue>();
  readonly notUnderstood: string[] = [];
  #problem: Refusal<ProvenanceCode> | null = null;

  /** What is wrong, if anything: the first thing found. */
  get problem(): Refusal<ProvenanceCode> | null {
    return this.#problem;
  }

  /** The text at a place. Empty and masked ones state nothing; numbers are texts; anything else is damage. */
  text(value: DocValue | undefined, at: string): string | null {
    if (value === undefined || value === null || value === '' || value === masked) return null;
    if (typeof value === 'string') return value;
    if (typeof value === 'number') return String(value);
    this.fail('provenance-malformed', `${at} is not a text.`);
    return null;
  }

  /** Notes a value. A field that is stated twice must be stated alike: otherwise each reader believes another one. */
  state(field: ProvenanceField, value: string, at: string): void {
    if (forms[field]?.test(value) === false) {
      this.fail('provenance-malformed', `${at} is ${shown(value)}, which is no ${field}.`);
      return;
    }
    const before = this.stated.get(field);
    if (before === undefined) this.stated.set(field, { value, at });
    else if (before.value !== value) this.#contradict(field, before, { value, at });
  }

  fail(code: ProvenanceCode, detail: string): void {
    this.#problem ??= refuse(code, detail);
  }

  #contradict(field: ProvenanceField, a: StatedValue, b: StatedValue): void {
    const detail = `The predicate states two values for ${field}: ${shown(a.value)} (${a.at}) and ${shown(b.value)} (${b.at}).`;
    this.fail('provenance-contradictory', detail);
  }
}
