/** What tells one issuer of tokens from another: its address without the scheme, and without a slash at its end. */
export function issuerName(url: string): string {
  return url.replace(/^https:\/\//, '').replace(/\/+$/, '');
}
