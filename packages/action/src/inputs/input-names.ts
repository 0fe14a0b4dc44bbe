/** Every input, the same list as in action.yml (a test holds them together). None has a default: those are the library's. */

/** How an input is written: one text, a list (a line or a comma between two), a word for yes or no, or a secret that no output may hold. */
export type InputKind = 'text' | 'list' | 'flag' | 'secret';

/** The inputs. */
export const inputKinds = {
  mode: 'text',
  paths: 'list',
  exclude: 'list',
  policy: 'text',
  'policy-from': 'text',
  'strict-policy': 'flag',
  unprotected: 'flag',
  depth: 'text',
  at: 'text',
  'trusted-root': 'text',
  record: 'text',
  offline: 'text',
  replay: 'text',
  store: 'text',
  'no-store': 'flag',
  json: 'text',
  sarif: 'text',
  junit: 'text',
  html: 'text',
  markdown: 'text',
  sbom: 'list',
  'sbom-statement': 'text',
  base: 'text',
  comment: 'flag',
  key: 'text',
  attest: 'list',
  artifacts: 'list',
  report: 'list',
  evidence: 'list',
  denied: 'text',
  state: 'text',
  summary: 'list',
  'sign-key': 'text',
  'sign-passphrase': 'text',
  keyless: 'flag',
  fulcio: 'text',
  rekor: 'text',
  'rekor-api': 'text',
  tsa: 'text',
  'artifact-bundle': 'list',
  'artifact-builder': 'list',
  'artifact-publisher': 'text',
  'artifact-repository-id': 'text',
  'artifact-owner-id': 'text',
  'artifact-workflow': 'text',
  'artifact-signer-workflow': 'text',
  'artifact-ref': 'text',
  'artifact-environment': 'text',
  'artifact-runner': 'text',
  'artifact-publisher-issuer': 'text',
  'artifact-identity': 'text',
  'artifact-issuer': 'text',
  'artifact-key': 'text',
  'job-summary': 'flag',
  annotations: 'flag',
  quiet: 'flag',
  verbose: 'flag',
  explain: 'text',
  names: 'list',
  phase: 'list',
  project: 'text',
  within: 'text',
  'github-token': 'secret',
} as const satisfies Readonly<Record<string, InputKind>>;

/** The name of an input. */
export type InputName = keyof typeof inputKinds;

/** The names of the inputs that are written in this way. */
export type InputOfKind<K extends InputKind> = {
  [Name in InputName]: (typeof inputKinds)[Name] extends K ? Name : never;
}[InputName];

/** Whether an input is one that is given or not. */
export function isFlag(name: InputName): name is InputOfKind<'flag'> {
  return inputKinds[name] === 'flag';
}
