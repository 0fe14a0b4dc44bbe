import { renderConformity } from '@assay/report';
import { conformSbomBytes, renderSbom } from '@assay/verifier';
import { terminalStyle } from '../../terminal-style.js';
import type { Terminal } from '../../terminal.js';
import { writeAll } from '../../write-all.js';
import { conformityCode } from './conform.js';
import type { SbomOrder } from './deliver-sbom.js';

/** Says on standard error, beside the document, which elements of the checklists it holds; 1 where one that must be there is not. */
export async function tellConformity(
  terminal: Terminal,
  { result, options, checklists }: SbomOrder & { readonly checklists: readonly string[] },
): Promise<0 | 1> {
  if (checklists.length === 0) return 0;
  const text = [...renderSbom(result, { ...options, format: 'json' })].join('');
  const file = 'the bill of materials';
  const reports = conformSbomBytes(new TextEncoder().encode(text), { file, ids: checklists });
  const style = terminalStyle(terminal, terminal.stderr);
  await writeAll(terminal.stderr, renderConformity(reports, { ...style, detail: 'normal' }));
  return conformityCode(reports);
}
