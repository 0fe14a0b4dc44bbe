import type { EcosystemId } from '@assay/model';
import type { Component } from '../cyclonedx/index.js';
import type { SubjectContext } from './build-context.js';
import { componentEvidence } from './component-evidence.js';
import { fileHashes, type FileHashes } from './component-hashes.js';
import { componentLicenses, descriptionsOf } from './component-licenses.js';
import { componentParties } from './component-parties.js';
import { componentPedigree } from './component-pedigree.js';
import { componentProperties } from './component-properties.js';
import { componentPurl } from './component-purl.js';
import { componentReferences } from './component-references.js';
import { componentScope, scopesOf } from './component-scope.js';
import { safeText } from '../safe/safe-text.js';

/** The component of one subject. */
export function buildComponent(about: SubjectContext): Component {
  const { subject, context } = about;
  const { name, version = subject.version } = about.member ?? subject;
  const files = fileHashes(about);
  const hashes = hashesOf(files, about);
  const licenses = componentLicenses(about);
  const references = componentReferences(about, files);
  const summary = descriptionsOf(about).findLast((description) => description.summary !== undefined)?.summary;
  return {
    type: 'library',
    'bom-ref': context.refOf(subject.id),
    ...componentParties(about),
    ...nameOf(subject.ecosystem, name ?? subject.name),
    ...(version === '' ? {} : { version: safeText(version) }),
    ...(summary === undefined ? {} : { description: safeText(summary) }),
    scope: componentScope(scopesOf(about.occurrences)),
    ...(hashes.length === 0 ? {} : { hashes }),
    ...(licenses.length === 0 ? {} : { licenses }),
    purl: componentPurl(about),
    ...componentPedigree(about),
    ...(references.length === 0 ? {} : { externalReferences: references }),
    evidence: componentEvidence(about),
    properties: componentProperties(about, files),
  };
}

/** npm's scope and Composer's vendor are CycloneDX's group; an npm group keeps its `@`, as npm's own tools write it. */
export function nameOf(ecosystem: EcosystemId, name: string): Pick<Component, 'group' | 'name'> {
  const slash = ecosystem === 'composer' || (ecosystem === 'npm' && name.startsWith('@')) ? name.indexOf('/') : -1;
  if (slash <= 0 || slash === name.length - 1) return { name: safeText(name) };
  return { group: safeText(name.slice(0, slash)), name: safeText(name.slice(slash + 1)) };
}

/**
 * A component has the hashes of its one file; of several (a gem for several platforms) those of the file for every platform. Where there is
 * none, nothing is the component's own hash, and each file's stand at its reference.
 */
function hashesOf(files: readonly FileHashes[], { subject }: SubjectContext): FileHashes['hashes'] {
  if (files.length === 1) return files[0]?.hashes ?? [];
  const anywhere = subject.files.findIndex(({ platform }) => platform === undefined);
  return files[anywhere]?.hashes ?? [];
}
