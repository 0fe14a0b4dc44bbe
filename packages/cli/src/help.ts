/** Help texts. */

const overview = `assay: is what you are about to install exactly what was pinned, and from where it should come?

  assay verify [PATH…]          verify every package of the lockfiles in PATH (default: this folder)
  assay inspect ARCHIVE         list what is inside a .tgz or .gem, and what is wrong with it
  assay policy show|check|schema
  assay report schema           the JSON Schema of --format json
  assay help verify             all options of a command
  assay --version

Exit codes: 0 pass · 1 something failed · 2 usage or configuration error ·
            3 nothing failed, but something could not be verified (or there was nothing to verify) · 70 internal error
`;

const verify = `assay verify [PATH…] [options]

  PATH is a lockfile or a folder that holds some: package-lock.json, npm-shrinkwrap.json, pnpm-lock.yaml, Gemfile.lock, gems.locked.

What is looked at
  --depth pins|registry|artifacts   the lockfile only; also the registry's metadata; also every archive (default)
  --policy FILE                     the policy; without it, the built-in one (\`assay policy show\`)
  --strict-policy                   unused or expired waivers are errors
  --unprotected                     trust this checkout's own assay.yaml and registry settings (never for foreign changes)
  --at TIME                         judge at this RFC 3339 time instead of now

Evidence
  --record FILE                     keep everything that was answered, to repeat or judge the run later
  --offline FILE                    judge now, with today's policy, from recorded evidence; no network
  --replay FILE                     repeat the recorded run: its time, policy and lockfiles; no network
  --store DIR, --no-store           where archives are kept between runs, by digest

Output
  --format terminal|json            (default: terminal)
  --output FILE                     write the formatted report there; the summary still goes to the terminal
  --explain PURL                    everything about one package
  --quiet, --verbose                less, more
  NO_COLOR                          no colours
`;

const inspect = `assay inspect ARCHIVE [--format terminal|json]

  Lists a .tgz or .gem without extracting it. Exit code 1 when something about it would be refused.
`;

const policy = `assay policy show               print the built-in policy, with comments
assay policy check FILE         exit code 2 and the line of the mistake when it is not a policy
assay policy schema             print the JSON Schema for editors
`;

const topics: Readonly<Record<string, string>> = { verify, inspect, policy };

/** The help text of a command, or the overview. */
export function helpText(topic?: string): string {
  return topic !== undefined && Object.hasOwn(topics, topic) ? (topics[topic] ?? overview) : overview;
}
