import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { asList, asMap } from './as-value.js';
import type { DocValue } from './doc-map.js';
import { parseJson } from './parse-json.js';
import { parseYaml } from './parse-yaml.js';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const data = join(repository, '../shared/data');
const limits = { maxBytes: 50_000_000 };

function filesUnder(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(data, join(entry.parentPath, entry.name)));
}

function plain(value: DocValue): unknown {
  const list = asList(value);
  if (list !== undefined) return list.map(plain);
  const map = asMap(value);
  return map === undefined ? value : Object.fromEntries([...map.entries()].map(([key, item]) => [key, plain(item)]));
}

const all = filesUnder(data);
const json = all.filter((path) => path.endsWith('.json'));
const pnpm = all.filter((path) => path.startsWith('lockfiles/pnpm-lock/') && path.endsWith('.yaml'));

describe.skipIf(all.length === 0)('real data', () => {
  it.each(json)('%s is read as JSON.parse reads it', (path) => {
    const bytes = readFileSync(join(data, path));
    const result = parseJson(bytes, limits);
    expect(result).toMatchObject({ ok: true });
    if (result.ok) expect(plain(result.document.value)).toEqual(JSON.parse(bytes.toString('utf8')));
  });

  it.each(pnpm)('%s is read, and every key stands on its line', (path) => {
    const bytes = readFileSync(join(data, path));
    const result = parseYaml(bytes, { ...limits, scalars: 'text' });
    expect(result).toMatchObject({ ok: true });
    const rows = bytes.toString('utf8').split('\n');
    if (result.ok) for (const document of result.documents) expect(strayKeys(document.value, rows)).toEqual([]);
  });

  it('this repository’s own lockfile is read', () => {
    const result = parseYaml(readFileSync(join(repository, 'pnpm-lock.yaml')), { ...limits, scalars: 'text' });
    expect(result.ok && asMap(result.documents.at(-1)?.value)?.get('lockfileVersion')).toBe('9.0');
  });
});

/** Keys that do not stand on the line they are said to stand on. */
function strayKeys(value: DocValue, rows: readonly string[]): readonly string[] {
  const list = asList(value);
  if (list !== undefined) return list.flatMap((item) => strayKeys(item, rows));
  const map = asMap(value);
  if (map === undefined) return [];
  const here = [...map.keys()].filter((key) => rows[map.lineOf(key) - 1]?.includes(key) !== true);
  return [...here, ...[...map.entries()].flatMap(([, item]) => strayKeys(item, rows))];
}
