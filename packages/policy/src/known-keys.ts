/** Which keys a place of the policy may have. */

import { z } from 'zod';
import type { Path } from './locate.js';

/** Keys of the mapping at a path of keys and indexes; none where the shape has no mapping. */
export function knownKeys(shape: z.ZodType, path: Path): readonly string[] {
  let at: unknown = shape;
  for (const step of path) at = shapeIn(bare(at), step);
  const found = bare(at);
  return found instanceof z.ZodObject ? Object.keys(found.shape) : [];
}

function shapeIn(shape: unknown, step: PropertyKey): unknown {
  if (shape instanceof z.ZodArray) return shape.element;
  return shape instanceof z.ZodObject ? (shape.shape as Record<PropertyKey, unknown>)[step] : undefined;
}

function bare(shape: unknown): unknown {
  return shape instanceof z.ZodOptional ? shape.unwrap() : shape;
}
