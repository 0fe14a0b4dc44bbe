/** Copies of a Composer package: the archives in Composer's cache, and the installed files. */

import { resolve } from 'node:path';
import type { EvidenceRequest, LocalCopyRead } from '@assay/model';
import type { ComposerPlaces } from './composer-places.js';
import { below, type CopyQuestion } from './copy-question.js';
import { descend, type Obstacle } from './descend.js';
import { membersOf, parseHint, readJsonObject, textIn } from './json-object.js';
import { listNames } from './list-names.js';
import { OpenFolder } from './open-folder.js';
import { readArchiveCopy, readTreeCopy, unreadCopy } from './read-copy.js';

/**
 * Archives of the package in Composer's cache. Their names tell nothing: they are SHA-1 digests of where they came from. So every one
 * counts whose composer.json does not say that it is another version.
 */
export async function composerArchives(
  question: CopyQuestion,
  { caches }: ComposerPlaces,
): Promise<readonly LocalCopyRead[]> {
  const where = 'Composer’s cache';
  const asking = { ...question, request: withManifest(question.request) };
  const names = question.wanted.name.split('/');
  const copies: (LocalCopyRead | null)[] = [];
  for (const base of caches) {
    const files = filesIn(base, names);
    if ('code' in files) copies.push(unreadCopy(question, { kind: 'archive', where }, files));
    else for (const name of files) copies.push(await readArchiveCopy(asking, { base, names, name, where }));
  }
  return copies.filter((copy) => copy !== null).filter((copy) => !isOther(copy, question.wanted.version));
}

function filesIn(base: string, names: readonly string[]): readonly string[] | Obstacle {
  const folder = descend({ base, names });
  if (!(folder instanceof OpenFolder)) return folder;
  try {
    const files = listNames(folder.wayTo('.'));
    return 'code' in files ? { ...files, path: folder.path } : files.filter((name) => name.endsWith('.zip'));
  } finally {
    folder.close();
  }
}

const manifests = ['composer.json', '*/composer.json'];

function withManifest(request: EvidenceRequest): EvidenceRequest {
  const { listing } = request;
  if (listing?.format !== 'zip') return request;
  return { ...request, listing: { ...listing, members: [...new Set([...listing.members, ...manifests])] } };
}

/** Composer takes `1.2.3` and `v1.2.3` for the same. */
function isOther({ listing }: LocalCopyRead, version: string): boolean {
  const bytes = manifests.map((name) => listing.members.get(name)).find((found) => found !== undefined);
  const manifest = bytes === undefined ? null : membersOf(parseHint(new TextDecoder().decode(bytes)));
  const own = textIn(manifest, 'version');
  return own !== null && own.replace(/^v/u, '') !== version.replace(/^v/u, '');
}

/** The package's folder: `vendor/<name>`, and where Composer's own record says that it installed it. */
export async function installedComposerPackages(
  question: CopyQuestion,
  { vendor }: ComposerPlaces,
  projectRoot: string,
): Promise<readonly LocalCopyRead[]> {
  const where = 'Composer’s vendor folder';
  const usual = resolve(vendor, question.wanted.name);
  const told = await toldPath(vendor, question.wanted.name);
  const copies: (LocalCopyRead | null)[] = [];
  for (const path of new Set([usual, told ?? usual])) {
    const base = [vendor, resolve(projectRoot)].find((folder) => (below(folder, path) ?? '') !== '');
    const names = base === undefined ? [] : (below(base, path) ?? '').split('/');
    const name = names.pop();
    if (base === undefined || name === undefined) {
      copies.push(unreadCopy(question, { kind: 'tree', where }, { code: 'tree-link-outside', path }));
    } else copies.push((await readTreeCopy(question, { base, names, name, where }))?.read ?? null);
  }
  return copies.filter((copy) => copy !== null);
}

const mostBytes = 64 * 1024 * 1024;

/** `install-path` in `vendor/composer/installed.json`, which installers of other types of packages choose. */
async function toldPath(vendor: string, name: string): Promise<string | null> {
  const file = await readJsonObject(resolve(vendor, 'composer', 'installed.json'), mostBytes);
  const packages: unknown = file?.get('packages');
  const records = Array.isArray(packages) ? packages.map((record: unknown) => membersOf(record)) : [];
  const own = records.find((record) => textIn(record, 'name') === name);
  const path = textIn(own, 'install-path');
  return path === null ? null : resolve(vendor, 'composer', path);
}
