import { json, rootManifest } from './npm-project.mjs';

/**
 * The files of a pnpm project with a planned tree (tree-plan.mjs): package.json and pnpm-lock.yaml, version 9. pnpm keeps each version
 * once, wherever npm would nest it.
 */
export function pnpmProject(entries) {
  const manifest = rootManifest(entries);
  const lines = [
    "lockfileVersion: '9.0'",
    '',
    'settings:',
    '  autoInstallPeers: true',
    '  excludeLinksFromLockfile: false',
    '',
  ];
  lines.push('importers:', '', '  .:');
  for (const group of ['dependencies', 'devDependencies', 'optionalDependencies']) {
    lines.push(`    ${group}:`, ...Object.entries(manifest[group]).flatMap(([name, range]) => direct(name, range)));
  }
  const unique = [...new Map(entries.map((entry) => [keyOf(entry), entry])).entries()].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  lines.push('', 'packages:', '', ...unique.flatMap(([key, entry]) => locked(key, entry)));
  lines.push('snapshots:', '', ...unique.flatMap(([key, entry]) => snapshot(key, entry, entries)));
  return { 'package.json': json(manifest), 'pnpm-lock.yaml': `${lines.join('\n')}\n` };
}

const keyOf = ({ name, version }) => `${name}@${version}`;

const quoted = (text) => (/^[@\d]/.test(text) ? `'${text}'` : text);

const direct = (name, range) => [
  `      ${quoted(name)}:`,
  `        specifier: ${range}`,
  `        version: ${range.slice(1)}`,
];

const locked = (key, { integrity, class: kind }) => [
  `  ${quoted(key)}:`,
  `    resolution: {integrity: ${integrity}}`,
  "    engines: {node: '>=18'}",
  ...(kind === 'optional' ? ['    cpu: [x64]', '    os: [linux]'] : []),
  '',
];

function snapshot(key, { dependencies, class: kind }, entries) {
  const used = dependencies.map((index) => entries[index]);
  const optional = kind === 'optional' ? ['    optional: true'] : [];
  if (used.length === 0 && optional.length === 0) return [`  ${quoted(key)}: {}`, ''];
  const edges = used.map(({ name, version }) => `      ${quoted(name)}: ${quoted(version)}`);
  return [`  ${quoted(key)}:`, ...optional, ...(edges.length > 0 ? ['    dependencies:', ...edges] : []), ''];
}
