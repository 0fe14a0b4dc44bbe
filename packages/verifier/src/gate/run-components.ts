/** What is in an artefact, by the bill of materials of its run, else by the report. */

import type { RunSummary } from '@assay/model';
import { withDigest, type WholeFile } from './belonging-files.js';
import type { DeniableComponent } from './deniable-component.js';

/** Files that may be those of the run. */
export interface RunFiles {
  readonly sboms: readonly WholeFile[];
  readonly reports: readonly WholeFile[];
}

/** What is in an artefact, or the file that should say so and cannot be read. */
export type RunComponents =
  | {
      readonly components: Iterable<DeniableComponent>;
      readonly from: string;
      /** False where the file says nothing of who signed them. */
      readonly hasSigners: boolean;
    }
  | { readonly unreadable: string };

/** The components, and where they stand; null where no file that the summary names by its digest is at hand. */
export async function runComponents(
  { sbom, report }: RunSummary,
  { sboms, reports }: RunFiles,
): Promise<RunComponents | null> {
  const bom = withDigest(sboms, sbom);
  if (bom !== undefined) {
    const components = await bomComponentsOf(bom);
    return components === null ? { unreadable: bom.file } : { components, from: bom.file, hasSigners: true };
  }
  const own = withDigest(reports, report);
  if (own === undefined) return null;
  const components = reportComponents(own);
  return components === null ? { unreadable: own.file } : { components, from: own.file, hasSigners: false };
}

/** Loaded only where there is something to compare. */
async function bomComponentsOf({ bytes }: WholeFile): Promise<Iterable<DeniableComponent> | null> {
  const { bomComponents, parseBom } = await import('./read-components.js');
  const read = parseBom(bytes);
  return read.ok ? bomComponents(read.bom) : null;
}

interface ReportSubject {
  readonly purl?: unknown;
  readonly files?: readonly { readonly pins?: DeniableComponent['digests'] }[];
}

/** The report is Assay's own, byte for byte: its form is known. What is not so has no components. */
function reportComponents({ bytes }: WholeFile): readonly DeniableComponent[] | null {
  try {
    const document = JSON.parse(new TextDecoder().decode(bytes)) as {
      inventory: { subjects: readonly ReportSubject[] };
    };
    return document.inventory.subjects.map(({ purl, files = [] }) => ({
      label: String(purl),
      purl: String(purl),
      digests: files.flatMap(({ pins = [] }) => pins),
      signers: [],
    }));
  } catch {
    return null;
  }
}
