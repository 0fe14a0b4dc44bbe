import { refuseLockfile } from './refuse-lockfile.js';

/** One line that is not blank, without its line end. */
export interface LockLine {
  /** 1-based. */
  readonly number: number;
  readonly text: string;
}

/** No real lockfile comes near: a gem's entry has about 150 bytes. */
const maxBytes = 64 * 1024 * 1024;

/** Bundler refuses a lockfile that holds any of these, wherever it stands. */
const conflictMarkers: readonly string[] = ['<<<<<<<', '=======', '>>>>>>>', '|||||||'];

/**
 * The lines of a lockfile that are not blank. Lines end with LF or CRLF, as Bundler reads them. Throws `ERR_LOCKFILE` for bytes
 * that are not UTF-8, for a byte order mark, for merge conflicts and for more than 64 MiB.
 */
export function readLockLines(file: string, bytes: Uint8Array): readonly LockLine[] {
  const text = decode(file, bytes);
  refuseConflicts(file, text);
  const lines: LockLine[] = [];
  let number = 1;
  for (let start = 0; start < text.length; number++) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(start, newline > start && text.charAt(newline - 1) === '\r' ? newline - 1 : end);
    if (!isBlank(line)) lines.push({ number, text: line });
    start = end + 1;
  }
  return lines;
}

function decode(file: string, bytes: Uint8Array): string {
  if (bytes.length > maxBytes)
    refuseLockfile({ file }, `The lockfile has ${bytes.length} bytes; at most ${maxBytes} are read.`);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return refuseLockfile({ file }, 'The lockfile is not UTF-8.');
  }
  if (!text.startsWith('\uFEFF')) return text;
  // Bundler does not recognise the section after the mark: it would install gems that this lockfile does not pin.
  const hint = 'Save the lockfile as UTF-8 without a byte order mark.';
  return refuseLockfile(
    { file, line: 1 },
    'The lockfile starts with a byte order mark, which makes Bundler skip its first section.',
    hint,
  );
}

function refuseConflicts(file: string, text: string): void {
  for (const marker of conflictMarkers) {
    const at = text.indexOf(marker);
    if (at >= 0) {
      const hint = 'Resolve the conflict, then let Bundler write the lockfile again with `bundle lock`.';
      refuseLockfile(
        { file, line: lineAt(text, at) },
        'The lockfile holds a merge conflict; Bundler refuses it too.',
        hint,
      );
    }
  }
}

function lineAt(text: string, at: number): number {
  let line = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) line++;
  return line;
}

/** Only ASCII white space: what Bundler's `\s` matches. */
function isBlank(line: string): boolean {
  for (let i = 0; i < line.length; i++) {
    const code = line.charCodeAt(i);
    if (code !== 0x20 && (code < 0x09 || code > 0x0d)) return false;
  }
  return true;
}
