import type { OperatedCoverageTable } from './coverage';

/** What AWS makes of each field of what a laptop ignores whole. */
export const OPERATED_COVERAGE: OperatedCoverageTable = {
  access: {
    bucket: 'rendered',
    prefix: 'rendered',
    table: 'rendered',
    indexes: 'rendered',
    queue: 'rendered',
    secret: 'rendered',
    keyArn: 'rendered',
    actions: 'rendered',
    kmsKeyArn: 'rendered',
    why: { ignored: 'it allows a wildcard in a name, and builds nothing' },
  },
  alarms: {
    errorPercent: 'rendered',
    latency: 'rendered',
    unhealthyReplicas: 'rendered',
    cpuPercent: 'rendered',
    memoryPercent: 'rendered',
    names: 'rendered',
  },
  auth: {
    issuer: 'rendered',
    keysUrl: 'rendered',
    claims: 'rendered',
  },
  backups: {
    schedule: 'rendered',
    retentionDays: 'rendered',
    copyTo: 'rendered',
  },
  egress: {
    cidr: 'rendered',
    prefixListId: 'rendered',
    securityGroupId: 'rendered',
    service: {
      partly:
        'interface endpoints share a security group: who may reach one service by them reaches all that the network has',
    },
    ports: 'rendered',
    why: 'rendered',
  },
  imageFrom: {
    parameter: 'rendered',
    repository: 'rendered',
  },
  maxConcurrencyPerReplica: {
    requests: 'rendered',
    image: 'rendered',
  },
  placement: {
    spread: 'rendered',
    pack: 'rendered',
    constraints: 'rendered',
  },
  rollout: {
    strategy: 'rendered',
    minimumHealthyPercent: 'rendered',
    maximumPercent: 'rendered',
    percent: 'rendered',
    canaryBakeMinutes: 'rendered',
    stepPercent: 'rendered',
    stepBakeMinutes: 'rendered',
    bakeMinutes: 'rendered',
    testHeader: 'rendered',
  },
  scaling: {
    cpuPercent: 'rendered',
    memoryPercent: 'rendered',
    requestsPerReplica: 'rendered',
    latency: 'rendered',
    metrics: 'rendered',
    queueDelay: 'rendered',
    schedules: 'rendered',
    cooldownSeconds: 'rendered',
  },
};
