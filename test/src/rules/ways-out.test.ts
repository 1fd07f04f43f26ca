import { withWaysOut } from '../../../src/rules/ways-out';
import { testEnvironmentSpec } from '../../support/builders/test-environment';
import { testSystemSpec } from '../../support/builders/test-system';

const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/1';
const web = { kind: 'application' as const, certificateArn };
const environment = testEnvironmentSpec({
  gateways: { web, other: web, plain: { kind: 'application', plainHttp: { why: 'inside only, while tried' } } },
});
const auth = { kind: 'jwt' as const, issuer: 'https://id.example.com', keysUrl: 'https://id.example.com/keys' };
const asking = (gateway: string) => testSystemSpec({ api: { routes: [{ gateway, path: '/v1/*', auth }] } });
const outOf = (...systems: ReturnType<typeof asking>[]) =>
  Object.entries(withWaysOut(environment, systems).gateways)
    .filter(([, gateway]) => 'outboundHttps' in gateway && gateway.outboundHttps !== undefined)
    .map(([name]) => name);

describe('a way out to who knows people', () => {
  it('comes with the first route that asks, at its gateway and no other', () => {
    expect(outOf()).toEqual([]);
    expect(outOf(testSystemSpec({ api: { routes: [{ gateway: 'web', path: '/v1/*' }] } }))).toEqual([]);
    expect(outOf(asking('web'))).toEqual(['web']);
    expect(outOf(asking('web'), asking('other')).sort()).toEqual(['other', 'web']);
  });

  it('is not for a gateway that cannot ask, having no TLS', () => {
    expect(outOf(asking('plain'))).toEqual([]);
  });

  it('is one, whoever else asks and however often it is said', () => {
    const once = withWaysOut(environment, [asking('web')]);
    expect(withWaysOut(once, [asking('web'), asking('web')])).toEqual(once);
  });

  it('keeps the reason that was given', () => {
    const said = testEnvironmentSpec({ gateways: { web: { ...web, outboundHttps: { why: 'the keys of partners' } } } });
    expect(withWaysOut(said, [asking('web')])).toEqual(said);
  });
});
