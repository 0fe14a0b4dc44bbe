import { asMap, asText, parseJson, type DocMap } from '@assay/documents';

/** What a project says of itself, keyed by the names of what it depends on. */
export interface ProjectManifest {
  /** package.json, or what the lockfile repeats of it. */
  readonly fields: DocMap | undefined;
  /** Every specifier the project gives for a name, whatever the section. */
  readonly specsOf: ReadonlyMap<string, readonly string[]>;
}

const maxBytes = 10 * 1024 * 1024;

const sections = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];

/**
 * Reads what the project asks for: from package.json where it can be read, as npm does, and only otherwise from the entry
 * that repeats it in the lockfile, which whoever edits the lockfile can make say anything.
 */
export function readProjectManifest(manifest: Uint8Array | undefined, rootEntry: DocMap | undefined): ProjectManifest {
  const fields = (manifest === undefined ? undefined : fieldsIn(manifest)) ?? rootEntry;
  const specsOf = new Map<string, string[]>();
  for (const section of sections) {
    for (const [name, value] of asMap(fields?.get(section))?.entries() ?? []) {
      const specs = specsOf.get(name) ?? [];
      specsOf.set(name, specs);
      specs.push(asText(value) ?? '');
    }
  }
  return { fields, specsOf };
}

function fieldsIn(manifest: Uint8Array): DocMap | undefined {
  const result = parseJson(manifest, { maxBytes, duplicateKeys: 'report', bom: 'accept' });
  return result.ok ? asMap(result.document.value) : undefined;
}
