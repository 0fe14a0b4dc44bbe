/** The policy that a base revision holds, and what the head makes of it. */

import { posix } from 'node:path';
import { AssayError } from '@assay/model';
import { loadPolicy, type PolicyInput } from '../load-policy.js';
import { filesBelow, type Place } from './open-places.js';
import type { ProposedPolicy, ProposedWaiver } from './proposed-policy.js';

/** A policy's text, and how to read what it names beside itself. */
export type HeldPolicy = Extract<PolicyInput, { readonly text: string }>;

const maxPolicyBytes = 1024 * 1024;

/** Throws AssayError `ERR_POLICY` where the base holds none at this path. */
export async function policyOfBase(base: Place, path: string): Promise<HeldPolicy> {
  const held = await readPolicy(base, path);
  if (held !== null) return held;
  const hint =
    'Name one that the base has, or one of your own with --policy. A policy of the head alone judges nothing.';
  throw new AssayError('ERR_POLICY', `the base ${base.name} holds no policy ${path}`, { file: path, hint });
}

/** What files are read from. */
type Files = Pick<Place, 'name' | 'readFile'>;

async function readPolicy(place: Files, path: string): Promise<HeldPolicy | null> {
  const file = posix.normalize(path);
  const bytes = await place.readFile(file, maxPolicyBytes);
  if (bytes === null) return null;
  const readBeside = async (profile: string) => {
    const found = await place.readFile(profile, maxPolicyBytes);
    if (found !== null) return found;
    throw new AssayError('ERR_POLICY', `the profile ${profile} is not in ${place.name}`, { file: profile });
  };
  return { text: decode(bytes, file), file, readBeside };
}

function decode(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new AssayError('ERR_POLICY', 'the policy is no UTF-8 text', { file, cause });
  }
}

/** What the head does to the policy that it was judged by; undefined where it leaves it alone. */
export async function proposedPolicy(held: HeldPolicy, head: Files): Promise<ProposedPolicy | undefined> {
  const { file } = held;
  const before = await waiversOf(held);
  const about = { file, before };
  try {
    const proposed = await readPolicy(head, file);
    if (proposed === null)
      return { ...about, text: `The change removes ${file}; it was judged by the base’s.`, after: [] };
    if (proposed.text === held.text) return undefined;
    const text = `The change edits ${file}; it was judged by the base’s.`;
    return { ...about, text, after: await waiversOf(proposed) };
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    const text = `The change makes ${file} a policy that cannot be read (${error.message}); it was judged by the base’s.`;
    return { ...about, text, after: before };
  }
}

/** The same for a head that is a folder. The policy's `file` is relative to it. */
export function proposedPolicyIn(folder: string, held: HeldPolicy): Promise<ProposedPolicy | undefined> {
  return proposedPolicy(held, { name: folder, readFile: filesBelow(folder) });
}

async function waiversOf(input: PolicyInput): Promise<readonly ProposedWaiver[]> {
  const { policy } = await loadPolicy(input);
  return policy.waivers.map(({ purl, check, expires, owner, reason }) => ({ purl, check, expires, owner, reason }));
}
