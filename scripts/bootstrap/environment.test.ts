import { delimiter } from 'node:path';
import { expect, test } from 'vitest';
import { stepEnvironment } from './environment.mjs';

test("npm's own settings do not reach the steps, the way to the registry does", () => {
  const inherited = {
    HOME: '/home/someone',
    npm_config_registry: 'https://registry.example.test/',
    npm_config_cafile: '/etc/ca.pem',
    npm_config_noproxy: '',
    npm_config_prefix: '/usr',
    npm_lifecycle_event: 'test',
  };
  expect(stepEnvironment(inherited, [])).toEqual({
    HOME: '/home/someone',
    npm_config_registry: 'https://registry.example.test/',
    npm_config_cafile: '/etc/ca.pem',
    PATH: '',
  });
});

test('our tools come first on PATH, however the platform spells it', () => {
  const { Path } = stepEnvironment({ Path: '/usr/bin' }, ['/tools/node', '/tools/pnpm']);
  expect(Path).toBe(['/tools/node', '/tools/pnpm', '/usr/bin'].join(delimiter));
});
