/** The forms in which a report can be had. */

import {
  escapeTerminal,
  markdownLimits,
  renderHtml,
  renderJson,
  renderJunit,
  renderMarkdown,
  renderSarif,
  renderTerminal,
  type RenderInput,
  type TerminalOptions,
} from '@assay/report';
import { escapeJson } from './printable-json.js';
import { escapeXml } from './printable-xml.js';
import type { Terminal } from './terminal.js';
import { terminalStyle } from './terminal-style.js';

/** What `--format` knows. */
export const reportFormats = ['terminal', 'json', 'sarif', 'junit', 'markdown', 'html'] as const;

/** One of {@link reportFormats}. */
export type ReportFormat = (typeof reportFormats)[number];

/** How a report is to be told. */
export interface ReportStyle {
  /** How much the form for people tells. */
  readonly detail: TerminalOptions['detail'];
  /** The file that SARIF shows results at whose package is locked nowhere; else the first lockfile. */
  readonly otherwise?: string;
}

/** A report as a file holds it: without colours, whatever the environment. */
export function renderReport(format: ReportFormat, input: RenderInput, { detail, otherwise }: ReportStyle): string {
  switch (format) {
    case 'terminal':
      return renderTerminal(input, { color: false, width: 100, detail });
    case 'json':
      return renderJson(input);
    case 'sarif':
      return renderSarif(input, otherwise === undefined ? {} : { otherwise });
    case 'junit':
      return renderJunit(input);
    case 'markdown':
      return renderMarkdown(input, { maxBytes: markdownLimits.jobSummary });
    case 'html':
      return renderHtml(input);
  }
}

/** The same for standard output: byte for byte for pipes, with nothing that a terminal would obey for a terminal. */
export function showReport(terminal: Terminal, format: ReportFormat, input: RenderInput, style: ReportStyle): string {
  if (format === 'terminal') {
    return renderTerminal(input, { ...terminalStyle(terminal, terminal.stdout), detail: style.detail });
  }
  const text = renderReport(format, input, style);
  return terminal.stdout.isTTY ? harmless(format, text) : text;
}

/** Documents are the same ones still, but for HTML: nobody opens what a terminal shows. */
function harmless(format: Exclude<ReportFormat, 'terminal'>, text: string): string {
  if (format === 'markdown') return text;
  if (format === 'junit') return escapeXml(text);
  if (format !== 'html') return escapeJson(text);
  const lines = text.split('\n').map((line) => escapeTerminal(line, Infinity));
  return lines.join('\n');
}
