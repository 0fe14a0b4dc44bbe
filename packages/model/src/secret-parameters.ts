/** Secrets in the query or fragment of a URL: tokens of private registries, signatures of storage services. */

/** Ends of a parameter's name, without dashes, dots and underscores, under which services take a secret. */
const endings: readonly string[] = [
  'token',
  'secret',
  'password',
  'passwd',
  'signature',
  'apikey',
  'accesskey',
  'accesskeyid',
  'authkey',
  'credential',
  'credentials',
  'authorization',
  'auth',
  'jwt',
  'bearer',
  'session',
  'sessionid',
];

/** Names too short to be the end of others. */
const names: ReadonlySet<string> = new Set(['key', 'sig', 'pwd', 'pass', 'pat']);

/** What stands in place of a secret. */
const placeholder = 'redacted';

/** The text with the value of each parameter that holds a secret replaced; the names stay, so that it is no other kind of URL. */
export function withoutSecretParameters(text: string): string {
  if (!text.includes('=')) return text;
  return text.replaceAll(/([?&#;])([\w.~%-]{1,64})=([^&#;\s"'<>]+)/g, (whole, before: string, name: string) =>
    isSecretName(name) ? `${before}${name}=${placeholder}` : whole,
  );
}

function isSecretName(name: string): boolean {
  const bare = name.toLowerCase().replaceAll(/[-_.]/g, '');
  return names.has(bare) || endings.some((ending) => bare.endsWith(ending));
}
