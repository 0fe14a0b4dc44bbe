import { renderJson, type RenderInput } from '@assay/report';
import { escapeJson } from './printable-json.js';
import type { Terminal } from './terminal.js';

/** Byte for byte the canonical report for pipes; for a terminal the same value, with nothing in it that it would obey. */
export function reportJson({ stdout }: Pick<Terminal, 'stdout'>, input: RenderInput): string {
  return stdout.isTTY ? escapeJson(renderJson(input)) : renderJson(input);
}
