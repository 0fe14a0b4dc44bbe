/** Installed copies of an npm package: in `node_modules`, in the folders of other packages, and where pnpm's links lead. */

import { lstatSync, readlinkSync } from 'node:fs';
import { basename, dirname, join, parse, resolve, sep } from 'node:path';
import type { CopiesWanted, FileListing, LocalCopyRead } from '@assay/model';
import { copyProblem } from './copy-problems.js';
import { below, realPathOr, type CopyQuestion } from './copy-question.js';
import type { Obstacle } from './descend.js';
import { findNested } from './find-nested.js';
import { listNames } from './list-names.js';
import { entriesNamed, type InstalledEntries } from './package-lock-entries.js';
import { Pace } from './pace.js';
import { readTreeCopy, unreadCopy, type CopyPlace } from './read-copy.js';
import { attempt } from './system-code.js';

const where = 'node_modules';

/** What is known of a project's `node_modules` before any package is looked for. */
export interface InstalledModules {
  /** What npm says it installed; null where it says nothing. */
  readonly entries: InstalledEntries | null;
  /** The `node_modules` of packages and workspaces. */
  readonly nested: () => Promise<readonly string[] | Obstacle>;
}

/**
 * Reads every copy that Node could load in the project, whatever version it says it is: that stands in the very folder that may be
 * another's.
 */
export async function installedNodePackages(
  question: CopyQuestion,
  projectRoot: string,
  { entries, nested }: InstalledModules,
): Promise<readonly LocalCopyRead[]> {
  const project = resolve(projectRoot);
  const { name } = question.wanted;
  const roots = modulesFolders(project);
  const places = new Places(name, roots);
  // Node takes the nearest.
  const [nearest] = roots.filter((root) => stands(join(root, name)));
  if (nearest !== undefined) places.look(nearest, name);
  const unread: (LocalCopyRead | null)[] = [];
  const pace = new Pace();
  const each = async <Item>(found: readonly Item[] | Obstacle, look: (item: Item) => void) => {
    if ('code' in found) unread.push(unreadCopy(question, { kind: 'tree', where }, found));
    for (const item of 'code' in found ? [] : found) {
      look(item);
      if (pace.isDue()) await pace.rest();
    }
  };
  await each(entriesNamed(entries, name), ({ path }) => places.look(...recordedPlace(project, path)));
  for (const root of roots) await each(virtualFolders(root, question.wanted), (path) => places.look(root, path));
  await each(await nested(), (folder) => places.look(...insideOf(roots, folder, name)));
  const copies = [];
  for (const place of places.found) copies.push(await readCopy(question, place, { project, entries }));
  return [...copies, ...unread].filter((copy) => copy !== null);
}

/** A copy, and the paths under which Node comes to it: it looks for a file there before it follows a link. */
interface Place {
  readonly way: Way;
  readonly names: ReadonlySet<string>;
}

/** The copies of a package, each once however many links lead to it. */
class Places {
  readonly #name: string;
  readonly #roots: readonly string[];
  readonly #found = new Map<string, { readonly way: Way; readonly names: Set<string> }>();

  constructor(name: string, roots: readonly string[]) {
    this.#name = name;
    this.#roots = roots;
  }

  get found(): readonly Place[] {
    return [...this.#found.values()];
  }

  /** Adds what stands there, or where a link of pnpm's leads from there. */
  look(base: string, path: string): void {
    const asked = join(base, path);
    if (!stands(asked)) return;
    const way = followed({ base, path }, this.#roots, this.#name);
    const key = join(way.base, way.path);
    const place = this.#found.get(key) ?? { way, names: new Set([key]) };
    place.names.add(asked);
    this.#found.set(key, place);
  }
}

/** Where npm says that it is: below `node_modules`, or in a workspace. */
function recordedPlace(project: string, path: string): [base: string, path: string] {
  const start = 'node_modules/';
  return path.startsWith(start) ? [join(project, 'node_modules'), path.slice(start.length)] : [project, path];
}

/** A package in a folder `node_modules`, named from the one that it lies in. */
function insideOf(roots: readonly string[], folder: string, name: string): [base: string, path: string] {
  for (const root of roots) {
    const inside = below(root, folder) ?? '';
    if (inside !== '') return [root, `${inside}/${name}`];
  }
  return [folder, name];
}

/** The `node_modules` of packages in the nearest that the project has. */
export function nestedModules(projectRoot: string): Promise<readonly string[] | Obstacle> {
  const project = resolve(projectRoot);
  const [own] = modulesFolders(project);
  return own === undefined ? Promise.resolve([]) : findNested(own, project);
}

/** More folders than that are in no project. */
const mostVirtual = 200_000;

/** A package's folder below a `node_modules`, with `/`. */
interface Way {
  readonly base: string;
  readonly path: string;
}

/** The project's `node_modules`, and those of the folders above it, where Node looks next. */
function modulesFolders(project: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = project; ; folder = dirname(folder)) {
    const modules = join(folder, 'node_modules');
    if (isThere(modules)) folders.push(modules);
    if (folder === parse(folder).root) return folders;
  }
}

/** True where Node finds the package, or a file that it takes for it. */
function stands(path: string): boolean {
  return isThere(path) || shadowsOf(path).length > 0;
}

function isThere(path: string): boolean {
  return attempt(
    () => lstatSync(path, { throwIfNoEntry: false }) !== undefined,
    (code) => code !== 'ENOTDIR',
  );
}

/** Follows pnpm's link, one step, if it leads into a `node_modules` that Node looks through for the project, or into pnpm's store. */
function followed(way: Way, roots: readonly string[], name: string): Way {
  const path = join(way.base, way.path);
  const target = attempt(
    () => readlinkSync(path),
    () => null,
  );
  if (target === null) return way;
  const real = resolve(realPathOr(dirname(path)), target);
  for (const base of roots) {
    const inside = below(realPathOr(base), real);
    if (inside !== null && inside !== '') return { base, path: inside };
  }
  return inStore(real, name) ?? way;
}

/** pnpm's virtual store for the whole machine: `<store>/links/<name>/<version>/<digest>/node_modules/<name>`. */
function inStore(path: string, name: string): Way | null {
  const parts = path.split(sep);
  const tail = ['node_modules', ...name.split('/')];
  const start = parts.length - tail.length - 2;
  const digest = parts.at(-tail.length - 1) ?? '';
  const isStore = parts.slice(0, start).includes('links') && /^[0-9a-f]{64}$/u.test(digest);
  if (!isStore || parts.slice(-tail.length).join('/') !== tail.join('/')) return null;
  const base = parts.lastIndexOf('links', start) + 1;
  return { base: parts.slice(0, base).join(sep), path: parts.slice(base).join('/') };
}

/**
 * Where the package stands in pnpm's own folders, `.pnpm/<name>@<version>` with the versions of peers or a patch behind that (`/` is `+`
 * there): its own, and in those of the packages that use it, where links lead to it. Its own folder of another version counts if one leads
 * there: pnpm keeps what nothing uses for a while.
 */
function virtualFolders(root: string, { name, version }: CopiesWanted): readonly string[] | Obstacle {
  const names = listNames(join(root, '.pnpm'), mostVirtual);
  if ('code' in names) return names;
  const own = `${name.replace('/', '+')}@`;
  const start = `${own}${version}`;
  const isWanted = (folder: string) =>
    folder === start || (folder.startsWith(start) && /^[_(]/u.test(folder.slice(start.length)));
  const used = names.filter((folder) => !folder.startsWith(own) || isWanted(folder));
  const paths = used.map((folder) => `.pnpm/${folder}/node_modules/${name}`);
  return names.length === 0 ? [] : [...paths, `.pnpm/node_modules/${name}`];
}

async function readCopy(
  question: CopyQuestion,
  { way: { base, path }, names: asked }: Place,
  { project, entries }: { readonly project: string; readonly entries: InstalledEntries | null },
): Promise<LocalCopyRead | null> {
  const names = path.split('/');
  const place: CopyPlace = { base, names: names.slice(0, -1), name: names.at(-1) ?? '', where };
  const recorded = below(project, join(base, path)) ?? '';
  const leaveOut = (inside: string) => isOthers(inside) && isPutThere(`${recorded}/${inside}`, entries);
  const tree = await readTreeCopy(question, place, { leaveOut });
  const shadows = [...asked]
    .flatMap(shadowsOf)
    .map((file) => copyProblem('installed-shadow', JSON.stringify(basename(file))));
  if (tree !== null) return { ...tree.read, problems: [...shadows, ...nestedProblems(tree.leftOut)] };
  if (shadows.length === 0) return null;
  const copy = { kind: 'tree', where, path: question.shown(join(base, path)) } as const;
  return { copy, digests: [], listing: unlisted, problems: shadows };
}

/** Of what a file stands in the place of. */
const unlisted: FileListing = { entries: [], problems: [], members: new Map(), complete: false };

/** Node takes `<name>.js` for a package without `exports`, before it looks into its folder, and where there is none. */
function shadowsOf(path: string): readonly string[] {
  return ['.js', '.json', '.node'].map((extension) => `${path}${extension}`).filter(isThere);
}

function nestedProblems(leftOut: readonly string[]): LocalCopyRead['problems'] {
  const nested = leftOut.filter((inside) => !inside.startsWith('node_modules/.'));
  if (nested.length === 0) return [];
  const some = nested.slice(0, mostNamed).map((inside) => JSON.stringify(inside.slice('node_modules/'.length)));
  const more = nested.length > mostNamed ? ` and ${nested.length - mostNamed} more` : '';
  return [copyProblem('nested-packages', `${some.join(', ')}${more}`)];
}

const mostNamed = 10;

/**
 * True for a folder that a package manager puts into a package: npm where versions conflict, and it records that; pnpm nothing but
 * `.bin`, save where it lays everything out as npm does. What came in the archive is listed with it, and so is what somebody added.
 */
function isPutThere(path: string, entries: InstalledEntries | null): boolean {
  const parts = path.split('/');
  if (parts[parts.lastIndexOf('node_modules') + 1]?.startsWith('.') === true) return true;
  // What lies out of the project is pnpm's store.
  if (entries === null) return !path.startsWith('/') && !parts.includes('.pnpm');
  return entries.get(path)?.isBundled === false;
}

/** `node_modules/<name>`, `node_modules/@scope/<name>` and `node_modules/.bin`, in which a package manager puts what is not the package's. */
function isOthers(inside: string): boolean {
  const [first, second, third, ...deeper] = inside.split('/');
  if (first !== 'node_modules' || second === undefined || deeper.length > 0) return false;
  return second.startsWith('@') ? third !== undefined : third === undefined;
}
