import { asList, asMap, type DocMap, type DocValue } from '@assay/documents';
import { identityOf } from './identity.js';

/** How much of a text goes into a sketch. Texts that differ only in the middle share one: then the whole value decides. */
const sampled = 12;

/**
 * Positions of two equal items of a list, the second as early as possible; undefined where all differ. Equal as JSON Schema says
 * (core §4.2.3): the order of keys does not matter.
 *
 * Takes time in proportion to what the list holds, whatever it holds: comparing all pairs takes minutes for ten thousand components.
 * Items are told apart by a sketch of their first level; only those that share one are read in full.
 */
export function firstRepeated(list: readonly DocValue[]): readonly [number, number] | undefined {
  if (list.length < 2) return undefined;
  const groups = new Map<string, number[]>();
  for (const [at, item] of list.entries()) {
    const sketch = sketchOf(item);
    const group = groups.get(sketch);
    if (group === undefined) groups.set(sketch, [at]);
    else group.push(at);
  }
  let first: readonly [number, number] | undefined;
  for (const group of groups.values()) {
    const repeated = group.length < 2 ? undefined : repeatedIn(list, group);
    if (repeated !== undefined && (first === undefined || repeated[1] < first[1])) first = repeated;
  }
  return first;
}

function repeatedIn(list: readonly DocValue[], group: readonly number[]): readonly [number, number] | undefined {
  const seen = new Map<string, number>();
  for (const at of group) {
    const identity = identityOf(list[at] as DocValue);
    const before = seen.get(identity);
    if (before !== undefined) return [before, at];
    seen.set(identity, at);
  }
  return undefined;
}

/** Equal values have equal sketches. */
function sketchOf(value: DocValue): string {
  const map = asMap(value);
  if (map !== undefined) return sketchOfMap(map);
  const list = asList(value);
  if (list !== undefined) return `list ${list.length}`;
  return `value ${JSON.stringify(value)}`;
}

/** A sum, so that the order of the keys does not matter. */
function sketchOfMap(map: DocMap): string {
  let sum = 0;
  for (const [key, value] of map.entries()) {
    const text = asMap(value) !== undefined || asList(value) !== undefined ? '' : JSON.stringify(value);
    sum = (sum + Math.imul(hashOf(key), hashOf(text) | 1)) | 0;
  }
  return `map ${map.size} ${sum}`;
}

/** Of length, beginning and end. */
function hashOf(text: string): number {
  let hash = text.length;
  for (let at = 0; at < text.length && at < sampled; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  const tail = Math.max(sampled, text.length - sampled);
  for (let at = tail; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}
