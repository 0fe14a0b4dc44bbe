import { DocMap, parseJson } from '@assay/documents';

/** The document, or why it cannot be compared. */
export type ReadBom = { readonly ok: true; readonly bom: DocMap } | { readonly ok: false; readonly detail: string };

/** A document of 100,000 components with everything Assay knows about them is about 300 MB. */
const limits = { maxBytes: 500_000_000, maxDepth: 256, maxValues: 20_000_000 } as const;

/** Reads a CycloneDX document in JSON, strictly. What it says is not looked at. */
export function readBomJson(bytes: Uint8Array): ReadBom {
  const read = parseJson(bytes, { ...limits, bom: 'accept' });
  if (!read.ok) return { ok: false, detail: `${read.problem.detail} (line ${String(read.problem.line)})` };
  const { value } = read.document;
  if (value instanceof DocMap && value.get('bomFormat') === 'CycloneDX') return { ok: true, bom: value };
  return { ok: false, detail: 'It is no CycloneDX document: bomFormat is missing.' };
}
