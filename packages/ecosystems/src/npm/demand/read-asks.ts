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
  /** All of the file. */
  readonly fields: DocMap;
  /** By name: where several sections have one, the one that clients take. */
  readonly asks: ReadonlyMap<string, DeclaredAsk>;
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
  return { fields, asks };
}

function addSection(section: DocMap, scope: Scope, asks: Map<string, DeclaredAsk>): void {
  for (const [name, value] of section.entries()) {
    if (!asks.has(name)) asks.set(name, { name, spec: asText(value) ?? '', scope, line: section.lineOf(name) });
  }
}
