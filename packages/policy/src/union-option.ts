/** Which of several shapes a mapping is meant to have. */

import type { EitherNode, Form } from './form/index.js';

/**
 * The option that a value names by its `kind`; for a value without one, the option that has none, if the value has another of its
 * keys than `purl`. Where only one option is a mapping, it is that one. Null where that is not settled.
 */
export function unionOption(union: EitherNode, value: unknown): Form | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const options = mappings(union);
  const [only, ...others] = options;
  if (only !== undefined && others.length === 0) return only;
  const { kind } = value as { readonly kind?: unknown };
  if (kind !== undefined) return options.find((option) => kindOf(option) === kind) ?? null;
  return options.find((option) => kindOf(option) === undefined && 'allow' in value) ?? null;
}

/** The option for values that are no mapping, where one is a mapping and exactly one is not; null otherwise. */
export function scalarOption(union: EitherNode): Form | null {
  const [only, ...others] = union.options.filter(({ node }) => node.kind !== 'mapping');
  return only !== undefined && others.length === 0 && mappings(union).length > 0 ? only : null;
}

/** The kinds that a union's options have; none for a union of scalars. */
export function unionKinds(union: EitherNode): readonly string[] {
  return mappings(union)
    .map(kindOf)
    .filter((kind) => kind !== undefined);
}

function mappings({ options }: EitherNode): readonly Form[] {
  return options.filter(({ node }) => node.kind === 'mapping');
}

function kindOf({ node }: Form): string | undefined {
  const kind = node.kind === 'mapping' ? node.members.get('kind')?.node : undefined;
  return kind?.kind === 'words' ? String(kind.words[0]) : undefined;
}
