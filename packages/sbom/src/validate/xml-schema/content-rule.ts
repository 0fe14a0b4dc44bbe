import type { Particle } from './content-model.js';
import { attributeOf, unexpected, type XsdNode } from './xsd-node.js';

/** The content model of a type, and the declarations of the elements that it names. */
export interface ContentRule {
  readonly particle: Particle;
  readonly elements: readonly XsdNode[];
}

/** What a complex type says of its children; undefined where it allows none. */
export function contentOf(type: XsdNode): ContentRule | undefined {
  const known = ['attribute', 'attributeGroup', 'anyAttribute'];
  const models = type.children.filter(({ name }) => !known.includes(name));
  const [model] = models;
  if (model === undefined) return undefined;
  if (models.length > 1 || !isGroup(model)) return unexpected(model, 'a type');
  const elements: XsdNode[] = [];
  return { particle: particleOf(model, elements), elements };
}

function isGroup({ name }: XsdNode): boolean {
  return name === 'sequence' || name === 'choice';
}

function particleOf(node: XsdNode, elements: XsdNode[]): Particle {
  const part = plainParticle(node, elements);
  const least = node.attributes.get('minOccurs') ?? '1';
  const most = node.attributes.get('maxOccurs') ?? '1';
  if (!/^[01]$/.test(least) || !/^(?:1|unbounded)$/.test(most)) return unexpected(node, 'a content model');
  const [optional, unbounded] = [least === '0', most === 'unbounded'];
  return optional || unbounded ? { kind: 'repeat', part, optional, unbounded } : part;
}

function plainParticle(node: XsdNode, elements: XsdNode[]): Particle {
  if (node.name === 'sequence' || node.name === 'choice') {
    return { kind: node.name, parts: node.children.map((child) => particleOf(child, elements)) };
  }
  if (node.name === 'any' && node.attributes.get('namespace') === '##other') return { kind: 'foreign' };
  if (node.name !== 'element') return unexpected(node, 'a content model');
  elements.push(node);
  return { kind: 'element', name: attributeOf(node, 'name') };
}
