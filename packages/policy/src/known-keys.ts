/** Which keys a place of the policy may have. */

import * as z from 'zod';
import type { Path } from './locate.js';
import { unionOption } from './union-option.js';

/**
 * Keys of the mapping at a path of keys and indexes; none where the shape has no mapping. Where the shape has several, `data` (the
 * whole document as plain data) says which one is meant.
 */
export function knownKeys(shape: z.ZodType, path: Path, data?: unknown): readonly string[] {
  const found = shapeAt(shape, path, data);
  const value = path.reduce(memberOf, data);
  const mapping = found instanceof z.ZodUnion ? unionOption(found, value) : found;
  return mapping instanceof z.ZodObject ? Object.keys(mapping.shape) : [];
}

/** The shape at a path, before it is settled which of several is meant there. */
export function shapeAt(shape: z.ZodType, path: Path, data: unknown): unknown {
  let at: unknown = shape;
  let value = data;
  for (const step of path) {
    const bare = unwrapped(at);
    at = shapeIn(bare instanceof z.ZodUnion ? unionOption(bare, value) : bare, step);
    value = memberOf(value, step);
  }
  return unwrapped(at);
}

function shapeIn(shape: unknown, step: PropertyKey): unknown {
  if (shape instanceof z.ZodArray) return shape.element;
  return shape instanceof z.ZodObject ? (shape.shape as Record<PropertyKey, unknown>)[step] : undefined;
}

function memberOf(value: unknown, step: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined;
}

function unwrapped(shape: unknown): unknown {
  return shape instanceof z.ZodOptional ? shape.unwrap() : shape;
}
