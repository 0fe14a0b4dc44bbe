import { DocMap } from '@assay/documents';
import type { Place } from '../place.js';
import { tell, tellAll } from '../problem-sink.js';
import { listed } from '../words.js';
import { createJsonSink, passes, type Check, type JsonSink } from './check.js';
import { nodesUnder, nodeUnder, textsUnder, type SchemaNode } from './schema-node.js';

type Compile = (node: SchemaNode) => Check;

/** Checks of `allOf`, `anyOf`, `oneOf`, `not` and `if` (validation §6.6 and §6.7). */
export function choiceChecks(node: SchemaNode, compile: Compile): readonly Check[] {
  const all = nodesUnder(node, 'allOf').map(compile);
  const checks = [anyOf(node, compile), oneOf(node, compile), notCheck(node, compile), ifCheck(node, compile)];
  return [...all, ...checks.filter((check) => check !== undefined)];
}

function anyOf(node: SchemaNode, compile: Compile): Check | undefined {
  const nodes = nodesUnder(node, 'anyOf');
  if (nodes.length === 0) return undefined;
  const keys = keyChoice(nodes);
  if (keys !== undefined) return checkKeys(keys, 'at least one', (present) => present > 0);
  const branches = nodes.map(compile);
  return (value, place, sink) => {
    const tried: JsonSink[] = [];
    for (const branch of branches) {
      const found = createJsonSink(sink.refs);
      branch(value, place, found);
      if (found.total === 0) return;
      tried.push(found);
    }
    tellNearest(tried, place, sink);
  };
}

function oneOf(node: SchemaNode, compile: Compile): Check | undefined {
  const nodes = nodesUnder(node, 'oneOf');
  if (nodes.length === 0) return undefined;
  const keys = keyChoice(nodes);
  if (keys !== undefined) return checkKeys(keys, 'exactly one', (present) => present === 1);
  const branches = nodes.map(compile);
  return (value, place, sink) => {
    const tried = branches.map((branch) => {
      const found = createJsonSink(sink.refs);
      branch(value, place, found);
      return found;
    });
    const right = tried.filter((found) => found.total === 0).length;
    if (right === 0) tellNearest(tried, place, sink);
    if (right < 2) return;
    const detail = () =>
      `This fits ${right} of the ${tried.length} forms that are allowed here, and must fit exactly one.`;
    tell(sink, { code: 'schema-choice', place, detail });
  };
}

/** What keeps the value from the form that it is nearest to; what the other forms would want only confuses. */
function tellNearest(tried: readonly JsonSink[], place: Place, sink: JsonSink): void {
  const [nearest] = tried
    .map((found, at) => ({ found, distance: distanceOf(found, place), at }))
    .sort((a, b) => a.distance - b.distance || a.at - b.at);
  if (nearest !== undefined) tellAll(sink, nearest.found);
}

/** Another type is far away, missing and unknown keys are further than wrong values deeper down. */
function distanceOf(found: JsonSink, place: Place): number {
  let distance = found.total;
  for (const problem of found.found) {
    if (problem.place === place) distance += problem.code === 'schema-type' ? 1_000_000 : 1000;
    else if (problem.place.above === place && problem.code === 'schema-unknown') distance += 1000;
  }
  return distance;
}

/** The keys between which one chooses, where every branch does no more than require some: that can be said in words. */
function keyChoice(nodes: readonly SchemaNode[]): readonly (readonly string[])[] | undefined {
  const keys = nodes.map((node) => (onlyRequires(node) ? textsUnder(node, 'required') : undefined));
  return keys.every((required) => required !== undefined) ? keys : undefined;
}

function onlyRequires({ map }: SchemaNode): boolean {
  return [...map.keys()].every((keyword) =>
    ['required', 'title', 'description', '$comment', 'deprecated'].includes(keyword),
  );
}

function checkKeys(keys: readonly (readonly string[])[], expected: string, right: (present: number) => boolean): Check {
  return (value, place, sink) => {
    if (!(value instanceof DocMap)) return;
    const present = keys.filter((required) => required.every((key) => value.has(key)));
    if (right(present.length)) return;
    const found = present.length === 0 ? 'none' : listed(present.flat());
    const detail = () =>
      `Of ${keys.map((some) => listed(some)).join(', ')} ${expected} must stand here; found ${present.length === 0 ? 'is' : 'are'} ${found}.`;
    tell(sink, { code: 'schema-choice', place, detail });
  };
}

function notCheck(node: SchemaNode, compile: Compile): Check | undefined {
  const refused = nodeUnder(node, 'not');
  if (refused === undefined) return undefined;
  const keys = onlyRequires(refused) ? (textsUnder(refused, 'required') ?? []) : [];
  const check = compile(refused);
  const detail = () => refusedBecause(keys);
  return (value, place, sink) => {
    if (passes(check, value, place)) tell(sink, { code: 'schema-forbidden', place, detail });
  };
}

function refusedBecause(keys: readonly string[]): string {
  if (keys.length === 0) return 'This is a form that is not allowed here.';
  return keys.length === 1 ? `${listed(keys)} must not stand here.` : `${listed(keys)} must not stand here together.`;
}

function ifCheck(node: SchemaNode, compile: Compile): Check | undefined {
  const condition = nodeUnder(node, 'if');
  if (condition === undefined) return undefined;
  const [holds, then, otherwise] = [condition, nodeUnder(node, 'then'), nodeUnder(node, 'else')].map((part) =>
    part === undefined ? undefined : compile(part),
  );
  return (value, place, sink) => {
    const check = holds !== undefined && passes(holds, value, place) ? then : otherwise;
    check?.(value, place, sink);
  };
}
