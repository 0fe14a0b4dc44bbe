/** Addresses of workflow files, as certificates and predicates state them. */

/** A workflow file in a repository at a ref. */
export interface WorkflowUri {
  /** `https://host/owner/name`, without a slash at the end. */
  readonly repository: string;
  /** Path of the file inside the repository (`.github/workflows/release.yml`, `.gitlab-ci.yml`). */
  readonly path: string;
  /** A full ref (`refs/tags/v1`), or the id of a commit. */
  readonly ref: string;
}

const server = /^https:\/\/[A-Za-z0-9.-]+(?::\d{1,5})?(?=\/)/;
const commit = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const plainSegment = /^[^\s/@?#\\%]+$/;
const workflows = '.github/workflows/';

/**
 * Reads `https://host/owner/name/.github/workflows/FILE@REF` (Fulcio's SAN, .9 and .18 for GitHub) into the only parts it can
 * have; null for every other text. FILE holds no slash and REF starts with `refs/` or is a commit id, so an `@` in a file's name
 * or in a tag (`refs/tags/@acme/ui@1.0.0`) moves no boundary.
 */
export function parseGithubWorkflowUri(text: string): WorkflowUri | null {
  const origin = server.exec(text)?.[0];
  if (origin === undefined) return null;
  const parts = parseGithubWorkflowRef(text.slice(origin.length + 1));
  return parts === null ? null : { ...parts, repository: `${origin}/${parts.repository}` };
}

/** Reads `owner/name/.github/workflows/FILE@REF` (GITHUB_WORKFLOW_REF); `repository` is then `owner/name`. */
export function parseGithubWorkflowRef(text: string): WorkflowUri | null {
  const [owner = '', name = '', ...rest] = text.split('/');
  const inside = rest.join('/');
  if (!plainSegment.test(owner) || !plainSegment.test(name) || !inside.startsWith(workflows)) return null;
  const file = splitFileAndRef(inside.slice(workflows.length));
  return file === null ? null : { repository: `${owner}/${name}`, path: `${workflows}${file.name}`, ref: file.ref };
}

function splitFileAndRef(text: string): { readonly name: string; readonly ref: string } | null {
  const [head = ''] = text.split('/', 1);
  const at = head.lastIndexOf('@');
  const name = head.slice(0, Math.max(at, 0));
  const ref = text.slice(at + 1);
  if (!isFileName(name)) return null;
  return isRef(ref) ? { name, ref } : null;
}

function isFileName(name: string): boolean {
  return /^[^\s/?#\\%]+$/.test(name) && name !== '.' && name !== '..';
}

function isRef(text: string): boolean {
  return commit.test(text) || /^refs\/[^\s\\]+$/.test(text);
}

/**
 * Reads `https://host/group/project//PATH@REF` (GitLab's `ci_config_ref_uri`); null for every other text. A project's path has no
 * empty segment, so the first `//` ends it; PATH and REF are parted at the last `@refs/`.
 */
export function parseGitlabConfigUri(text: string): WorkflowUri | null {
  const match = /^(https:\/\/[A-Za-z0-9.-]+(?::\d{1,5})?(?:\/[^\s/@?#\\%]+){2,})\/\/(.+)$/.exec(text);
  if (match === null) return null;
  const [, repository = '', rest = ''] = match;
  const at = rest.lastIndexOf('@refs/');
  const path = rest.slice(0, Math.max(at, 0));
  const ref = rest.slice(at + 1);
  return path !== '' && isRef(ref) ? { repository, path, ref } : null;
}

/** Either of the two forms. */
export function parseWorkflowUri(text: string): WorkflowUri | null {
  return parseGithubWorkflowUri(text) ?? parseGitlabConfigUri(text);
}
