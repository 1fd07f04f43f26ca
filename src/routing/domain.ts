import type { Problem } from '../errors';

/**
 * The host of a route, seen from the domain of its gateway. DNS records are made in the domain's zone, and the certificate is for
 * `domain` and `*.domain`, which browsers accept one label deep only (RFC 6125, section 6.4.3). Case does not matter.
 * A record's only wildcard is a whole first label (Route 53 developer guide, "Supported DNS domain name format", 2026-11).
 * Codes `HostOutsideZone`, `HostNotCovered`, `HostWithoutRecord`.
 */
export function checkHostInDomain(host: string, domain: string, field: string): Problem[] {
  const name = host.toLowerCase();
  const zone = domain.toLowerCase();
  if (name === zone) return [];
  if (!name.endsWith(`.${zone}`)) {
    const problem = `is '${host}', which is outside of the gateway's domain '${domain}'`;
    return [
      { code: 'HostOutsideZone', field, problem, fix: `use '${zone}' or '${name.split('.')[0] || 'api'}.${zone}'` },
    ];
  }
  const labels = name.slice(0, -zone.length - 1).split('.');
  if (labels.length === 1) {
    const [label = ''] = labels;
    if (label === '*' || !/[*?]/.test(label)) return [];
    const without = `is '${host}', and DNS knows no wildcard but a whole label`;
    return [{ code: 'HostWithoutRecord', field, problem: without, fix: `use '*.${zone}', or a host for each name` }];
  }
  const problem = `is '${host}', ${labels.length} labels below the gateway's domain, and its certificate is for '${domain}' and '*.${domain}'`;
  return [
    {
      code: 'HostNotCovered',
      field,
      problem,
      fix: `use '${labels.filter((label) => label !== '').join('-')}.${zone}'`,
    },
  ];
}
