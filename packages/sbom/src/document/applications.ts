import {
  compareText,
  purlOf,
  type DeclaredParts,
  type EcosystemId,
  type PackageDescription,
  type Project,
} from '@assay/model';
import type { Component, Property } from '../cyclonedx/index.js';
import { declaredLicenses } from '../licenses/index.js';
import { nameOf } from './build-component.js';
import type { BuildContext } from './build-context.js';
import { contactOf, organizationOf } from '../safe/safe-party.js';
import { safePath, safeText, safeUrl } from '../safe/safe-text.js';
import { stated } from './stated.js';

/** One application: what the lockfiles of one folder belong to. */
export interface Application {
  /** Below the folder that all lockfiles have in common; `.` for that folder. */
  readonly folder: string;
  readonly ref: string;
  /** Of its lockfiles, the one with a name first. A member of a workspace is among them only where it stands alone. */
  readonly projects: readonly Project[];
  /** Members of its workspaces. */
  readonly members: readonly Project[];
  /** Lockfiles, as the user named them. */
  readonly lockfiles: readonly string[];
  /** The subject that it is itself, where its lockfile locks it (a gem's own). */
  readonly subject: string | undefined;
}

/** The document's subject and the other applications, by folder. The subject is the application of the common folder, or stands for all. */
export interface Applications {
  readonly root: Application;
  readonly others: readonly Application[];
}

/** Groups lockfiles by the folders they lie in. */
export function applicationsOf(context: BuildContext): Applications {
  const lockfilesBy = new Map<string, string[]>([['.', []]]);
  for (const [lockfile, { folder }] of context.places) {
    const same = lockfilesBy.get(folder) ?? [];
    lockfilesBy.set(folder, same);
    same.push(lockfile);
  }
  const projects = context.input.inventory.projects ?? [];
  const all = [...lockfilesBy]
    .sort(([a], [b]) => compareText(a, b))
    .map(([folder, lockfiles]) => applicationOf(folder, lockfiles, context, projects));
  const [root] = all.filter(({ folder }) => folder === '.');
  if (root === undefined) throw new TypeError('the common folder is an application by construction');
  return { root, others: all.filter((application) => application !== root) };
}

function applicationOf(
  folder: string,
  lockfiles: readonly string[],
  context: BuildContext,
  projects: readonly Project[],
): Application {
  const own = projects.filter(({ lockfile }) => lockfiles.includes(lockfile));
  const heads = own.length === 1 ? own : own.filter(({ path }) => path === '.');
  const named = [...heads.filter(({ name }) => name !== undefined), ...heads.filter(({ name }) => name === undefined)];
  const subject = named.find((project) => project.subject !== undefined)?.subject;
  const ref = subject === undefined ? `project:${safeText(folder)}` : context.refOf(subject);
  return {
    folder,
    ref,
    projects: named,
    members: own.filter((project) => !heads.includes(project)),
    lockfiles,
    subject,
  };
}

/** The component of an application. Of the document's subject, the policy may say more, or otherwise. */
export function applicationComponent(application: Application, context: BuildContext, isRoot: boolean): Component {
  const own = ownWords(application, context);
  const { ecosystem, manifest } = own;
  const said: ProjectWords = { ...own.words, ...(isRoot ? stated(context.input.declared.project) : {}) };
  return {
    type: said.type ?? 'application',
    'bom-ref': application.ref,
    ...(isRoot ? declaredParties(context) : {}),
    ...authorsOf(manifest),
    ...nameOf(ecosystem, said.name ?? (isRoot ? 'unnamed project' : application.folder)),
    ...stated({ version: safely(said.version), description: safely(said.description) }),
    ...licensesOf(said.license === undefined ? (manifest?.licenses ?? []) : [said.license], ecosystem, context),
    ...stated({ purl: safely(said.purl) }),
    ...referencesOf(manifest),
    properties: propertiesOf(application, context, said.name !== undefined),
  };
}
type ProjectWords = DeclaredParts['project'];

/** What the application's own manifest and lockfile say. */
function ownWords(application: Application, context: BuildContext) {
  const [project] = application.projects;
  const ecosystem = ecosystemOf(application, context);
  const { name, version, description: manifest } = project ?? {};
  const purl = name === undefined ? undefined : purlOf(ecosystem, name, version ?? '');
  const words: ProjectWords = stated({ name, version, purl, description: manifest?.summary });
  return { ecosystem, manifest, words };
}

function safely(text: string | undefined): string | undefined {
  return text === undefined ? undefined : safeText(text);
}

function ecosystemOf({ lockfiles }: Application, { input }: BuildContext): EcosystemId {
  return input.inventory.lockfiles.find(({ path }) => lockfiles.includes(path))?.ecosystem ?? 'generic';
}

function declaredParties({ input }: BuildContext): Pick<Component, 'supplier' | 'manufacturer'> {
  const { manufacturer, supplier } = input.declared;
  const maker = manufacturer === undefined ? null : organizationOf(manufacturer);
  const seller = supplier === undefined ? null : organizationOf(supplier);
  return { ...(seller === null ? {} : { supplier: seller }), ...(maker === null ? {} : { manufacturer: maker }) };
}

function authorsOf(description: PackageDescription | undefined): Pick<Component, 'authors'> {
  const authors = description?.authors.flatMap((party) => contactOf(party) ?? []) ?? [];
  return authors.length === 0 ? {} : { authors };
}

function licensesOf(
  words: readonly string[],
  ecosystem: EcosystemId,
  { options }: BuildContext,
): Pick<Component, 'licenses'> {
  const licenses = declaredLicenses(words.map(safeText), { ecosystem, specVersion: options.specVersion });
  return licenses.length === 0 ? {} : { licenses };
}

function referencesOf(description: PackageDescription | undefined): Pick<Component, 'externalReferences'> {
  const references = (description?.links ?? []).flatMap(({ kind, url }) => {
    const whole = safeUrl(url);
    if (whole === null || (kind !== 'vcs' && kind !== 'website' && kind !== 'issue-tracker')) return [];
    return [{ url: whole, type: kind }];
  });
  return references.length === 0 ? {} : { externalReferences: references };
}

function propertiesOf(application: Application, context: BuildContext, isNamed: boolean): readonly Property[] {
  const lockfiles = context.input.inventory.lockfiles.filter(({ path }) => application.lockfiles.includes(path));
  const path = safePath(application.folder);
  return [
    { name: 'assay:source', value: 'project' },
    ...(path === null ? [] : [{ name: 'assay:source:path', value: path }]),
    ...(isNamed ? [] : [{ name: 'assay:unnamed', value: 'true' }]),
    ...lockfiles.map(({ path: lockfile, format, digest }) => ({
      name: 'assay:lockfile',
      value: `${safeText(context.places.get(lockfile)?.file ?? '.')} ${format} ${digest.alg}:${digest.value}`,
    })),
  ];
}
