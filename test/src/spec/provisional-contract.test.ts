import type { Contract } from '../../../src/spec/contract';
import { contractSpec } from '../../../src/spec/contract';
import { contractOf } from '../../../src/spec/contract-of';
import { environmentSpec } from '../../../src/spec/environment';
import { parseSpec } from '../../../src/spec/parse';
import { provisionalContract, provisionalSystemContract } from '../../../src/spec/provisional-contract';
import { parseSystem } from '../../../src/spec/resolve-system';
import { systemContractSpec } from '../../../src/spec/system-contract';

const GIVEN = 'arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-4333-8444-555555555555';
const domain = { zoneId: 'Z0123456789EXAMPLE', name: 'ml.example.com' };
const input = {
  name: 'dev',
  account: '123456789012',
  region: 'us-east-1',
  zones: ['us-east-1a', 'us-east-1b'],
  backend: { kind: 'local' as const },
  fleets: { general: { instanceTypes: ['m6i.xlarge'], amiRelease: 'latest', maxHosts: 4 } },
  gateways: {
    public: { kind: 'application' as const, scheme: 'internet-facing' as const, domain },
    inside: { kind: 'application' as const, certificateArn: GIVEN },
    tcp: { kind: 'network' as const, domain },
    given: { kind: 'network' as const, certificateArn: GIVEN },
    raw: { kind: 'network' as const },
  },
};
const environment = (change: object = {}) => parseSpec('Environment', environmentSpec, { ...input, ...change });

/** The form of each id, from the reference of the service that gives it. */
const FORMS: readonly (readonly [RegExp, RegExp])[] = [
  [/^network\.vpcId$/, /^vpc-[0-9a-f]{17}$/],
  [/^network\.subnets\.(public|private|isolated)\.us-east-1[ab]$/, /^subnet-[0-9a-f]{17}$/],
  [/^network\.prefixLists\.(s3|dynamodb)$/, /^pl-[0-9a-f]{8}$/],
  [/^network\.endpoints\.securityGroupId$/, /^sg-[0-9a-f]{17}$/],
  [/^cluster\.arn$/, /^arn:aws:ecs:us-east-1:123456789012:cluster\/dev$/],
  [/^cluster\.namespaceArn$/, /^arn:aws:servicediscovery:us-east-1:123456789012:namespace\/ns-[0-9a-z]{16}$/],
  [/^keys\.logs$/, /^arn:aws:kms:us-east-1:123456789012:key\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
  [/^gateways\.\w+\.securityGroupId$/, /^sg-[0-9a-f]{17}$/],
  [/^gateways\.\w+\.hostedZoneId$/, /^Z[0-9A-Z]{13}$/],
  [
    /^gateways\.(public|inside)\.arn$/,
    /^arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer\/app\/dev-\w+\/[0-9a-f]{16}$/,
  ],
  [
    /^gateways\.(tcp|given|raw)\.arn$/,
    /^arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer\/net\/dev-\w+\/[0-9a-f]{16}$/,
  ],
  [
    /^gateways\.(public|inside)\.listenerArn$/,
    /^arn:aws:elasticloadbalancing:us-east-1:123456789012:listener\/app\/dev-\w+\/[0-9a-f]{16}\/[0-9a-f]{16}$/,
  ],
  [/^gateways\.public\.dnsName$/, /^dev-public-\d{10}\.us-east-1\.elb\.amazonaws\.com$/],
  [/^gateways\.inside\.dnsName$/, /^internal-dev-inside-\d{10}\.us-east-1\.elb\.amazonaws\.com$/],
  [/^gateways\.(tcp|given|raw)\.dnsName$/, /^dev-\w+-[0-9a-f]{16}\.elb\.us-east-1\.amazonaws\.com$/],
  [/^gateways\.tcp\.certificateArn$/, /^arn:aws:acm:us-east-1:123456789012:certificate\/[0-9a-f-]{36}$/],
  [/^gateways\.given\.certificateArn$/, new RegExp(`^${GIVEN}$`)],
];

/** Every late-bound field of a contract, by its path. */
function lateFields(contract: Contract): Record<string, string> {
  const found: Record<string, string> = {};
  const marked = contractOf(environment(), (path) => `late ${path.join('.')}`);
  const visit = (mark: unknown, value: unknown): void => {
    if (typeof mark === 'string' && mark.startsWith('late ')) found[mark.slice(5)] = value as string;
    else if (typeof mark === 'object' && mark !== null)
      for (const [key, inner] of Object.entries(mark)) visit(inner, (value as Record<string, unknown>)[key]);
  };
  visit(marked, contract);
  return found;
}

describe('provisionalContract', () => {
  test('is a contract, and says what the environment decides as a foundation would', () => {
    const contract = provisionalContract(environment());
    expect(parseSpec('Contract', contractSpec, contract)).toEqual(contract);
    const { fleets, site, cluster } = contractOf(environment(), () => 'x');
    expect(contract).toMatchObject({ fleets, site, cluster: { name: cluster.name } });
  });

  test('gives each id the form that AWS gives it', () => {
    for (const [field, value] of Object.entries(lateFields(provisionalContract(environment())))) {
      const [, form] = FORMS.find(([path]) => path.test(field)) ?? [];
      expect([field, value, form?.test(value)]).toEqual([field, value, true]);
    }
  });

  test('is always the same, and shares no id with another environment, region or account', () => {
    expect(provisionalContract(environment())).toEqual(provisionalContract(environment()));
    const ids = [{}, { name: 'prod' }, { account: '210987654321' }, { region: 'us-east-2', zones: ['us-east-2a'] }].map(
      (change) => Object.entries(lateFields(provisionalContract(environment(change)))),
    );
    // A certificate that is given, and the zones that AWS has once per region, are the same for all.
    const own = ids.map((list) => list.filter(([path]) => !/hostedZoneId|given\.certificateArn/.test(path)));
    const values = own.flatMap((list) => list.map(([, value]) => value).filter((value) => value !== undefined));
    expect(new Set(values).size).toBe(values.length);
  });

  test('speaks of the partition of its region', () => {
    const { cluster, gateways } = provisionalContract(
      environment({ region: 'cn-north-1', zones: ['cn-north-1a', 'cn-north-1b'] }),
    );
    expect(cluster.arn).toBe('arn:aws-cn:ecs:cn-north-1:123456789012:cluster/dev');
    expect(gateways.public?.dnsName).toMatch(/\.cn-north-1\.elb\.amazonaws\.com\.cn$/);
  });
});

describe('provisionalSystemContract', () => {
  const system = parseSystem(
    {
      name: 'ads',
      services: {
        bidder: { image: 'x:1', cpus: 1, memoryMiB: 512, ports: { http: { number: 8080 } } },
        model: { image: 'x:1', cpus: 1, memoryMiB: 512 },
      },
    },
    'dev',
  );

  test('has the ports of each service and a security group of its own', () => {
    const contract = provisionalSystemContract(system, environment());
    expect(parseSpec('SystemContract', systemContractSpec, contract)).toEqual(contract);
    expect(contract.services.bidder?.ports).toEqual({ http: { number: 8080, protocol: 'http', timeoutSeconds: 30 } });
    const groups = Object.values(contract.services).map((service) => service.securityGroupId);
    for (const group of groups) expect(group).toMatch(/^sg-[0-9a-f]{17}$/);
    expect(new Set(groups).size).toBe(2);
    expect(provisionalSystemContract({ ...system, name: 'other' }, environment()).services.bidder).not.toEqual(
      contract.services.bidder,
    );
  });
});
