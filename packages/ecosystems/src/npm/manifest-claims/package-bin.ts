import { asMap, asText, type DocValue } from '@assay/documents';

/** Commands by name, with the file that each runs. */
export type PackageBin = ReadonlyMap<string, string>;

/**
 * The commands of a `bin` field, as npm reads it from a manifest and from a lockfile alike: text stands for one command with
 * the package's name, a list for commands named like their files; names lose their folders, and targets are paths from the
 * package's root.
 */
export function readBin(packageName: string, bin: DocValue | undefined): PackageBin {
  const commands = new Map<string, string>();
  for (const [key, value] of stated(packageName, bin)) {
    const name = lastPart(key);
    const target = pathParts(asText(value) ?? '').join('/');
    if (name !== '' && target !== '') commands.set(name, target);
  }
  return commands;
}

function stated(packageName: string, bin: DocValue | undefined): Iterable<readonly [string, DocValue]> {
  if (typeof bin === 'string') return [[packageName, bin]];
  if (Array.isArray(bin)) return (bin as readonly DocValue[]).map((item) => [asText(item) ?? '', item] as const);
  return asMap(bin)?.entries() ?? [];
}

/** A folder of commands, `directories.bin`: each file in it is one. `files` are paths from the package's root. */
export function readBinFolder(folder: string, files: Iterable<string>): PackageBin {
  const commands = new Map<string, string>();
  const prefix = pathParts(folder).map((part) => `${part}/`);
  const start = prefix.join('');
  for (const file of files) if (file.startsWith(start)) commands.set(lastPart(file), file);
  return commands;
}

/** A path from the package's root in normal form; empty text for the root itself. */
export function pathBelow(path: string): string {
  return pathParts(path).join('/');
}

function lastPart(path: string): string {
  return pathParts(path).at(-1) ?? '';
}

/** Both slashes and colons divide; `..` never leads out. */
function pathParts(path: string): readonly string[] {
  const parts: string[] = [];
  for (const part of path.replaceAll('\\', '/').replaceAll(':', '/').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts;
}
