/** What the agent on a host is told. */
export interface AgentSettings {
  /** @default - Batch says it */
  readonly cluster?: string;
  /** What hosts are told apart by in placement constraints. @default {} */
  readonly attributes?: Readonly<Record<string, string>>;
  /** What the host keeps for itself: a share of the memory that Linux sees, within bounds, MiB. */
  readonly reserve: { readonly percent: number; readonly leastMiB: number; readonly mostMiB: number };
  readonly spot: boolean;
  readonly gpu: boolean;
  /** How long what has stopped stays on the host, as '10m'. @default - three hours */
  readonly cleanUp?: string;
}

/**
 * The script that a host runs at its first start: it configures the ECS agent and nothing else. Types of one fleet differ in memory, so
 * the host itself works out what it keeps. Settings: ECS developer guide, "Amazon ECS container agent configuration", 2026-11.
 */
export function userData({ cluster, attributes, reserve, spot, gpu, cleanUp }: AgentSettings): string {
  const config = {
    ...(cluster !== undefined && { ECS_CLUSTER: cluster }),
    ...(attributes !== undefined && { ECS_INSTANCE_ATTRIBUTES: JSON.stringify(attributes) }),
    // A workload must never borrow the host's permissions.
    ECS_AWSVPC_BLOCK_IMDS: 'true',
    // Logs are written with the task's execution role, so that hosts need no permission on log groups.
    ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE: 'true',
    // A second replica starts without the registry; 'prefer-cached' would also switch image clean-up off.
    ECS_IMAGE_PULL_BEHAVIOR: 'once',
    ...(spot && { ECS_ENABLE_SPOT_INSTANCE_DRAINING: 'true' }),
    ...(cleanUp !== undefined && { ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION: cleanUp }),
    ...(gpu && { ECS_ENABLE_GPU_SUPPORT: 'true' }),
  };
  return [
    '#!/bin/bash',
    'set -euo pipefail',
    "total=$(awk '/^MemTotal:/ { print int($2 / 1024) }' /proc/meminfo)",
    `reserved=$((total * ${reserve.percent} / 100))`,
    `[ "$reserved" -ge ${reserve.leastMiB} ] || reserved=${reserve.leastMiB}`,
    `[ "$reserved" -le ${reserve.mostMiB} ] || reserved=${reserve.mostMiB}`,
    "cat >> /etc/ecs/ecs.config <<'END'",
    ...Object.entries(config).map(([key, value]) => `${key}=${value}`),
    'END',
    'echo "ECS_RESERVED_MEMORY=$reserved" >> /etc/ecs/ecs.config',
    '',
  ].join('\n');
}

/** Lines of a script that export variables. Values that are late-bound hold no quotes. */
export function exportLines(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'\n`)
    .join('');
}
