import type { Problem } from '../errors';
import type { SystemJobSpec } from '../spec/training/system-job';
import { submissionsOf } from '../training/submission';
import { type Pipeline, pipelinesOf } from './pipelines';
import { stateMachine } from './state-machine';

/** Bytes of a definition that Step Functions takes (Step Functions user guide, "Quotas", 2026-11). */
const DEFINITION_BYTES = 1_048_576;

/** As long as an ARN of Batch can be: names of 128 characters. */
const ANY_ARN = 'x'.repeat(200);

/** Pipelines whose state machine would be refused for its size: each run of a sweep is a state of its own. Code `PipelineTooLarge`. */
export function checkSize(jobs: Readonly<Record<string, SystemJobSpec>>): Problem[] {
  return pipelinesOf(jobs).flatMap((pipeline) => {
    const bytes = Buffer.byteLength(JSON.stringify(definitionOf(pipeline, jobs)));
    if (bytes <= DEFINITION_BYTES) return [];
    const runs = [...pipeline.graph.keys()].filter((job) => Object.keys(jobs[job]?.sweep ?? {}).length > 0);
    return [
      {
        code: 'PipelineTooLarge',
        field: pipeline.name,
        problem: `runs as a state machine of ${bytes} bytes, and Step Functions takes ${DEFINITION_BYTES}; the sweeps of ${runs.join(', ')} are most of it`,
        fix: 'sweep over fewer values, or in jobs that do not wait for each other',
      },
    ];
  });
}

function definitionOf(pipeline: Pipeline, jobs: Readonly<Record<string, SystemJobSpec>>): object {
  const site = { environment: 'x'.repeat(20), system: 'x'.repeat(20), queueArn: ANY_ARN, definitionArn: ANY_ARN };
  const tags = { environment: site.environment, system: site.system };
  return stateMachine(pipeline, 'us-east-1', (name) => {
    const job = jobs[name] as SystemJobSpec;
    return submissionsOf(job, { ...site, name, teams: [] }).map((submission) => ({
      submission,
      nodes: job.nodes,
      hasPeriod: pipeline.schedule?.period !== undefined,
      region: 'us-east-1',
      tags,
    }));
  });
}
