/** What an interpreter or a loader takes for code by the name of the file. */

/** Endings of Ruby, JavaScript, PHP, Python, shells and loaders of compiled code. */
const endings: readonly string[] = [
  ...['.rb', '.rbw', '.ru', '.rake', '.gemspec', '.erb', '.so', '.bundle', '.dylib', '.dll', '.jar', '.class'],
  ...['.js', '.cjs', '.mjs', '.jsx', '.ts', '.cts', '.mts', '.tsx', '.node', '.wasm', '.gyp', '.vue'],
  ...['.php', '.phar', '.phtml', '.inc', '.py', '.pyc', '.pyd', '.pl', '.lua'],
  ...['.sh', '.bash', '.zsh', '.bat', '.cmd', '.ps1', '.exe', '.com', '.msi', '.scr'],
];

const names: readonly string[] = ['rakefile', 'gemfile', 'makefile'];

/** True for a path that looks like code on the most forgiving file system: case aside, dots and spaces at its end aside. */
export function isCodePath(path: string): boolean {
  const name = path
    .slice(path.lastIndexOf('/') + 1)
    .toLowerCase()
    .replace(/[. ]{1,50}$/, '');
  return names.includes(name) || endings.some((ending) => name.endsWith(ending));
}
