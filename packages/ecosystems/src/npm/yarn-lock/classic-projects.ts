import type { DocMap } from '@assay/documents';
import type { LockfileInput, Project } from '@assay/model';
import { describeProject } from '../description/describe-project.js';
import { readProjectManifest } from '../package-lock/project-manifest.js';

/** The project itself, or a member of its workspace. */
export interface ClassicProject extends Pick<Project, 'path' | 'name' | 'version' | 'description'> {
  /** Its package.json, where that can be read. */
  readonly fields: DocMap | undefined;
}

/** The project of the lockfile, and the members by their folders. */
export function classicProjects({ manifest, members }: LockfileInput): readonly [ClassicProject, ...ClassicProject[]] {
  const folders = [...(members ?? [])].filter(([path]) => path !== '.').sort(([a], [b]) => (a < b ? -1 : 1));
  return [projectOf('.', manifest), ...folders.map(([path, bytes]) => projectOf(path, bytes))];
}

function projectOf(path: string, manifest: Uint8Array | undefined): ClassicProject {
  const { fields } = readProjectManifest(manifest, undefined);
  return { path, fields, ...(manifest === undefined ? {} : describeProject(manifest)) };
}
