import { asList, asMap, type DocMap, type DocValue } from '@assay/documents';
import { compareText, digestOf } from '@assay/model';

/** Every list and map is read once, however often what holds it is compared. */
const known = new WeakMap<DocMap | readonly DocValue[], string>();

/** A text that equal values share and no others: of scalars the JSON, of lists and maps a digest of what their parts are. */
export function identityOf(value: DocValue): string {
  const map = asMap(value);
  const container = map ?? asList(value);
  if (container === undefined) return JSON.stringify(value);
  const before = known.get(container);
  if (before !== undefined) return before;
  const form = map === undefined ? formOfList(asList(value) ?? []) : formOfMap(map);
  const identity = digestOf('sha256', form).value;
  known.set(container, identity);
  return identity;
}

function formOfList(list: readonly DocValue[]): string {
  return `[${list.map(identityOf).join(',')}]`;
}

function formOfMap(map: DocMap): string {
  const keys = [...map.keys()].sort(compareText);
  return `{${keys.map((key) => `${JSON.stringify(key)}:${identityOf(map.get(key) as DocValue)}`).join(',')}}`;
}
