import type { ServiceInput } from '../../../src/spec/service';
import { refTo } from '../../support/builders/ref-to';
import { refusalOf } from '../../support/builders/refusal-of';
import { synthServices } from '../../support/builders/synth-services';
import type { SynthesizedStack } from '../../support/builders/synthesized-stack';
import { testContract } from '../../support/builders/test-contract';

const contract = testContract();
const RULE = 'aws_lb_listener_rule';
const TARGET = 'aws_lb_target_group';
const IN = 'aws_vpc_security_group_ingress_rule';
const TWO = { http: { number: 8080 }, admin: { number: 9090 } };

const one = (service: Partial<ServiceInput>) => synthServices({ services: { bidder: service } });
const routed = (...routes: NonNullable<ServiceInput['routes']>) => one({ routes });
const prioritiesOf = (stack: SynthesizedStack) =>
  Object.fromEntries(Object.entries(stack.of(RULE)).map(([path, rule]) => [path, rule.priority]));
const entriesOf = (stack: SynthesizedStack, type: string) => Object.entries(stack.of(type));

describe('routes of a service', () => {
  describe('defaults', () => {
    const plain = routed({ host: 'bid.ml.example.com', path: '/v1/*' });

    it('are a rule, a group of targets, a record and an edge, and are watched', () => {
      const added = Object.entries(plain.counts).filter(([type, count]) => one({}).counts[type] !== count);
      expect(Object.fromEntries(added)).toEqual({
        // Errors, slow answers, unhealthy replicas; and that replicas fail, as without a route.
        aws_cloudwatch_metric_alarm: 4,
        aws_lb_listener_rule: 1,
        aws_lb_target_group: 1,
        aws_route53_record: 1,
        aws_vpc_security_group_egress_rule: 1,
        aws_vpc_security_group_ingress_rule: 1,
        terraform_data: 1,
      });
    });

    it('match what they say, in the range of the app', () => {
      expect(plain.only(RULE)).toMatchObject({
        condition: [{ host_header: { values: ['bid.ml.example.com'] } }, { path_pattern: { values: ['/v1/*'] } }],
      });
      expect(Number(plain.only(RULE).priority)).toBeGreaterThanOrEqual(1000);
      expect(Number(plain.only(RULE).priority)).toBeLessThan(40_000);
    });

    it('lead to replicas that answer at /health', () => {
      expect(plain.only(TARGET)).toMatchObject({
        port: 8080,
        protocol: 'HTTP',
        protocol_version: 'HTTP1',
        target_type: 'ip',
        deregistration_delay: '30',
        vpc_id: contract.network.vpcId,
        lifecycle: { create_before_destroy: true },
        health_check: {
          path: '/health',
          port: 'traffic-port',
          protocol: 'HTTP',
          matcher: '200',
          interval: 10,
          timeout: 5,
        },
      });
    });
  });

  describe('options', () => {
    it('match by method and header', () => {
      const { condition } = routed({ path: '/*', methods: ['PUT', 'GET'], headers: { 'X-Team': ['b', 'a'] } }).only(
        RULE,
      );
      expect(condition).toEqual([
        { path_pattern: { values: ['/*'] } },
        { http_request_method: { values: ['GET', 'PUT'] } },
        { http_header: { http_header_name: 'X-Team', values: ['a', 'b'] } },
      ]);
    });

    it('speak what the port speaks', () => {
      const grpc = one({ ports: { rpc: { number: 9000, protocol: 'grpc' } }, routes: [{ path: '/*' }] }).only(TARGET);
      expect(grpc).toMatchObject({
        protocol_version: 'GRPC',
        health_check: { path: '/grpc.health.v1.Health/Check', matcher: '0' },
      });
    });

    it('ask for readiness as it says, and give it time', () => {
      const readiness = { path: '/ready', port: 'admin', codes: '200-299', graceSeconds: 300 };
      const slow = one({ ports: TWO, routes: [{ port: 'http', path: '/*' }], health: { readiness }, stopSeconds: 90 });
      expect(slow.only(TARGET)).toMatchObject({
        deregistration_delay: '90',
        health_check: { path: '/ready', port: '9090', matcher: '200-299' },
      });
      expect(slow.only('aws_ecs_service').health_check_grace_period_seconds).toBe(300);
    });

    it('have the priority that is written', () => {
      expect(routed({ path: '/v1/*', priority: 1234 }).only(RULE).priority).toBe(1234);
    });
  });

  describe('refuses', () => {
    it('two of one service that take the same requests', () => {
      expect(refusalOf(() => routed({ path: '/v1/*' }, { path: '/v1/**' })).lines).toEqual([
        expect.stringContaining('[EqualRoutes]'),
      ]);
    });
  });

  describe('wiring', () => {
    it('come before the service, which takes no targets until a rule leads to them', () => {
      const plain = routed({ path: '/v1/*' });
      const [path] = Object.keys(plain.of(RULE));
      expect(plain.only('aws_ecs_service').depends_on).toEqual([
        'aws_iam_role_policy[bidder/ExecutionRole/Policy]',
        `aws_lb_listener_rule[${path}]`,
        'aws_vpc_security_group_ingress_rule[bidder/From-gateway-public-http]',
      ]);
      expect(plain.only(RULE)).toMatchObject({
        listener_arn: (contract.gateways.public as { listenerArn: string }).listenerArn,
        action: [
          {
            type: 'forward',
            forward: { target_group: [{ arn: refTo(TARGET, 'bidder/Routes/Target-public-http', 'arn'), weight: 1 }] },
          },
        ],
      });
      expect(plain.only('aws_ecs_service').load_balancer).toEqual([
        {
          container_name: 'main',
          container_port: 8080,
          target_group_arn: refTo(TARGET, 'bidder/Routes/Target-public-http', 'arn'),
        },
      ]);
    });

    it('let the gateway in on the port that is routed to, and on the one that is asked for health', () => {
      const health = { readiness: { port: 'admin' } };
      const edges = entriesOf(one({ ports: TWO, routes: [{ port: 'http', path: '/*' }], health }), IN);
      expect(
        edges.map(([path, rule]) => [path, rule.from_port, rule.referenced_security_group_id, rule.description]),
      ).toEqual([
        [
          'bidder/From-gateway-public-admin',
          9090,
          contract.gateways.public?.securityGroupId,
          'gateway public routes to bidder',
        ],
        [
          'bidder/From-gateway-public-http',
          8080,
          contract.gateways.public?.securityGroupId,
          'gateway public routes to bidder',
        ],
      ]);
    });

    it('share a group of targets where they lead to one port', () => {
      const two = routed({ path: '/v1/*' }, { path: '/v2/*' });
      expect(two.counts).toMatchObject({ [RULE]: 2, [TARGET]: 1, [IN]: 1 });
    });

    it('keep their addresses and priorities when another is added', () => {
      const before = prioritiesOf(routed({ path: '/v1/*' }, { host: 'a.ml.example.com' }));
      const after = prioritiesOf(routed({ path: '/v2/*' }, { path: '/v1/*' }, { host: 'a.ml.example.com' }));
      expect(after).toMatchObject(before);
      expect(Object.keys(after)).toHaveLength(3);
    });

    it('share the record of a host with other services of the stack, whatever the case it is written in', () => {
      const services = {
        a: { routes: [{ host: 'bid.ml.example.com', path: '/a' }] },
        b: { routes: [{ host: 'BID.ml.example.com', path: '/b' }] },
      };
      expect(synthServices({ services }).of('aws_route53_record')).toEqual({
        'Host-public-bid_ml_example_com': {
          zone_id: 'Z0123456789EXAMPLE',
          name: 'bid.ml.example.com',
          type: 'A',
          alias: {
            name: contract.gateways.public?.dnsName,
            zone_id: contract.gateways.public?.hostedZoneId,
            evaluate_target_health: true,
          },
        },
      });
    });

    it('name a group of targets after all that would replace it, so that the new one can stand beside the old', () => {
      const nameOf = (service: Partial<ServiceInput>) =>
        one({ routes: [{ path: '/*' }], ...service }).only(TARGET).name;
      const names = [
        {},
        { ports: { http: { number: 81 } } },
        { ports: { http: { number: 8080, protocol: 'http2' } } },
      ] as const;
      expect(new Set(names.map(nameOf)).size).toBe(3);
      expect(nameOf({ stopSeconds: 60 })).toBe(nameOf({}));
    });
  });
});

describe('listeners of a service', () => {
  const tcp = { ports: { raw: { number: 9000, protocol: 'tcp' } } } as const;
  const plain = one({ ...tcp, listeners: [{ listenPort: 443 }] });

  describe('defaults', () => {
    it('hand a port of the gateway through as it is', () => {
      expect(plain.only('aws_lb_listener')).toEqual({
        load_balancer_arn: contract.gateways.edge?.arn,
        port: 443,
        protocol: 'TCP',
        default_action: [
          { type: 'forward', target_group_arn: refTo(TARGET, 'bidder/Listeners/Target-edge-443', 'arn') },
        ],
        lifecycle: { replace_triggered_by: ['terraform_data[bidder/Listeners/edge-443-weighed]'] },
      });
      expect(plain.only(TARGET)).toMatchObject({
        port: 9000,
        protocol: 'TCP',
        connection_termination: true,
        health_check: { protocol: 'TCP', port: 'traffic-port' },
      });
    });
  });

  describe('options', () => {
    it('end TLS with the certificate of the gateway, and have a name', () => {
      const domain = { zoneId: 'Z0123456789EXAMPLE', name: 'tcp.example.com' };
      const environment = { gateways: { edge: { kind: 'network', domain } } } as const;
      const listeners = [{ listenPort: 443, tls: true, host: 'rpc.tcp.example.com' }];
      const secure = synthServices({ environment, services: { bidder: { ...tcp, listeners } } });
      const { certificateArn } = testContract(environment).gateways.edge as { certificateArn: string };
      expect(secure.only('aws_lb_listener')).toMatchObject({ protocol: 'TLS', certificate_arn: certificateArn });
      expect(secure.only('aws_route53_record')).toMatchObject({ name: 'rpc.tcp.example.com' });
    });
  });

  describe('refuses', () => {
    it('one port of the gateway twice', () => {
      const listeners = [{ listenPort: 443 }, { listenPort: 443 }];
      expect(refusalOf(() => one({ ...tcp, listeners })).lines).toEqual([expect.stringContaining('[ListenPortTaken]')]);
    });
  });

  describe('wiring', () => {
    it('let clients into the gateway, and the gateway in', () => {
      const rules = entriesOf(plain, IN).map(([path, r]) => [
        path,
        r.security_group_id,
        r.cidr_ipv4 ?? r.referenced_security_group_id,
        r.from_port,
      ]);
      const gateway = contract.gateways.edge?.securityGroupId;
      expect(rules).toEqual([
        ['bidder/From-gateway-edge-raw', refTo('aws_security_group', 'bidder/SecurityGroup'), gateway, 9000],
        ['bidder/Listeners/Clients-10.0.0.0--16-443', gateway, contract.network.cidr, 443],
      ]);
    });

    it('come before the service', () => {
      expect(plain.only('aws_ecs_service').depends_on).toEqual(
        expect.arrayContaining(['aws_lb_listener[bidder/Listeners/edge-443]']),
      );
    });
  });
});
