'use strict';

/**
 * The function that keeps a training cluster to what it may cost in a month. Every few minutes it adds what the hosts that there are have cost
 * since it last looked, by the catalog's prices, to what it remembers of the month; above the limit it stops the cluster, each time anew, and in
 * the next month, or below a higher limit, it lets it go on. It lets nothing go on that it did not stop itself. Sources, 2026-11: AWS Batch API
 * reference, UpdateJobQueue and UpdateComputeEnvironment; AWS Batch user guide, "Compute environment parameters", state.
 *
 * @typedef {{
 *   cluster: string, environment: string, name: string, queue: string, parameter: string,
 *   computeEnvironments: { arn: string, minvCpus: number }[],
 *   prices: Record<string, number>, monthlyUsd: number, stop: 'finish' | 'end',
 * }} Settings `cluster`: by what metrics are looked up; `prices`: of a host an hour, by its type
 * @typedef {{ month?: string, usd?: number, at?: string, stopped?: boolean }} Memory `at`: when it last looked
 * @typedef {{ InstanceType: string, LaunchTime: string | Date }} Host
 * @typedef {{
 *   ec2: { describeInstances(request: object): Promise<{ Reservations?: { Instances?: Host[] }[], NextToken?: string }> },
 *   batch: {
 *     describeJobQueues(request: object): Promise<{ jobQueues?: any[] }>,
 *     describeComputeEnvironments(request: object): Promise<{ computeEnvironments?: any[] }>,
 *     updateJobQueue(request: object): Promise<unknown>, updateComputeEnvironment(request: object): Promise<unknown>,
 *     listJobs(request: object): Promise<{ jobSummaryList?: { jobId: string }[], nextToken?: string }>,
 *     terminateJob(request: object): Promise<unknown>,
 *   },
 *   ssm: {
 *     getParameter(request: object): Promise<{ Parameter?: { Value?: string } }>, putParameter(request: object): Promise<unknown>,
 *   },
 *   cloudwatch: { putMetricData(request: object): Promise<unknown> },
 *   now: () => number, say: (what: object) => void,
 * }} World
 */

/** States in which a host is there. */
const THERE = ['pending', 'running', 'stopping', 'shutting-down'];
/** States of a job that is not over yet. */
const UNDONE = ['SUBMITTED', 'PENDING', 'RUNNABLE', 'STARTING', 'RUNNING'];
const MS_PER_HOUR = 3_600_000;

/**
 * One look. What is remembered is written before anything is done, so that nothing that fails is forgotten.
 *
 * @param {Settings} settings
 * @param {World} world
 */
async function look(settings, world) {
  const before = await remembered(settings, world);
  const now = world.now();
  const month = new Date(now).toISOString().slice(0, 7);
  const since = Math.max(before.at === undefined ? now : Date.parse(before.at), Date.parse(`${month}-01T00:00:00Z`));
  const hosts = await hostsOf(settings, world);
  const usd = (before.month === month ? (before.usd ?? 0) : 0) + costOf(hosts, since, now, settings, world);
  const over = usd >= settings.monthlyUsd;
  const stopped = over || before.stopped === true;
  const memory = { month, usd: Math.round(usd * 1e6) / 1e6, at: new Date(now).toISOString(), stopped };
  await remember(settings, world, memory);
  world.say({ cluster: settings.cluster, hosts: hosts.length, ...memory, monthlyUsd: settings.monthlyUsd });
  const then = over ? stopAll : stopped ? goOn : async () => {};
  await all([() => measure(settings, world, memory, over), () => then(settings, world)]);
  if (stopped && !over) await remember(settings, world, { ...memory, stopped: false });
}

/** @returns {Promise<Memory>} */
async function remembered({ parameter }, { ssm }) {
  const { Parameter } = await ssm.getParameter({ Name: parameter });
  return JSON.parse(Parameter?.Value ?? '{}');
}

async function remember({ parameter }, { ssm }, memory) {
  await ssm.putParameter({ Name: parameter, Value: JSON.stringify(memory), Overwrite: true });
}

/** @returns {Promise<Host[]>} */
async function hostsOf({ environment, name }, { ec2 }) {
  const hosts = [];
  let NextToken;
  do {
    const page = await ec2.describeInstances({
      Filters: [
        { Name: 'tag:stowage:environment', Values: [environment] },
        { Name: 'tag:stowage:training', Values: [name] },
        { Name: 'instance-state-name', Values: THERE },
      ],
      NextToken,
    });
    hosts.push(...(page.Reservations ?? []).flatMap(({ Instances = [] }) => Instances));
    NextToken = page.NextToken;
  } while (NextToken);
  return hosts;
}

/** What hosts have cost between two looks, each since it came. One of a type that nobody priced costs as much as the dearest. */
function costOf(hosts, since, now, { prices }, { say }) {
  const dearest = Math.max(...Object.values(prices));
  return hosts.reduce((sum, { InstanceType, LaunchTime }) => {
    const hours = Math.max(0, now - Math.max(since, new Date(LaunchTime).getTime())) / MS_PER_HOUR;
    if (prices[InstanceType] === undefined) say({ unpriced: InstanceType });
    return sum + hours * (prices[InstanceType] ?? dearest);
  }, 0);
}

async function measure({ cluster }, { cloudwatch }, { usd }, over) {
  const Dimensions = [{ Name: 'Cluster', Value: cluster }];
  await cloudwatch.putMetricData({
    Namespace: 'Stowage/Training',
    MetricData: [
      { MetricName: 'MonthUsd', Value: usd, Dimensions },
      { MetricName: 'Stopped', Value: Number(over), Dimensions },
    ],
  });
}

/**
 * No job is taken, none is started, no host is added, and those that are idle go. A queue that takes no jobs still starts those that it has: so
 * its environments are disabled, too. Whatever fails, the rest is done; and all of it again at the next look.
 */
async function stopAll(settings, world) {
  const hosts = settings.computeEnvironments.map(
    ({ arn }) =>
      () =>
        setHosts(world, arn, 'DISABLED', 0),
  );
  const jobs = settings.stop === 'end' ? [() => endAll(settings, world)] : [];
  await all([() => setQueue(settings, world, 'DISABLED'), ...hosts, ...jobs]);
}

async function endAll(settings, world) {
  const { batch, say } = world;
  const end = async (jobId) => {
    await batch.terminateJob({ jobId, reason: `${settings.cluster} has cost what it may this month` });
    say({ ended: jobId });
  };
  await all((await undone(settings, world)).map((jobId) => () => end(jobId)));
}

async function goOn(settings, world) {
  const hosts = settings.computeEnvironments.map(
    ({ arn, minvCpus }) =>
      () =>
        setHosts(world, arn, 'ENABLED', minvCpus),
  );
  await all([...hosts, () => setQueue(settings, world, 'ENABLED')]);
}

async function setQueue({ queue }, { batch, say }, state) {
  const { jobQueues: [found] = [] } = await batch.describeJobQueues({ jobQueues: [queue] });
  if (found?.state === state) return;
  await batch.updateJobQueue({ jobQueue: queue, state });
  say({ queue, state });
}

async function setHosts({ batch, say }, arn, state, minvCpus) {
  const { computeEnvironments: [found] = [] } = await batch.describeComputeEnvironments({ computeEnvironments: [arn] });
  if (found?.state === state && found.computeResources?.minvCpus === minvCpus) return;
  await batch.updateComputeEnvironment({ computeEnvironment: arn, state, computeResources: { minvCpus } });
  say({ computeEnvironment: arn, state, minvCpus });
}

/** @returns {Promise<string[]>} */
async function undone({ queue }, { batch }) {
  const ids = [];
  for (const jobStatus of UNDONE) {
    let nextToken;
    do {
      const page = await batch.listJobs({ jobQueue: queue, jobStatus, nextToken });
      ids.push(...(page.jobSummaryList ?? []).map(({ jobId }) => jobId));
      nextToken = page.nextToken;
    } while (nextToken);
  }
  return ids;
}

/** One after the other, whatever fails; the first that failed is the error of all. */
async function all(steps) {
  const failed = [];
  for (const step of steps) await step().catch((error) => failed.push(error));
  if (failed.length > 0) throw failed[0];
}

/** The clients of a function that runs in AWS. */
function inAws() {
  const { Batch } = require('@aws-sdk/client-batch');
  const { CloudWatch } = require('@aws-sdk/client-cloudwatch');
  const { EC2 } = require('@aws-sdk/client-ec2');
  const { SSM } = require('@aws-sdk/client-ssm');
  return {
    batch: new Batch({}),
    cloudwatch: new CloudWatch({}),
    ec2: new EC2({}),
    ssm: new SSM({}),
    now: Date.now,
    say: (what) => console.log(JSON.stringify(what)),
  };
}

module.exports = { look, handler: () => look(JSON.parse(process.env.SETTINGS ?? ''), inAws()) };
