import { asMap, asText, parseJson, type DocMap } from '@assay/documents';
import type { Scope } from '@assay/model';

/** One requirement as it stands in a package.json. Attacker-controlled. */
export interface DeclaredAsk {
  readonly name: string;
  readonly spec: string;
  readonly scope: Scope;
  /** 1-based. */
  readonly line: number;
}

/** What a package.json asks for. */
export interface DeclaredAsks {
  /** By name: where several sections have one, the one that clients take. */
  readonly asks: ReadonlyMap<string, DeclaredAsk>;
  /** What the manifest puts in the place of a name, whoever asks for it; null: under conditions. */
  readonly replaced: ReadonlyMap<string, string | null>;
}

const maxBytes = 10 * 1024 * 1024;

/** A name counts where it stands first, as in npm and pnpm. */
const sections: readonly (readonly [string, Scope])[] = [
  ['optionalDependencies', 'optional'],
  ['dependencies', 'prod'],
  ['devDependencies', 'dev'],
  ['peerDependencies', 'peer'],
];

/**
 * Reads a package.json as its clients do: of a key that stands twice the last counts. Null for what is no JSON object, or has a section
 * that is no mapping: clients disagree about those.
 */
export function readAsks(manifest: Uint8Array): DeclaredAsks | null {
  const result = parseJson(manifest, { maxBytes, duplicateKeys: 'report', bom: 'accept' });
  const fields = result.ok ? asMap(result.document.value) : undefined;
  if (fields === undefined) return null;
  const asks = new Map<string, DeclaredAsk>();
  for (const [name, scope] of sections) {
    const section = fields.get(name);
    if (section === undefined || section === null) continue;
    const map = asMap(section);
    if (map === undefined) return null;
    addSection(map, scope, asks);
  }
  return { asks, replaced: readReplaced(fields) };
}

function addSection(section: DocMap, scope: Scope, asks: Map<string, DeclaredAsk>): void {
  for (const [name, value] of section.entries()) {
    if (!asks.has(name)) asks.set(name, { name, spec: asText(value) ?? '', scope, line: section.lineOf(name) });
  }
}

/** Yarn's `resolutions` and pnpm's `overrides` hold for what the project itself asks for too; those of npm do not. */
function readReplaced(fields: DocMap): ReadonlyMap<string, string | null> {
  const replaced = new Map<string, string | null>();
  for (const rules of [asMap(fields.get('resolutions')), asMap(asMap(fields.get('pnpm'))?.get('overrides'))]) {
    for (const [selector, value] of rules?.entries() ?? []) {
      const name = lastName(selector);
      replaced.set(name, selector === name && !replaced.has(name) ? (asText(value) ?? null) : null);
    }
  }
  return replaced;
}

/** The name in `name`, `name@range`, `parent>name` and `parent/name` or a glob before it. */
function lastName(selector: string): string {
  const bare = selector.slice(selector.lastIndexOf('>') + 1).trim();
  const at = bare.indexOf('@', 1);
  const path = (at < 0 ? bare : bare.slice(0, at)).split('/');
  const scoped = path.at(-2)?.startsWith('@') === true;
  return path.slice(scoped ? -2 : -1).join('/');
}
