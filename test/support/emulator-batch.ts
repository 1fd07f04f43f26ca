import { isDeepStrictEqual } from 'node:util';
import type { AwsAction } from './aws-action';
import type { EmulatorMemory, Exchange, Said } from './emulator-memory';
import type { LoopbackRequest } from './loopback';

type Json = Record<string, unknown>;

/** AWS has a role of its own for Batch; moto wants one that somebody made. The role of the hosts has the name of their profile. */
export function asMotoTakesIt({ action }: AwsAction, request: LoopbackRequest): LoopbackRequest {
  if (action !== 'CreateComputeEnvironment') return request;
  const asked = JSON.parse(request.body.toString()) as { computeResources: { instanceRole: string } };
  const serviceRole = asked.computeResources.instanceRole.replace(':instance-profile/', ':role/');
  const body = Buffer.from(JSON.stringify({ ...asked, serviceRole }));
  return { ...request, headers: { ...request.headers, 'content-length': String(body.length) }, body };
}

/** What was written of a compute environment or a queue, the latest on top: moto keeps no update of what hosts are made from. */
export function keepBatch(memory: EmulatorMemory, { request, status, body }: Exchange): Said {
  if (status !== 200) return { status, body };
  const { serviceRole: _, ...asked } = JSON.parse(request) as Json;
  const name = nameOf(JSON.parse(body) as Json);
  const before = memory.batch.get(name);
  const computeResources = { ...(before?.computeResources as Json), ...(asked.computeResources as Json) };
  memory.batch.set(name, { ...before, ...asked, ...(asked.computeResources !== undefined && { computeResources }) });
  return { status, body };
}

/** Said on a read. The role is the one that AWS has for Batch. */
export function sayBatch(memory: EmulatorMemory, { status, body }: Exchange): Said {
  if (status !== 200) return { status, body };
  const reply = JSON.parse(body) as Record<string, Json[]>;
  for (const found of [...(reply.computeEnvironments ?? []), ...(reply.jobQueues ?? [])]) {
    const name = nameOf(found);
    const kind = 'jobQueueName' in found ? 'jobQueue' : 'computeEnvironment';
    for (const field of FORGOTTEN[kind]) {
      const kept = memory.batch.get(name)?.[field];
      if (kept === undefined || isDeepStrictEqual(found[field], kept)) continue;
      found[field] = kept;
      memory.note(`batch.${kind}.${field}`, name);
    }
    if (kind === 'computeEnvironment') found.serviceRole = linkedRole(String(found.computeEnvironmentArn));
  }
  return { status, body: JSON.stringify(reply) };
}

const FORGOTTEN = {
  computeEnvironment: ['computeResources', 'updatePolicy'],
  jobQueue: ['jobStateTimeLimitActions'],
} as const;

function nameOf(thing: Json): string {
  return String(thing.jobQueueName ?? thing.computeEnvironmentName);
}

function linkedRole(arn: string): string {
  const account = arn.split(':')[4];
  return `arn:aws:iam::${account}:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch`;
}
