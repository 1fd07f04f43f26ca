'use strict';

/**
 * The function that ECS calls before it starts a new version of a service: runs the service's tasks one after the other, each to its end.
 * ECS calls again and again while it hears IN_PROGRESS, and says back what was in `hookDetails`; what it says at the first call is in the
 * definition of the service. Source: Amazon ECS developer guide, "Lambda hooks for Amazon ECS service deployments", 2026-11.
 *
 * @typedef {{ name: string, taskDefinition: string, timeoutSeconds: number }} Task
 * @typedef {{
 *   cluster: string, capacityProvider: string, subnets: string[], securityGroups: string[], tasks: Task[],
 *   done?: number, task?: string, since?: number,
 * }} Details `done`: how many have ended well; `task`: the one that runs; `since`: when it was first asked for, in milliseconds
 * @typedef {{ hookStatus: 'SUCCEEDED' | 'FAILED' } | { hookStatus: 'IN_PROGRESS', callBackDelay: number, hookDetails: Details }} Answer
 * @typedef {{
 *   runTask(request: object): Promise<{ tasks?: { taskArn: string }[], failures?: { reason?: string }[] }>,
 *   describeTasks(request: object): Promise<{ tasks?: any[], failures?: { reason?: string }[] }>,
 *   stopTask(request: object): Promise<unknown>,
 * }} Ecs
 */

/** Seconds until ECS calls again. */
const AGAIN_SECONDS = 15;

/**
 * One call. It asks ECS for one thing at most besides looking, so that a call that is repeated changes nothing: a task is asked for with a
 * token that is the same for the whole deployment, and asked for again ECS answers with the task that there is.
 *
 * @param {{ resourceArn: string, hookDetails: Details | string }} event
 * @param {{ ecs: Ecs, now: () => number, say: (what: object) => void }} world
 * @returns {Promise<Answer>}
 */
async function step(event, { ecs, now, say }) {
  const details = typeof event.hookDetails === 'string' ? JSON.parse(event.hookDetails) : event.hookDetails;
  const { tasks, done = 0, since = now() } = details;
  const next = tasks[done];
  if (next === undefined) return { hookStatus: 'SUCCEEDED' };
  const again = (change) => ({
    hookStatus: 'IN_PROGRESS',
    callBackDelay: AGAIN_SECONDS,
    hookDetails: { ...details, done, since, ...change },
  });
  const late = now() - since > next.timeoutSeconds * 1000;
  const failed = (why) => {
    say({ task: next.name, failed: why });
    return { hookStatus: 'FAILED' };
  };

  const arn = details.task ?? (await start(ecs, event.resourceArn, details, next, say));
  if (arn === undefined) return late ? failed(`no host took it within ${next.timeoutSeconds} s`) : again({});
  const { tasks: [task] = [] } = await ecs.describeTasks({ cluster: details.cluster, tasks: [arn] });
  if (task === undefined) return failed('ECS does not know it any more, so nobody can say how it ended');
  if (task.lastStatus !== 'STOPPED') {
    if (!late) return again({ task: arn });
    await ecs.stopTask({ cluster: details.cluster, task: arn, reason: `not done within ${next.timeoutSeconds} s` });
    return failed(`it was not done within ${next.timeoutSeconds} s, and was stopped`);
  }
  const bad = (task.containers ?? []).find((container) => container.exitCode !== 0);
  if (bad !== undefined || (task.containers ?? []).length === 0)
    return failed(
      bad?.exitCode === undefined
        ? (bad?.reason ?? task.stoppedReason ?? 'it never started')
        : `exit code ${bad.exitCode}`,
    );
  say({ task: next.name, succeeded: arn });
  if (done + 1 === tasks.length) return { hookStatus: 'SUCCEEDED' };
  return again({ done: done + 1, task: null, since: now() });
}

/** Asks for a task; its ARN, or undefined where there is no room yet. */
async function start(ecs, deployment, details, { name, taskDefinition }, say) {
  const id = deployment.split('/').pop();
  const { tasks: [task] = [], failures: [failure] = [] } = await ecs.runTask({
    cluster: details.cluster,
    taskDefinition,
    count: 1,
    // 64 characters at most (ECS API reference, RunTask).
    clientToken: `${id}-${details.done ?? 0}`.slice(-64),
    startedBy: `before ${id}`.slice(0, 128),
    capacityProviderStrategy: [{ capacityProvider: details.capacityProvider, weight: 1 }],
    networkConfiguration: {
      awsvpcConfiguration: {
        subnets: details.subnets,
        securityGroups: details.securityGroups,
        assignPublicIp: 'DISABLED',
      },
    },
    enableECSManagedTags: true,
    propagateTags: 'TASK_DEFINITION',
  });
  if (task !== undefined) say({ task: name, started: task.taskArn });
  else say({ task: name, waits: failure?.reason ?? 'no reason given' });
  return task?.taskArn;
}

/** The clients of a function that runs in AWS. */
function inAws() {
  const { ECS } = require('@aws-sdk/client-ecs');
  return { ecs: new ECS({}), now: Date.now, say: (what) => console.log(JSON.stringify(what)) };
}

module.exports = { step, handler: (event) => step(event, inAws()) };
