import { asList } from '@assay/documents';
import { tell } from '../problem-sink.js';
import type { Check } from './check.js';
import { firstRepeated } from './first-repeated.js';
import { nodesUnder, numberUnder, type SchemaNode } from './schema-node.js';

/** Checks of `items`, `additionalItems`, `minItems`, `maxItems` and `uniqueItems` (validation §6.4). Other types pass. */
export function listChecks(node: SchemaNode, compile: (node: SchemaNode) => Check): readonly Check[] {
  const checks: Check[] = [];
  const items = itemsCheck(node, compile);
  if (items !== undefined) checks.push(items);
  const least = numberUnder(node, 'minItems');
  if (least !== undefined) checks.push(checkCount((count) => count >= least, `at least ${least}`));
  const most = numberUnder(node, 'maxItems');
  if (most !== undefined) checks.push(checkCount((count) => count <= most, `at most ${most}`));
  if (node.map.get('uniqueItems') === true) checks.push(checkUnique);
  return checks;
}

function itemsCheck(node: SchemaNode, compile: (node: SchemaNode) => Check): Check | undefined {
  const items = node.map.get('items');
  if (items === undefined) return undefined;
  if (asList(items) === undefined) return checkItems([], nodesUnder(node, 'items').map(compile)[0]);
  // Beyond the listed ones, the official schemas allow nothing or anything.
  return checkItems(
    nodesUnder(node, 'items').map(compile),
    node.map.get('additionalItems') === false ? refuseItem : undefined,
  );
}

function checkItems(first: readonly Check[], others: Check | undefined): Check {
  return (value, place, sink) => {
    const list = asList(value);
    if (list === undefined) return;
    for (const [key, item] of list.entries()) {
      const check = first[key] ?? others;
      check?.(item, { above: place, key, holder: list }, sink);
    }
  };
}

const refuseItem: Check = (_, place, sink) => {
  tell(sink, { code: 'schema-unknown', place, detail: () => 'The list must not have this item.' });
};

function checkCount(right: (count: number) => boolean, expected: string): Check {
  return (value, place, sink) => {
    const list = asList(value);
    if (list === undefined || right(list.length)) return;
    tell(sink, {
      code: 'schema-range',
      place,
      detail: () => `The list has ${list.length} items; expected are ${expected}.`,
    });
  };
}

const checkUnique: Check = (value, place, sink) => {
  const list = asList(value);
  const repeated = list === undefined ? undefined : firstRepeated(list);
  if (list === undefined || repeated === undefined) return;
  const [first, key] = repeated;
  tell(sink, {
    code: 'schema-duplicate',
    place: { above: place, key, holder: list },
    detail: () => `This item is the same as item ${first} of the list, and all must differ.`,
  });
};
