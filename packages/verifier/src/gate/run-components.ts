/** What is in an artefact, by the bill of materials of its run, else by the report. */

import type { RunSummary } from '@assay/model';
import { withDigest, type WholeFile } from './belonging-files.js';
import type { DeniableComponent } from './denied-answer.js';

/** Files that may be those of the run. */
export interface RunFiles {
  readonly sboms: readonly WholeFile[];
  readonly reports: readonly WholeFile[];
}

/** The components, and where they stand; null where no file that the summary names by its digest says what is in it. */
export async function runComponents(
  { sbom, report }: RunSummary,
  { sboms, reports }: RunFiles,
): Promise<{ readonly components: Iterable<DeniableComponent>; readonly from: string } | null> {
  const bom = withDigest(sboms, sbom);
  const components = bom === undefined ? null : await bomComponentsOf(bom);
  if (bom !== undefined && components !== null) return { components, from: bom.file };
  const own = withDigest(reports, report);
  const reported = own === undefined ? null : reportComponents(own);
  return own === undefined || reported === null ? null : { components: reported, from: own.file };
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
