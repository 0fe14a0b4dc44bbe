/** The manifest of a project's folder, named as the user named the lockfile. */
export function manifestPath(lockfile: string, folder: string, name: string): string {
  const slash = lockfile.replaceAll('\\', '/').lastIndexOf('/');
  const beside = slash < 0 ? '' : lockfile.slice(0, slash + 1);
  return folder === '.' ? `${beside}${name}` : `${beside}${folder}/${name}`;
}
