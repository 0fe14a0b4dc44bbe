/** What starts runs of GitHub Actions and of GitLab pipelines, in the words of their OIDC tokens. */

import { nearestWord } from '@assay/model';

const triggers: ReadonlySet<string> = new Set([
  ...['branch_protection_rule', 'check_run', 'check_suite', 'create', 'delete', 'deployment', 'deployment_status'],
  ...['discussion', 'discussion_comment', 'dynamic', 'fork', 'gollum', 'image_version', 'issue_comment', 'issues'],
  ...['label', 'member', 'merge_group', 'milestone', 'page_build', 'project', 'project_card', 'project_column'],
  ...['public', 'pull_request', 'pull_request_review', 'pull_request_review_comment', 'pull_request_target', 'push'],
  ...['registry_package', 'release', 'repository_dispatch', 'schedule', 'status', 'watch', 'workflow_call'],
  ...['workflow_dispatch', 'workflow_run'],
  ...['api', 'chat', 'container_registry_push', 'external', 'external_pull_request_event', 'merge_request_event'],
  ...['ondemand_dast_scan', 'ondemand_dast_validation', 'parent_pipeline', 'pipeline', 'security_orchestration_policy'],
  ...['trigger', 'unknown', 'web', 'webide'],
]);

/** The trigger that a text nearly is; null for one that there is, and for one that is like none: servers get new ones. */
export function mistypedTrigger(text: string): string | null {
  return triggers.has(text) ? null : nearestWord(text, triggers);
}
