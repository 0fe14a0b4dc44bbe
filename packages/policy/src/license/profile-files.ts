/** Which files a policy names as profiles. */

import { DocMap, parseYaml, type DocValue } from '@assay/documents';
import { issuesOf } from '../form/index.js';
import { profileNameShape } from './license-shape.js';

/**
 * Names of profile files (`./vendor.yaml`), each once, in the order of the policy: what its caller reads, relative to the policy's
 * folder, before `parsePolicy`. None of them is absolute or leaves that folder by its text. Empty for what is no policy: that is for
 * `parsePolicy` to say. Never throws.
 */
export function licenseProfileFiles(bytes: Uint8Array): readonly string[] {
  if (!mayNameFiles(bytes)) return [];
  const result = parseYaml(bytes, { maxBytes: 1024 * 1024, maxDepth: 16, anchors: 'refuse', scalars: 'decimal' });
  const root = result.ok ? result.documents[0]?.value : undefined;
  const entries = root instanceof DocMap ? root.get('licensePackages') : undefined;
  const names = isList(entries) ? entries.flatMap(profileOf) : [];
  return [...new Set(names)];
}

/** A policy is parsed for its profiles before it is parsed: seldom for nothing. What an escape may stand for, only the parser knows. */
function mayNameFiles(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes);
  return text.includes('./') || text.includes('\\');
}

function profileOf(entry: DocValue): readonly string[] {
  const name = entry instanceof DocMap ? entry.get('profile') : undefined;
  const isFile = typeof name === 'string' && name.startsWith('./');
  return isFile && issuesOf(profileNameShape, name).length === 0 ? [name] : [];
}

function isList(value: DocValue | undefined): value is readonly DocValue[] {
  return Array.isArray(value);
}
