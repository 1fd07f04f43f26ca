/** Every address of a range, one by one, in bigints: slow, and nothing like the code under test. */
export function addressesOf(text: string): Set<bigint> {
  const [address = '', prefix = ''] = text.split('/');
  const first = address.split('.').reduce((sum, octet) => (sum << 8n) | BigInt(octet), 0n);
  const found = new Set<bigint>();
  for (let i = 0n; i < 1n << BigInt(32 - Number(prefix)); i += 1n) found.add(first + i);
  return found;
}

/** First and last address of a range of any size, without enumerating it. */
export function boundsOf(text: string): { first: bigint; last: bigint } {
  const [address = '', prefix = ''] = text.split('/');
  const first = address.split('.').reduce((sum, octet) => (sum << 8n) | BigInt(octet), 0n);
  return { first, last: first + (1n << BigInt(32 - Number(prefix))) - 1n };
}
