import type { AccessSpec } from '../spec/access';
import type { ContractNetwork } from '../spec/contract';
import type { EgressSpec } from '../spec/egress';
import { hasShell, type ServiceSpec } from '../spec/service';
import { GATEWAY_SERVICES } from './endpoints';

/** One way out of a workload: a rule of its security group. */
export interface EgressRule {
  /** Stable name among the rules of a workload. */
  readonly key: string;
  readonly to: { readonly cidr: string } | { readonly prefixListId: string } | { readonly securityGroupId: string };
  readonly port: number;
  readonly why: string;
}

export const ANYWHERE = '0.0.0.0/0';
const TLS = 443;

/** The AWS service that each kind of access asks. What encrypts for it asks KMS by itself. */
const ASKED = { bucket: 's3', table: 'dynamodb', queue: 'sqs', secret: 'secretsmanager', key: 'kms' } as const;

/**
 * What the agent of a shell asks, from the task's own interface: the channel, the key of the session, and its log.
 * Source: ECS developer guide, "Monitor Amazon ECS containers with ECS Exec", 2026-11.
 */
const SHELL = ['kms', 'logs', 'ssmmessages'] as const;
const TO_SESSION_MANAGER = 'ToSessionManager';
const SHELL_WHY = 'Session Manager for shells in tasks';

type Outward = Pick<ServiceSpec, 'access' | 'egress' | 'exec' | 'debug'> & Partial<Pick<ServiceSpec, 'telemetry'>>;

/** An AWS service that a workload must reach, where its spec says so, and why. */
export interface AskedService {
  readonly field: string;
  readonly service: string;
  readonly why: string;
}

/** The AWS services that a workload asks by itself, but for those of its shell. */
export function askedServices({ access, egress, telemetry }: Outward): AskedService[] {
  return [
    ...access.map((entry: AccessSpec, i) => ({
      field: `access.${i}`,
      service: ASKED[entry.kind],
      why: `uses ${ASKED[entry.kind]}`,
    })),
    ...collected(telemetry),
    ...egress.flatMap((entry, i) =>
      entry.kind === 'aws-service' ? [{ field: `egress.${i}.service`, service: entry.service, why: entry.why }] : [],
    ),
  ];
}

/** What the collector asks, from the task's own interface. */
function collected(telemetry: ServiceSpec['telemetry']): AskedService[] {
  const { traces, prometheus } = telemetry ?? {};
  const metrics = prometheus?.workspaceArn === undefined ? 'logs' : 'aps-workspaces';
  return [
    ...(traces ? [{ field: 'telemetry.traces', service: 'xray', why: 'sends traces' }] : []),
    ...(prometheus ? [{ field: 'telemetry.prometheus', service: metrics, why: 'sends metrics' }] : []),
  ];
}

/** How an AWS service is reached inside a network: addresses of a gateway endpoint, or the group of interface endpoints; else not at all. */
export function wayTo(service: string, network: ContractNetwork): Pick<EgressRule, 'key' | 'to'> | undefined {
  const gateway = GATEWAY_SERVICES.find((name) => name === service);
  if (gateway !== undefined) return { key: `To-${gateway}`, to: { prefixListId: network.prefixLists[gateway] } };
  const { endpoints } = network;
  if (!endpoints?.services.includes(service)) return undefined;
  return { key: 'To-endpoints', to: { securityGroupId: endpoints.securityGroupId } };
}

/** Whether a workload may connect to any address where AWS answers. */
export function goesAnywhere({ egress }: Pick<Outward, 'egress'>): boolean {
  return egress.some((entry) => entry.kind === 'cidr' && entry.cidr === ANYWHERE && entry.ports.includes(TLS));
}

/** Every rule that lets a workload out, one for each destination and port, sorted. EC2 takes no rule twice, whatever its description. */
export function egressRules(service: Outward, network: ContractNetwork): EgressRule[] {
  const asked = askedServices(service).flatMap((one) => ({ ...wayTo(one.service, network), port: TLS, why: one.why }));
  const named = service.egress.flatMap((entry) =>
    entry.kind === 'aws-service'
      ? []
      : [...new Set(entry.ports)].map((port) => ({ ...destination(entry, port), port, why: entry.why })),
  );
  const found = [...asked, ...named, ...shell(service, network)].filter((rule): rule is EgressRule => 'key' in rule);
  const keys = [...new Set(found.map(({ key }) => key))].sort();
  return keys.map((key) => {
    const same = found.filter((rule) => rule.key === key);
    const whys = [...new Set(same.map(({ why }) => why))];
    return { ...(same[0] as EgressRule), why: whys.join('; ') };
  });
}

function destination(
  entry: Exclude<EgressSpec, { kind: 'aws-service' }>,
  port: number,
): Pick<EgressRule, 'key' | 'to'> {
  const [id, to] = destinationOf(entry);
  return { key: `To-${id}-${port}`, to };
}

function destinationOf(entry: Exclude<EgressSpec, { kind: 'aws-service' }>): [string, EgressRule['to']] {
  switch (entry.kind) {
    case 'cidr':
      return [entry.cidr, { cidr: entry.cidr }];
    case 'prefix-list':
      return [entry.prefixListId, { prefixListId: entry.prefixListId }];
    case 'security-group':
      return [entry.securityGroupId, { securityGroupId: entry.securityGroupId }];
  }
}

/** Whether its shell alone opens a way to any address. */
export function opensForShell(service: Outward, network: ContractNetwork): boolean {
  return shell(service, network).some(({ key }) => key === TO_SESSION_MANAGER);
}

/** Through endpoints where the network has all that a shell asks, and else to any address, as AWS has no list of those. */
function shell(service: Outward, network: ContractNetwork): EgressRule[] {
  if (!hasShell(service)) return [];
  const ways = SHELL.map((name) => wayTo(name, network));
  if (ways.every((way) => way !== undefined))
    return ways.map((way) => ({ ...(way as Pick<EgressRule, 'key' | 'to'>), port: TLS, why: SHELL_WHY }));
  return goesAnywhere(service) ? [] : [{ key: TO_SESSION_MANAGER, to: { cidr: ANYWHERE }, port: TLS, why: SHELL_WHY }];
}
