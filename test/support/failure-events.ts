/** Events as AWS sends them of a cluster called `stowage-prod`, by what they tell. Only what is looked at is in them. */
const CLUSTER = 'arn:aws:ecs:us-east-1:123456789012:cluster/prod';
const TASK = 'arn:aws:ecs:us-east-1:123456789012:task/prod/0123456789abcdef';

export interface Event {
  readonly source: string;
  readonly 'detail-type': string;
  readonly time: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

export function stopped(detail: Readonly<Record<string, unknown>>): Event {
  return {
    source: 'aws.ecs',
    'detail-type': 'ECS Task State Change',
    time: '2026-11-23T04:00:00Z',
    resources: [TASK],
    detail: {
      clusterArn: CLUSTER,
      lastStatus: 'STOPPED',
      desiredStatus: 'STOPPED',
      group: 'service:ads-bidder',
      taskArn: TASK,
      taskDefinitionArn: 'arn:aws:ecs:us-east-1:123456789012:task-definition/prod-ads-bidder:7',
      stoppedAt: '2026-11-23T03:59:58Z',
      containers: [],
      ...detail,
    },
  };
}

function ofEcs(type: string, resources: readonly string[], detail: Readonly<Record<string, unknown>>): Event {
  return { source: 'aws.ecs', 'detail-type': type, time: '2026-11-23T04:00:00Z', resources, detail };
}

const SERVICE = 'arn:aws:ecs:us-east-1:123456789012:service/prod/ads-bidder';

export const FAILURES = {
  exited: stopped({
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    containers: [
      { name: 'agent', exitCode: 143 },
      { name: 'main', exitCode: 1, image: 'ads/bidder:1' },
    ],
  }),
  notPulled: stopped({
    stopCode: 'TaskFailedToStart',
    stoppedReason: 'Task failed to start',
    containers: [{ name: 'main', reason: 'CannotPullContainerError: manifest unknown', image: 'ads/bidder:2' }],
  }),
  unhealthy: stopped({
    stopCode: 'ServiceSchedulerInitiated',
    stoppedReason: 'Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:x)',
    containers: [{ name: 'main', exitCode: 0 }],
  }),
  sick: stopped({ stopCode: 'ServiceSchedulerInitiated', stoppedReason: 'Task failed container health checks' }),
  deployment: ofEcs('ECS Deployment State Change', [SERVICE], {
    eventType: 'ERROR',
    eventName: 'SERVICE_DEPLOYMENT_FAILED',
    deploymentId: 'ecs-svc/123',
    updatedAt: '2026-11-23T03:59:00Z',
    reason: 'ECS deployment circuit breaker: task failed to start.',
  }),
  unplaced: ofEcs('ECS Service Action', [SERVICE], {
    eventType: 'ERROR',
    eventName: 'SERVICE_TASK_PLACEMENT_FAILURE',
    clusterArn: CLUSTER,
    reason: 'RESOURCE:MEMORY',
  }),
  refresh: {
    source: 'aws.autoscaling',
    'detail-type': 'EC2 Auto Scaling Instance Refresh Failed',
    time: '2026-11-23T04:00:00Z',
    resources: [],
    detail: { AutoScalingGroupName: 'prod-general', InstanceRefreshId: 'r-1' },
  },
} as const satisfies Readonly<Record<string, Event>>;

/** What happens all day, and is no failure. */
export const ORDINARY = {
  scaledIn: stopped({
    stopCode: 'ServiceSchedulerInitiated',
    stoppedReason: 'Scaling activity initiated by (deployment ecs-svc/123)',
    containers: [{ name: 'main', exitCode: 143 }],
  }),
  byUser: stopped({ stopCode: 'UserInitiated', stoppedReason: 'Task stopped by user' }),
  spot: stopped({ stopCode: 'SpotInterruption', stoppedReason: 'Your Spot Task was interrupted.' }),
  running: ofEcs('ECS Task State Change', [TASK], { clusterArn: CLUSTER, lastStatus: 'RUNNING' }),
  elsewhere: stopped({ clusterArn: `${CLUSTER}-2`, stopCode: 'EssentialContainerExited' }),
  deployed: ofEcs('ECS Deployment State Change', [SERVICE], { eventName: 'SERVICE_DEPLOYMENT_COMPLETED' }),
  deployedElsewhere: ofEcs('ECS Deployment State Change', [SERVICE.replace('prod', 'prod-2')], {
    eventName: 'SERVICE_DEPLOYMENT_FAILED',
  }),
  steady: ofEcs('ECS Service Action', [SERVICE], { clusterArn: CLUSTER, eventName: 'SERVICE_STEADY_STATE' }),
  refreshed: {
    ...FAILURES.refresh,
    'detail-type': 'EC2 Auto Scaling Instance Refresh Succeeded',
  },
  refreshElsewhere: { ...FAILURES.refresh, detail: { AutoScalingGroupName: 'dev-general' } },
} as const satisfies Readonly<Record<string, Event>>;
