import { asText } from '@assay/documents';
import type { Project } from '@assay/model';
import { readProjectManifest } from '../package-lock/project-manifest.js';
import { describePackageJson } from './describe-npm.js';

/** What a project's package.json says of it; nothing where it cannot be read. */
export function describeProject(manifest: Uint8Array): Pick<Project, 'name' | 'version' | 'description'> {
  const { fields } = readProjectManifest(manifest, undefined);
  const [name, version] = [asText(fields?.get('name')), asText(fields?.get('version'))];
  const description = describePackageJson(manifest, 'project');
  return {
    ...(name === undefined || name === '' ? {} : { name }),
    ...(version === undefined || version === '' ? {} : { version }),
    ...(description === null ? {} : { description }),
  };
}
