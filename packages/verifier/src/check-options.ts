/** Misuse from untyped code is told as such, before anything happens: an option with a typo must not be ignored. */

import { AssayError, type Registry } from '@assay/model';
import type { VerifierOptions } from './options.js';

const kinds: { readonly [Name in keyof Required<VerifierOptions>]: (value: unknown) => boolean } = {
  policy: isPolicyInput,
  depth: (value) => value === 'pins' || value === 'registry' || value === 'artifacts',
  at: isText,
  folder: isText,
  subfolders: isSubfolders,
  env: isRecord,
  registries: (value) => Array.isArray(value) && value.every(isRecord),
  trustedRoot: isText,
  store: (value) => value === null || isText(value),
  codeIdentity: isText,
  unprotected: (value) => typeof value === 'boolean',
  concurrency: (value) => Number.isSafeInteger(value) && Number(value) > 0,
  onSubject: (value) => typeof value === 'function',
  facts: (value) => typeof value === 'boolean',
  record: isText,
  offline: isText,
  replay: isText,
  source: (value) => isRecord(value) && typeof value['get'] === 'function',
};

const hint = 'See VerifierOptions.';

/** Throws AssayError `ERR_USAGE` for an option that does not exist or has a value it cannot have, or for two that exclude each other. */
export function checkOptions(options: VerifierOptions): void {
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(kinds, name)) throw new AssayError('ERR_USAGE', `there is no option "${name}"`, { hint });
    if (value !== undefined && !kinds[name as keyof typeof kinds](value)) {
      throw new AssayError('ERR_USAGE', `the option "${name}" has a value it cannot have`, { hint });
    }
  }
  refuseKeys(options.registries ?? []);
  const files = [options.record, options.offline, options.replay].filter((file) => file !== undefined);
  if (files.length > 1) throw new AssayError('ERR_USAGE', 'record, offline and replay exclude each other', { hint });
}

/**
 * Keys are read where the policy states them: it is what refuses unusable ones, makes the check of signatures strict and is recorded. Here
 * they would be left out, a revocation among them.
 */
function refuseKeys(registries: readonly Registry[]): void {
  const keyed = registries.find(({ keys }) => keys !== undefined);
  if (keyed === undefined) return;
  throw new AssayError('ERR_USAGE', `the option "registries" states keys for ${keyed.url}`, {
    hint: 'State the keys of a registry in the policy, under `registries`.',
  });
}

/** Throws AssayError `ERR_USAGE` for anything but a list of paths. */
export function checkPaths(paths: unknown): asserts paths is readonly string[] {
  if (Array.isArray(paths) && paths.every(isText)) return;
  throw new AssayError('ERR_USAGE', 'verify takes a list of paths', { hint: "For one folder: verify(['path'])." });
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSubfolders(value: unknown): boolean {
  return isRecord(value) && Array.isArray(value['exclude']) && value['exclude'].every(isText);
}

function isPolicyInput(value: unknown): boolean {
  return isRecord(value) && isText(value['file']) && (value['text'] === undefined || typeof value['text'] === 'string');
}
