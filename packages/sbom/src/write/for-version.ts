import type { Bom, SpecVersion } from '../cyclonedx/index.js';

/** A document's object, its properties by name. */
export type Data = Readonly<Record<string, unknown>>;

/**
 * What says the same part of a document in a version of the specification. For 1.6 it leaves out what only 1.7 knows (`isExternal`,
 * properties of external references), and where a licence list mixes expressions with others, which 1.6 forbids, an expression
 * becomes the name of a licence. Parts that need no change are given back as they are.
 */
export function forVersion(version: SpecVersion): (part: unknown) => unknown {
  return version === '1.6' ? as16 : (part) => part;
}

/** The document itself in its own version: the lists that are written item by item are left to `forVersion`. */
export function ofItsVersion(bom: Bom): Data {
  const { externalReferences } = bom;
  if (bom.specVersion !== '1.6' || externalReferences === undefined) return { ...bom };
  return { ...bom, externalReferences: eachOf(externalReferences, withoutProperties) };
}

function as16(part: unknown): unknown {
  if (typeof part !== 'object' || part === null) return part;
  return Array.isArray(part) ? eachOf(part, as16) : objectAs16(part as Data);
}

function objectAs16(data: Data): Data {
  let changed: Record<string, unknown> | undefined;
  for (const key of Object.keys(data)) {
    const value = data[key];
    const other = valueAs16(key, value);
    if (other === value) continue;
    changed ??= { ...data };
    changed[key] = other;
  }
  return changed ?? data;
}

function valueAs16(key: string, value: unknown): unknown {
  if (key === 'isExternal') return undefined;
  const other = as16(value);
  if (!Array.isArray(other)) return other;
  if (key === 'externalReferences') return eachOf(other, withoutProperties);
  return key === 'licenses' && other.length > 1 ? eachOf(other, expressionAsName) : other;
}

function withoutProperties(reference: unknown): unknown {
  return (reference as Data)['properties'] === undefined
    ? reference
    : { ...(reference as Data), properties: undefined };
}

function expressionAsName(license: unknown): unknown {
  const { expression, ...rest } = license as Data;
  return expression === undefined ? license : { license: { name: expression, ...rest } };
}

/** The same list where no item changes. */
function eachOf(list: readonly unknown[], change: (item: unknown) => unknown): readonly unknown[] {
  const changed = list.map(change);
  return changed.some((item, index) => item !== list[index]) ? changed : list;
}
