/** Platforms of gems: a gem without one and a gem for `ruby` are the same. */

interface HasPlatform {
  readonly platform?: string;
}

/** True when both are for the same platform. */
export function isForPlatform(a: HasPlatform, b: HasPlatform): boolean {
  return platformOf(a) === platformOf(b);
}

/** The platform as RubyGems calls it. */
export function platformOf({ platform = 'ruby' }: HasPlatform): string {
  return platform;
}
