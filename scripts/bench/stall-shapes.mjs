import { Buffer } from 'node:buffer';

/** Inputs of up to a megabyte that ask most of a reader: what an attacker tries first. By reader, then by shape. */

const limit = 1_000_000;
const fill = (text) => text.repeat(Math.floor(limit / text.length));
const list = (make, count) => Array.from({ length: count }, (_, i) => make(i));
const until = (make, start, end = '') => {
  const parts = [start];
  for (let i = 0, length = start.length; length < limit - end.length - 200; i++) {
    const part = make(i);
    parts.push(part);
    length += part.length;
  }
  return parts.join('') + end;
};
const sha = `sha512-${'A'.repeat(86)}==`;

const bytes = {
  'one byte': () => fill('a'),
  spaces: () => fill(' '),
  'line ends': () => fill('\n'),
  quotes: () => fill('"'),
  apostrophes: () => fill("'"),
  backslashes: () => `"${fill('\\').slice(0, -3)}"`,
  colons: () => fill(': '),
  dashes: () => fill('- '),
  zeros: () => fill('\0'),
};

const json = {
  ...bytes,
  'deep lists': () => fill('['),
  'deep mappings': () => fill('{"a":'),
  'many empty lists': () => `[${fill('[],').slice(0, -4)}]`,
  'many keys': () => until((i) => `"k${i}":1,`, '{', '"z":1}'),
  'one key often': () => until(() => `"k":1,`, '{', '"k":1}'),
  'a long text': () => `{"a":"${fill('x').slice(0, -20)}"}`,
  'many escapes': () => `{"a":"${fill('\\u0061').slice(0, -30)}"}`,
  'many numbers': () => `[${fill('1e1,').slice(0, -5)}1]`,
};

const yaml = {
  ...bytes,
  'deep mappings': () => until((i) => `${' '.repeat(i % 1000)}a:\n`, ''),
  'deep lists': () => fill('- '),
  'deep flow': () => `a: ${fill('[').slice(4)}`,
  'flow mappings': () => `a: [${fill('{},').slice(0, -6)}]`,
  'many keys': () => until((i) => `k${i}: 1\n`, ''),
  'one key often': () => fill('k: 1\n'),
  'many anchors': () => until((i) => `k${i}: &a${i} x\n`, ''),
  'aliases of aliases': () => until((i) => `k${i}: &a${i} [${i === 0 ? '' : `*a${i - 1}, *a${i - 1}`}]\n`, ''),
  'a folded text': () => `a: >-\n${fill('  x\n').slice(10)}`,
  'a literal text': () => `a: |-\n${fill('  x\n').slice(10)}`,
  'a text over many lines': () => `a: x\n${fill('  x\n').slice(10)}`,
  'a quoted text over many lines': () => `a: "x\n${fill('  x\n').slice(10)}"`,
  comments: () => fill('# x\n'),
  tags: () => until((i) => `k${i}: !t x\n`, ''),
  documents: () => fill('---\n'),
  'question marks': () => fill('? a\n'),
};

const npmEntries = (fields) =>
  until(
    (i) => `"node_modules/p${i}":${fields(i)},`,
    '{"lockfileVersion":3,"packages":{"":{},',
    '"node_modules/z":{}}}',
  );

const pnpmKeys = (make) => until(make, "lockfileVersion: '9.0'\npackages:\n");

export const shapes = {
  'package-lock.json': {
    ...json,
    'many packages': () => npmEntries(() => '{"version":"1.0.0"}'),
    'deep packages': () =>
      npmEntries((i) => `{"version":"1.0.0","dependencies":{"p${i + 1}":"1"}}`).replaceAll(
        'node_modules/p',
        'node_modules/a/node_modules/b/node_modules/p',
      ),
    'one package often': () =>
      until(
        (i) => `"node_modules/p${i}/node_modules/a":{"version":"1.0.0","integrity":"x${i}"},`,
        '{"lockfileVersion":3,"packages":{"":{},',
        '"node_modules/z":{}}}',
      ),
  },
  'pnpm-lock.yaml': {
    ...yaml,
    'many packages': () => pnpmKeys((i) => `  p${i}@1.0.0: {}\n`),
    'packages with pins': () => pnpmKeys((i) => `  p${i}@1.0.0:\n    resolution: {integrity: ${sha}}\n`),
    'long keys': () => pnpmKeys((i) => `  p${i}@1.0.0${'(a@1.0.0)'.repeat(100)}: {}\n`),
    'old packages': () =>
      until(
        (i) => `  /p${i}@1.0.0(a@1.0.0): {dependencies: {p${i + 1}: 1.0.0}}\n`,
        "lockfileVersion: '6.0'\npackages:\n",
      ),
    'many snapshots of one package': () =>
      until(
        (i) => `  a@1.0.0(b@1.0.${i}):\n    dependencies:\n      b: 1.0.${i}\n`,
        "lockfileVersion: '9.0'\nsnapshots:\n",
      ),
    'one package under many names': () =>
      until(
        (i) => `      n${i}: {specifier: x, version: a@1.0.0}\n`,
        "lockfileVersion: '9.0'\nsnapshots:\n  a@1.0.0: {}\nimporters:\n  .:\n    dependencies:\n",
      ),
    'many links': () =>
      until(
        (i) => `      n${i}: {specifier: 'link:x', version: 'link:x/${i}'}\n`,
        "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n",
      ),
    'one override often': () => until((i) => `  a@${i}: npm:b@1\n`, "lockfileVersion: '9.0'\noverrides:\n"),
  },
  'yarn.lock': {
    ...yaml,
    'many packages': () => until((i) => `p${i}@^1.0.0:\n  version "1.0.0"\n\n`, '# yarn lockfile v1\n\n\n'),
  },
  'bun.lock': {
    ...json,
    'many packages': () =>
      until(
        (i) => `"p${i}":["p${i}@1.0.0","",{},"${sha}"],`,
        '{"lockfileVersion":1,"workspaces":{"":{}},"packages":{',
        '}}',
      ),
  },
  'Gemfile.lock': {
    ...bytes,
    'many gems': () =>
      until(
        (i) => `    g${i} (1.0.0)\n`,
        'GEM\n  remote: https://gems.example/\n  specs:\n',
        '\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  g0\n',
      ),
    'many dependencies': () =>
      until((i) => `      g${i} (>= 1, < 2)\n`, 'GEM\n  remote: https://gems.example/\n  specs:\n    a (1.0.0)\n'),
    'one gem often': () => until(() => '    g (1.0.0)\n', 'GEM\n  remote: https://gems.example/\n  specs:\n'),
    'many sources': () => fill('GEM\n  remote: https://gems.example/\n  specs:\n\n'),
    'many checksums': () =>
      until(
        (i) => `  g${i} (1.0.0) sha256=${'0'.repeat(64)}\n`,
        'GEM\n  remote: https://gems.example/\n  specs:\n\nCHECKSUMS\n',
      ),
  },
  'gem metadata': yaml,
  'policy YAML': yaml,
  'compact index': {
    ...bytes,
    versions: () => until((i) => `1.0.${i} |checksum:${'0'.repeat(64)}\n`, '---\n'),
    'one version often': () => until(() => `1.0.0 |checksum:${'0'.repeat(64)}\n`, '---\n'),
    dependencies: () => `---\n1.0.0 ${list((i) => `g${i}:>= 1&< 2`, 50_000).join(',')}|checksum:${'0'.repeat(64)}\n`,
  },
  packument: { ...json, times: () => until((i) => `"1.0.${i}":"2020-01-01T00:00:00.000Z",`, '{"time":{', '"z":"x"}}') },
  'bill of materials': {
    ...json,
    components: () =>
      until(
        (i) => `{"type":"library","name":"c${i}","bom-ref":"r${i}"},`,
        '{"bomFormat":"CycloneDX","specVersion":"1.6","components":[',
        '{"type":"library","name":"z"}]}',
      ),
    'deep components': () =>
      `{"bomFormat":"CycloneDX","specVersion":"1.6","components":[${fill('{"type":"library","name":"c","components":[')}`,
    'XML elements': () =>
      until(
        () => '<component type="library"><name>a</name></component>',
        '<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components>',
        '</components></bom>',
      ),
    'deep XML': () => `<?xml version="1.0"?>${fill('<a>')}`,
    'XML attributes': () => until((i) => ` a${i}="x"`, '<?xml version="1.0"?><bom', '/>'),
    'XML entities': () => until(() => '&amp;', '<?xml version="1.0"?><bom>', '</bom>'),
  },
  'evidence index': { ...json },
  'npm archive': { ...bytes, 'empty entries': () => emptyEntries() },
};

/** Headers of empty files, one after the other: the most entries that a megabyte holds. */
function emptyEntries() {
  const blocks = [];
  for (let i = 0; i < 1900; i++) {
    const block = Buffer.alloc(512);
    block.write(`package/${i}`, 0);
    block.write('000644 \0' + '000000 \0'.repeat(2) + '00000000000 ' + '00000000000 ', 100);
    block.write('        0', 148);
    block.write('ustar\x0000', 257);
    const sum = block.reduce((total, byte) => total + byte, 0);
    block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    blocks.push(block);
  }
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}
