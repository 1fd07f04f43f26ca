import type { ServiceInput } from '../../../src/spec/service';
import { describeRefusals, type Refusal } from '../../support/builders/describe-refusals';
import { judgeService, type ServiceCase } from '../../support/builders/judge-service';

type Routes = NonNullable<ServiceInput['routes']>;

const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/1';
const gateway = { kind: 'application' as const, certificateArn, outboundHttps: { why: 'the keys of issuers' } };
const open = { gateways: { web: { ...gateway, scheme: 'internet-facing' as const } } };
const limited = { gateways: { web: { ...open.gateways.web, clients: ['203.0.113.0/24'] } } };
const halves = { gateways: { web: { ...open.gateways.web, clients: ['0.0.0.0/1', '128.0.0.0/1'] } } };
const inside = { gateways: { web: gateway } };
const everybody = { why: 'the catalog is for everybody' };
const auth = { kind: 'jwt' as const, issuer: 'https://id.example.com', keysUrl: 'https://id.example.com/keys' };
const networks = ['198.51.100.0/24'];
const at = (environment: ServiceCase['environment'], ...routes: Routes): ServiceCase => ({
  environment,
  service: { routes },
});

const refusals: Refusal<ServiceCase>[] = [
  {
    what: 'a route that is open to the internet without a word',
    code: 'PublicWithoutReason',
    field: 'routes.0',
    refused: at(open, { path: '/v1/*' }),
    legal: at(open, { path: '/v1/*', public: everybody }),
    says: "routes.0 lets everybody on the internet in by gateway 'web'; say who may ask in `auth` or `networks`, or `public: { why }`",
  },
  {
    what: 'one at a gateway whose clients are the internet in two halves',
    code: 'PublicWithoutReason',
    field: 'routes.0',
    refused: at(halves, { path: '/v1/*' }),
    legal: at(limited, { path: '/v1/*' }),
  },
  {
    what: 'one that is public and asks for a token',
    code: 'PoliciesFight',
    field: 'routes.0.public',
    refused: at(open, { path: '/v1/*', public: everybody, auth }),
    legal: at(open, { path: '/v1/*', auth }),
    says: 'routes.0.public is given beside auth; remove one of the two',
  },
  {
    what: 'one that is public and for some networks',
    code: 'PoliciesFight',
    field: 'routes.0.public',
    refused: at(open, { path: '/v1/*', public: everybody, networks }),
    legal: at(open, { path: '/v1/*', networks }),
  },
  {
    what: 'one that is public behind a gateway that is not',
    code: 'PoliciesFight',
    field: 'routes.0.public',
    refused: at(inside, { path: '/v1/*', public: everybody }),
    legal: at(inside, { path: '/v1/*' }),
  },
  {
    what: 'a network that is all of them',
    code: 'NetworksOfAll',
    field: 'routes.0.networks.0',
    refused: at(inside, { path: '/v1/*', networks: ['0.0.0.0/0'] }),
    legal: at(inside, { path: '/v1/*', networks: ['10.0.0.0/8'] }),
  },
  {
    what: 'a network of IPv6',
    code: 'Ipv6Network',
    field: 'routes.0.networks.1',
    refused: at(inside, { path: '/v1/*', networks: ['10.0.0.0/8', 'fd00::/8'] }),
    legal: at(inside, { path: '/v1/*', networks: ['10.0.0.0/8', '192.168.0.0/16'] }),
  },
  {
    what: 'an address that is not the beginning of its network',
    code: 'InvalidCidr',
    field: 'routes.0.networks.0',
    refused: at(inside, { path: '/v1/*', networks: ['10.0.0.1/8'] }),
    legal: at(inside, { path: '/v1/*', networks: ['10.0.0.0/8'] }),
  },
  {
    what: 'a path for some networks beside one of the same service that takes everybody',
    code: 'PoliciesFight',
    field: 'routes.0',
    refused: at(open, { path: '/admin/*', networks }, { path: '/*', public: everybody }),
    legal: at(open, { path: '/admin/*', networks }, { path: '/v1/*', public: everybody }),
    says: 'routes.0 takes requests of its networks alone, and passes others on to routes.1 of this service, which takes them; give both the same `auth` and `networks`, or make a service of its own for one of them',
  },
  {
    what: 'a path that asks, around which another host leads to the same service',
    code: 'PoliciesFight',
    field: 'routes.0',
    refused: at(open, { path: '/admin/*', auth }, { host: 'a.example.com', public: everybody }),
    legal: at(open, { path: '/admin/*', auth }, { host: 'a.example.com', path: '/v1/*', public: everybody }),
  },
];

describeRefusals(judgeService, refusals);

describe('routes of one service that ask otherwise', () => {
  it('may be one within the other: what is narrower was said on purpose and comes first', () => {
    const within = [
      { path: '/*', auth },
      { path: '/health', public: everybody },
    ];
    expect(judgeService(at(open, ...within))).toEqual([]);
    expect(judgeService(at(open, ...[...within].reverse()))).toEqual([]);
  });

  it('may have the same networks in other words', () => {
    const same = at(
      inside,
      { path: '/a/*', networks: ['10.0.0.0/8'] },
      { path: '/*', networks: ['10.0.0.0/8', '10.1.0.0/16'] },
    );
    expect(judgeService(same)).toEqual([]);
  });
});
