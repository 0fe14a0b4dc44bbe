/** Which keys a place of the policy may have. */

import type { Form } from './form/index.js';
import type { Path } from './locate.js';
import { unionOption } from './union-option.js';

/**
 * Keys of the mapping at a path of keys and indexes; none where the shape has no mapping. Where the shape has several, `data` (the
 * whole document as plain data) says which one is meant.
 */
export function knownKeys(shape: Form, path: Path, data?: unknown): readonly string[] {
  const found = shapeAt(shape, path, data);
  const value = path.reduce(memberOf, data);
  const mapping = found?.node.kind === 'either' ? unionOption(found.node, value) : found;
  return mapping?.node.kind === 'mapping' ? [...mapping.node.members.keys()] : [];
}

/** The shape at a path, before it is settled which of several is meant there; null where the path leads out of it. */
export function shapeAt(shape: Form, path: Path, data: unknown): Form | null {
  let at: Form | null = shape;
  let value = data;
  for (const step of path) {
    at = shapeIn(at?.node.kind === 'either' ? unionOption(at.node, value) : at, step);
    value = memberOf(value, step);
  }
  return at;
}

function shapeIn(shape: Form | null, step: PropertyKey): Form | null {
  if (shape?.node.kind === 'list') return shape.node.item;
  return shape?.node.kind === 'mapping' ? (shape.node.members.get(String(step)) ?? null) : null;
}

function memberOf(value: unknown, step: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined;
}
