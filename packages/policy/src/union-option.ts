/** Which of several shapes a mapping is meant to have. */

import { z } from 'zod';

/** A shape that several others could stand for. */
export type Union = z.ZodUnion<readonly z.core.$ZodType[]>;

/**
 * The option that a value names by its `kind`; for a value without one, the option that has none, if the value has another of its
 * keys than `purl`. Null where that is not settled.
 */
export function unionOption(union: Union, value: unknown): z.ZodObject | null {
  if (typeof value !== 'object' || value === null) return null;
  const options = mappings(union);
  const { kind } = value as { readonly kind?: unknown };
  if (kind !== undefined) return options.find((option) => kindOf(option) === kind) ?? null;
  return options.find((option) => kindOf(option) === undefined && 'allow' in value) ?? null;
}

/** The kinds that a union's options have; none for a union of scalars. */
export function unionKinds(union: Union): readonly string[] {
  return mappings(union)
    .map(kindOf)
    .filter((kind) => kind !== undefined);
}

function mappings({ options }: Union): readonly z.ZodObject[] {
  return options.filter((option) => option instanceof z.ZodObject);
}

function kindOf({ shape }: z.ZodObject): string | undefined {
  const kind: unknown = shape['kind'];
  return kind instanceof z.ZodLiteral ? String(kind.value) : undefined;
}
