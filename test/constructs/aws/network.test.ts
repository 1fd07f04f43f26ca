import fc from 'fast-check';
import { Network, type NetworkProps } from '../../../constructs/aws';
import { readDocument } from '../../support/builders/read-document';
import { refTo } from '../../support/builders/ref-to';
import { refusalOf } from '../../support/builders/refusal-of';
import { synthStack } from '../../support/builders/synth-stack';
import { testSite } from '../../support/builders/test-site';

const LOG_KEY = 'arn:aws:kms:us-east-1:123456789012:key/0a';
const ZONES = ['us-east-1a', 'us-east-1b', 'us-east-1c', 'us-east-1d'];

const network = ({ zones, ...props }: Partial<NetworkProps> & { zones?: string[] } = {}) =>
  synthStack((stack) => {
    const site = testSite(zones === undefined ? {} : { zones });
    new Network(stack, 'Network', { site, logKeyArn: LOG_KEY, ...props });
  });

const WAYS = { nat: 'none' as const, prefixLists: { s3: 'pl-1', dynamodb: 'pl-2' } };

describe('Network', () => {
  describe('defaults', () => {
    const plain = network();

    it('is a VPC with three subnets in each zone, a way out for each zone, and a record of every connection', () => {
      expect(plain.counts).toEqual({
        aws_cloudwatch_log_group: 1,
        aws_default_security_group: 1,
        aws_eip: 2,
        aws_flow_log: 1,
        aws_iam_role: 1,
        aws_iam_role_policy: 1,
        aws_internet_gateway: 1,
        aws_nat_gateway: 2,
        aws_route: 3,
        aws_route_table: 4,
        aws_route_table_association: 6,
        aws_subnet: 6,
        aws_vpc: 1,
        aws_vpc_endpoint: 2,
      });
      expect(plain.dataSources).toEqual({});
    });

    it('gives no host a public address', () => {
      const open = Object.values(plain.of('aws_subnet')).map((subnet) => subnet.map_public_ip_on_launch);
      expect(open).toEqual(Array(6).fill(false));
    });

    it('leaves nothing to the group that AWS makes', () => {
      expect(plain.only('aws_default_security_group')).toEqual({ vpc_id: refTo('aws_vpc', 'Network/Vpc') });
    });

    it('takes its addresses from 10.0.0.0/16, by zone and tier', () => {
      const subnets = Object.entries(plain.of('aws_subnet')).map(([path, s]) => [
        path,
        s.availability_zone,
        s.cidr_block,
      ]);
      expect(subnets).toEqual([
        ['Network/isolated-us-east-1a', 'us-east-1a', '10.0.16.0/21'],
        ['Network/isolated-us-east-1b', 'us-east-1b', '10.0.48.0/21'],
        ['Network/private-us-east-1a', 'us-east-1a', '10.0.0.0/20'],
        ['Network/private-us-east-1b', 'us-east-1b', '10.0.32.0/20'],
        ['Network/public-us-east-1a', 'us-east-1a', '10.0.24.0/22'],
        ['Network/public-us-east-1b', 'us-east-1b', '10.0.56.0/22'],
      ]);
    });

    it('records all traffic every minute, encrypted, for the audit period', () => {
      expect(plain.only('aws_flow_log')).toMatchObject({ traffic_type: 'ALL', max_aggregation_interval: 60 });
      expect(plain.only('aws_cloudwatch_log_group')).toMatchObject({ kms_key_id: LOG_KEY, retention_in_days: 365 });
    });

    it('names everything that has no name of its own', () => {
      const nameless = plain
        .all()
        .filter(({ type }) => /_(vpc|subnet|internet_gateway|nat_gateway|eip|route_table|vpc_endpoint)$/.test(type))
        .filter(({ args }) => (args.tags as Record<string, string> | undefined)?.Name === undefined);
      expect(nameless).toEqual([]);
    });
  });

  describe('options', () => {
    it('with a single NAT sends every zone through it', () => {
      const single = network({ nat: 'single' });
      expect(single.counts).toMatchObject({ aws_eip: 1, aws_nat_gateway: 1, aws_route: 3 });
      const ways = ZONES.slice(0, 2).map((zone) => single.at('aws_route', `Network/Routes/private-${zone}-Default`));
      const nat = refTo('aws_nat_gateway', 'Network/Routes/Nat-us-east-1a');
      expect(ways.map((way) => way.nat_gateway_id)).toEqual([nat, nat]);
    });

    it('without NAT has no way out, and inside all that the platform calls', () => {
      const closed = network({ nat: 'none' });
      expect(closed.counts).toMatchObject({ aws_route: 1, aws_vpc_endpoint: 15, aws_security_group: 1 });
      expect(closed.counts).not.toHaveProperty('aws_nat_gateway');
      expect(closed.counts).not.toHaveProperty('aws_eip');
      expect(closed.only('aws_route').route_table_id).toBe(refTo('aws_route_table', 'Network/Routes/Public'));
    });

    it('has the endpoints that are asked for, one of each', () => {
      const asked = network({ endpoints: ['sqs', 's3', 'sqs'] });
      expect(Object.keys(asked.of('aws_vpc_endpoint'))).toEqual([
        'Network/Endpoints/dynamodb',
        'Network/Endpoints/s3',
        'Network/Endpoints/sqs',
      ]);
    });

    it('puts subnets where they are placed by hand', () => {
      const placed = network({ subnets: { 'us-east-1a': { private: '10.0.128.0/18' } } });
      expect(placed.at('aws_subnet', 'Network/private-us-east-1a').cidr_block).toBe('10.0.128.0/18');
      expect(placed.at('aws_subnet', 'Network/private-us-east-1b').cidr_block).toBe('10.0.32.0/20');
    });

    it('takes other addresses', () => {
      const other = network({ cidr: '172.20.0.0/20' });
      expect(other.only('aws_vpc').cidr_block).toBe('172.20.0.0/20');
      expect(other.at('aws_subnet', 'Network/private-us-east-1a').cidr_block).toBe('172.20.0.0/24');
    });

    it('is one that exists already, by its ids', () => {
      const subnets = { public: { a: 'subnet-1' }, private: { a: 'subnet-2' }, isolated: {} };
      const existing = { vpcId: 'vpc-1', cidr: '10.0.0.0/16', subnets, ...WAYS };
      expect(Network.fromExisting(existing)).toEqual(existing);
    });
  });

  describe('refuses', () => {
    it('addresses that AWS refuses, all of them at once', () => {
      expect(refusalOf(() => network({ cidr: '10.0.0.0/23', avoid: ['10.0.0.0/8'] }))).toEqual({
        what: "Network 'test/Network'",
        lines: [
          'cidr is 10.0.0.0/23, too small for subnets of /28, the smallest that AWS makes; use /22 or larger, or place every subnet in `subnets` [CidrTooSmall]',
          "avoid.0 is 10.0.0.0/8 and overlaps cidr 10.0.0.0/23, so the two could never be peered; use cidr '172.16.0.0/23', which is free [CidrOverlap]",
        ],
      });
    });

    it('a field that it does not have', () => {
      expect(refusalOf(() => network({ natt: 'none' } as object)).lines).toEqual([
        "natt is not a field; did you mean 'nat'? [UnknownField]",
      ]);
    });

    it('a network that exists without subnets for what runs in it', () => {
      const existing = {
        vpcId: 'vpc-1',
        cidr: '10.0.0.0/16',
        subnets: { public: { a: 'x' }, private: {}, isolated: {} },
        ...WAYS,
      };
      expect(refusalOf(() => Network.fromExisting(existing)).lines).toEqual([
        'subnets.private is empty; name a subnet id for each zone [MissingSubnets]',
      ]);
    });
  });

  describe('wiring', () => {
    const plain = network();
    const table = (key: string) => refTo('aws_route_table', `Network/Routes/${key}`);

    it('leads public subnets to the internet, private ones through the NAT of their zone, isolated ones nowhere', () => {
      const routes = Object.values(plain.of('aws_route')).map((r) => [
        r.route_table_id,
        r.gateway_id ?? r.nat_gateway_id,
      ]);
      expect(routes).toEqual([
        [table('Public'), refTo('aws_internet_gateway', 'Network/InternetGateway')],
        [table('private-us-east-1a'), refTo('aws_nat_gateway', 'Network/Routes/Nat-us-east-1a')],
        [table('private-us-east-1b'), refTo('aws_nat_gateway', 'Network/Routes/Nat-us-east-1b')],
      ]);
    });

    it('gives every subnet the table of its tier', () => {
      const pairs = Object.values(plain.of('aws_route_table_association')).map((a) => [a.subnet_id, a.route_table_id]);
      const expected = ['a', 'b'].flatMap((letter) => {
        const zone = `us-east-1${letter}`;
        const tables = { isolated: 'Isolated', private: `private-${zone}`, public: 'Public' };
        return Object.entries(tables).map(([tier, key]) => [
          refTo('aws_subnet', `Network/${tier}-${zone}`),
          table(key),
        ]);
      });
      expect(new Set(pairs.map(String))).toEqual(new Set(expected.map(String)));
    });

    it.each(['s3', 'dynamodb'])('reaches %s from inside by every table that is not public', (service) => {
      expect(plain.at('aws_vpc_endpoint', `Network/Endpoints/${service}`)).toMatchObject({
        vpc_endpoint_type: 'Gateway',
        service_name: `com.amazonaws.us-east-1.${service}`,
        route_table_ids: [table('private-us-east-1a'), table('private-us-east-1b'), table('Isolated')],
      });
    });

    it('opens endpoints to the network, and for principals of the account alone', () => {
      const asked = network({ endpoints: ['sqs'] });
      expect(asked.only('aws_vpc_security_group_ingress_rule')).toMatchObject({
        security_group_id: refTo('aws_security_group', 'Network/Endpoints/SecurityGroup'),
        cidr_ipv4: '10.0.0.0/16',
        from_port: 443,
        to_port: 443,
      });
      const endpoint = asked.at('aws_vpc_endpoint', 'Network/Endpoints/sqs');
      expect(endpoint).toMatchObject({
        private_dns_enabled: true,
        subnet_ids: ['a', 'b'].map((letter) => refTo('aws_subnet', `Network/private-us-east-1${letter}`)),
        security_group_ids: [refTo('aws_security_group', 'Network/Endpoints/SecurityGroup')],
      });
      expect(JSON.stringify(readDocument(endpoint.policy))).toContain('"aws:PrincipalAccount":"123456789012"');
    });

    it('lets the flow log write to its own group and nothing else, and first of all lets it', () => {
      expect(readDocument(plain.only('aws_iam_role_policy').policy)).toEqual({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
            Resource: '‹aws_cloudwatch_log_group[Network/FlowLogs/Log/Group].arn›:*',
          },
        ],
      });
      expect(plain.only('aws_flow_log').depends_on).toEqual(['aws_iam_role_policy[Network/FlowLogs/Role/Policy]']);
    });

    it('moves no address of a zone when others come, go or change places', () => {
      const zonesOf = fc.shuffledSubarray(ZONES, { minLength: 1 });
      fc.assert(
        fc.property(zonesOf, zonesOf, (before, after) => {
          const [one, two] = [network({ zones: before }), network({ zones: after })];
          const shared = before.filter((zone) => after.includes(zone));
          for (const { type, path, args } of one.all().filter((r) => shared.some((zone) => r.path.includes(zone))))
            expect(two.at(type, path)).toEqual(args);
        }),
        { numRuns: 6 },
      );
    });
  });
});
