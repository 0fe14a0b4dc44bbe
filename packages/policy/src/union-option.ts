/** Which of several shapes a mapping is meant to have. */

import * as z from 'zod';

/** A shape that several others could stand for. */
export type Union = z.ZodUnion<readonly z.core.$ZodType[]>;

/**
 * The option that a value names by its `kind`; for a value without one, the option that has none, if the value has another of its
 * keys than `purl`. Where only one option is a mapping, it is that one. Null where that is not settled.
 */
export function unionOption(union: Union, value: unknown): z.ZodObject | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const options = mappings(union);
  const [only, ...others] = options;
  if (only !== undefined && others.length === 0) return only;
  const { kind } = value as { readonly kind?: unknown };
  if (kind !== undefined) return options.find((option) => kindOf(option) === kind) ?? null;
  return options.find((option) => kindOf(option) === undefined && 'allow' in value) ?? null;
}

/** The option for values that are no mapping, where one is a mapping and exactly one is not; null otherwise. */
export function scalarOption(union: Union): z.ZodType | null {
  const [only, ...others] = union.options.filter((option) => !(option instanceof z.ZodObject));
  return only instanceof z.ZodType && others.length === 0 && mappings(union).length > 0 ? only : null;
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
