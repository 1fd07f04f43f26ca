import { TerraformResource } from 'cdktf';
import { AccessLogs, Gateway, type GatewayProps } from '../../../constructs/aws';
import type { GatewayInput } from '../../../src/spec/gateway';
import { refTo } from '../../support/builders/ref-to';
import { refusalOf } from '../../support/builders/refusal-of';
import { synthStack } from '../../support/builders/synth-stack';
import type { SynthesizedStack } from '../../support/builders/synthesized-stack';
import { testContract } from '../../support/builders/test-contract';
import { testSite } from '../../support/builders/test-site';

const { network } = testContract();
const CERTIFICATE = 'arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000';
const domain = { zoneId: 'Z0123456789EXAMPLE', name: 'ml.example.com' };
const application = { kind: 'application', certificateArn: CERTIFICATE } as const;

const subnets = (tier: 'public' | 'private', letters = ['a', 'b']) =>
  letters.map((letter) => network.subnets[tier][`us-east-1${letter}`]);

function gateway(input: GatewayInput, say: (gateway: Gateway) => void = () => {}): SynthesizedStack {
  return synthStack((stack) => {
    const site = testSite();
    const accessLogs = new AccessLogs(stack, 'AccessLogs', { site });
    say(new Gateway(stack, 'Gateway', { site, name: 'front', network, accessLogs, ...input } as GatewayProps));
  });
}

/** How many resources of each type the gateway itself is. */
function countsOf(stack: SynthesizedStack): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { type, path } of stack.all()) if (path.startsWith('Gateway/')) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

const clientsOf = (stack: SynthesizedStack) =>
  Object.values(stack.of('aws_vpc_security_group_ingress_rule')).map((r) => [r.cidr_ipv4, r.from_port, r.description]);

describe('Gateway for requests', () => {
  it('is judged by the web ACL that it names, and by none else', () => {
    const webAclArn = 'arn:aws:wafv2:us-east-1:123456789012:regional/webacl/ml/00000000-0000-0000-0000-000000000000';
    const guarded = gateway({ ...application, webAclArn });
    expect(guarded.only('aws_wafv2_web_acl_association')).toEqual({
      resource_arn: refTo('aws_lb', 'Gateway/LoadBalancer', 'arn'),
      web_acl_arn: webAclArn,
    });
    const global = webAclArn.replace('regional', 'global');
    expect(refusalOf(() => gateway({ ...application, webAclArn: global })).lines).toEqual([
      expect.stringMatching(/^webAclArn is .* which is not the ARN of a regional web ACL; .* \[InvalidArn\]$/),
    ]);
  });

  describe('defaults', () => {
    const plain = gateway(application);

    it('is a load balancer with HTTPS, and HTTP only to redirect', () => {
      expect(countsOf(plain)).toEqual({
        aws_lb: 1,
        aws_lb_listener: 2,
        aws_security_group: 1,
        aws_vpc_security_group_ingress_rule: 2,
      });
      expect(plain.at('aws_lb_listener', 'Gateway/Https')).toMatchObject({
        port: 443,
        protocol: 'HTTPS',
        ssl_policy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
        certificate_arn: CERTIFICATE,
      });
      expect(plain.at('aws_lb_listener', 'Gateway/Http').default_action).toEqual([
        { type: 'redirect', redirect: { port: '443', protocol: 'HTTPS', status_code: 'HTTP_301' } },
      ]);
    });

    it('is reachable from inside the network alone', () => {
      expect(plain.only('aws_lb')).toMatchObject({ internal: true, subnets: subnets('private') });
      expect(clientsOf(plain)).toEqual([
        [network.cidr, 443, 'Clients of gateway front'],
        [network.cidr, 80, 'Clients of gateway front'],
      ]);
    });

    it('answers itself where no route matches', () => {
      expect(plain.at('aws_lb_listener', 'Gateway/Https').default_action).toEqual([
        {
          type: 'fixed-response',
          fixed_response: { content_type: 'text/plain', message_body: 'no route', status_code: '404' },
        },
      ]);
    });

    it('trusts no malformed request, and logs every one', () => {
      expect(plain.only('aws_lb')).toMatchObject({
        drop_invalid_header_fields: true,
        desync_mitigation_mode: 'defensive',
        access_logs: { enabled: true, prefix: 'front', bucket: refTo('aws_s3_bucket', 'AccessLogs/Bucket') },
      });
    });
  });

  describe('options', () => {
    it('faces the internet where it says so', () => {
      const open = gateway({ ...application, scheme: 'internet-facing' });
      expect(open.only('aws_lb')).toMatchObject({ internal: false, subnets: subnets('public') });
      expect(clientsOf(open).map(([cidr]) => cidr)).toEqual(['0.0.0.0/0', '0.0.0.0/0']);
    });

    it('lets in the clients that it names, each once', () => {
      const named = gateway({ ...application, clients: ['10.9.0.0/16', '10.8.0.0/16', '10.9.0.0/16'] });
      expect(
        clientsOf(named)
          .map(([cidr, port]) => `${cidr} ${port}`)
          .sort(),
      ).toEqual(['10.8.0.0/16 443', '10.8.0.0/16 80', '10.9.0.0/16 443', '10.9.0.0/16 80']);
    });

    it('makes a certificate for its domain, and proves it', () => {
      const own = gateway({ kind: 'application', domain });
      expect(countsOf(own)).toMatchObject({
        aws_acm_certificate: 1,
        aws_acm_certificate_validation: 1,
        aws_route53_record: 1,
      });
      expect(own.only('aws_acm_certificate')).toMatchObject({
        domain_name: 'ml.example.com',
        subject_alternative_names: ['*.ml.example.com'],
        validation_method: 'DNS',
        lifecycle: { create_before_destroy: true },
      });
    });

    it('makes none where it is given one', () => {
      expect(countsOf(gateway({ ...application, domain }))).not.toHaveProperty('aws_acm_certificate');
    });

    it('goes without TLS for a reason, which its rules repeat', () => {
      const why = 'tried out inside the network';
      const plain = gateway({ kind: 'application', domain, plainHttp: { why } });
      expect(countsOf(plain)).toEqual({
        aws_lb: 1,
        aws_lb_listener: 1,
        aws_security_group: 1,
        aws_vpc_security_group_ingress_rule: 1,
      });
      expect(plain.only('aws_lb_listener')).toMatchObject({ port: 80, protocol: 'HTTP' });
      expect(clientsOf(plain)).toEqual([[network.cidr, 80, why]]);
    });

    it('waits longer', () => {
      expect(gateway({ ...application, idleTimeoutSeconds: 4000 }).only('aws_lb').idle_timeout).toBe(4000);
    });

    it('is one that exists already, as the contract describes it', () => {
      const contract = testContract().gateways.public;
      synthStack((stack) => {
        const peer = Gateway.fromExisting(stack, 'public', contract as never);
        expect(peer.contract).toEqual(contract);
        expect(peer.connections.securityGroupId).toBe(contract?.securityGroupId);
        expect(stack.node.findAll().filter(TerraformResource.isTerraformResource)).toEqual([]);
      });
    });
  });

  describe('refuses', () => {
    it('HTTPS without a certificate, and to stand in one zone', () => {
      expect(refusalOf(() => gateway({ kind: 'application', zones: ['us-east-1a'] }))).toEqual({
        what: "Gateway 'test/Gateway'",
        lines: [
          'zones is ["us-east-1a"], and an application load balancer stands in two zones at least; add a second zone [OneZoneBalancer]',
          'certificateArn is missing, and HTTPS needs a certificate; give certificateArn, or domain { zoneId, name } to have one made, or plainHttp { why } to do without [HttpsWithoutCertificate]',
        ],
      });
    });

    it('a field that its kind does not have', () => {
      expect(
        refusalOf(() => gateway({ kind: 'network', plainHttp: { why: 'no reason at all' } } as never)).lines,
      ).toHaveLength(1);
    });
  });

  describe('wiring', () => {
    it('waits for the bucket to let it write', () => {
      expect(gateway(application).only('aws_lb').depends_on).toEqual(['aws_s3_bucket_policy[AccessLogs/Policy]']);
    });

    it('shows a certificate only once it is valid', () => {
      const own = gateway({ kind: 'application', domain });
      expect(own.at('aws_lb_listener', 'Gateway/Https').certificate_arn).toBe(
        refTo('aws_acm_certificate_validation', 'Gateway/Certificate/Validation', 'certificate_arn'),
      );
      expect(own.only('aws_acm_certificate_validation').validation_record_fqdns).toEqual([
        refTo('aws_route53_record', 'Gateway/Certificate/Proof', 'fqdn'),
      ]);
      expect(own.only('aws_route53_record')).toMatchObject({ zone_id: domain.zoneId, allow_overwrite: true });
    });

    it('publishes what those need who attach to it, first of all the listener that takes routes', () => {
      gateway({ kind: 'application', domain }, ({ contract, resources }) => {
        expect(contract).toMatchObject({
          kind: 'application',
          scheme: 'internal',
          protocol: 'https',
          idleTimeoutSeconds: 60,
          domain,
          priorities: { main: { from: 1000, to: 39_999 }, guest: { from: 40_000, to: 49_999 } },
        });
        expect(resources.listeners[0]?.node.id).toBe('Https');
      });
    });
  });
});

describe('Gateway for connections', () => {
  describe('defaults', () => {
    const plain = gateway({ kind: 'network' });

    it('is a load balancer without listeners: services attach them', () => {
      expect(countsOf(plain)).toEqual({ aws_lb: 1, aws_security_group: 1 });
      expect(plain.only('aws_lb')).toMatchObject({
        load_balancer_type: 'network',
        internal: true,
        subnets: subnets('private'),
        enable_cross_zone_load_balancing: true,
      });
    });

    it('has a group from the beginning, which cannot be given later', () => {
      expect(plain.only('aws_lb').security_groups).toEqual([refTo('aws_security_group', 'Gateway/SecurityGroup')]);
    });
  });

  describe('options', () => {
    it('stands in one zone, where that is enough', () => {
      const one = gateway({ kind: 'network', scheme: 'internet-facing', zones: ['us-east-1b'] });
      expect(one.only('aws_lb').subnets).toEqual(subnets('public', ['b']));
    });

    it('has a certificate for listeners that end TLS', () => {
      expect(countsOf(gateway({ kind: 'network', domain }))).toMatchObject({ aws_acm_certificate_validation: 1 });
    });
  });

  describe('refuses', () => {
    it('clients that are no range', () => {
      expect(refusalOf(() => gateway({ kind: 'network', clients: ['10.0.0.1/8'] })).lines).toEqual([
        "clients.0 is '10.0.0.1/8', whose bits after /8 are not zero; use '10.0.0.0/8' [InvalidCidr]",
      ]);
    });
  });

  describe('wiring', () => {
    it('publishes whom it lets in, and its certificate where it has one', () => {
      gateway({ kind: 'network' }, ({ contract }) => {
        expect(contract).toMatchObject({ kind: 'network', clients: [network.cidr] });
        expect(contract).not.toHaveProperty('certificateArn');
      });
      gateway({ kind: 'network', certificateArn: CERTIFICATE }, ({ contract }) =>
        expect(contract).toMatchObject({ certificateArn: CERTIFICATE }),
      );
    });
  });
});
