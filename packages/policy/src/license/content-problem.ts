/** Content rules that contradict each other, or that look like protection and are none. */

import { matchesPattern, type LicenseContentRules, type LicenseTokenExpectation } from '@assay/model';

/** What is wrong, and what to do. */
export interface RuleProblem {
  readonly key: 'content' | 'token';
  readonly message: string;
  readonly hint: string;
}

/** The first problem of content rules that are whole; null when there is none. */
export function contentProblem(
  content: LicenseContentRules,
  token: Pick<LicenseTokenExpectation, 'path'> | null,
): RuleProblem | null {
  const found = dependencyProblem(content) ?? codeProblem(content) ?? tokenFileProblem(content, token);
  return found === null ? null : { key: 'content', message: found[0], hint: found[1] };
}

type Problem = readonly [message: string, hint: string];

function dependencyProblem({ dependencies, allow }: LicenseContentRules): Problem | null {
  if (dependencies === null || allow.includes('dependencies')) return null;
  return ['`dependencies` names packages, and none are allowed', 'Add `dependencies` to `allow`.'];
}

function codeProblem({ code, templates, files, maxCodeBytes }: LicenseContentRules): Problem | null {
  if (code === 'unchecked' && templates.length > 0) {
    return ['code has templates and is not checked', 'Write `code: templates`, or leave the templates out.'];
  }
  const namesCode = files.some(({ kind }) => kind === 'code');
  if (code === 'unchecked' && namesCode && maxCodeBytes === null) {
    return ['files are of kind code, and code is not checked', 'Write `code: templates`, or `kind: data` for them.'];
  }
  if (maxCodeBytes !== null && !namesCode) {
    return [
      '`maxCodeBytes` limits files of kind code, and no rule names any',
      'Add `kind: code` to rules under `files`.',
    ];
  }
  return null;
}

function tokenFileProblem({ files }: LicenseContentRules, token: { readonly path: string } | null): Problem | null {
  if (token === null) {
    if (!files.some(({ kind }) => kind === 'token')) return null;
    return ['a file of kind token is allowed, and nothing says how to read it', 'Add `token: {scheme, path}`.'];
  }
  if (files.length === 0 || files.some(({ pattern }) => matchesPattern(pattern, token.path))) return null;
  return ['no rule under `files` allows the token’s file', `Add { pattern: ${token.path}, kind: token } to \`files\`.`];
}
