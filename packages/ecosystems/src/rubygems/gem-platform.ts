/** The public registry's own limit for a platform. */
const longest = 255;

/** How RubyGems reads the part of a platform after the CPU: the first pattern that matches gives system and version. */
interface SystemRule {
  readonly pattern: RegExp;
  readonly os: string;
}

/** RubyGems' own order. No pattern can match in more than one way; platforms are at most 255 characters. */
const rules: readonly SystemRule[] = [
  { pattern: /aix-?(\d+)?/, os: 'aix' },
  { pattern: /cygwin/, os: 'cygwin' },
  { pattern: /darwin-?(\d+)?/, os: 'darwin' },
  { pattern: /^macruby-?(\d+(?:\.\d+)*)?/, os: 'macruby' },
  { pattern: /freebsd-?(\d+)?/, os: 'freebsd' },
  { pattern: /^jruby$/, os: 'java' },
  { pattern: /^java-?(\d+(?:\.\d+)*)?/, os: 'java' },
  { pattern: /^dalvik-?(\d+)?$/, os: 'dalvik' },
  { pattern: /^dotnet-?(\d+(?:\.\d+)*)?/, os: 'dotnet' },
  { pattern: /linux-?(\w+)?/, os: 'linux' },
  { pattern: /mingw32/, os: 'mingw32' },
  { pattern: /mingw-?(\w+)?/, os: 'mingw' },
  { pattern: /mswin32(?:[_-](\d+))?/, os: 'mswin32' },
  { pattern: /mswin64(?:[_-](\d+))?/, os: 'mswin64' },
  { pattern: /netbsdelf/, os: 'netbsdelf' },
  { pattern: /openbsd-?(\d+\.\d+)?/, os: 'openbsd' },
  { pattern: /solaris-?(\d+\.\d+)?/, os: 'solaris' },
  { pattern: /wasi/, os: 'wasi' },
];

/**
 * Why a text is no platform of a gem, one sentence without the text itself; null when it is one. `current` is refused because
 * RubyGems reads it as whatever machine it runs on.
 */
export function gemPlatformProblem(platform: string): string | null {
  if (platform.length > longest)
    return `The platform has ${platform.length} characters; no gem's has more than ${longest}.`;
  if (!/^[A-Za-z0-9._-]+$/.test(platform)) return 'The platform holds characters that no gem platform may hold.';
  return platform === 'current' ? 'The platform `current` stands for a different one on every machine.' : null;
}

/**
 * The text under which RubyGems compares a platform: `i386-mswin32` is `x86-mswin32`, `x86_64-darwin20` is
 * `x86_64-darwin-20`, `jruby` is `java`, and no platform, an empty one and `ruby` are all `ruby`. A system RubyGems does not
 * know stays as it stands: RubyGems calls all of those `unknown`, which would make different files equal.
 */
export function canonicalPlatform(platform: string | undefined): string {
  if (platform === undefined || platform === '' || platform === 'ruby') return 'ruby';
  if (platform.length > longest) return platform;
  const dash = platform.indexOf('-');
  const cpu = dash < 0 ? null : platform.slice(0, dash);
  const system = platform.slice(dash + 1);
  for (const { pattern, os } of rules) {
    const match = pattern.exec(system);
    if (match !== null) return joined(cpu, os, match[1]);
  }
  return platform;
}

/** True when RubyGems takes two platforms for the same. */
export function samePlatform(a: string | undefined, b: string | undefined): boolean {
  return canonicalPlatform(a) === canonicalPlatform(b);
}

function joined(cpu: string | null, os: string, version: string | undefined): string {
  if (cpu === null && os !== 'mswin32') return `${os}${version ?? ''}`;
  const family = cpu === null || /i\d86/.test(cpu) ? 'x86' : cpu;
  return version === undefined ? `${family}-${os}` : `${family}-${os}-${version}`;
}
