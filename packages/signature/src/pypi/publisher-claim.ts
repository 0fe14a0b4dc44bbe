/** The publisher that a provenance object names: the index's word, to be compared with the certificate. */

import { asMap, asText, type DocMap, type DocValue } from '@assay/documents';

/** A trusted publisher as PyPI writes it. */
export type PublisherClaim =
  | {
      readonly kind: 'github';
      /** `owner/name`. */
      readonly repository: string;
      /** File name below `.github/workflows/`. */
      readonly workflow: string;
      /** Empty: any, or none. */
      readonly environment: string;
    }
  | {
      readonly kind: 'gitlab';
      /** `group/…/project`. */
      readonly repository: string;
      /** Path of the pipeline's file in the project. */
      readonly workflow: string;
      /** Empty: any, or none. */
      readonly environment: string;
    }
  | { readonly kind: 'google'; readonly email: string }
  /** A kind that is not known here, by its name. */
  | { readonly kind: 'other'; readonly name: string };

/** Reads a `publisher` member; null when it is not one. Members that nobody knows are allowed (PEP 740). */
export function parsePublisherClaim(value: DocValue | undefined): PublisherClaim | null {
  const map = asMap(value);
  const kind = asText(map?.get('kind'));
  if (map === undefined || kind === undefined) return null;
  if (kind === 'GitHub') return workflowClaim('github', map, map.get('workflow'));
  if (kind === 'GitLab') return workflowClaim('gitlab', map, map.get('workflow_filepath'));
  if (kind !== 'Google') return { kind: 'other', name: kind };
  const email = asText(map.get('email'));
  return email === undefined || email === '' ? null : { kind: 'google', email };
}

function workflowClaim(
  kind: 'github' | 'gitlab',
  map: DocMap,
  workflowValue: DocValue | undefined,
): PublisherClaim | null {
  const repository = asText(map.get('repository')) ?? '';
  const workflow = asText(workflowValue) ?? '';
  const environment = asText(map.get('environment') ?? '');
  if (repository === '' || workflow === '' || environment === undefined) return null;
  return { kind, repository, workflow, environment };
}
