// Spellings of addresses that no webhook may call.

/** Ways to write a target that no webhook may have; `port` is one somebody listens on, on loopback. */
export function forbiddenUrls(port: number): string[] {
  const hosts = [
    // loopback in its plain and its hidden forms
    '127.0.0.1',
    '127.0.0.1.',
    '127.1',
    '127.0.1',
    '127.255.255.254',
    '2130706433',
    '0x7f000001',
    '0x7f.0.0.1',
    '0x7f.1',
    '0177.0.0.1',
    '017700000001',
    '0x7F.0x0.0x0.0x1',
    '00000177.0.0.1',
    '127.0.0.0x1',
    '１２７.０.０.１',
    '①②⑦.⓪.⓪.①',
    '127。0。0。1',
    '%31%32%37.0.0.1',
    '127.0.0.1%2e',
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[0:0:0:0:0:ffff:127.0.0.1]',
    '[::127.0.0.1]',
    '[::7f00:1]',
    '[64:ff9b::7f00:1]',
    '[64:ff9b::127.0.0.1]',
    '[64:ff9b:1::7f00:1]',
    '[2002:7f00:1::]',
    '[2002:7f00:0001::1]',
    '[::ffff:0:127.0.0.1]',
    'localhost',
    'LOCALHOST',
    'localhost.',
    'a.localhost',
    'ｌｏｃａｌｈｏｓｔ',
    'loopback.test',
    'mixed.test',
    'six.test',
    'mapped.test',
    // any address
    '0.0.0.0',
    '0',
    '[::]',
    '0.1.2.3',
    // private, shared, local
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '[fd00::1]',
    '[fe80::1]',
    '[fec0::1]',
    '[::ffff:10.0.0.1]',
    '[2002:c0a8:0101::]',
    'private.test',
    // metadata
    '169.254.169.254',
    '[::ffff:169.254.169.254]',
    '0xa9fea9fe',
    '[fd00:ec2::254]',
    '168.63.129.16',
    '100.100.100.200',
    'metadata.google.internal',
    'metadata.test',
    // multicast, broadcast, reserved
    '224.0.0.1',
    '255.255.255.255',
    '240.0.0.1',
    '[ff02::1]',
    '[2001:db8::1]',
    '[2001::1]',
    '192.0.2.1',
    '198.18.0.1',
  ]
  return hosts.map((host) => `http://${host}:${port}/hook`)
}

/** What the names above resolve to, and some that may be called. */
export const names: Record<string, string[]> = {
  'loopback.test': ['127.0.0.1'],
  'mixed.test': ['93.184.215.14', '127.0.0.1'],
  'six.test': ['::1'],
  'mapped.test': ['::ffff:127.0.0.1'],
  'private.test': ['10.0.0.8'],
  'metadata.test': ['169.254.169.254'],
  'public.test': ['93.184.215.14'],
}

/** Resolves the names above; any other has no address. */
export async function resolveName(host: string): Promise<string[]> {
  const found = names[host]
  if (!found) throw Object.assign(new Error('not found'), { code: 'ENOTFOUND' })
  return found
}
