import type { FileListing, PackageFacts, Unreadable } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { factMembers, readPackageFacts } from '../package-facts.js';

function tree(manifest: string): FileListing {
  const members = new Map([['composer.json', new TextEncoder().encode(manifest)]]);
  return { entries: [], problems: [], members, complete: true };
}

const read = (manifest: object | string): PackageFacts | Unreadable =>
  readPackageFacts('composer', tree(typeof manifest === 'string' ? manifest : JSON.stringify(manifest)));

const name = 'acme/pro';
const nothing = {
  executables: [],
  extensions: [],
  plugins: [],
  scripts: [],
  autoload: [],
  'post-install-message': [],
  dependencies: [],
};

describe('the facts of a Composer package', () => {
  it('of a plain one are its name, and its version where it states one', () => {
    const plain = { declaredFiles: null, features: nothing, dependencies: [] };
    expect(read({ name, autoload: { 'psr-4': { 'Acme\\': 'src/' } } })).toEqual({ ...plain, name, version: '' });
    expect(read({ name, version: '1.2.3', require: [], scripts: [], autoload: [], replace: [] })).toEqual({
      ...plain,
      name,
      version: '1.2.3',
    });
  });

  it('name everything that runs, loads itself or stands in for others', () => {
    const manifest = {
      name,
      type: 'Composer-Plugin',
      bin: ['bin/acme'],
      scripts: { 'post-install-cmd': ['a', 'b'], test: 'phpunit' },
      autoload: { files: ['src/helpers.php'] },
      replace: { 'symfony/http-kernel': '*' },
      provide: { 'psr/log-implementation': '1' },
      extra: { laravel: { providers: ['Acme\\Provider'] } },
    };
    expect(read(manifest)).toMatchObject({
      features: {
        executables: ['bin/acme'],
        plugins: ['type: Composer-Plugin', 'replace: symfony/http-kernel', 'provide: psr/log-implementation'],
        scripts: ['post-install-cmd: a && b'],
        autoload: ['src/helpers.php', 'Laravel: Acme\\Provider'],
      },
    });
    expect(read({ name, type: 'composer-installer', bin: 'x' })).toMatchObject({
      features: { plugins: ['type: composer-installer'], executables: ['x'] },
    });
  });

  it('count required packages, but nothing of the machine', () => {
    const machine = ['php', 'php-64bit', 'hhvm', 'ext-json', 'ext-pdo_mysql', 'lib-icu', 'composer-plugin-api'];
    const require = Object.fromEntries([...machine, 'composer-runtime-api', 'laravel/framework'].map((n) => [n, '*']));
    expect(read({ name, require })).toMatchObject({ dependencies: ['laravel/framework'] });
  });

  it.each(['ext-evil/package', 'php/evil', 'ext-', 'ext-a--b', 'Ext-json', 'lib-\u212a', 'php-64bit ', '__proto__'])(
    'do not take %j for something of the machine',
    (required) => {
      expect(read(`{"name":"${name}","require":{"${required}":"*"}}`)).toMatchObject({ dependencies: [required] });
    },
  );
});

describe('a composer.json that can be read in two ways is refused', () => {
  it.each([
    ['a key twice', `{"name":"${name}","type":"library","type":"composer-plugin"}`],
    ['a type that is a list', { name, type: ['composer-plugin'] }],
    ['scripts that are a text', { name, scripts: 'x' }],
    ['a script that is a number', { name, scripts: { a: 1 } }],
    ['programs in a nested list', { name, bin: [['x']] }],
    ['required packages in a list', { name, require: ['a/b'] }],
    ['loaded files that are a number', { name, autoload: { files: 1 } }],
    ['loaded files in a nested list', { name, autoload: { files: [['x']] } }],
    ['autoload that is a text', { name, autoload: 'x' }],
    ['a version that is a number', { name, version: 1 }],
  ])('%s', (_what, manifest) => {
    expect(read(manifest)).toMatchObject({
      problem: expect.stringMatching(/^manifest-(malformed|ambiguous)$/) as string,
    });
  });

  it('and so is none, and one without a name', () => {
    expect(read('')).toMatchObject({ problem: 'manifest-unreadable' });
    expect(read('[]')).toMatchObject({ problem: 'manifest-unreadable' });
    expect(read({})).toMatchObject({ problem: 'manifest-incomplete' });
    expect(readPackageFacts('composer', { ...tree('{}'), members: new Map() })).toMatchObject({
      problem: 'manifest-missing',
    });
  });
});

it('a hundred thousand required packages, and a name of ten million letters, are read in a moment', () => {
  const require = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`ext-${'a'.repeat(at % 200)}-`, '1']));
  const before = performance.now();
  expect(read({ name, require: { ...require, [`ext-${'a.'.repeat(4_000_000)}`]: '*' } })).toMatchObject({ name });
  expect(performance.now() - before).toBeLessThan(30_000);
});

it('a single file says nothing about itself', () => {
  expect(readPackageFacts('generic', tree(''))).toEqual({
    name: '',
    version: '',
    declaredFiles: null,
    features: nothing,
    dependencies: [],
  });
  expect(factMembers('generic')).toEqual([]);
  expect(factMembers('composer')).toEqual(['composer.json', '*/composer.json']);
  expect(factMembers('npm')).toEqual(['package.json']);
});
