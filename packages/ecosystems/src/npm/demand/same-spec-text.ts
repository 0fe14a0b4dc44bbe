/** True when a lockfile's copy of a specifier is the manifest's, as far as clients write it in another way. */
export function sameSpecText(copy: string, own: string): boolean {
  return plain(copy) === plain(own);
}

function plain(spec: string): string {
  const trimmed = spec.trim();
  const bare = trimmed.startsWith('npm:') && !trimmed.includes('@', 'npm:'.length + 1) ? trimmed.slice(4) : trimmed;
  return bare === '' ? '*' : bare;
}
