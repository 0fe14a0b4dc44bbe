import { AssayError } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from './parse-policy.js';
import { vocabulary } from './testing/vocabulary.js';

const encoder = new TextEncoder();

function parse(text: string | Uint8Array) {
  const bytes = typeof text === 'string' ? encoder.encode(text) : text;
  return parsePolicy({ bytes, file: 'assay.yaml', vocabulary });
}

/** `line: message (hint)`. */
function refusal(text: string | Uint8Array): string {
  try {
    parse(text);
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    expect(error).toMatchObject({ code: 'ERR_POLICY', file: 'assay.yaml' });
    return `${String(error.line)}: ${error.message}${error.hint === undefined ? '' : ` (${error.hint})`}`;
  }
  throw new Error('it was accepted');
}

const sha512 = `sha512-${'A'.repeat(86)}==`;

const good = `# Ours.
version: 1
registries:
  - ecosystem: npm
    url: https://NPM.acme.example/team
    names: ['@acme/*', acme-*]
    redirects:
      - https://cdn.acme.example
      - https://cdn2.acme.example/
    aliases: [https://old.acme.example/npm]
rules:
  - checks:
      registry-digest: prefer
  - select:
      ecosystem: npm
      purl: pkg:npm/@acme/*
      registry: https://npm.acme.example
      scope: [dev, optional]
    checks:
      source: ignore
      pin-strength: require
waivers:
  - purl: pkg:npm/left-pad@1.3.0
    check: pin-strength
    code: pin-weak
    digest: ${sha512}
    reason: locked long ago
    owner: platform team
    created: 2026-11-22
    expires: 2027-02-22
    ticket: SEC-1
limits:
  artifactBytes: 1073741824
allowEmpty: true
`;

describe('a good policy', () => {
  it('is read with all it says, in normal form', () => {
    expect(parse(good)).toEqual({
      version: 1,
      registries: [
        {
          ecosystem: 'npm',
          url: 'https://npm.acme.example/team/',
          from: 'policy',
          names: ['@acme/*', 'acme-*'],
          redirects: ['https://cdn.acme.example', 'https://cdn2.acme.example'],
          aliases: ['https://old.acme.example/npm/'],
        },
      ],
      rules: [
        { select: {}, checks: new Map([['registry-digest', 'prefer']]), harden: new Map(), line: 12 },
        {
          select: {
            ecosystem: 'npm',
            purl: 'pkg:npm/%40acme/*',
            registry: 'https://npm.acme.example/',
            scope: ['dev', 'optional'],
          },
          checks: new Map([
            ['source', 'ignore'],
            ['pin-strength', 'require'],
          ]),
          harden: new Map(),
          line: 14,
        },
      ],
      waivers: [
        {
          purl: 'pkg:npm/left-pad@1.3.0',
          check: 'pin-strength',
          code: 'pin-weak',
          digest: { alg: 'sha512', value: '00'.repeat(64), covers: 'artifact' },
          reason: 'locked long ago',
          owner: 'platform team',
          created: '2026-11-22',
          expires: '2027-02-22',
          ticket: 'SEC-1',
          line: 23,
        },
      ],
      publishers: [],
      attestations: [],
      builders: null,
      gems: { policy: 'assay', trustDirectory: false, fingerprints: [], certificates: [] },
      installScripts: [],
      releaseAge: null,
      namesakes: [],
      licensePackages: [],
      sbom: { authors: [], project: {}, parts: [], suppliers: [] },
      defaults: new Map([...vocabulary.checks.keys()].map((check) => [check, 'require'])),
      limits: { artifactBytes: 1073741824 },
      acceptGaps: [],
      allowEmpty: true,
    });
  });

  it('needs no more than its version', () => {
    expect(parse('version: 1\n')).toEqual({
      version: 1,
      registries: [],
      rules: [],
      waivers: [],
      publishers: [],
      attestations: [],
      builders: null,
      gems: { policy: 'assay', trustDirectory: false, fingerprints: [], certificates: [] },
      installScripts: [],
      releaseAge: null,
      namesakes: [],
      licensePackages: [],
      sbom: { authors: [], project: {}, parts: [], suppliers: [] },
      defaults: new Map([...vocabulary.checks.keys()].map((check) => [check, 'require'])),
      limits: { artifactBytes: 2147483648 },
      acceptGaps: [],
      allowEmpty: false,
    });
  });

  it('leaves out what is not said, instead of saying undefined', () => {
    const [waiver] = parse(good.replace(/ {4}(?:code|digest|ticket): .*\n/g, '')).waivers;
    expect(Object.keys(waiver ?? {})).toEqual(['purl', 'check', 'reason', 'owner', 'created', 'expires', 'line']);
    expect(parse('version: 1\nrules: [{select: {}, checks: {source: prefer}}]').rules[0]?.select).toStrictEqual({});
    expect(
      parse('version: 1\nrules: [{select: {ecosystem: rubygems}, checks: {source: prefer}}]').rules[0]?.select,
    ).toStrictEqual({ ecosystem: 'rubygems' });
    expect(parse('version: 1\nlimits: {}\n').limits).toEqual({ artifactBytes: 2147483648 });
  });

  it('may be written as JSON', () => {
    expect(parse('{"version": 1, "allowEmpty": true}')).toMatchObject({ allowEmpty: true });
  });

  it('may name plain http where it says so', () => {
    const text = `version: 1
registries:
  - ecosystem: rubygems
    url: http://localhost:8080/
    redirects: [http://localhost:8081]
    aliases: [http://gems.acme.example]
    insecure: true
`;
    expect(parse(text).registries).toEqual([
      {
        ecosystem: 'rubygems',
        url: 'http://localhost:8080/',
        from: 'policy',
        names: [],
        redirects: ['http://localhost:8081'],
        aliases: ['http://gems.acme.example/'],
      },
    ]);
  });

  it.each([sha512, `sha512:${'0'.repeat(128)}`])('may name a digest as %s', (digest) => {
    const { digest: read } = parse(good.replace(sha512, digest)).waivers[0] ?? {};
    expect(read).toEqual({ alg: 'sha512', value: '00'.repeat(64), covers: 'artifact' });
  });

  it.each([
    ['sha256', `sha256-${'A'.repeat(43)}=`, 32],
    ['sha384', `sha384-${'A'.repeat(64)}`, 48],
    ['sha256', `sha256:${'0'.repeat(64)}`, 32],
    ['sha384', `sha384:${'0'.repeat(96)}`, 48],
  ])('may name a %s digest: %s', (alg, digest, bytes) => {
    const { digest: read } = parse(good.replace(sha512, digest)).waivers[0] ?? {};
    expect(read).toEqual({ alg, value: '00'.repeat(bytes), covers: 'artifact' });
  });

  it('may claim names exactly or by their beginning', () => {
    const names = ['acme', 'acme-*', '@acme/*', '@acme/ui', '@acme/ui-*', '*'];
    const text = `version: 1\nregistries: [{ecosystem: npm, url: 'https://npm.acme.example/', names: ${JSON.stringify(names)}}]`;
    expect(parse(text).registries[0]?.names).toEqual(names);
  });
});

/** Lines of `good` that hold a key, with the key. */
const keyLines = good.split('\n').flatMap((text, index) => {
  const key = /^[ -]*([a-zA-Z-]+):(?: |$)/.exec(text)?.[1];
  return key === undefined ? [] : [{ key, line: index + 1, text }];
});

function withLine(line: number, text: string): string {
  return good
    .split('\n')
    .toSpliced(line - 1, 1, text)
    .join('\n');
}

describe('every key of a good policy', () => {
  it('is covered by these tests', () => {
    expect(keyLines).toHaveLength(31);
  });

  it.each(keyLines)('$key on line $line, renamed, is refused there', ({ key, line, text }) => {
    const renamed = refusal(withLine(line, text.replace(`${key}:`, `${key}s:`)));
    const where = key === 'version' ? 'only|versions' : `${key}s`;
    expect(renamed).toMatch(new RegExp(`^${String(line)}: .*"(?:${where})" is not a key of a policy here`));
    expect(renamed).toContain(`(Did you mean \`${key}\`?)`);
  });

  it.each(keyLines)('$key on line $line, in capitals, is refused there', ({ key, line, text }) => {
    expect(refusal(withLine(line, text.replace(`${key}:`, `${key.toUpperCase()}:`)))).toMatch(
      new RegExp(`^${String(line)}: .*"${key.toUpperCase()}" is not a key`),
    );
  });

  it.each(keyLines.filter(({ text }) => !text.endsWith(':')))(
    '$key on line $line, twice, is refused at the second',
    ({ line, key, text }) => {
      const second = text.replace('- ', '  ');
      expect(refusal(withLine(line, `${text}\n${second}`))).toMatch(
        new RegExp(`^${String(line + 1)}: .*"${key}" stands twice`),
      );
    },
  );

  const scalars = keyLines.filter(({ text }) => !text.endsWith(':'));
  it.each(scalars)('$key on line $line, with a mapping, is refused there', ({ line, text }) => {
    expect(refusal(withLine(line, text.replace(/: .*/, ': {a: 1}')))).toMatch(new RegExp(`^${String(line)}: `));
  });

  it.each(scalars)('$key on line $line, with nothing, is refused there', ({ line, text }) => {
    expect(refusal(withLine(line, text.replace(/: .*/, ':')))).toMatch(new RegExp(`^${String(line)}: `));
  });

  it.each(scalars.filter(({ key }) => key !== 'allowEmpty'))(
    '$key on line $line, with a truth value, is refused there',
    ({ line, text }) => {
      expect(refusal(withLine(line, text.replace(/: .*/, ': true')))).toMatch(new RegExp(`^${String(line)}: `));
    },
  );

  it.each(scalars.filter(({ key }) => !['artifactBytes', 'version'].includes(key)))(
    '$key on line $line, with a number, is refused there',
    ({ line, text }) => {
      expect(refusal(withLine(line, text.replace(/: .*/, ': 12')))).toMatch(new RegExp(`^${String(line)}: `));
    },
  );
});

describe('a key that is missing', () => {
  const optional = ['code', 'digest', 'ticket', 'names', 'aliases', 'artifactBytes', 'allowEmpty', 'select'];
  const inItem = (text: string) => !text.includes('- ') && !text.endsWith(':');
  const required = keyLines.filter(
    ({ text, line, key }) =>
      inItem(text) &&
      !optional.includes(key) &&
      (line < 12 || line > 18) &&
      !['source', 'registry-digest', 'pin-strength'].includes(key),
  );

  it.each(required)('$key (line $line) is named, with the line of what should hold it', ({ key, line }) => {
    const lines = good.split('\n').toSpliced(line - 1, 1);
    const where = { version: '2: version', url: '4: registries[0].url' }[key] ?? `23: waivers[0].${key}`;
    expect(refusal(lines.join('\n'))).toBe(`${where}: this key is missing`);
  });

  it.each([
    ['version: 1\nwaivers:\n  - {}\n', '3: waivers[0].purl: this key is missing'],
    ['version: 1\nrules:\n\n  - select: {}\n', '4: rules[0].checks: this key is missing'],
    ['version: 1\nregistries:\n  - url: https://a.example\n', '3: registries[0].ecosystem: this key is missing'],
  ])('in %j', (text, message) => {
    expect(refusal(text)).toBe(message);
  });
});

describe('what is not a policy', () => {
  it.each([
    ['', '1: the policy is empty (A policy starts with `version: 1`.)'],
    ['\n# only a comment\n', '1: the policy is empty (A policy starts with `version: 1`.)'],
    ['---\n', '1: the policy is empty (A policy starts with `version: 1`.)'],
    ['~', '1: the policy is empty (A policy starts with `version: 1`.)'],
    ['1', '1: a policy is a mapping (A policy starts with `version: 1`.)'],
    ['version', '1: a policy is a mapping (A policy starts with `version: 1`.)'],
    ['[]', '1: a policy is a mapping (A policy starts with `version: 1`.)'],
    ['- version: 1', '1: a policy is a mapping (A policy starts with `version: 1`.)'],
    [
      'version: 1\n---\nversion: 1\n',
      '1: a policy is one YAML document, and this file holds several (A policy starts with `version: 1`.)',
    ],
    [
      'version: 1\n---\n',
      '1: a policy is one YAML document, and this file holds several (A policy starts with `version: 1`.)',
    ],
    ['{}', '1: version: this key is missing'],
    ['\n\nrules: []\n', '3: version: this key is missing'],
    ['version:\n', '1: version: only 1 is understood here'],
    ['rules: []\nversion: 2\n', '2: version: only 1 is understood here'],
    ['version: "1"', '1: version: only 1 is understood here (Write it without quotes.)'],
    ['version: 1.1', '1: version: only 1 is understood here'],
    ['version: true', '1: version: only 1 is understood here'],
    ['version: [1]', '1: version: only 1 is understood here'],
    ['policy: 1\nversion: 2\nkey: 3', '2: version: only 1 is understood here'],
    ['verison: 1', '1: "verison" is not a key of a policy here (Did you mean `version`?)'],
  ])('%j', (text, message) => {
    expect(refusal(text)).toBe(message);
  });

  it.each([
    ['a duplicate key', 'version: 1\nallowEmpty: true\nallowEmpty: false\n', 3],
    ['a tag', 'version: 1\nallowEmpty: !!bool true\n', 2],
    ['a language’s own tag', 'version: 1\nrules: !!js/function "x"\n', 2],
    ['an anchor', 'version: 1\nrules: &r []\n', 2],
    ['an alias', 'version: 1\nrules: &r []\nwaivers: *r\n', 2],
    ['a merge key', 'version: 1\n<<: {allowEmpty: true}\n', 2],
    ['bad syntax', 'version: 1\nrules: [\n', 3],
    ['a tab for indentation', 'version: 1\nlimits:\n\tartifactBytes: 1\n', 3],
    ['deep nesting', `version: 1\nrules: ${'['.repeat(20)}${']'.repeat(20)}\n`, 2],
    ['a key that is a list', 'version: 1\n[a]: 1\n', 2],
    ['an integer that a number cannot hold', 'version: 1\nlimits: {artifactBytes: 9007199254740993}\n', 2],
  ])('%s is refused where it stands', (_what, text, line) => {
    expect(refusal(text)).toMatch(new RegExp(`^${String(line)}: `));
  });

  it('bytes that are not UTF-8', () => {
    expect(refusal(new Uint8Array([0x76, 0xff]))).toMatch(/^1: /);
  });

  it('more than a mebibyte', () => {
    const filled = (bytes: number) => 'version: 1\n'.padEnd(bytes, '#');
    expect(parse(filled(1024 * 1024)).version).toBe(1);
    expect(refusal(filled(1024 * 1024 + 1))).toMatch(/^1: /);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('a key called %s, anywhere', (key) => {
    expect(refusal(`version: 1\n${key}: 1\n`)).toMatch(/^2: .*is not a key/);
    expect(refusal(`version: 1\nrules:\n  - checks:\n      ${key}: ignore\n      source: prefer\n`)).toMatch(
      /^4: .*is not a key/,
    );
    expect(refusal(good.replace('ticket:', `${key}:`))).toMatch(/^31: .*is not a key/);
    expect(refusal(`version: 1\nlimits:\n  ${key}: {artifactBytes: 1}\n`)).toMatch(/^3: .*is not a key/);
  });

  it.each(['names: [@acme/*]', 'names: [*]', 'names: [&a b]'])('%s without quotes, and the hint says so', (names) => {
    const text = `version: 1\nregistries:\n  - ecosystem: npm\n    url: https://a.example\n    ${names}\n`;
    expect(refusal(text)).toMatch(/^5: .*\(Put texts that start with `@`, `\*`, `&` or `!` in quotes\.\)$/);
  });

  it('nothing with a secret in it is quoted', () => {
    const secrets = [
      'https://user:s3cret@a.example/',
      'https://s3cret@a.example',
      'https://a.example/?t=s3cret',
      'https://a.example/#s3cret',
      's3cret://a.example',
      'https://u:s3cret@a b',
    ];
    for (const url of secrets) {
      for (const key of ['url', 'redirects', 'aliases']) {
        const value = key === 'url' ? JSON.stringify(url) : JSON.stringify([url]);
        const rest = key === 'url' ? '' : '    url: https://a.example\n';
        const message = refusal(`version: 1\nregistries:\n  - ecosystem: npm\n${rest}    ${key}: ${value}\n`);
        expect(message).toMatch(/^[45]: /);
        expect(message).toMatch(/credentials/);
        expect(message).not.toContain('s3cret');
      }
    }
  });
});

describe('values', () => {
  const registry = (rest: string) =>
    `version: 1\nregistries:\n  - ecosystem: npm\n    ${rest.replaceAll('\n', '\n    ')}\n`;
  const waiver = (key: string, value: string) =>
    good.replace(new RegExp(`^(  (?:- |  )${key}:) (?!.*acme).*`, 'gm'), `$1 ${value}`);

  it.each([
    [
      'one of several words',
      good.replace('prefer', 'prefers'),
      '13: rules[0].checks.registry-digest: one of require, prefer, ignore is expected (Did you mean `prefer`?)',
    ],
    [
      'an unknown check in a rule',
      good.replace('source: ignore', 'sources: ignore'),
      '20: rules[1].checks: "sources" is not a key of a policy here (Did you mean `source`?)',
    ],
    [
      'an unknown check far from any',
      good.replace('source: ignore', 'everything: ignore'),
      '20: rules[1].checks: "everything" is not a key of a policy here (The keys here are pin-strength, source, registry-digest.)',
    ],
    [
      'an unknown check in a waiver',
      good.replace('check: pin-strength', 'check: pin-strenght'),
      '24: waivers[0].check: one of pin-strength, source, registry-digest is expected (Did you mean `pin-strength`?)',
    ],
    [
      'an unknown check in a waiver, far from any',
      good.replace('check: pin-strength', 'check: everything'),
      '24: waivers[0].check: one of pin-strength, source, registry-digest is expected',
    ],
    [
      'an unknown code',
      waiver('code', 'pin-weka'),
      '25: pin-strength has no code "pin-weka" (Did you mean `pin-weak`?)',
    ],
    [
      'another check’s code',
      waiver('code', 'git-source'),
      '25: pin-strength has no code "git-source" (See the README of the check pin-strength.)',
    ],
    [
      'an unknown scope',
      good.replace('[dev, optional]', '[dev, test]'),
      '18: rules[1].select.scope[1]: one of prod, dev, optional, peer is expected',
    ],
    ['no scope', good.replace('[dev, optional]', '[]'), '18: rules[1].select.scope: at least one scope is expected'],
    [
      'a scope that is not in a list',
      good.replace('[dev, optional]', 'dev'),
      '18: rules[1].select.scope: a list is expected (Write it as [a, b], or with one `- ` line for each.)',
    ],
    [
      'an unknown ecosystem',
      good.replace('ecosystem: npm', 'ecosystem: nmp'),
      '4: registries[0].ecosystem: one of npm, rubygems is expected (Did you mean `npm`?)',
    ],
    [
      'a rule that names no check',
      'version: 1\nrules:\n  - select: {}\n    checks: {}\n',
      '4: the rule names no check',
    ],
    [
      'a rule that is no mapping',
      'version: 1\nrules:\n  - checks: {source: prefer}\n  - ignore\n',
      '4: rules[1]: a mapping is expected',
    ],
    [
      'a list that is empty by omission',
      'version: 1\nwaivers:\n',
      '2: waivers: a list is expected (There is nothing: give it a value, or leave the key out.)',
    ],
    ['a number for a text', waiver('owner', '42'), '28: waivers[0].owner: a text is expected (Put it in quotes.)'],
    [
      'blanks for a text',
      waiver('reason', "'  '"),
      '27: waivers[0].reason: a text is expected, but there is nothing in it',
    ],
    [
      'a text for a truth value',
      good.replace('allowEmpty: true', 'allowEmpty: yes'),
      '34: allowEmpty: true or false is expected',
    ],
    [
      'false for what can only be true',
      registry('url: http://a.example\ninsecure: false'),
      '5: registries[0].insecure: only true is understood here',
    ],
    ['a size of nothing', good.replace('1073741824', '0'), '33: limits.artifactBytes: at least one byte is expected'],
    ['a negative size', good.replace('1073741824', '-1'), '33: limits.artifactBytes: at least one byte is expected'],
    ['half a byte', good.replace('1073741824', '1.5'), '33: limits.artifactBytes: a whole number is expected'],
    ['a size in words', good.replace('1073741824', '1 GiB'), '33: limits.artifactBytes: a number is expected'],
    [
      'a purl that is none',
      waiver('purl', 'left-pad@1.3.0'),
      /^23: waivers\[0\]\.purl: a package is named by its purl/,
    ],
    [
      'a purl with bad escapes',
      good.replace('left-pad@1.3.0', '%ff@1.3.0'),
      '23: this is not a purl (Copy it from the output of Assay, as in pkg:npm/left-pad@1.3.0.)',
    ],
    [
      'a purl with bad escapes in a rule',
      good.replace('@acme/*\n', '%ff\n'),
      '16: this is not a purl (Copy it from the output of Assay, as in pkg:npm/left-pad@1.3.0.)',
    ],
    [
      'a purl with bad escapes that is not the first key',
      good.replace(
        '  - purl: pkg:npm/left-pad@1.3.0\n    check: pin-strength\n',
        '  - check: pin-strength\n    purl: pkg:npm/%ff@1\n',
      ),
      '24: this is not a purl (Copy it from the output of Assay, as in pkg:npm/left-pad@1.3.0.)',
    ],
    [
      'a gap’s code in words',
      `version: 1\nacceptGaps:\n  - a-gap\n  - A gap\n`,
      '4: acceptGaps[1]: a code is written in kebab-case',
    ],
    [
      'a duplicate key, without a hint about quotes',
      'version: 1\nrules: []\nrules: []\n',
      '3: The key "rules" stands twice.',
    ],
    [
      'sha1',
      waiver('digest', `sha1-${'A'.repeat(27)}=`),
      /^26: waivers\[0\]\.digest: .*SHA-256 is the shortest that counts$/,
    ],
    [
      'base64 that is not canonical',
      waiver('digest', `sha512-${'A'.repeat(85)}B==`),
      '26: this is not a digest (Copy it from the lockfile.)',
    ],
    [
      'an impossible day',
      waiver('created', '2026-02-30'),
      '29: waivers[0].created: a day is written as YYYY-MM-DD and must exist',
    ],
    [
      'a day with a time',
      waiver('created', '2026-02-03T00:00:00Z'),
      '29: waivers[0].created: a day is written as YYYY-MM-DD and must exist',
    ],
    [
      'a year alone',
      waiver('created', '2026'),
      '29: waivers[0].created: a day is written as YYYY-MM-DD and must exist',
    ],
    [
      'a number for a span of time',
      'version: 1\nreleaseAge: { minimum: 7 }\n',
      '2: releaseAge.minimum: a span of time is written as in 30m, 12h or 7d',
    ],
    [
      'expiry before creation',
      waiver('expires', '2026-11-21'),
      '30: the waiver expires on 2026-11-21, before it was created',
    ],
    [
      'more than a year',
      waiver('expires', '2027-11-24'),
      '30: the waiver would hold for 367 days (Choose a day at most 366 days after 2026-11-22, and renew it then.)',
    ],
    ['never', waiver('expires', 'never'), '30: waivers[0].expires: a day is written as YYYY-MM-DD and must exist'],
    [
      'plain http',
      registry('url: http://a.example'),
      '4: this is plain http (Use https, or add `insecure: true` to this registry if http is meant.)',
    ],
    [
      'plain http to redirect to',
      registry('url: https://a.example\nredirects:\n  - https://b.example\n  - http://c.example'),
      /^7: this is plain http/,
    ],
    [
      'plain http as an alias',
      registry('url: https://a.example\naliases:\n  - https://b.example\n  - http://c.example'),
      /^7: this is plain http/,
    ],
    [
      'another protocol',
      registry('url: ftp://a.example'),
      /^4: registries\[0\]\.url: a registry’s base URL is written https/,
    ],
    [
      'a host that is none',
      registry('url: https://a..b:99999/'),
      '4: this is not the base URL of a registry (Write it as https://host/path/.)',
    ],
    [
      'a host that is none in a rule',
      good.replace('https://npm.acme.example\n', 'https://a:99999/\n'),
      '17: this is not the base URL of a registry (Write it as https://host/path/.)',
    ],
    [
      'a path to redirect to',
      registry('url: https://a.example\nredirects:\n\n  - https://b.example/x'),
      /^7: registries\[0\]\.redirects\[0\]: an origin is written https:\/\/host/,
    ],
    [
      'a host that is none to redirect to',
      registry('url: https://a.example\nredirects: ["https://b:99999"]'),
      '5: this is not an origin (Write it as https://host, without a path.)',
    ],
    [
      'a registry twice',
      `${registry('url: https://a.example')}  - ecosystem: npm\n    url: https://A.example:443/\n`,
      '6: this registry stands twice (Join the two entries: one could contradict the other.)',
    ],
    [
      'a star inside a name',
      registry("url: https://a.example\nnames:\n  - acme\n  - '*-acme'"),
      /^7: registries\[0\]\.names\[1\]: names are written exact/,
    ],
    ['two stars', registry("url: https://a.example\nnames: ['@acme/**']"), /^5: registries\[0\]\.names\[0\]/],
    [
      'a scope without its packages',
      registry("url: https://a.example\nnames: ['@acme']"),
      /^5: registries\[0\]\.names\[0\]: .*@acme\/\*$/,
    ],
    [
      'a scope with a star that reaches beyond it',
      registry("url: https://a.example\nnames: ['@acme*']"),
      /^5: registries\[0\]\.names\[0\]/,
    ],
    ['any scope', registry("url: https://a.example\nnames: ['@*/ui']"), /^5: registries\[0\]\.names\[0\]/],
    ['a blank in a name', registry("url: https://a.example\nnames: ['acme ']"), /^5: registries\[0\]\.names\[0\]/],
    [
      'a gem with a scope',
      "version: 1\nregistries:\n  - ecosystem: rubygems\n    url: https://a.example\n    names:\n      - a\n      - '@acme/*'\n",
      '7: names of gems have no scope (Write the exact name, or `prefix-*`.)',
    ],
  ])('%s is refused with its line', (_what, text, message) => {
    const given = refusal(text);
    if (typeof message === 'string') expect(given).toBe(message);
    else expect(given).toMatch(message);
  });

  it('one registry may serve two ecosystems', () => {
    const text = `${registry('url: https://a.example')}  - ecosystem: rubygems\n    url: https://a.example\n`;
    expect(parse(text).registries).toHaveLength(2);
  });

  it.each([
    ['2026-11-22', '2026-11-22'],
    ['2026-11-22', '2027-11-23'],
    ['2024-02-29', '2025-03-01'],
  ])('a waiver may hold from %s to %s', (created, expires) => {
    const text = good.replace(/created: .*/, `created: ${created}`).replace(/expires: .*/, `expires: ${expires}`);
    expect(parse(text).waivers[0]).toMatchObject({ created, expires });
  });

  it('the first mistake in the file is told first', () => {
    const text = 'version: 1\nallowEmpty: 3\nregistries: 4\n';
    expect(refusal(text)).toMatch(/^2: allowEmpty/);
    expect(refusal('version: 1\nregistries: 4\nallowEmpty: 3\n')).toMatch(/^2: registries/);
  });

  it('a key that does not belong is told before the one that is missing for it', () => {
    expect(refusal(good.replace('reason:', 'raeson:'))).toBe(
      '27: waivers[0]: "raeson" is not a key of a policy here (Did you mean `reason`?)',
    );
  });
});
