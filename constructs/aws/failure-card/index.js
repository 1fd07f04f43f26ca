'use strict';

const { failedDeployment, failedJob, failedTask } = require('./choose');
const { message, subject } = require('./card');

/**
 * The function that is told of whatever fails in an environment. A failure becomes one message, and its line in the log of the function is what
 * 'last failures' looks through; what is counted becomes a metric that alarms watch. Every few minutes it also looks how many hosts ECS cannot
 * reach: agents disconnect and come back several times an hour, so that the event of it means nothing (Amazon ECS developer guide, "Amazon ECS
 * container instance state change events", 2026-11).
 *
 * @typedef {{ environment: string, region: string, console: string, cluster: string, topics: string[] }} Settings
 * @typedef {{
 *   ecs: {
 *     describeTaskDefinition(request: object): Promise<{ taskDefinition?: { containerDefinitions?: any[] } }>,
 *     listContainerInstances(request: object): Promise<{ containerInstanceArns?: string[] }>,
 *   },
 *   sns: { publish(request: object): Promise<unknown> },
 *   cloudwatch: { putMetricData(request: object): Promise<unknown> },
 *   now: () => number, say: (what: object) => void, told: Map<string, { at: number, alike: number }>,
 * }} World `told`: what was told, and when; it lives as long as a warm function does
 */

/** Minutes in which the same failure of the same workload is told once: a service that cannot start fails again and again. */
const ONCE_MINUTES = 15;
const NAMESPACE = 'Stowage/Operations';

/** @param {any} event @param {Settings} settings @param {World} world */
async function handle(event, settings, world) {
  switch (event['detail-type']) {
    case 'ECS Task State Change': {
      const failure = failedTask(event, await defined(event.detail.taskDefinitionArn, world));
      if (failure === undefined) return;
      const counted = failure.service
        ? () => count('Restarts', { Cluster: settings.cluster, Service: failure.service }, world)
        : async () => {};
      return all([counted, () => tell(failure, settings, world)]);
    }
    case 'ECS Deployment State Change':
      return tell(failedDeployment(event), settings, world);
    case 'Batch Job State Change':
      return tell(failedJob(event), settings, world);
    case 'ECS Service Action':
      world.say({ notPlaced: event.resources?.[0]?.split('/').pop(), reason: event.detail.reason });
      return count('PlacementFailures', { Cluster: settings.cluster }, world);
    case 'EC2 Auto Scaling Instance Refresh Failed':
      world.say({ notRefreshed: event.detail.AutoScalingGroupName, refresh: event.detail.InstanceRefreshId });
      return count('FailedRefreshes', { Group: event.detail.AutoScalingGroupName }, world);
    default:
      return lookAtAgents(settings, world);
  }
}

/** The containers of a revision; none where it cannot be looked up, because a card without that is better than none. */
async function defined(taskDefinition, { ecs, say }) {
  try {
    const { taskDefinition: found } = await ecs.describeTaskDefinition({ taskDefinition });
    return (found?.containerDefinitions ?? []).map(({ name, essential = true, logConfiguration }) => ({
      name,
      essential,
      logGroup: logConfiguration?.options?.['awslogs-group'],
      logPrefix: logConfiguration?.options?.['awslogs-stream-prefix'],
    }));
  } catch (error) {
    say({ notLookedUp: taskDefinition, because: String(error) });
    return [];
  }
}

/** Tells all topics, whichever of them fails; the log has every failure, told or not. */
async function tell(failure, settings, world) {
  if (failure === undefined) return;
  const { now, say, told, sns } = world;
  const key = JSON.stringify([failure.kind, failure.of, failure.container, failure.exitCode, failure.revision]);
  const last = told.get(key);
  const isAgain = last !== undefined && now() - last.at < ONCE_MINUTES * 60_000;
  say({ failure, told: !isAgain });
  if (isAgain) {
    last.alike += 1;
    return;
  }
  const Subject = subject(failure, settings);
  const Message = message(failure, settings, last?.alike ?? 0);
  await all(settings.topics.map((TopicArn) => () => sns.publish({ TopicArn, Subject, Message })));
  told.set(key, { at: now(), alike: 0 });
}

/** Hosts that could take tasks if only their agent answered. */
async function lookAtAgents({ cluster }, world) {
  let disconnected = 0;
  let nextToken;
  do {
    const page = await world.ecs.listContainerInstances({
      cluster,
      status: 'ACTIVE',
      filter: 'agentConnected == false',
      nextToken,
    });
    disconnected += (page.containerInstanceArns ?? []).length;
    nextToken = page.nextToken;
  } while (nextToken);
  await count('DisconnectedAgents', { Cluster: cluster }, world, disconnected);
}

async function count(MetricName, dimensions, { cloudwatch }, Value = 1) {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  await cloudwatch.putMetricData({ Namespace: NAMESPACE, MetricData: [{ MetricName, Value, Dimensions }] });
}

/** One after the other, whatever fails; the first that failed is the error of all, so that Lambda tries again. */
async function all(steps) {
  const failed = [];
  for (const step of steps) await step().catch((error) => failed.push(error));
  if (failed.length > 0) throw failed[0];
}

const told = new Map();

/** The clients of a function that runs in AWS. */
function inAws() {
  const { CloudWatch } = require('@aws-sdk/client-cloudwatch');
  const { ECS } = require('@aws-sdk/client-ecs');
  const { SNS } = require('@aws-sdk/client-sns');
  const say = (what) => console.log(JSON.stringify(what));
  return { cloudwatch: new CloudWatch({}), ecs: new ECS({}), sns: new SNS({}), now: Date.now, say, told };
}

module.exports = { handle, handler: (event) => handle(event, JSON.parse(process.env.SETTINGS ?? ''), inAws()) };
