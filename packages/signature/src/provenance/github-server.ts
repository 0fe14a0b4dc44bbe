/** Which server a CI issuer belongs to. */

/** The issuer of GitHub Actions on github.com. */
export const githubIssuer = 'https://token.actions.githubusercontent.com';

/**
 * Base URL of the GitHub server whose Actions have this issuer: github.com for the public one (enterprises may have a path of
 * their own below it), `https://NAME.ghe.com` for data residency, the issuer's own origin for GitHub Enterprise Server
 * (`https://HOST/_services/token`). Null for what is no https URL.
 */
export function githubServerOf(issuer: string): string | null {
  const origin = /^(https:\/\/[A-Za-z0-9.-]+(?::\d{1,5})?)(?:\/[^\s?#]*)?$/.exec(issuer)?.[1];
  if (origin === undefined) return null;
  if (origin === githubIssuer) return 'https://github.com';
  const tenant = /^https:\/\/token\.actions\.([a-z0-9-]+)\.ghe\.com$/.exec(origin)?.[1];
  return tenant === undefined ? origin : `https://${tenant}.ghe.com`;
}
