/** What a private network must reach without a way out, by why it is called. `region` is left out of the names. */
const CALLED: Readonly<Record<string, readonly string[]>> = {
  'the agent on each host': ['ecs', 'ecs-agent', 'ecs-telemetry'],
  'pulling images': ['ecr.api', 'ecr.dkr'],
  'writing logs': ['logs'],
  'what hosts measure': ['monitoring'],
  'shells and host management': ['ssm', 'ssmmessages', 'ec2messages'],
  'secrets by reference': ['secretsmanager', 'kms'],
  'roles of workloads': ['sts'],
};

/** AWS services that have gateway endpoints (VPC user guide, "Gateway endpoints", 2026-11). */
export const GATEWAY_SERVICES = ['dynamodb', 's3'] as const;

/**
 * Interface endpoints of a network, by the service's short name, sorted.
 * Without NAT: all that the platform itself calls, or nothing would start. With NAT: only those asked for.
 * S3 and DynamoDB have gateway endpoints in every network: they are free, and image layers come from S3.
 */
export function interfaceEndpoints(
  nat: 'per-zone' | 'single' | 'none',
  asked: readonly string[] | undefined,
): string[] {
  const needed = nat === 'none' ? Object.values(CALLED).flat() : [];
  return [...new Set([...needed, ...(asked ?? [])])]
    .filter((name) => !(GATEWAY_SERVICES as readonly string[]).includes(name))
    .sort();
}
