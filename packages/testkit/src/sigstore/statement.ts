import { hash } from 'node:crypto';
import { bytesOf } from '../bytes-of.js';

/** An in-toto statement as JSON. */
export type StatementJson = {
  readonly _type: string;
  readonly subject: readonly SubjectJson[];
  readonly predicateType: string;
  readonly predicate: PredicateJson;
};

export type SubjectJson = {
  readonly name?: string;
  readonly digest: Readonly<Record<string, string>>;
};

type PredicateJson = JsonObject | null;
type JsonObject = { readonly [key: string]: Json };
type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** Types of statements. */
export const statementTypes = {
  v1: 'https://in-toto.io/Statement/v1',
  'v0.1': 'https://in-toto.io/Statement/v0.1',
} as const;

/** Types of predicates that testkit builds. */
export const predicateTypes = {
  slsaV1: 'https://slsa.dev/provenance/v1',
  slsaV02: 'https://slsa.dev/provenance/v0.2',
  npmPublish: 'https://github.com/npm/attestation/tree/main/specs/publish/v0.1',
  pypiPublish: 'https://docs.pypi.org/attestations/publish/v1',
} as const;

/** What a statement is about: bytes, or subjects as they are to stand in it. */
export interface StatementOptions {
  readonly artifact?: Uint8Array | string;
  /** Name of the one subject; `artifact` when not given. */
  readonly name?: string;
  /** Digest of the one subject: SHA-256 when not given. */
  readonly digest?: 'sha256' | 'sha384' | 'sha512';
  /** Instead of the one subject. */
  readonly subjects?: readonly SubjectJson[];
}

/** A statement with any predicate. */
export function statement(
  options: StatementOptions,
  predicate: {
    readonly type: string;
    readonly value: PredicateJson;
    readonly statementType?: keyof typeof statementTypes;
  },
): StatementJson {
  const { type, value, statementType = 'v1' } = predicate;
  const subject = options.subjects ?? [subjectOf(options)];
  return { _type: statementTypes[statementType], subject, predicateType: type, predicate: value };
}

/** The subject that these bytes are. */
export function subjectOf({ artifact = '', name = 'artifact', digest = 'sha256' }: StatementOptions): SubjectJson {
  return { name, digest: { [digest]: hash(digest, bytesOf(artifact), 'hex') } };
}
