import type { NeedsContext, Registry, Subject } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { generic } from './generic.js';

const url = 'https://files.vendor.example/license/acme.lic?key=7';
const registry: Registry = {
  ecosystem: 'generic',
  url: 'https://files.vendor.example/',
  from: 'policy',
  names: ['acme'],
  redirects: [],
  aliases: [],
};
const subject = (at: string): Subject => ({
  id: 'pkg:generic/acme@1',
  purl: 'pkg:generic/acme@1',
  ecosystem: 'generic',
  name: 'acme',
  version: '1',
  source: { kind: 'registry' },
  files: [{ name: 'acme.lic', url: at, pins: [], malformedPins: [] }],
  conflictsWith: [],
});
const needs = (at: string, context: Partial<NeedsContext> = {}) =>
  generic.needs({
    subject: subject(at),
    have: [],
    wants: ['artifact'],
    registries: { registries: [registry] },
    lockfile: '',
    needsPublishTime: () => false,
    ...context,
  });

describe('a plain file', () => {
  it('is asked for once, with its query, and has digests alone', () => {
    const [need] = needs(url);
    expect(need).toMatchObject({ want: 'artifact', file: 'acme.lic', request: { url, registry: registry.url } });
    expect(need?.request.listing).toBeUndefined();
    const evidence = { state: 'absent', status: 404 } as const;
    expect(need === undefined ? null : needs(url, { have: [{ ...need, evidence }] })).toEqual([]);
  });

  it('is listed where it is a zip', () => {
    expect(needs('https://files.vendor.example/a/Acme.ZIP')[0]?.request.listing).toEqual({
      format: 'zip',
      members: [],
    });
  });

  it('belongs to the registry at its origin, else to the origin itself', () => {
    expect(needs(url)[0]?.request.registry).toBe(registry.url);
    for (const other of [{ from: 'project' }, { names: ['other'] }, { ecosystem: 'npm' }] as const) {
      const table = { registries: [{ ...registry, url: 'https://files.vendor.example/x/', ...other }] };
      expect(needs(url, { registries: table })[0]?.request.registry).toBe('https://files.vendor.example/');
    }
    expect(needs('https://other.example/a.zip')[0]?.request.registry).toBe('https://other.example/');
  });

  it('is asked for over http(s) alone, without userinfo, and only if it is wanted', () => {
    for (const at of ['file:///etc/passwd', 'a.zip', 'ftp://files.vendor.example/a']) expect(needs(at)).toEqual([]);
    expect(needs('https://u:p@files.vendor.example/a')[0]?.request.url).toBe('https://files.vendor.example/a');
    expect(needs(url, { wants: ['release'] })).toEqual([]);
  });

  it('has exact versions and no lockfile', () => {
    expect(generic.sameVersion('1', '1.0')).toBe(false);
    expect(() => generic.parseLockfile({ path: 'x', bytes: new Uint8Array() })).toThrow(/no lockfile/);
  });
});
