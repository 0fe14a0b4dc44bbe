/** What may stand in an element, in which order (XML Schema part 1 §3.8). Nothing repeats a counted number of times. */
export type Particle =
  | { readonly kind: 'element'; readonly name: string }
  /** Elements of other namespaces. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly Particle[] }
  | { readonly kind: 'repeat'; readonly part: Particle; readonly optional: boolean; readonly unbounded: boolean };

/** The word for an element of another namespace; no element's name holds a space. */
export const foreign = 'another namespace';

/** How far the children of an element have come. */
export interface ContentState {
  /** Whether the element may end here. */
  readonly complete: boolean;
  /** Names of the elements that may come next. */
  readonly expected: readonly string[];
  /** The state after an element of this name, or `foreign`; undefined where none may stand. */
  readonly after: (name: string) => ContentState | undefined;
}

interface Node {
  readonly step?: { readonly name: string; readonly to: Node };
  readonly jumps: Node[];
}

/** Compiles a content model to the state before its first child. States are made when they are first reached. */
export function compileContent(particle: Particle): ContentState {
  const end: Node = { jumps: [] };
  const known = new Map<string, ContentState>();
  const numbers = new Map<Node, number>();
  return stateOf([nodeFor(particle, end)]);

  function stateOf(seeds: readonly Node[]): ContentState {
    const nodes = withJumps(seeds);
    const name = nodes
      .map(numberOf)
      .sort((a, b) => a - b)
      .join();
    const before = known.get(name);
    if (before !== undefined) return before;
    const state = makeState(nodes, end, stateOf);
    known.set(name, state);
    return state;
  }

  function numberOf(node: Node): number {
    const number = numbers.get(node) ?? numbers.size;
    numbers.set(node, number);
    return number;
  }
}

function makeState(nodes: readonly Node[], end: Node, stateOf: (nodes: readonly Node[]) => ContentState): ContentState {
  const targets = new Map<string, Node[]>();
  for (const { step } of nodes) {
    if (step === undefined) continue;
    const others = targets.get(step.name);
    if (others === undefined) targets.set(step.name, [step.to]);
    else others.push(step.to);
  }
  const next = new Map<string, ContentState>();
  const after = (name: string): ContentState | undefined => {
    const before = next.get(name);
    const target = targets.get(name);
    if (before !== undefined || target === undefined) return before;
    const state = stateOf(target);
    next.set(name, state);
    return state;
  };
  return { complete: nodes.includes(end), expected: [...targets.keys()].filter((name) => name !== foreign), after };
}

function withJumps(seeds: readonly Node[]): readonly Node[] {
  const reached = new Set(seeds);
  for (const node of reached) for (const next of node.jumps) reached.add(next);
  return [...reached];
}

/** A node from which what the particle allows leads to `to`. */
function nodeFor(particle: Particle, to: Node): Node {
  switch (particle.kind) {
    case 'element':
      return { step: { name: particle.name, to }, jumps: [] };
    case 'foreign':
      return { step: { name: foreign, to }, jumps: [] };
    case 'sequence':
      return particle.parts.reduceRight((next, part) => nodeFor(part, next), to);
    case 'choice':
      return { jumps: particle.parts.map((part) => nodeFor(part, to)) };
    case 'repeat':
      return repeated(particle, to);
  }
}

function repeated({ part, optional, unbounded }: Extract<Particle, { kind: 'repeat' }>, to: Node): Node {
  const again: Node = { jumps: [to] };
  const first = nodeFor(part, unbounded ? again : to);
  if (unbounded) again.jumps.push(first);
  return optional ? { jumps: [first, to] } : first;
}
