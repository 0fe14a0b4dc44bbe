import { archive, code, factsOf, fileEntry, rightFiles, templateDigest, tree, type Files } from '../license-builder.js';
import type { LicenseCase } from '../license-case.js';

const path = 'lib/acme-license.rb';
const holding = (files: Files) => ({ copies: [archive(files)] });
const withCode = (text: string) => holding({ ...rightFiles, [path]: text });
const known = (text: string, pattern = path) => ({
  license: { content: { templates: [{ name: 'own', pattern, sha256: templateDigest(text, pattern) }] } },
});
const { [path]: _code, ...noCode } = rightFiles;
const heredoc = 'puts <<~A\n  text\nA\nsafe\nA\n';
const data = "safe\n__END__\nsystem('x')\n";
const npmRules = { ecosystem: 'npm', content: { files: [], maxFiles: null, templates: [] } } as const;
const npm = (files: Files) => ({ license: npmRules, copies: [archive(files, { format: 'npm-tgz' })] });
const manifest = (fields: object) => JSON.stringify({ name: '@acme/pro', version: '4d2f', ...fields });

/** Cases of `license-code`. */
export const codeCases: readonly LicenseCase[] = [
  { title: 'known code is proven', change: {}, expected: ['license-code-known'] },
  {
    title: 'known code is proven in folders too',
    change: { phase: 'installed', copies: [tree()] },
    expected: ['license-code-known'],
  },
  {
    title: 'code of a library is not looked at',
    change: { license: { content: { code: 'unchecked' } } },
    expected: ['license-code-unchecked'],
  },
  { title: 'a package without code has none', change: holding(noCode), expected: ['license-code-none'] },
  {
    title: 'a package that was not read to its end may hold more code',
    change: { copies: [archive(undefined, { listing: { complete: false } })] },
    expected: ['license-code-unread'],
  },
  { title: 'other code is unknown', change: withCode('system("x")\n'), expected: ['license-code-unknown'] },
  {
    title: 'the quoted version may differ',
    change: { ...withCode(code), ...known(code) },
    expected: ['license-code-known'],
  },
  {
    title: 'a version in other quotes is other code',
    change: withCode(code.replaceAll("'", '"')),
    expected: ['license-code-unknown'],
  },
  {
    title: 'the placeholder of the version is no version',
    change: withCode(code.replace('4d2f', '{version}')),
    expected: ['license-code-unknown'],
  },
  {
    title: 'lines may end in CR LF throughout',
    change: withCode(code.replaceAll('\n', '\r\n')),
    expected: ['license-code-known'],
  },
  {
    title: 'lines that end now so and now otherwise are other code',
    change: withCode(code.replace('\n', '\r\n')),
    expected: ['license-code-unknown'],
  },
  {
    title: 'a CR within a line is other code',
    change: withCode(code.replace('module', 'module\rx')),
    expected: ['license-code-unknown'],
  },
  {
    title: 'a space after the last line of a here-document moves code into text, so it is other code',
    change: { ...withCode(heredoc.replace('\nA\nsafe', '\nA \nsafe')), ...known(heredoc) },
    expected: ['license-code-unknown'],
  },
  {
    title: 'a space after __END__ makes code of data, so it is other code',
    change: { ...withCode(data.replace('__END__', '__END__ ')), ...known(data) },
    expected: ['license-code-unknown'],
  },
  {
    title: 'a file with data after its end counts with its own line ends',
    change: { ...withCode(data.replaceAll('\n', '\r\n')), ...known(data) },
    expected: ['license-code-unknown'],
  },
  {
    title: 'an empty line in front takes magic comments out of force, so it is other code',
    change: withCode(`\n${code}`),
    expected: ['license-code-unknown'],
  },
  { title: 'a byte order mark is other code', change: withCode(`\ufeff${code}`), expected: ['license-code-unknown'] },
  {
    title: 'a line separator of Unicode is other code',
    change: withCode(code.replace('\n', '\u2028')),
    expected: ['license-code-unknown'],
  },
  { title: 'a NUL has no normal form', change: withCode(`${code}\0`), expected: ['license-code-unknown'] },
  {
    title: 'CR means something to shells',
    change: { ...holding({ ...noCode, 'x.sh': 'a\r\n' }), ...known('a\n', 'x.sh') },
    expected: ['license-code-unknown'],
  },
  {
    title: 'known code under another path is unknown',
    change: holding({ ...noCode, 'lib/other.rb': code }),
    expected: ['license-code-unknown'],
  },
  {
    title: 'a wide pattern still asks for the very code',
    change: {
      ...holding({ ...noCode, 'lib/a.rb': 'x', 'lib/b.rb': 'y' }),
      license: { content: { templates: [{ name: 'x', pattern: '**', sha256: templateDigest('x') }] } },
    },
    expected: ['license-code-unknown'],
  },
  {
    title: 'a file that is no text counts by its own digest',
    change: {
      copies: [
        archive(noCode, { listing: { entries: [fileEntry('lib/acme.so', '\xff', { within: 'data.tar.gz' })] } }),
      ],
      license: {
        content: { templates: [{ name: 'so', pattern: 'lib/acme.so', sha256: fileEntry('', '\xff').sha256 ?? '' }] },
      },
    },
    expected: ['license-code-known'],
  },
  {
    title: 'a file that was not read and has no digest is unknown',
    change: {
      copies: [
        archive(noCode, {
          listing: { entries: [{ path: 'lib/a.rb', type: 'file', mode: 0, size: 1, within: 'data.tar.gz' }] },
        }),
      ],
    },
    expected: ['license-code-unknown'],
  },
  {
    title: 'content that is another file’s is not this file’s code',
    change: {
      copies: [archive(undefined, { listing: { entries: [fileEntry(path, 'evil', { within: 'data.tar.gz' })] } })],
    },
    expected: ['license-code-unknown'],
  },
  {
    title: 'a link to code is unknown',
    change: {
      copies: [
        archive(undefined, {
          listing: {
            entries: [{ path, type: 'symlink', mode: 0o777, size: 0, linkTarget: 'x.txt', within: 'data.tar.gz' }],
          },
        }),
      ],
    },
    expected: ['license-code-unknown'],
  },
  {
    title: 'what looks like code is code, whatever the rules call it and however its ending is written',
    change: {
      ...holding({ 'data/a.RB': 'x', 'data/Makefile': 'x', 'data/x.js.': 'x', 'data/a.txt': 'x' }),
      license: { content: { files: [{ pattern: '**', kind: 'data', required: false, max: null, maxBytes: null }] } },
    },
    expected: ['license-code-unknown', 'license-code-unknown', 'license-code-unknown'],
  },
  {
    title: 'what a rule calls code is code, whatever it looks like',
    change: {
      ...holding({ 'run.txt': 'x' }),
      license: { content: { files: [{ pattern: '*.txt', kind: 'code', required: false, max: null, maxBytes: null }] } },
    },
    expected: ['license-code-unknown'],
  },
  {
    title: 'a command is code without any ending, even where commands are allowed',
    change: {
      copies: [
        archive(
          { ...rightFiles, 'bin/acme': 'x', 'ext/configure': 'x' },
          { facts: factsOf(rightFiles, { features: { executables: ['bin/acme'], extensions: ['ext/configure'] } }) },
        ),
      ],
    },
    expected: ['license-code-unknown', 'license-code-unknown'],
  },
  {
    title: 'what Composer loads by itself is code, whatever it is called',
    change: {
      license: { ecosystem: 'composer', content: { allow: ['autoload'] } },
      copies: [
        archive(
          { 'data/x.txt': 'x', 'other.txt': 'y' },
          { format: 'zip', facts: factsOf({}, { features: { autoload: ['./data//x.txt'] } }) },
        ),
      ],
    },
    expected: ['license-code-unknown'],
  },
  {
    title: 'what package.json has loaded is code',
    change: npm({ 'package.json': manifest({ main: './a/../data.txt' }), 'data.txt': 'x' }),
    expected: ['license-code-unknown'],
  },
  {
    title: 'exports of package.json are code, patterns and nested conditions too',
    change: npm({
      'package.json': manifest({ exports: { './*': [{ node: './d/*.txt' }] } }),
      'd/e/f.txt': 'x',
      'other.txt': 'y',
    }),
    expected: ['license-code-unknown'],
  },
  {
    title: 'a package.json that cannot be read has everything loaded',
    change: npm({ 'package.json': '[', 'data.txt': 'x' }),
    expected: ['license-code-unknown', 'license-code-unknown'],
  },
  {
    title: 'a package.json that is no object has everything loaded',
    change: npm({ 'package.json': '1' }),
    expected: ['license-code-unknown'],
  },
  {
    title: 'data that nothing loads is no code',
    change: npm({ 'package.json': manifest({}), 'data.txt': 'x' }),
    expected: ['license-code-none'],
  },
  {
    title: 'thousands of unknown files do not flood the report',
    change: holding(
      Object.fromEntries(Array.from({ length: 3000 }, (_, n) => [`lib/${String(n)}.rb`, 'x'.repeat(5000)])),
    ),
    expected: Array.from({ length: 10 }, () => 'license-code-unknown'),
  },
];
