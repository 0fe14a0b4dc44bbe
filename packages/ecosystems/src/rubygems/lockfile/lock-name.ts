import { isGemVersion } from '../gem-version.js';

/** What `name (version[-platform])` says. */
export interface LockName {
  /** Not validated: attacker-controlled. */
  readonly name: string;
  /** Has a version's shape; its length is not checked. */
  readonly version: string;
  /** Absent for the platform `ruby`. Not validated. */
  readonly platform?: string;
}

/**
 * Reads the name under which Bundler locks one file of a gem. Null when there is no version, none that RubyGems accepts, or an
 * empty platform. As in Bundler the name ends at the first ` (`, and the first `-` after it starts the platform.
 */
export function parseLockName(text: string): LockName | null {
  const open = text.indexOf(' (');
  if (open <= 0 || !text.endsWith(')')) return null;
  const inner = text.slice(open + 2, -1);
  const dash = inner.indexOf('-');
  const name = text.slice(0, open);
  const version = dash < 0 ? inner : inner.slice(0, dash);
  const platform = dash < 0 ? 'ruby' : inner.slice(dash + 1);
  // Bundler takes `name! (1.0)` for a gem without a version.
  if (!isGemVersion(version) || platform === '' || name.endsWith('!')) return null;
  return platform === 'ruby' ? { name, version } : { name, version, platform };
}
