/** `assay.yaml` → Policy. Data only; a typo is always an error with file and line. */

import { DocMap, parseYaml, type DocValue } from '@assay/documents';
import { AssayError, type Requirement } from '@assay/model';
import type { z } from 'zod';
import { nearestWord } from './did-you-mean.js';
import { lineAt, plainData } from './locate.js';
import type { Policy, Rule } from './policy.js';
import type { Refuse } from './refuse.js';
import { readRegistry, readRegistryUrl } from './read-registry.js';
import { readWaiver } from './read-waiver.js';
import { policyShape, type PolicyDocument } from './shape.js';
import type { Vocabulary } from './vocabulary.js';

/** Bytes of a policy file. */
export interface PolicySource {
  readonly bytes: Uint8Array;
  /** As the user named it. */
  readonly file: string;
  readonly vocabulary: Vocabulary;
}

const maxBytes = 1024 * 1024;

/** Archives up to 2 GiB unless the policy says otherwise. */
export const defaultArtifactBytes = 2 * 1024 ** 3;

/** Parses a policy. Throws AssayError `ERR_POLICY` with file, line and hint for anything that is not exactly a policy. */
export function parsePolicy(source: PolicySource): Policy {
  const root = readDocument(source);
  const refuse: Refuse = (path, message, hint) =>
    new AssayError('ERR_POLICY', message, {
      file: source.file,
      line: lineAt(root, path),
      ...(hint === undefined ? {} : { hint }),
    });
  const parsed = policyShape(source.vocabulary).safeParse(plainData(root), { reportInput: true });
  if (!parsed.success) throw explain(parsed.error.issues, refuse);
  return build(parsed.data, source.vocabulary, { root, refuse });
}

function readDocument({ bytes, file }: PolicySource): DocMap {
  const result = parseYaml(bytes, { maxBytes, maxDepth: 16 });
  const refuse = (message: string, line = 1) => new AssayError('ERR_POLICY', message, { file, line });
  if (!result.ok) throw refuse(result.problem.detail, result.problem.line);
  const [document, ...others] = result.documents;
  if (document === undefined || document.value === null)
    throw refuse('the policy is empty; it starts with `version: 1`');
  if (others.length > 0) throw refuse('a policy is one YAML document, and this file holds several');
  if (!isMap(document.value)) throw refuse('a policy is a mapping that starts with `version: 1`');
  return document.value;
}

function isMap(value: DocValue): value is DocMap {
  return value instanceof DocMap;
}

interface Place {
  readonly root: DocMap;
  readonly refuse: Refuse;
}

function build(document: PolicyDocument, vocabulary: Vocabulary, { root, refuse }: Place): Policy {
  const { registries = [], rules = [], waivers = [], limits = {}, allowEmpty = false } = document;
  return {
    version: 1,
    registries: registries.map((entry, index) => readRegistry(entry, ['registries', index], refuse)),
    rules: rules.map((entry, index): Rule => {
      const { registry, ...select } = entry.select ?? {};
      const url =
        registry === undefined ? undefined : readRegistryUrl(registry, ['rules', index, 'select', 'registry'], refuse);
      return {
        select: dropUndefined({ ...select, registry: url }),
        checks: new Map(Object.entries(entry.checks) as [string, Requirement][]),
        line: lineAt(root, ['rules', index]),
      };
    }),
    waivers: waivers.map((entry, index) => readWaiver(entry, { path: ['waivers', index], root, refuse, vocabulary })),
    limits: { artifactBytes: limits.artifactBytes ?? defaultArtifactBytes },
    allowEmpty,
  };
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function dropUndefined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Defined<T>;
}

function explain(issues: readonly z.core.$ZodIssue[], refuse: Refuse): AssayError {
  const [issue] = issues;
  if (issue === undefined) return refuse([], 'this is not a policy');
  const where = issue.path.map(String).join('.');
  const prefix = where === '' ? '' : `${where}: `;
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    return refuse([...issue.path, key], `${prefix}"${key}" is not a key of a policy here`, suggest(key));
  }
  if (issue.code === 'invalid_value') {
    const given = typeof issue.input === 'string' ? suggest(issue.input, issue.values.map(String)) : undefined;
    return refuse(issue.path, `${prefix}one of ${issue.values.map(String).join(', ')} is expected`, given);
  }
  return refuse(issue.path, `${prefix}${issue.message}`);
}

const keys = ['version', 'registries', 'rules', 'waivers', 'limits', 'allowEmpty', 'ecosystem', 'url', 'names'];
const moreKeys = ['redirects', 'aliases', 'insecure', 'select', 'checks', 'purl', 'registry', 'scope', 'check', 'code'];
const waiverKeys = ['digest', 'reason', 'owner', 'created', 'expires', 'ticket', 'artifactBytes'];

function suggest(given: string, words: readonly string[] = [...keys, ...moreKeys, ...waiverKeys]): string | undefined {
  const word = nearestWord(given, words);
  return word === null ? undefined : `Did you mean \`${word}\`?`;
}
