import { gemNameProblem } from './gem-name.js';
import { gemPlatformProblem } from './gem-platform.js';
import { gemVersionProblem } from './gem-version.js';

/** What a .gem file's name is made of. */
export interface GemFileParts {
  readonly name: string;
  readonly version: string;
  /** Absent for the platform `ruby`. */
  readonly platform?: string | undefined;
}

/** `name-version[-platform].gem`, as RubyGems names the file on every registry. */
export function gemFileName(parts: GemFileParts): string {
  const platform = parts.platform === undefined ? '' : `-${parts.platform}`;
  return `${parts.name}-${parts.version}${platform}.gem`;
}

/** Why no file of this name can be asked for, one sentence without attacker-controlled text; null when one can. */
export function gemFileProblem(parts: GemFileParts): string | null {
  const platform = parts.platform === undefined ? null : gemPlatformProblem(parts.platform);
  return gemNameProblem(parts.name) ?? gemVersionProblem(parts.version) ?? platform;
}
