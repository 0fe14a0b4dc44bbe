/** Holds what a parser returns to being data, and no more of it than its input accounts for. */

import assert from 'node:assert/strict';

/** How much a parser may return. */
export interface DataLimits {
  /** Values, containers included. */
  readonly maxValues: number;
  /** Objects of these classes are opened no further. */
  readonly opaque?: readonly (abstract new (...args: never[]) => unknown)[];
}

/**
 * Asserts that `value` is data: nothing but text, finite numbers, truth values, null, lists, maps, bytes and objects that
 * inherit from nobody or from Object alone. A key `__proto__` that was assigned, a function, a cycle and a value without end
 * all fail.
 */
export function assertPlainData(value: unknown, limits: DataLimits): void {
  const open = new Set<object>();
  let values = 0;
  const visit = (item: unknown): void => {
    values++;
    assert.ok(values <= limits.maxValues, `more than ${limits.maxValues} values were returned`);
    if (typeof item !== 'object') assertScalar(item);
    else if (item !== null && !isOpaque(item, limits)) visitObject(item);
  };
  const visitObject = (item: object): void => {
    assert.ok(!open.has(item), 'a value holds itself');
    open.add(item);
    for (const child of childrenOf(item)) visit(child);
    open.delete(item);
  };
  visit(value);
}

/** The prototypes that every object inherits from, to be compared with later. */
export function prototypeSnapshot(): string {
  return [Object.prototype, Array.prototype, Map.prototype, String.prototype]
    .map((prototype) => Reflect.ownKeys(prototype).length)
    .join(' ');
}

function assertScalar(item: unknown): void {
  if (typeof item === 'number') assert.ok(Number.isFinite(item), 'a number is not finite');
  else assert.ok(!['function', 'symbol'].includes(typeof item), `a ${typeof item} was returned`);
}

function isOpaque(item: object, { opaque = [] }: DataLimits): boolean {
  return item instanceof Uint8Array || opaque.some((kind) => item instanceof kind);
}

function childrenOf(item: object): Iterable<unknown> {
  if (Array.isArray(item)) return item as readonly unknown[];
  if (item instanceof Set) return item as ReadonlySet<unknown>;
  if (item instanceof Map) return [...(item as ReadonlyMap<unknown, unknown>)].flat();
  const prototype: unknown = Object.getPrototypeOf(item);
  assert.ok(prototype === null || prototype === Object.prototype, 'an object inherits from something');
  return Object.values(item) as readonly unknown[];
}
