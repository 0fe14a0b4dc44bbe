/** What a reader of JSON finds: one document on one line, and no member that is not of our format. */

/** Every member name of a value, however deep. */
function memberNames(value: unknown, names: Set<string> = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value) memberNames(item, names);
  else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      names.add(name);
      memberNames(member, names);
    }
  }
  return names;
}

/** Of a document on one line. */
export function jsonProblems(output: string): readonly string[] {
  const broken = output.indexOf('\n') === output.length - 1 ? [] : ['more than one line'];
  const strange = [...memberNames(JSON.parse(output))].filter((name) => !/^[a-z$][A-Za-z-]*$/u.test(name));
  return [...broken, ...strange.map((name) => `member: ${name}`)];
}
