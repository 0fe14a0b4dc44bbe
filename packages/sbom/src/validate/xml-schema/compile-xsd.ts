import { compileContent, type ContentState } from './content-model.js';
import { contentOf } from './content-rule.js';
import type { AttributeRule, ElementRule, ElementType, OtherAttributes } from './element-type.js';
import { simpleTypes, type SimpleTypes } from './simple-types.js';
import { attributeOf, childNamed, childrenNamed, unexpected, type XsdNode } from './xsd-node.js';

/** A compiled schema: the elements with which documents may begin. */
export interface XmlSchema {
  readonly namespace: string;
  readonly roots: ReadonlyMap<string, ElementRule>;
}

/**
 * Compiles an XML schema (1.0), as far as CycloneDX's use the language; `imported` has the types of the other namespace that they name.
 * What is compiled is what documents need, when they need it. What the program does not know of the language is an error of the
 * program.
 */
export function compileXsd(schema: XsdNode, imported: XsdNode): XmlSchema {
  const compiler: Compiler = {
    schema,
    texts: simpleTypes(schema, simpleTypes(imported)),
    named: new Map(),
  };
  const roots = childrenNamed(schema, 'element').map((node) => elementRule(compiler, node));
  return {
    namespace: attributeOf(schema, 'targetNamespace'),
    roots: new Map(roots.map((rule) => [rule.name, rule])),
  };
}

interface Compiler {
  readonly schema: XsdNode;
  readonly texts: SimpleTypes;
  /** Types that have a name; they may hold themselves. */
  readonly named: Map<string, ElementType>;
}

function elementRule(compiler: Compiler, node: XsdNode): ElementRule {
  const unique = childNamed(node, 'unique');
  if (unique !== undefined && !isUniqueRefs(unique)) unexpected(unique, 'an element');
  return {
    name: attributeOf(node, 'name'),
    type: typeOfElement(compiler, node),
    default: node.attributes.get('default'),
    uniqueRefs: unique !== undefined,
  };
}

/** The one constraint that CycloneDX states: every `bom-ref` below differs from the others. */
function isUniqueRefs(unique: XsdNode): boolean {
  const [selector, field] = unique.children.map((node) => attributeOf(node, 'xpath'));
  return selector === './/*' && field === '@bom-ref';
}

function typeOfElement(compiler: Compiler, node: XsdNode): ElementType {
  const name = node.attributes.get('type');
  if (name !== undefined) return namedType(compiler, name);
  const complex = childNamed(node, 'complexType');
  if (complex !== undefined) return complexType(compiler, complex);
  const simple = childNamed(node, 'simpleType');
  return simple === undefined ? { kind: 'anything' } : textType(compiler, simple);
}

function textType({ texts }: Compiler, node: XsdNode): ElementType {
  return { kind: 'text', text: texts.anonymous(node), attributes: new Map(), others: 'none', typeName: undefined };
}

function namedType(compiler: Compiler, name: string): ElementType {
  const known = compiler.named.get(name);
  if (known !== undefined) return known;
  const local = name.startsWith('bom:') ? name.slice('bom:'.length) : undefined;
  const complex = childrenNamed(compiler.schema, 'complexType').find((node) => node.attributes.get('name') === local);
  const type = complex === undefined ? namedText(compiler, name) : complexType(compiler, complex);
  compiler.named.set(name, type);
  return type;
}

function namedText({ texts }: Compiler, name: string): ElementType {
  return { kind: 'text', text: texts.named(name), attributes: new Map(), others: 'none', typeName: name };
}

function complexType(compiler: Compiler, node: XsdNode): ElementType {
  const typeName = node.attributes.get('name');
  const simple = childNamed(node, 'simpleContent');
  if (simple !== undefined) {
    const extension = childNamed(simple, 'extension') ?? unexpected(simple, 'a type');
    const base = namedType(compiler, attributeOf(extension, 'base'));
    if (base.kind !== 'text') return unexpected(extension, 'a type');
    const attributes = new Map([...base.attributes, ...attributesOf(compiler, extension)]);
    return { kind: 'text', text: base.text, attributes, others: otherAttributes(extension), typeName };
  }
  return parentType(compiler, node);
}

function parentType(compiler: Compiler, node: XsdNode): ElementType {
  const content = contentOf(node);
  const children = new Map<string, () => ElementRule>();
  for (const element of content?.elements ?? [])
    children.set(
      attributeOf(element, 'name'),
      once(() => elementRule(compiler, element)),
    );
  const mixed = node.attributes.get('mixed') === 'true';
  return {
    kind: mixed ? 'mixed' : content === undefined ? 'empty' : 'elements',
    attributes: attributesOf(compiler, node),
    others: otherAttributes(node),
    typeName: node.attributes.get('name'),
    children,
    start: once((): ContentState => compileContent(content?.particle ?? { kind: 'sequence', parts: [] })),
  };
}

function attributesOf(compiler: Compiler, node: XsdNode): ReadonlyMap<string, AttributeRule> {
  const rules = new Map<string, AttributeRule>();
  for (const attribute of childrenNamed(node, 'attribute'))
    rules.set(attributeOf(attribute, 'name'), attributeRule(compiler, attribute));
  for (const { attributes } of childrenNamed(node, 'attributeGroup')) {
    const name = attributes.get('ref')?.replace(/^bom:/, '');
    const group = childrenNamed(compiler.schema, 'attributeGroup').find(
      (other) => other.attributes.get('name') === name,
    );
    for (const [key, rule] of attributesOf(compiler, group ?? unexpected(node, 'a type'))) rules.set(key, rule);
  }
  return rules;
}

function attributeRule({ texts }: Compiler, node: XsdNode): AttributeRule {
  const simple = childNamed(node, 'simpleType');
  const type = simple === undefined ? texts.named(attributeOf(node, 'type')) : texts.anonymous(simple);
  return { type, required: node.attributes.get('use') === 'required' };
}

function otherAttributes(node: XsdNode): OtherAttributes {
  const any = childNamed(node, 'anyAttribute');
  if (any === undefined) return 'none';
  return any.attributes.get('namespace') === '##other' ? 'foreign' : 'any';
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
