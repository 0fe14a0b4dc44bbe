/**
 * The manifest of a project's folder as findings name it: from the lockfile's folder on, so that a report does not depend on where the project
 * lies or how the user named it.
 */
export function manifestPath(folder: string, name: string): string {
  return folder === '.' ? name : `${folder}/${name}`;
}

/** A lockfile as findings name it, likewise. */
export function lockfileName(lockfile: string): string {
  return lockfile.slice(lockfile.replaceAll('\\', '/').lastIndexOf('/') + 1);
}
