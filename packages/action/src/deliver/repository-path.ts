/** A path of this machine as GitHub writes it, with `/`. `separator`: this machine's; on one whose separator is `/`, a backslash is a letter. */
export function repositoryPath(path: string, separator: string): string {
  return path.split(separator).join('/');
}
