/** pnpm takes `gitBranchLockfile`, `git-branch-lockfile` and `git_branch_lockfile` for one setting: the same text for all of them. */
export function plainSetting(key: string): string {
  return key.replaceAll(/[-_]|\[\]$/gu, '').toLowerCase();
}
