/** How RubyGems names the files of a gem. */

import type { CopiesWanted } from '@assay/model';

/** `name-version`, and for a platform of its own `name-version-platform`. */
export function fullNameOf({ name, version, platform }: CopiesWanted): string {
  return platform === undefined || platform === 'ruby' ? `${name}-${version}` : `${name}-${version}-${platform}`;
}

/** True for a file of the same gem and version for a platform that nobody asks about. */
export function isOtherPlatform(file: string, ending: '.gem' | '.gemspec', wanted: CopiesWanted): boolean {
  const { name, version, otherPlatforms = [] } = wanted;
  const plain = `${name}-${version}`;
  if (!file.endsWith(ending) || !(file === `${plain}${ending}` || file.startsWith(`${plain}-`))) return false;
  const asked = [wanted, ...otherPlatforms.map((platform) => ({ ...wanted, platform }))];
  return !asked.some((each) => file === `${fullNameOf(each)}${ending}`);
}
