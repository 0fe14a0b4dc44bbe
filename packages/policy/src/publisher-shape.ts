/** The shape of `publishers:`. Every kind of publisher has its own fields and no others. */

import * as form from './form/index.js';
import { day, pem, purlPattern, text } from './shape-words.js';

/** Fields of every kind. */
const span = {
  versions: text.optional().describe('Only for versions in this range, in the ecosystem’s own syntax, as in `< 2.5`.'),
  since: day.optional().describe('First day, UTC, on which a signature by this publisher counts.'),
  until: day.optional().describe('Last day, UTC, on which a signature by this publisher counts.'),
};

const idHint = { error: 'a number is expected, as in 123456' };
const id = form
  .either([form.text().regex(/^[1-9]\d{0,19}$/, idHint), form.wholeNumber().min(1, idHint)], idHint)
  .optional();

const issuer = form.text().regex(/^https:\/\/[^\s@/?#\\*]+(?:\/[^\s?#\\*]*)?$/, {
  error: 'an issuer is an https URL, as in https://token.actions.githubusercontent.com',
});

const githubName = String.raw`[A-Za-z\d_-]+\/(?!\.{1,2}(?:\/|$))[\w.-]+`;
const githubFile = String.raw`\.github\/workflows\/(?!\.{1,2}(?:@|$))[^\s\/\\]+`;
const gitlabName = String.raw`[\w.-]+(?:\/[\w.-]+)+`;
const gitlabFile = String.raw`(?!(?:.*\/)?\.{1,2}(?:\/|@|$))[^\s\/\\][^\s\\]*`;

const repository = form.text().regex(new RegExp(`^${githubName}$`), {
  error: 'a GitHub repository is written owner/name, without a host',
});
const project = form.text().regex(new RegExp(`^${gitlabName}$`), {
  error: 'a project is written group/project, without a host',
});
const pipeline = form.text().regex(/^[\w-]+\/[\w-]+$/, {
  error: 'a pipeline is written organisation/pipeline, without a host',
});

const workflow = form.text().regex(new RegExp(`^${githubFile}$`), {
  error: 'a workflow file is written .github/workflows/release.yml; `*` stands for any part of its name',
});
const configuration = form.text().regex(new RegExp(`^${gitlabFile}$`), {
  error: 'a configuration file is written as its path in the repository, as in .gitlab-ci.yml',
});

/** `*` may stand in each part. */
const signerWorkflow = form
  .text()
  .regex(/^[\w*-]+\/(?!\.{1,2}\/)[\w.*-]+\/\.github\/workflows\/(?!\.{1,2}(?:@|$))[^\s/\\]+(?:\/[^\s\\]+)?$/, {
    error: 'a reusable workflow is written owner/name/.github/workflows/publish.yml, with or without @refs/tags/v1',
  });
const signerConfiguration = form.text().regex(new RegExp(String.raw`^[\w.*-]+(?:\/[\w.*-]+)+\/\/${gitlabFile}$`), {
  error: 'a configuration elsewhere is written group/project//path/to/file.yml, with or without @refs/heads/main',
});

const ref = form.text().regex(/^refs\/(?:\{version\}|[^\s{}\\~^:?[])+$/, {
  error: 'a ref is written in full, as in refs/tags/v{version} or refs/heads/main; no braces but {version}',
});

const environment = text.optional().describe('Exact name of the deployment environment.');
const triggers = form
  .list(form.text().regex(/^[a-z_]+$/, { error: 'a trigger is written as in push, release or workflow_dispatch' }))
  .min(1, { error: 'at least one trigger is expected' })
  .optional()
  .describe('Any of these started the run. Without it, any.');

const fingerprint = form.text().regex(/^(?:sha256:)?(?:[\dA-Fa-f]{64}|(?:[\dA-Fa-f]{2}:){31}[\dA-Fa-f]{2})$/, {
  error: 'a fingerprint is a SHA-256 in hex: 64 digits, with or without `sha256:` before them and colons between',
});

/** What every workflow may say. */
const workflowFields = {
  repositoryId: id.describe('Numeric id of the repository: names can be registered again, ids cannot.'),
  ownerId: id.describe('Numeric id of the repository’s owner.'),
  ref: ref.optional().describe('The ref it was built from; `{version}` is the version being verified.'),
  environment,
  triggers,
  issuer: issuer.optional().describe('OIDC issuer. Without it, the public one.'),
};

const github = {
  kind: form.exactly('github').describe('A GitHub Actions workflow.'),
  repository: repository.describe('owner/name, exact.'),
  workflow: workflow.optional().describe('The workflow that was started.'),
  signerWorkflow: signerWorkflow.optional().describe('A reusable workflow that signs for it.'),
  runner: form.oneOf(['github-hosted', 'self-hosted']).optional().describe('The kind of runner.'),
  ...workflowFields,
  ...span,
};

const gitlab = {
  kind: form.exactly('gitlab').describe('A GitLab CI pipeline.'),
  repository: project.describe('group/project, exact.'),
  workflow: configuration.optional().describe('The configuration file.'),
  signerWorkflow: signerConfiguration.optional().describe('A configuration in another project that signs for it.'),
  runner: form.oneOf(['gitlab-hosted', 'self-hosted']).optional().describe('The kind of runner.'),
  ...workflowFields,
  ...span,
};

const buildkite = {
  kind: form.exactly('buildkite').describe('A Buildkite pipeline.'),
  repository: pipeline.describe('organisation/pipeline, exact.'),
  issuer: issuer.optional().describe('OIDC issuer. Without it, the public one.'),
  ...span,
};

const email = form.text().regex(/^[^\s@*]+@[^\s@*]+$/, { error: 'an e-mail address is expected' });

const google = {
  kind: form.exactly('google').describe('A Google account.'),
  email: email.describe('Exact address.'),
  issuer: issuer.optional().describe('OIDC issuer. Without it, Google’s.'),
  ...span,
};

const person = {
  kind: form.exactly('email').describe('An identity that is an e-mail address.'),
  email: email.describe('Exact address.'),
  issuer: issuer.describe('OIDC issuer.'),
  ...span,
};

const identity = {
  kind: form.exactly('identity').describe('Any identity in a Fulcio certificate.'),
  identity: form
    .text()
    .regex(/^[^\s*]\S*$/, { error: 'an identity begins with a character that is no wildcard, and holds no blanks' })
    .describe('The subject alternative name: exact, or with `*` (any run without `/`) and `**` (any run).'),
  issuer: issuer.describe('OIDC issuer.'),
  ...span,
};

const certificate = {
  kind: form.exactly('certificate').describe('An X.509 certificate, as gems are signed with.'),
  fingerprints: form
    .list(fingerprint)
    .min(1, { error: 'at least one fingerprint is expected' })
    .describe('SHA-256 of the signer’s certificate or of one above it: any of these.'),
  ...span,
};

const registryKey = {
  kind: form.exactly('registry-key').describe('The registry’s own key: no more is asked than its signature.'),
  keyIds: form
    .list(text)
    .min(1, { error: 'at least one key id is expected' })
    .optional()
    .describe('Any of these keys. Without it, any valid key of the registry.'),
  ...span,
};

const managedKey = {
  kind: form.exactly('managed-key').describe('A public key that stands here.'),
  key: form
    .text()
    .regex(pem('PUBLIC KEY'), { error: 'a public key is written as PEM, from -----BEGIN PUBLIC KEY----- on' })
    .describe('The public key, as PEM.'),
  fingerprint: fingerprint.optional().describe('SHA-256 of the key’s DER. Must be the key’s own.'),
  ...span,
};

/** One publisher, in the fields of its kind. */
export const publisherShape = form.either([
  form.mapping(github),
  form.mapping(gitlab),
  form.mapping(buildkite),
  form.mapping(google),
  form.mapping(person),
  form.mapping(identity),
  form.mapping(certificate),
  form.mapping(registryKey),
  form.mapping(managedKey),
]);

const purl = purlPattern.describe('Pattern over the purl; every version if it names none.');

/** Several publishers in a list, or one written beside the purl. */
export const publisherEntry = form.either([
  form.mapping({
    purl,
    allow: form
      .list(publisherShape)
      .min(1, { error: 'at least one publisher is expected' })
      .describe('Any of these may have published it.'),
  }),
  form.mapping({ purl, ...github }),
  form.mapping({ purl, ...gitlab }),
  form.mapping({ purl, ...buildkite }),
  form.mapping({ purl, ...google }),
  form.mapping({ purl, ...person }),
  form.mapping({ purl, ...identity }),
  form.mapping({ purl, ...certificate }),
  form.mapping({ purl, ...registryKey }),
  form.mapping({ purl, ...managedKey }),
]);

/** A SHA-256 fingerprint as it may be written. */
export const fingerprintText = fingerprint;

/** One publisher as it stands in the file. */
export type PublisherDocument = form.Infer<typeof publisherShape>;

/** One entry as it stands in the file. */
export type PublisherEntryDocument = form.Infer<typeof publisherEntry>;
