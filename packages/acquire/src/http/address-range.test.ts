import { describe, expect, test } from 'vitest';
import { specialRange } from './address-range.js';

const special = [
  ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '100.100.100.200', '127.0.0.1', '127.255.255.254', '168.63.129.16'],
  ...['169.254.169.254', '172.16.0.1', '172.31.255.255', '192.0.0.8', '192.168.1.1', '198.18.0.1', '224.0.0.1'],
  ...['240.0.0.1', '255.255.255.255', '::', '::1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '::127.0.0.1', 'fc00::1'],
  ...['fd00:ec2::254', 'fe80::1', 'fe80::1%eth0', 'fec0::1', 'ff02::1', '64:ff9b::169.254.169.254', '64:ff9b:1::1'],
  ...['2001:0:1::1', '2001:db8::1', '2002:7f00:1::', '4000::1', '100::1'],
];

describe('addresses of special ranges', () => {
  test.each(special)('%s is not an address of the public internet', (address) => {
    expect(specialRange(address)).not.toBeNull();
  });

  test.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1', '64:ff9b::8.8.8.8'])('%s is', (address) => {
    expect(specialRange(address)).toBeNull();
  });

  test.each(['', 'localhost', '127.1', '0x7f.1', '1.2.3'])('%j is no address and never passes', (text) => {
    expect(specialRange(text)).toBe('a reserved');
  });

  test.each(['http://0x7f.1', 'http://127.1', 'http://2130706433', 'http://017700000001', 'http://①②⑦.0.0.1'])(
    'the URL parser turns %s into an address that is refused',
    (url) => {
      expect(specialRange(new URL(url).hostname)).toBe('a loopback');
    },
  );
});
