/** Every single member of a summary, taken away and put into other forms: none of it is missed, and nothing else turns into a pass. */

import { digestOf } from '@assay/model';
import { describe, expect, test } from 'vitest';
import { encodeUtf8 } from '../encoding/bytes.js';
import { parseStatement } from '../in-toto/statement.js';
import { parseRunSummary } from './parse-run-summary.js';
import { renderRunSummary } from './render-run-summary.js';
import { runSummary } from './testing/run-summary.js';

const full = runSummary({
  decision: 'waived',
  decisions: { pass: 1, waived: 1, warn: 0, unverified: 0, fail: 0 },
  sbom: digestOf('sha256', 'sbom'),
  evidence: digestOf('sha256', 'evidence'),
  evidenceAt: '2026-11-25T00:00:00Z',
  waivers: [{ purl: 'pkg:npm/a@1.0.0', check: 'provenance', expires: '2026-12-31', count: 1 }],
  provenance: { outcome: 'proven', code: 'file-attested', level: 'SLSA_BUILD_LEVEL_3' },
});

type Path = readonly (string | number)[];
type Node = string | number | readonly Node[] | { readonly [key: string]: Node };

const whole = JSON.parse(new TextDecoder().decode(renderRunSummary(full))) as Node;

function pathsOf(node: Node, path: Path = []): readonly Path[] {
  if (typeof node !== 'object') return [path];
  return [path, ...Object.entries(node).flatMap(([key, child]) => pathsOf(child, [...path, key]))].filter(
    ({ length }) => length > 0,
  );
}

/** A copy with the member at the path set; `undefined`: taken away. */
function changed(path: Path, value: unknown): unknown {
  const copy = structuredClone(whole) as Record<string | number, unknown>;
  let parent: Record<string | number, unknown> = copy;
  for (const key of path.slice(0, -1)) parent = parent[key] as typeof parent;
  const last = path.at(-1) ?? '';
  if (value !== undefined) parent[last] = value;
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else Reflect.deleteProperty(parent, last);
  return copy;
}

function read(value: unknown): 'ok' | 'refused' {
  const statement = parseStatement(encodeUtf8(JSON.stringify(value)));
  return typeof statement !== 'string' && parseRunSummary(statement).ok ? 'ok' : 'refused';
}

/** What may be absent, and then is absent from what is read. */
const optional = new Set([
  'predicate.assay_run.sbom',
  'predicate.assay_run.evidenceAt',
  'predicate.assay_run.trustedRoots.0',
]);

const paths = pathsOf(whole).map((path) => [path.join('.'), path] as const);

describe('a summary', () => {
  test('as it is written is read', () => {
    expect(read(whole)).toBe('ok');
  });

  test.each(paths.filter(([name]) => !optional.has(name)))('without %s is refused', (_, path) => {
    expect(read(changed(path, undefined))).toBe('refused');
  });

  test.each(paths)('with something else for %s is refused', (_, path) => {
    for (const value of [null, true, -1, 1.5, '', [], {}, ['x'], [null], { sha256: 'x' }]) {
      expect([value, read(changed(path, value))]).toEqual([
        value,
        expect.stringMatching(isEmptyList(path, value) ? /./ : /^refused$/),
      ]);
    }
  });
});

/** A list may be empty, where nothing else says that something is in it. */
function isEmptyList(path: Path, value: unknown): boolean {
  return path.join('.') === 'predicate.assay_run.trustedRoots' && Array.isArray(value) && value.length === 0;
}
