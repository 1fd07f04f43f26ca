import { createHash } from 'node:crypto';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import type { Construct } from 'constructs';
import { resourceName } from '../../src/naming/names';
import { DEFAULT_READINESS, type ReadinessSpec } from '../../src/spec/health';
import type { PortSpec } from '../../src/spec/port';
import type { ServiceSpec } from '../../src/spec/service';
import { agentPorts } from '../../src/task/concurrency-agent';
import { escapeTemplate } from '../terraform/json';
import type { AwsPlatform } from './platform';
import type { Role } from './role';

/** A service that is attached to gateways. */
export interface AttachProps {
  readonly platform: AwsPlatform;
  readonly system: string;
  readonly name: string;
  readonly spec: ServiceSpec;
  /** What ECS moves requests with, where its rollout does. */
  readonly shiftRole?: Role | undefined;
}

interface TargetProps extends AttachProps {
  readonly gateway: string;
  readonly port: string;
  /** What tells it from other groups of the same port. @default - nothing: it is the only one */
  readonly variant?: string;
}

const VERSION = { http: 'HTTP1', http2: 'HTTP2', grpc: 'GRPC', tcp: 'HTTP1' } as const;

/** Replicas that get requests from an application gateway once they answer. */
export function httpTargetGroup(scope: Construct, id: string, props: TargetProps): LbTargetGroup {
  const { platform, spec } = props;
  const port = spec.ports[props.port] as PortSpec;
  const agent = agentPorts(spec);
  const counted = agent === undefined ? '' : ` ${agent.data} ${agent.control}`;
  return new LbTargetGroup(scope, id, {
    ...shared(props, `${port.number} ${port.protocol}${counted}`),
    port: agent?.data ?? port.number,
    ...(agent && { targetControlPort: agent.control }),
    protocol: 'HTTP',
    protocolVersion: VERSION[port.protocol],
    vpcId: platform.contract.network.vpcId,
    healthCheck: httpHealthCheck(probed(props), port, spec.ports),
  });
}

/** Replicas that get connections from a network gateway once they accept them. */
export function tcpTargetGroup(
  scope: Construct,
  id: string,
  props: TargetProps & { readonly listenPort: number },
): LbTargetGroup {
  const { platform, spec } = props;
  const port = spec.ports[props.port] as PortSpec;
  return new LbTargetGroup(scope, id, {
    ...shared(props, `${props.listenPort} ${port.number} tcp`),
    port: port.number,
    protocol: 'TCP',
    vpcId: platform.contract.network.vpcId,
    // A connection that its client keeps open would otherwise survive the replica it goes to.
    connectionTermination: true,
    healthCheck: { ...thresholds(spec.health.readiness ?? DEFAULT_READINESS), protocol: 'TCP', port: 'traffic-port' },
  });
}

/** What cannot change without replacing the group is in its name, so that the new one can stand beside the old. */
function shared({ platform, system, name, spec, gateway, port, variant = '' }: TargetProps, fixed: string) {
  const hash = createHash('sha256').update(`${gateway} ${port} ${fixed}${variant}`).digest('hex').slice(0, 6);
  return {
    name: resourceName('targetGroup', platform.contract.site.name, system, name, hash),
    targetType: 'ip',
    deregistrationDelay: String(spec.stopSeconds),
    lifecycle: { createBeforeDestroy: true },
  };
}

/** What is asked. An agent before the service is asked with it: where it is down, nothing comes through (ELB user guide, Target optimizer, 2026-11). */
function probed({ spec, port }: TargetProps): ReadinessSpec {
  const readiness = spec.health.readiness ?? DEFAULT_READINESS;
  const through = agentPorts(spec) !== undefined && readiness.port === port;
  return through ? { ...readiness, port: undefined } : readiness;
}

function httpHealthCheck(readiness: ReadinessSpec, port: PortSpec, ports: Readonly<Record<string, PortSpec>>) {
  const grpc = port.protocol === 'grpc';
  const asked = readiness.port === undefined ? undefined : ports[readiness.port];
  return {
    ...thresholds(readiness),
    path: escapeTemplate(readiness.path ?? (grpc ? '/grpc.health.v1.Health/Check' : '/health')),
    port: asked === undefined ? 'traffic-port' : String(asked.number),
    protocol: 'HTTP',
    matcher: readiness.codes ?? (grpc ? '0' : '200'),
  };
}

function thresholds({ intervalSeconds, timeoutSeconds, healthyThreshold, unhealthyThreshold }: ReadinessSpec) {
  return { interval: intervalSeconds, timeout: timeoutSeconds, healthyThreshold, unhealthyThreshold };
}
