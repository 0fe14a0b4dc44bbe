import { asMap, type DocMap, type DocValue, type Document } from '@assay/documents';
import type { ArchiveEntry, InstallRun, Unreadable } from '@assay/model';

/**
 * Scripts that clients run when they install an archive (npm's scripts, "Life Cycle Operation Order"). `prepare`, `prepublish` and their
 * kin stand in every tenth package and run for folders and repositories alone.
 */
const names: readonly string[] = ['preinstall', 'install', 'postinstall'];

/** What `scripts` of a manifest runs at install. Unreadable where a script is no text: some clients pass over it, others fail. */
export function installScriptsOf(manifest: DocMap): readonly InstallRun[] | Unreadable {
  const scripts = asMap(manifest.get('scripts'));
  const runs: InstallRun[] = [];
  for (const name of names) {
    const command = scripts?.get(name);
    if (isNothing(command)) continue;
    if (typeof command !== 'string') return { problem: 'script-no-text', detail: `The script ${name} is no text.` };
    runs.push({ kind: 'script', name, command });
  }
  return runs;
}

/** JavaScript's falsy values: to every client, no script. */
function isNothing(value: DocValue | undefined): boolean {
  return value === undefined || value === null || value === false || value === 0 || value === '';
}

/** An archive's package.json: as read, its bytes, and the entries it stands among. */
export interface ArchiveManifest {
  readonly document: Document;
  readonly root: DocMap;
  readonly bytes: Uint8Array;
  readonly entries: readonly ArchiveEntry[];
  /** Where it lies below the archive's root; at the root when not given. */
  readonly folder?: string;
}

/**
 * All that npm's clients run when they install the archive. Clients build what holds a `binding.gyp` and has no `install` script.
 * `gypfile: false` is meant to prevent that and does not: npm installs by a lockfile, where the word has no place, and Yarn and old pnpm do
 * not know it. Nor does a `preinstall` for every client.
 */
export function installRunsOf(manifest: ArchiveManifest): readonly InstallRun[] | Unreadable {
  const { document, root, bytes, entries, folder = '' } = manifest;
  const twice = scriptSaidTwice(document, bytes);
  if (twice !== null) return twice;
  const scripts = installScriptsOf(root);
  if ('problem' in scripts || scripts.some(({ name }) => name === 'install')) return scripts;
  return holdsBindingGyp(entries, folder)
    ? [...scripts, { kind: 'build', name: 'binding.gyp', command: 'node-gyp rebuild' }]
    : scripts;
}

/**
 * JSON readers keep the last of two keys, Bun's the first. Of scripts that stand twice nobody knows which runs; but where no install script is
 * named in the whole file, none does.
 */
function scriptSaidTwice({ duplicates }: Document, bytes: Uint8Array): Unreadable | null {
  const twice = duplicates.find(({ key, sameValue }) => !sameValue && (key === 'scripts' || names.includes(key)));
  if (twice === undefined || !mayNameScript(bytes)) return null;
  return { problem: 'script-twice', detail: `package.json, line ${twice.line}: ${twice.key} stands twice.` };
}

/** True where a key could be the name of an install script, in whatever spelling. */
function mayNameScript(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes);
  return text.includes('\\u') || names.some((name) => text.includes(`"${name}"`));
}

const bindingFile = 'binding.gyp';

/** Below the one folder that an archive has around it all. Compared as file systems do that know no case. */
function holdsBindingGyp(entries: readonly ArchiveEntry[], folder: string): boolean {
  const wanted = [...folder.split('/'), bindingFile]
    .filter((part) => part !== '')
    .join('/')
    .toLowerCase();
  return entries.some(({ path, type }) => {
    if (type === 'directory' || path.slice(-bindingFile.length).toLowerCase() !== bindingFile) return false;
    const [, ...below] = path.split('/').filter((part) => part !== '' && part !== '.');
    return below.join('/').toLowerCase() === wanted;
  });
}
