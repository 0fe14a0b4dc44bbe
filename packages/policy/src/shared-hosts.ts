/** Servers on which everybody may open an account: their host says nothing about who somebody is, the tenant's part behind it does. */

/**
 * How many parts of a path name the tenant, by host. The hosts of identities are those of the CI services that Fulcio's public instance
 * vouches for (sigstore/fulcio, config/identity/config.yaml); the others are where builders are kept.
 */
const tenantParts: ReadonlyMap<string, number> = new Map([
  ['github.com', 1],
  ['gitlab.com', 1],
  ['dev.gitlab.org', 1],
  ['ops.gitlab.net', 1],
  ['gitlab.archlinux.org', 1],
  ['buildkite.com', 1],
  ['g.codefresh.io', 1],
  // api/v2/projects/ID
  ['circleci.com', 4],
  ['issuer.enforce.dev', 1],
  ['issuer.chainops.dev', 1],
  ['bitbucket.org', 1],
  ['codeberg.org', 1],
  ['gitea.com', 1],
  ['gitee.com', 1],
]);

/** Where everybody may have an address that begins as they like. */
const mailDomains: ReadonlySet<string> = new Set([
  '126.com',
  '163.com',
  'aol.com',
  'duck.com',
  'eclipse.org',
  'fastmail.com',
  'gmail.com',
  'gmx.com',
  'gmx.de',
  'gmx.net',
  'googlemail.com',
  'hey.com',
  'hotmail.com',
  'icloud.com',
  'kaggle.com',
  'live.com',
  'mac.com',
  'mail.com',
  'mail.ru',
  'me.com',
  'msn.com',
  'naver.com',
  'outlook.com',
  'pm.me',
  'posteo.de',
  'proton.me',
  'protonmail.com',
  'qq.com',
  'tuta.com',
  'tuta.io',
  'tutanota.com',
  'users.noreply.github.com',
  'users.noreply.gitlab.com',
  'web.de',
  'yahoo.com',
  'yandex.com',
  'yandex.ru',
  'zoho.com',
]);

/** How many parts of the path behind a host have to be spelled out to say whose it is; 0 for a server of one's own. */
export function tenantPartsOf(host: string): number {
  return tenantParts.get(host.toLowerCase()) ?? 0;
}

/** True for a domain in which several parties have e-mail addresses. Google's service accounts belong to the project in their domain. */
export function isSharedMailDomain(domain: string): boolean {
  const name = domain.toLowerCase();
  if (!name.endsWith('.gserviceaccount.com')) return mailDomains.has(name);
  return !name.endsWith('.iam.gserviceaccount.com') || name.startsWith('gcp-sa-');
}
