/** The help of `assay diff`. */
export const diff = `assay diff BASE [HEAD] [options]

  What changed in trust between two states of a project: pins, registries, publishers, signatures, install scripts, licences, new packages,
  lookalikes, lockfiles that are gone, waivers. BASE and HEAD are revisions of this repository (main, origin/main, HEAD~1, 0123abc), or
  folders and lockfiles written as paths (./old, ../old). Without HEAD: the working folder. Revisions are read from git and never checked out.

What is looked at
  --path PATH                       a lockfile, or a folder that holds some, relative to this folder; again for more (default: this folder)
  --depth pins|registry|artifacts   the lockfiles only; also the registries' metadata; also every archive (default)
  --policy FILE                     the policy that both are judged by; without it, the built-in one
  --policy-from-base PATH           the policy that BASE holds. HEAD's own never judges; what it changes in it is told
  --trusted-root FILE               verify Sigstore signatures under this root and no other
  --offline FILE                    judge both from recorded evidence; no network
  --at TIME                         judge at this RFC 3339 time instead of now
  --store DIR, --no-store           where archives are kept between runs, by digest

Output
  --format terminal|json|markdown   (default: terminal); \`assay report schema diff\` prints the JSON Schema. Markdown is one comment for a
                                    pull request; its first line is a marker by which it is found again
  --key TEXT                        tells the comments of several projects in one repository apart (markdown)
  --max-characters N                longest comment (markdown; default: 65536, what GitHub takes)
  --output FILE                     write the formatted diff there; the summary still goes to the terminal
  --quiet, --verbose                less (no ordinary changes), more

Exit codes: 0 no alarm · 1 an alarm, or HEAD fails by itself · 2 usage, or a revision that is not here ·
            3 something could not be compared or verified: that is no "nothing changed"

Examples
  assay diff origin/main
  assay diff main feature --policy-from-base assay.yaml --format markdown --output comment.md
  assay diff ../released . --path package-lock.json --depth pins
`;
