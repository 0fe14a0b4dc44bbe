import type { InstallRun } from '@assay/model';

/** Hostile manifests hold thousands of them, of any length. */
const mostShown = 20;
const longest = 1000;
const mostNamed = 5;

/** One run as one line: what policies allow it by. Whole, however long. */
export function shownRun({ kind, name, command, folder }: InstallRun): string {
  const text = command === undefined ? `${kind}: ${shown(name)}` : `${name}: ${shown(command)}`;
  return folder === undefined ? text : `${shown(folder)} ${text}`;
}

const lineBreak = ' ⏎ ';

/**
 * Shells take several spaces for one. A line break is none: it ends a command, and a comment with it, so it is shown, and so is whatever
 * else cannot be seen. What was read and allowed as one command is never the text of two.
 */
function shown(text: string): string {
  const visible = text.replaceAll(/[^\P{C}\t\r\n]|[^\P{Z} ]|⏎/gu, asEscape);
  const line = visible.replaceAll(/[ \t\r\n]+/g, (run) => (/[\r\n]/.test(run) ? lineBreak : ' '));
  const start = line.startsWith(lineBreak) ? lineBreak.length : 0;
  return line
    .slice(start, line.endsWith(lineBreak) ? Math.max(start, line.length - lineBreak.length) : undefined)
    .trim();
}

function asEscape(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** The runs, a line each, cut to size. */
export function excerptOf(runs: readonly InstallRun[]): string {
  const lines = runs.slice(0, mostShown).map((run) => cut(shownRun(run), longest));
  const more = runs.length - lines.length;
  return [...lines, ...(more === 0 ? [] : [`… and ${String(more)} more`]), ''].join('\n');
}

/** `preinstall, postinstall`, for a sentence. */
export function namesOf(runs: readonly InstallRun[], commands?: 'with commands'): string {
  const names = runs.slice(0, mostNamed).map((run) => {
    if (run.kind === 'extension' || run.kind === 'plugin') return `the ${run.kind} ${cut(run.name, 200)}`;
    if (run.kind === 'build') return `node-gyp (${run.name})`;
    const where = run.folder === undefined ? '' : ` (${cut(run.folder, 200)})`;
    return commands === undefined ? `${run.name}${where}` : `\`${cut(shownRun(run), 200)}\``;
  });
  const more = runs.length - names.length;
  return more === 0 ? names.join(', ') : `${names.join(', ')} and ${String(more)} more`;
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}
