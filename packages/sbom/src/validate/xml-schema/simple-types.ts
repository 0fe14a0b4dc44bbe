import { builtInTypes } from './built-in-types.js';
import { restrictedType } from './restricted-type.js';
import { normalised, type SimpleType } from './simple-type.js';
import { attributeOf, childNamed, childrenNamed, unexpected, type XsdNode } from './xsd-node.js';

/** The simple types that a schema may use. */
export interface SimpleTypes {
  /** By its name with prefix: `xs:` for the language's own, `bom:` for the schema's, `spdx:` for the imported one's. */
  readonly named: (name: string) => SimpleType;
  /** Declared where it is used. */
  readonly anonymous: (node: XsdNode) => SimpleType;
}

/** The simple types of a schema, compiled when they are first used. The official schemas have one prefix each for three namespaces. */
export function simpleTypes(schema: XsdNode, imported?: SimpleTypes): SimpleTypes {
  const known = new Map<string, SimpleType>();
  const named = (name: string): SimpleType => {
    const [prefix, local = ''] = name.split(':', 2);
    if (prefix === 'xs') return builtInTypes.get(local) ?? missing(name);
    if (prefix === 'spdx' && imported !== undefined) return imported.named(`bom:${local}`);
    const before = known.get(name);
    if (before !== undefined) return before;
    const node = childrenNamed(schema, 'simpleType').find(({ attributes }) => attributes.get('name') === local);
    const type = anonymous(node ?? missing(name));
    known.set(name, type);
    return type;
  };
  const anonymous = (node: XsdNode): SimpleType => {
    const name = node.attributes.get('name') ?? 'a type';
    const union = childNamed(node, 'union');
    if (union !== undefined) return unionType(name, attributeOf(union, 'memberTypes').split(' ').map(named));
    const restriction = childNamed(node, 'restriction') ?? unexpected(node, 'a simple type');
    const type = restrictedType(name, named(attributeOf(restriction, 'base')), restriction);
    return references.includes(name) ? { ...type, isReference: true } : type;
  };
  return { named, anonymous };
}

/** Types of the official schemas for what names a thing of the document. */
const references = ['refType', 'refLinkType'];

/** What is of one of the types; each counts white space in its own way. */
function unionType(name: string, members: readonly SimpleType[]): SimpleType {
  return {
    name,
    whiteSpace: 'preserve',
    isReference: members.some(({ isReference }) => isReference === true),
    problemOf: (text) => {
      const [first, ...others] = members.map((member) => member.problemOf(normalised(text, member)));
      return others.includes(undefined) ? undefined : first;
    },
  };
}

function missing(name: string): never {
  throw new TypeError(`the XML schema has no type ${name}`);
}
