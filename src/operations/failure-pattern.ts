import { arn, type Place } from '../naming/arns';

interface Watched {
  readonly place: Place & { readonly name: string };
  /** Name of the cluster. */
  readonly cluster: string;
}

/** Why ECS stops a task that is not well; it calls the rest scaling, deployments, and what users and hosts do. */
const FAILED_STOPS = ['TaskFailedToStart', 'EssentialContainerExited'];

/**
 * The events that the failure card of a cluster is told of, as the pattern of one rule: tasks that stopped by a failure of theirs, deployments that
 * ECS gave up, tasks that no host took, and scaling groups whose hosts could not be replaced. What scaling and deployments stop is not among them.
 * An event of Auto Scaling says no environment, so those of groups that begin like it come too; the function counts by group. Sources, 2026-11:
 * Amazon ECS developer guide, "Amazon ECS task state change events", "Amazon ECS service deployment state change events", "Amazon ECS service action
 * events"; EC2 Auto Scaling user guide, "Instance refresh example events and patterns"; EventBridge user guide, "Comparison operators".
 */
export function failurePattern({ place, cluster }: Watched): object {
  const clusterArn = [arn(place, 'ecs', `cluster/${cluster}`)];
  const stopped = { clusterArn, lastStatus: ['STOPPED'] };
  return {
    $or: [
      ofEcs('ECS Task State Change', { ...stopped, stopCode: FAILED_STOPS }),
      ofEcs('ECS Task State Change', { ...stopped, stoppedReason: [{ wildcard: 'Task failed *health checks*' }] }),
      {
        ...ofEcs('ECS Deployment State Change', { eventName: ['SERVICE_DEPLOYMENT_FAILED'] }),
        resources: [{ prefix: arn(place, 'ecs', `service/${cluster}/`) }],
      },
      ofEcs('ECS Service Action', { clusterArn, eventName: ['SERVICE_TASK_PLACEMENT_FAILURE'] }),
      {
        source: ['aws.autoscaling'],
        'detail-type': ['EC2 Auto Scaling Instance Refresh Failed'],
        detail: { AutoScalingGroupName: [{ prefix: `${place.name}-` }] },
      },
    ],
  };
}

function ofEcs(detailType: string, detail: object): object {
  return { source: ['aws.ecs'], 'detail-type': [detailType], detail };
}
