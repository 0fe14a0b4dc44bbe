/** Policies as users name them: a file, a text, or the built-in one. */

import { dirname, join } from 'node:path';
import { readBoundedFile } from '@assay/acquire';
import { catalogue } from '@assay/checks';
import type { Digest, JsonValue } from '@assay/model';
import {
  builtinPolicy as builtin,
  builtinPolicyText as builtinText,
  licenseProfileFiles,
  parsePolicy,
  policyDigest,
  policyJsonSchema,
  type Policy,
  type Vocabulary,
} from '@assay/policy';
import { policyReaders, understoodPredicateTypes } from './policy-readers.js';

/** Where a policy comes from. Nothing is ever looked up in the checkout by itself. */
export type PolicyInput =
  | { readonly file: string }
  | {
      readonly text: string;
      readonly file: string;
      /** Reads what the policy names beside itself, from where the text comes from. Default: from the disk. */
      readonly readBeside?: (path: string) => Promise<Uint8Array>;
    };

/** A policy, its source text (null for the built-in one) and the digest of its meaning. */
export interface LoadedPolicy {
  readonly policy: Policy;
  readonly source: { readonly text: string; readonly file: string } | null;
  readonly policyDigest: Digest;
}

const maxPolicyBytes = 1024 * 1024;

/** The checks and codes that policies may name. */
const vocabulary: Vocabulary = {
  readers: policyReaders,
  predicateTypes: understoodPredicateTypes,
  checks: new Map(
    catalogue.map(({ id, codes, byDefault = 'require' }) => [
      id,
      {
        byDefault,
        codes: new Map(Object.entries(codes).map(([code, { outcome }]) => [code, outcome])),
        preferred: new Set(Object.entries(codes).flatMap(([code, { atMost }]) => (atMost === 'prefer' ? [code] : []))),
      },
    ]),
  ),
};

/** Reads and parses a policy. Throws AssayError `ERR_POLICY` with file and line for anything that is not a valid one. */
export async function loadPolicy(input?: PolicyInput): Promise<LoadedPolicy> {
  if (input === undefined) {
    const policy = builtin(vocabulary);
    return { policy, source: null, policyDigest: policyDigest(policy) };
  }
  const { file } = input;
  const bytes = 'text' in input ? new TextEncoder().encode(input.text) : await readPolicyFile(file);
  const policy = parsePolicy({ bytes, file, vocabulary, profiles: await readProfiles(bytes, input) });
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  return { policy, source: { text, file }, policyDigest: policyDigest(policy) };
}

/** Vendors' profiles that the policy names, relative to its own folder. */
async function readProfiles(bytes: Uint8Array, input: PolicyInput): Promise<ReadonlyMap<string, Uint8Array>> {
  const names = licenseProfileFiles(bytes);
  const fromDisk = (path: string) => readPolicyFile(path, 'profile');
  const beside = 'text' in input ? (input.readBeside ?? fromDisk) : fromDisk;
  const read = async (name: string) => [name, await beside(join(dirname(input.file), name))] as const;
  return new Map(await Promise.all(names.map(read)));
}

function readPolicyFile(file: string, what: 'policy' | 'profile' = 'policy'): Promise<Uint8Array> {
  return readBoundedFile(file, { maxBytes: maxPolicyBytes, code: 'ERR_POLICY', what });
}

/** The built-in policy as commented YAML. */
export function builtinPolicyText(): string {
  return builtinText(vocabulary);
}

/** JSON Schema of `assay.yaml`, for editors. */
export function policySchema(): JsonValue {
  return policyJsonSchema(vocabulary);
}
