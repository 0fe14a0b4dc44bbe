/** The readers of JSON and YAML as targets of fuzzing. */

import assert from 'node:assert/strict';
import {
  bytesOf,
  mutateDocument,
  mutateJsonDocument,
  unlessProblem,
  type FuzzAnswer,
  type FuzzTarget,
} from '@assay/testkit';
import { asList, asMap } from '../as-value.js';
import { DocMap, type DocValue } from '../doc-map.js';
import { parseJson } from '../parse-json.js';
import { parseYaml } from '../parse-yaml.js';

const maxBytes = 1_000_000;

const jsons = [
  '{"a":[1,-2.5e3,true,false,null,"\\u00e9\\n"],"b":{"c":{"d":[]}},"":"x","long":"yyyyyyyyyyyyyyyyyyyyyyyyy"}',
  '[{"name":"a","version":"1.0.0"},{"name":"b","version":"2.0.0"},[[[["deep"]]]]]',
  '{\n  "a": 1,\n  "b": [\n    2,\n    "3"\n  ]\n}\n',
];

const yamls = [
  "lockfileVersion: '9.0'\npackages:\n  a@1.0.0:\n    resolution: {integrity: sha512-x}\n  'b@2':\n    - c\n    - d: 1\n",
  '--- !ruby/object:Gem::Specification\nname: a\nversion: !ruby/object:Gem::Version\n  version: 1.10\nfiles: []\nlist:\n- a\n- "b"\n',
  'a: &x [1, 2]\nb: *x\ntext: |\n  one\n  two\nfolded: >-\n  three\n  four\nnone: ~\n',
];

/** JSON against JSON.parse, YAML in the ways it is read here. */
export const documentTargets: readonly FuzzTarget[] = [
  { name: 'json', seeds: jsons.map(bytesOf), mutate: mutateJsonDocument, opaque: [DocMap], read: readJson },
  { name: 'yaml', seeds: yamls.map(bytesOf), mutate: mutateDocument, opaque: [DocMap], read: readYaml },
];

/** What is accepted, JSON.parse reads alike; only what it takes as well may be refused for more than its syntax. */
function readJson(bytes: Uint8Array): FuzzAnswer {
  const result = parseJson(bytes, { maxBytes });
  if (result.ok) assert.deepEqual(plain(result.document.value), JSON.parse(new TextDecoder().decode(bytes)));
  return unlessProblem(result);
}

/** What may not be said twice, tagged or aliased is never said otherwise where it may. */
function readYaml(bytes: Uint8Array): FuzzAnswer {
  const strict = parseYaml(bytes, { maxBytes, scalars: 'text' });
  const lenient = parseYaml(bytes, {
    maxBytes,
    scalars: 'text',
    tags: 'ignore',
    maxAliases: 100,
    duplicateKeys: 'report',
  });
  if (strict.ok && lenient.ok) {
    const values = (documents: typeof strict.documents) => documents.map(({ value }) => plain(value));
    assert.deepEqual(values(strict.documents), values(lenient.documents));
  }
  return { accepted: lenient.ok, value: [strict, lenient] };
}

/** Keys are set so that `__proto__` is a key. */
function plain(value: DocValue): unknown {
  const list = asList(value);
  if (list !== undefined) return list.map(plain);
  const map = asMap(value);
  if (map === undefined) return value;
  const object = {};
  for (const [key, item] of map.entries()) {
    Object.defineProperty(object, key, { value: plain(item), enumerable: true, writable: true, configurable: true });
  }
  return object;
}
