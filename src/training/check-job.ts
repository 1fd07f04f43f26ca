import type { Problem } from '../errors';
import type { JobSpec } from '../spec/training/job';
import { checkJobHosts } from './check-job-hosts';
import { checkTeam } from './fair-share';
import type { KnownCluster } from './known-cluster';
import { checkNeuron } from './neuron';
import { checkRetries } from './retry-rules';
import { checkReserved } from './run-overrides';
import { checkSweep } from './sweep';

export { jobWarnings } from './job-warnings';

/** Jobs that AWS Batch refuses, or would never start. Fields are those of the job. */
export function checkJob(job: JobSpec, cluster: KnownCluster): Problem[] {
  return [
    ...checkJobHosts(job, cluster),
    ...checkNeuron(job, cluster),
    ...checkNodes(job, cluster),
    ...checkTeam(job.team, cluster.teams, 'team'),
    ...checkSweep(job),
    ...checkRetries(job.retries, 'retries'),
    ...checkVariables(job),
    ...checkCheckpoint(job),
  ];
}

function checkNodes({ nodes, array, command }: JobSpec, { multiNode }: KnownCluster): Problem[] {
  if (nodes === 1) return [];
  const problems: Problem[] = [];
  if (!multiNode) {
    const problem = `is ${nodes}, and its cluster is for jobs of one host: multiNode is false`;
    const fix = 'use 1, or a cluster with multiNode: true';
    problems.push({ code: 'ClusterNotMultiNode', field: 'nodes', problem, fix });
  }
  if (command === undefined)
    problems.push({
      code: 'NodesNeedCommand',
      field: 'command',
      problem: `is not said, and each of ${nodes} nodes is told where the others are before it runs`,
      fix: "say what the image runs, as ['torchrun', 'train.py']",
    });
  if (array !== undefined) {
    const problem = `is said of a job of ${nodes} hosts, and AWS Batch makes no array of such`;
    const fix = 'use nodes 1, or a sweep over a variable that numbers the runs';
    problems.push({ code: 'ArrayOfNodes', field: 'array', problem, fix });
  }
  return problems;
}

function checkVariables({ environment, secrets, sweep }: JobSpec): Problem[] {
  return Object.entries({ environment, secrets, sweep }).flatMap(([kind, variables]) =>
    Object.keys(variables)
      .sort()
      .flatMap((name) => checkReserved(name, `${kind}.${name}`)),
  );
}

/** When a checkpoint comes; where it lies is looked at with the volumes of its system. */
function checkCheckpoint({ checkpoint, timeoutSeconds }: JobSpec): Problem[] {
  if (checkpoint === undefined || checkpoint.everySeconds < timeoutSeconds) return [];
  const field = 'checkpoint.everySeconds';
  const problem = `is ${checkpoint.everySeconds}, and the job is ended after ${timeoutSeconds} (timeoutSeconds): it would write none`;
  return [{ code: 'CheckpointTooLate', field, problem, fix: `use less than ${timeoutSeconds}` }];
}
