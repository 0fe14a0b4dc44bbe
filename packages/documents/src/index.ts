export { asBoolean, asList, asMap, asNumber, asText } from './as-value.js';
export { DocMap } from './doc-map.js';
export type { Decoration, DocValue } from './doc-map.js';
export type { DocProblem, DocProblemKind } from './doc-problem.js';
export type { Document, DuplicateKey, DuplicateKeys } from './document.js';
export { parseJson } from './parse-json.js';
export type { JsonOptions, JsonResult } from './parse-json.js';
export { parseYaml } from './parse-yaml.js';
export type { YamlOptions, YamlResult } from './parse-yaml.js';
