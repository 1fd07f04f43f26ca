import fc from 'fast-check';
import { renderProblem } from '../../../src/errors';
import { checkHostInDomain } from '../../../src/routing/domain';

const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,5}[a-z0-9]$/);
const domain = fc.array(label, { minLength: 2, maxLength: 3 }).map((labels) => labels.join('.'));

describe('the host of a route', () => {
  it('is the domain of its gateway or one label below it', () => {
    fc.assert(
      fc.property(domain, fc.array(label, { maxLength: 3 }), (zone, labels) => {
        const problems = checkHostInDomain([...labels, zone].join('.'), zone, 'host');
        expect(problems.map((p) => p.code)).toEqual(labels.length <= 1 ? [] : ['HostNotCovered']);
      }),
    );
  });

  it('is not of another domain, not even of one that ends alike', () => {
    fc.assert(
      fc.property(domain, domain, label, (zone, other, prefix) => {
        fc.pre(other !== zone && !other.endsWith(`.${zone}`));
        expect(checkHostInDomain(other, zone, 'host').map((p) => p.code)).toEqual(['HostOutsideZone']);
        expect(checkHostInDomain(`${prefix}${zone}`, zone, 'host').map((p) => p.code)).toEqual(['HostOutsideZone']);
      }),
    );
  });

  it('is mended by the fix', () => {
    fc.assert(
      fc.property(domain, fc.array(label, { minLength: 1, maxLength: 4 }), (zone, labels) => {
        const [problem] = checkHostInDomain(labels.join('.'), zone, 'host');
        const mended = problem === undefined ? labels.join('.') : (/'([^']+)'$/.exec(problem.fix)?.[1] ?? '');
        expect(checkHostInDomain(mended, zone, 'host')).toEqual([]);
      }),
    );
  });

  it('may be of any case, and its label a wildcard', () => {
    expect(
      ['API.Example.com', '*.example.com'].flatMap((host) => checkHostInDomain(host, 'example.COM', 'host')),
    ).toEqual([]);
  });

  it('has no wildcard that a DNS record cannot have', () => {
    const codes = ['api-*.example.com', 'api?.example.com'].flatMap((host) =>
      checkHostInDomain(host, 'example.com', 'host').map((p) => p.code),
    );
    expect(codes).toEqual(['HostWithoutRecord', 'HostWithoutRecord']);
  });

  it('is told what the certificate covers', () => {
    const hosts = ['a.b.example.com', 'a.example.org'];
    expect(hosts.flatMap((host) => checkHostInDomain(host, 'example.com', 'routes.0.host')).map(renderProblem)).toEqual(
      [
        "routes.0.host is 'a.b.example.com', 2 labels below the gateway's domain, and its certificate is for 'example.com' and '*.example.com'; use 'a-b.example.com' [HostNotCovered]",
        "routes.0.host is 'a.example.org', which is outside of the gateway's domain 'example.com'; use 'example.com' or 'a.example.com' [HostOutsideZone]",
      ],
    );
  });
});
