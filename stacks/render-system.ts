import { TerraformOutput, type TerraformStack } from 'cdktf';
import {
  type Connectable,
  ImportedService,
  JobPipeline,
  MlService,
  SharedVolume,
  SystemDashboards,
  TrainingJob,
} from '../constructs/aws';
import type { AwsPlatform } from '../constructs/aws/platform';
import { refuse } from '../src/errors';
import { type Pipeline, pipelinesOf } from '../src/pipeline/pipelines';
import { checkSystem } from '../src/rules/check-system';
import { type Edge, edgesOutOf, type Neighbours } from '../src/rules/edges';
import { jobEdges } from '../src/rules/job-edges';
import { type KnownQueues, queuesOf } from '../src/rules/known-queues';
import { asWritten } from '../src/rules/members';
import { isSettled, settle } from '../src/rules/settle';
import { edgesInOrder, waitsOf } from '../src/rules/start-order';
import type { DataContract } from '../src/spec/data-contract';
import { mapValues } from '../src/spec/map-values';
import { keptName, type SystemSpec } from '../src/spec/system';
import { type SystemContract, systemContractOf } from '../src/spec/system-contract';
import { isKept } from '../src/storage/capabilities';
import { jobsContractOf } from '../src/training/submission';

/** Name of the output that carries what a system publishes. */
export const SERVICES_OUTPUT = 'services';
/** Name of the output that says how the jobs of a system are submitted; only where there are any. */
export const JOBS_OUTPUT = 'jobs';

/** Name of the output that has commands for services with `debug`; only where there are any. */
export const DEBUG_OUTPUT = 'debug';

/** What a system may know of the other systems of its environment. */
export interface Surroundings {
  /** Services of other systems, by `<system>/<service>`. @default {} */
  readonly neighbours?: Neighbours;
  /** Queues of all systems, by `<system>/<queue>`. @default - those of the system itself */
  readonly queues?: KnownQueues;
  /** What another system publishes. Asked for only where an edge leads there, and once. */
  readonly contractOf?: (system: string) => SystemContract;
  /** What the system's own data stack publishes. Asked for only where there are volumes that stay. */
  readonly dataContract?: () => DataContract;
}

/**
 * Builds a system on a platform: the only path from spec to resources. Its services by name, then who waits for whom, then the
 * edges between them, then those that lead to other systems. Throws `SpecError` with everything wrong with the system at once.
 */
export function renderSystem(
  stack: TerraformStack,
  unsettled: SystemSpec,
  platform: AwsPlatform,
  { neighbours = {}, queues = queuesOf([unsettled]), contractOf, dataContract }: Surroundings = {},
): Record<string, MlService> {
  const check = (system: SystemSpec) => checkSystem(system, platform.contract, platform.app, neighbours, queues);
  if (!isSettled(unsettled)) refuse(`System '${unsettled.name}'`, check(unsettled));
  const system = settle(unsettled, platform.contract);
  refuse(`System '${system.name}'`, asWritten(check(system), system));
  const data = Object.values(system.volumes).some(isKept) ? dataContract?.() : undefined;
  const volumes = mapValues(system.volumes, (volume, name) =>
    isKept(volume)
      ? SharedVolume.fromContract(stack, `Volume_${name}`, data as DataContract, name, volume, keptName(system))
      : SharedVolume.passing(name, volume),
  );
  const services = mapValues(
    system.services,
    (spec, name) => new MlService(stack, name, { platform, system: system.name, name, queues, volumes, ...spec }),
  );
  const jobs = mapValues(
    system.jobs,
    ({ schedule: _schedule, after: _after, ...spec }, name) =>
      new TrainingJob(stack, name, { platform, system: system.name, name, queues, volumes, ...spec }),
  );
  const pipelines = Object.fromEntries(
    pipelinesOf(system.jobs).map((pipeline) => [
      pipeline.name,
      addPipeline(stack, system.name, platform, pipeline, jobs),
    ]),
  );
  for (const [waiter, awaited] of waitsOf(system))
    for (const name of awaited) (services[waiter] as MlService).startAfter(services[name] as MlService);
  // Also the last: it must not be another service for the one that is added behind it.
  for (const name of Object.keys(system.members.services)) (services[name] as MlService).reachSteadyState();
  for (const edge of edgesInOrder(system))
    connect(services[edge.callee.service] as MlService, services[edge.caller.service] as MlService, edge);
  for (const { callee, job, why, ports } of jobEdges(system))
    (services[callee] as MlService).connections.allowFrom(jobs[job] as TrainingJob, why, ports);
  const imported = new Map<string, Connectable>();
  const contracts = new Map<string, SystemContract | undefined>();
  for (const edge of edgesOutOf(system, neighbours)) {
    const key = `${edge.callee.service}_${edge.callee.system}`;
    const contract = contracts.get(edge.callee.system) ?? contractOf?.(edge.callee.system);
    contracts.set(edge.callee.system, contract);
    if (contract === undefined) continue;
    const callee = imported.get(key) ?? new ImportedService(stack, key, { contract, name: edge.callee.service });
    imported.set(key, callee);
    connect(callee, services[edge.caller.service] as MlService, edge);
  }
  // In capitals, as its outputs are.
  new SystemDashboards(stack, 'Dashboards', { platform, system: system.name, services, jobs, pipelines });
  publish(stack, system, services);
  publishDebugging(stack, services);
  if (Object.keys(jobs).length > 0) publishJobs(stack, system, platform, jobs);
  return services;
}

/** Behind its jobs, whose names no user can give to anything that has a capital. */
function addPipeline(
  stack: TerraformStack,
  system: string,
  platform: AwsPlatform,
  { name, graph, schedule }: Pipeline,
  jobs: Readonly<Record<string, TrainingJob>>,
): { readonly stateMachineArn: string; readonly jobs: readonly string[] } {
  const own = Object.fromEntries([...graph.keys()].map((job) => [job, jobs[job] as TrainingJob]));
  const after = Object.fromEntries(graph);
  const { stateMachineArn } = new JobPipeline(stack, `Pipeline_${name}`, {
    platform,
    system,
    name,
    jobs: own,
    after,
    ...(schedule && { schedule }),
  });
  return { stateMachineArn, jobs: Object.keys(own) };
}

/** The group of a service, or the one that its callers carry. */
function groupId({ connections, clientGroup }: MlService, ofClients: boolean): string {
  return ofClients && clientGroup !== undefined ? clientGroup.securityGroupId : connections.securityGroupId;
}

function connect(callee: Connectable, caller: Connectable, { why, ports }: Edge): void {
  callee.connections.allowFrom(caller, why, ports);
}

function publish(stack: TerraformStack, system: SystemSpec, services: Readonly<Record<string, MlService>>): void {
  const contract = systemContractOf(system, ([, name, part]) =>
    groupId(services[name as string] as MlService, part === 'clientGroup'),
  );
  // In capitals, because a service may be called anything in small letters.
  const output = new TerraformOutput(stack, 'Services', {
    value: contract,
    description: 'What other systems may know of this one',
  });
  output.overrideLogicalId(SERVICES_OUTPUT);
}

/** How to look into the services that are being debugged. */
function publishDebugging(stack: TerraformStack, services: Readonly<Record<string, MlService>>): void {
  const debugged = Object.entries(services).flatMap(([name, { debugCommands: commands }]) =>
    commands === undefined ? [] : [[name, commands] as const],
  );
  if (debugged.length === 0) return;
  const output = new TerraformOutput(stack, 'Debug', {
    value: Object.fromEntries(debugged),
    description: 'Commands that find out what is wrong with a service, by its name',
  });
  output.overrideLogicalId(DEBUG_OUTPUT);
}

function publishJobs(
  stack: TerraformStack,
  system: SystemSpec,
  { contract }: AwsPlatform,
  jobs: Readonly<Record<string, TrainingJob>>,
): void {
  const definitionArn = (name: string) => (jobs[name] as TrainingJob).resources.jobDefinition.arn;
  const output = new TerraformOutput(stack, 'Jobs', {
    value: jobsContractOf(system, contract, definitionArn),
    description: 'What is submitted to run its jobs',
  });
  output.overrideLogicalId(JOBS_OUTPUT);
}
