/** What a terminal or a build service would make of our lines. */

/** Whatever starts a line: Assay's own words at the left edge, or an indent. */
const lineStart =
  /^(?:$| |[✗?!~✓–·] |FAIL {2}|UNVERIFIED {2}|PASS {2}|REFUSED {2}|assay: |Packages|Waivers used$|Warnings$|Every package$|Not looked at$|Locked$|Wanted by$|Comes from$|Bundles$|Contradicted by$|Found$)/;

/** Control and invisible characters, commands, and lines that foreign text starts. */
export function terminalProblems(output: string): readonly string[] {
  const lines = output.split('\n');
  return [
    ...(/[^\P{C}\n]/u.test(output) ? ['control character'] : []),
    ...(/[\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u.test(output) ? ['invisible character'] : []),
    ...(output.includes('##') ? ['##'] : []),
    ...lines.filter((line) => !lineStart.test(line)).map((line) => `starts a line: ${line}`),
    ...lines.filter((line) => /^::[a-z]/i.test(line.trimStart())).map((line) => `command: ${line}`),
  ];
}
