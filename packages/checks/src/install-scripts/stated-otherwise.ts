import type { InstallRun, StatedInstall } from '@assay/model';

/**
 * Scripts of an archive that its registry says there are not: it names the version's scripts and not these, or not with this command, or
 * says in short that there are none. Tools that read the registry alone would see nothing of them ("manifest confusion"). A registry that
 * names no scripts at all denies none; and that clients build by themselves what holds a `binding.gyp` is nobody's to state, nor what bundled packages run.
 */
export function explicitlyDenied(
  runs: readonly InstallRun[],
  stated: StatedInstall | undefined,
): readonly InstallRun[] {
  const scripts = runs.filter(({ kind, folder }) => kind === 'script' && folder === undefined);
  if (stated?.runs !== undefined) {
    const named = new Set(stated.runs.map(asPublished));
    return scripts.filter((run) => !named.has(asPublished(run)));
  }
  return stated?.hasScript === false ? scripts : [];
}

const binFolder = /^(?:\.[/\\])?node_modules[/\\]\.bin[/\\]/;

/** npm takes the folder of commands away from a script when it publishes it. */
function asPublished({ name, command = '' }: InstallRun): string {
  return JSON.stringify([name, command.replace(binFolder, '')]);
}
