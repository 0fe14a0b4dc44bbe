import { readXml } from '../../read/xml-events.js';

const schemaNamespace = 'http://www.w3.org/2001/XMLSchema';

/** An element of an XML schema; annotations and texts are left out. */
export interface XsdNode {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XsdNode[];
}

/** Reads an XML schema. Throws where it is none: the schemas come with the program. */
export function readXsd(bytes: Uint8Array): XsdNode {
  const top: XsdNode[] = [];
  const open: XsdNode[][] = [top];
  const problem = readXml(bytes, {
    open: ({ name, uri, attributes }) => {
      const children: XsdNode[] = [];
      if (uri === schemaNamespace && name !== 'annotation') {
        const own = attributes.filter((attribute) => attribute.uri === '');
        open
          .at(-1)
          ?.push({ name, attributes: new Map(own.map((attribute) => [attribute.name, attribute.value])), children });
      }
      open.push(children);
    },
    text: () => undefined,
    close: () => open.pop(),
  });
  const [root] = top;
  if (problem !== undefined || root?.name !== 'schema')
    throw new TypeError(`an XML schema cannot be read: ${problem?.detail ?? ''}`);
  return root;
}

export function childrenNamed(node: XsdNode, name: string): readonly XsdNode[] {
  return node.children.filter((child) => child.name === name);
}

export function childNamed(node: XsdNode, name: string): XsdNode | undefined {
  return node.children.find((child) => child.name === name);
}

/** The value of an attribute that must be there. */
export function attributeOf(node: XsdNode, name: string): string {
  const value = node.attributes.get(name);
  if (value === undefined) throw new TypeError(`the XML schema's ${node.name} has no ${name}`);
  return value;
}

/** What the program does not know of the language is an error, never passed over: else it would call valid what is not. */
export function unexpected(node: XsdNode, where: string): never {
  throw new TypeError(`the XML schema has an unexpected ${node.name} in ${where}`);
}
