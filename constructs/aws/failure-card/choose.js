'use strict';

/**
 * What an event says of a failure, or nothing where nothing failed. Nothing here asks AWS for anything. Sources, 2026-11: Amazon ECS developer
 * guide, "Amazon ECS task state change events", "Amazon ECS service deployment state change events" and "Stopped tasks error codes"; AWS Batch
 * user guide, "AWS Batch job state change events".
 *
 * @typedef {{ name: string, exitCode?: number, reason?: string, image?: string }} Container
 * @typedef {{ name: string, essential: boolean, logGroup?: string, logPrefix?: string }} Defined
 * @typedef {{
 *   kind: 'task' | 'deployment' | 'job', of: string, time: string, reason: string, container?: string, image?: string, exitCode?: number,
 *   alsoStopped?: number, id?: string, revision?: string, cluster?: string, service?: string, attempts?: number, log?: { group: string, stream: string },
 * }} Failure
 */

/** Why ECS says that it stopped a task, where that is a failure of the task. */
const FAILED_BY_ITSELF = ['TaskFailedToStart', 'EssentialContainerExited'];
/** What the scheduler stops by its own will is scale-in or a deployment, unless it says this. */
const UNHEALTHY = /^Task failed .*health checks/;
/** How containers end that are stopped because another one has: by the signals that ECS sends them. */
const STOPPED_ALONG = [143, 137];
/** Where Batch writes the logs of jobs that say nothing else. */
const BATCH_LOGS = '/aws/batch/job';

/** Whether a stopped task has failed; a task that nobody restarts and that ended well has not. */
function hasFailed({ stopCode, stoppedReason = '', group = '', containers = [] }) {
  if (UNHEALTHY.test(stoppedReason)) return true;
  if (!FAILED_BY_ITSELF.includes(stopCode)) return false;
  const isService = group.startsWith('service:');
  return isService || stopCode === 'TaskFailedToStart' || containers.some(({ exitCode }) => exitCode !== 0);
}

/**
 * The container that made a task fail. The end of one that is not essential stops nothing; of the essential ones, whichever ECS gives a reason for,
 * then whichever ended by itself badly, then by a signal, then well. Of equals the first by name, so that two looks say the same.
 *
 * @param {Container[]} containers
 * @param {Defined[]} defined of the task's revision; none where it could not be looked up
 */
function failingContainer(containers, defined) {
  const optional = new Set(defined.filter(({ essential }) => !essential).map(({ name }) => name));
  const essential = containers.filter(({ name }) => !optional.has(name));
  const candidates = essential.length > 0 ? essential : containers;
  return [...candidates].sort((a, b) => guilt(b) - guilt(a) || (a.name < b.name ? -1 : 1))[0];
}

function guilt({ exitCode, reason }) {
  if (reason) return 4;
  if (exitCode === undefined || exitCode === null) return 0;
  if (exitCode === 0) return 1;
  return STOPPED_ALONG.includes(exitCode) ? 2 : 3;
}

/** The failure of a task. @param {Defined[]} defined */
function failedTask({ time, detail }, defined) {
  if (!hasFailed(detail)) return undefined;
  const { group = '', containers = [], taskArn = '', taskDefinitionArn = '', clusterArn = '', stoppedReason } = detail;
  const guilty = failingContainer(containers, defined);
  const known = defined.find(({ name }) => name === guilty?.name);
  const id = taskArn.split('/').pop();
  return {
    kind: 'task',
    of: group.replace(/^(service|family):/, ''),
    ...(group.startsWith('service:') && { service: group.slice('service:'.length) }),
    time: detail.stoppedAt ?? time,
    reason: [stoppedReason, guilty?.reason].filter(Boolean).join(': ') || 'ECS gives no reason',
    ...(guilty && { container: guilty.name, exitCode: guilty.exitCode ?? undefined, image: guilty.image }),
    alsoStopped: Math.max(0, containers.length - 1),
    id,
    revision: taskDefinitionArn.split('/').pop(),
    cluster: clusterArn.split('/').pop(),
    ...(known?.logGroup && { log: { group: known.logGroup, stream: `${known.logPrefix}/${known.name}/${id}` } }),
  };
}

/** A deployment that ECS gave up. */
function failedDeployment({ time, resources = [], detail }) {
  if (detail.eventName !== 'SERVICE_DEPLOYMENT_FAILED') return undefined;
  const [, cluster, service] = (resources[0] ?? '').split('/');
  const { reason = 'ECS gives no reason', deploymentId: id, updatedAt } = detail;
  return { kind: 'deployment', of: service ?? 'unknown', time: updatedAt ?? time, reason, id, cluster, service };
}

/** A job that Batch does not try again; the parts of one are told of as the whole. */
function failedJob({ time, detail }) {
  if (detail.status !== 'FAILED') return undefined;
  if (detail.arrayProperties?.index !== undefined || detail.nodeProperties?.nodeIndex !== undefined) return undefined;
  const { container = {}, jobName, jobId, attempts = [], statusReason, jobDefinition = '' } = detail;
  const { exitCode, reason, image, logStreamName: stream, logConfiguration } = container;
  const group = logConfiguration?.options?.['awslogs-group'] ?? BATCH_LOGS;
  return {
    kind: 'job',
    of: jobName,
    time,
    reason: [statusReason, reason].filter(Boolean).join(': ') || 'Batch gives no reason',
    ...(stream && { log: { group, stream } }),
    exitCode,
    image,
    attempts: attempts.length,
    id: jobId,
    revision: jobDefinition.split('/').pop(),
  };
}

module.exports = { failedDeployment, failedJob, failedTask, failingContainer, hasFailed };
