import { Lb } from '@cdktf/provider-aws/lib/lb';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { resourceName } from '../../src/naming/names';
import type { ApplicationGatewaySpec, GatewaySpec } from '../../src/spec/gateway';
import type { Site } from '../../src/spec/site';
import { giveReason } from '../terraform/give-reason';
import { kept } from '../terraform/lifecycle';

/** What both kinds of gateway are made from. */
export interface GatewayParts {
  readonly site: Site;
  readonly name: string;
  readonly subnetIds: string[];
  readonly certificateArn: string | undefined;
  readonly accessLogs: { readonly bucket: string; readonly dependsOn: ITerraformDependable[] };
}

/** TLS 1.2 and 1.3 with forward secrecy only (ELB user guide, "Security policies", 2026-11). */
export const TLS_POLICY = 'ELBSecurityPolicy-TLS13-1-2-2021-06';

const NO_ROUTE = {
  type: 'fixed-response',
  fixedResponse: { contentType: 'text/plain', statusCode: '404', messageBody: 'no route' },
};

/** Ports that clients of an application gateway connect to. */
export function applicationPorts(spec: ApplicationGatewaySpec): readonly number[] {
  return spec.plainHttp ? [80] : [80, 443];
}

/** The load balancer and listeners of an application gateway; the listener returned first is the one that takes routes. */
export function applicationGateway(
  scope: Construct,
  parts: GatewayParts,
  spec: ApplicationGatewaySpec,
  group: SecurityGroup,
): { loadBalancer: Lb; listeners: LbListener[] } {
  const { site, name, subnetIds, certificateArn, accessLogs } = parts;
  const loadBalancer = new Lb(scope, 'LoadBalancer', {
    name: resourceName('loadBalancer', site.name, name),
    internal: spec.scheme === 'internal',
    loadBalancerType: 'application',
    subnets: subnetIds,
    securityGroups: [group.id],
    dropInvalidHeaderFields: true,
    desyncMitigationMode: 'defensive',
    idleTimeout: spec.idleTimeoutSeconds,
    enableDeletionProtection: site.protect,
    accessLogs: { bucket: accessLogs.bucket, prefix: name, enabled: true },
    dependsOn: accessLogs.dependsOn,
    ...kept(site),
  });
  const listener = (
    id: string,
    config: { port: number; protocol: string; certificateArn?: string; sslPolicy?: string },
    action: object,
  ) =>
    new LbListener(scope, id, {
      loadBalancerArn: loadBalancer.arn,
      ...config,
      defaultAction: [action as typeof NO_ROUTE],
    });
  facesInternet(loadBalancer, spec, name);
  if (spec.plainHttp) {
    const http = listener('Http', { port: 80, protocol: 'HTTP' }, NO_ROUTE);
    giveReason(http, { rule: 'MLP-LB-2', key: 'plain', reason: spec.plainHttp.why });
    return { loadBalancer, listeners: [http] };
  }
  const https = listener(
    'Https',
    { port: 443, protocol: 'HTTPS', sslPolicy: TLS_POLICY, ...(certificateArn !== undefined && { certificateArn }) },
    NO_ROUTE,
  );
  const redirect = { type: 'redirect', redirect: { port: '443', protocol: 'HTTPS', statusCode: 'HTTP_301' } };
  return { loadBalancer, listeners: [https, listener('Http', { port: 80, protocol: 'HTTP' }, redirect)] };
}

/** A gateway that faces the internet says so in a word of its spec, which is the reason. */
export function facesInternet(loadBalancer: Lb, { scheme }: Pick<GatewaySpec, 'scheme'>, name: string): void {
  if (scheme === 'internal') return;
  giveReason(loadBalancer, { rule: 'MLP-LB-1', key: 'internal', reason: `gateway ${name} says scheme: ${scheme}` });
}
