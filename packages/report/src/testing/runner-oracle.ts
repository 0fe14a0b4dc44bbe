/** What GitHub's runner makes of a step's standard output and of the files it writes: written after the runner's documented rules. */

/** A command that the runner found. */
export interface RunnerCommand {
  readonly name: string;
  readonly properties: ReadonlyMap<string, string>;
  readonly data: string;
}

/** All commands of an output: the runner knows none whose name starts with anything but a letter. Lines end at every line break that any of its readers knows. */
export function runnerCommands(output: string): readonly RunnerCommand[] {
  let stopped: string | null = null;
  const commands: RunnerCommand[] = [];
  for (const line of output.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/u)) {
    const command = parseCommand(line);
    if (command === null) continue;
    if (stopped !== null) {
      if (command.name === stopped) stopped = null;
      continue;
    }
    if (command.name === 'stop-commands') stopped = command.data;
    else if (/^[a-z]/iu.test(command.name)) commands.push(command);
  }
  return commands;
}

/** `::name key=value,…::data` at the start of a line, behind any white space; `##[name key=value;…]data` anywhere in it. */
function parseCommand(line: string): RunnerCommand | null {
  const [, name, list, data] = /^\s*::([^ :]+)(?: (.*?))?::(.*)$/su.exec(line) ?? [];
  if (name !== undefined) return { name, properties: parseProperties(list ?? ''), data: unescapeData(data ?? '') };
  const [, old, rest] = /##(?:vso)?\[([^\] ]+)[^\]]*\](.*)$/su.exec(line) ?? [];
  return old === undefined ? null : { name: old, properties: new Map(), data: rest ?? '' };
}

function parseProperties(list: string): ReadonlyMap<string, string> {
  const pairs = list.split(',').filter((pair) => pair.includes('='));
  return new Map(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at).trim(), unescapeProperty(pair.slice(at + 1))];
    }),
  );
}

function unescapeData(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

function unescapeProperty(text: string): string {
  return unescapeData(text.replaceAll('%3A', ':').replaceAll('%2C', ','));
}

/** What GITHUB_OUTPUT and its like set: `name=value` lines, and `name<<delimiter` blocks. Throws for what the runner refuses. */
export function runnerFile(text: string): ReadonlyMap<string, string> {
  const lines = text.split('\n');
  const values = new Map<string, string>();
  while (lines.length > 0) {
    const line = (lines.shift() ?? '').replace(/\r$/u, '');
    if (line === '') continue;
    const [, name = '', delimiter = ''] = /^([^=]*?)<<(.*)$/su.exec(line) ?? [];
    if (name === '') values.set(line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1));
    else values.set(name, takeBlock(lines, delimiter));
  }
  return values;
}

function takeBlock(lines: string[], delimiter: string): string {
  const end = lines.findIndex((line) => line.replace(/\r$/u, '') === delimiter);
  if (end === -1) throw new Error('no end');
  return lines
    .splice(0, end + 1)
    .slice(0, -1)
    .join('\n');
}
