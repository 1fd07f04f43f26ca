import type { TerraformStack } from 'cdktf';
import { LocalPlatform, type LocalPlatformProps, MlService, SharedVolume, TrainingJob } from '../constructs/local';
import { refuse } from '../src/errors';
import { checkLaptop } from '../src/local/check-laptop';
import { unnamedGateways } from '../src/local/laptop-gateways';
import { amongThemselves, laptopSystem } from '../src/local/laptop-system';
import { jobsWithPeriod } from '../src/pipeline/pipelines';
import { edgesInto, edgesOutOf, neighboursOf } from '../src/rules/edges';
import { jobEdges } from '../src/rules/job-edges';
import { awaitedBy } from '../src/rules/start-order';
import { laptopSpec } from '../src/spec/laptop';
import { mapValues } from '../src/spec/map-values';
import { parseSpec } from '../src/spec/parse';
import { replicaBounds } from '../src/spec/service';
import type { SystemInput, SystemSpec } from '../src/spec/system';

/** Builds systems together on a laptop: their workloads, then who waits for whom, then the edges. Throws `SpecError` for everything wrong at once. */
export function renderLocal(
  stack: TerraformStack,
  inputs: readonly SystemInput[],
  props: Omit<LocalPlatformProps, 'unnamed'>,
): LocalPlatform {
  const { systems } = amongThemselves(inputs.map(laptopSystem));
  refuse('Laptop', checkLaptop(systems, parseSpec('Laptop', laptopSpec, props.laptop ?? {})));
  const platform = new LocalPlatform(stack, 'Laptop', { ...props, unnamed: unnamedGateways(systems) });
  const services = new Map<string, MlService>();
  const jobs = new Map<string, TrainingJob>();
  for (const system of systems) addWorkloads(stack, system, platform, services, jobs);
  for (const { name: system, services: all } of systems)
    for (const [name, { after }] of Object.entries(all))
      for (const written of after) {
        const awaited = awaitedBy(written, system);
        services
          .get(`${system}/${name}`)
          ?.startAfter(services.get(`${awaited.system}/${awaited.service}`) as MlService);
      }
  const neighbours = neighboursOf(systems);
  for (const system of systems) {
    for (const { callee, caller, why, ports } of [...edgesInto(system), ...edgesOutOf(system, neighbours)])
      services
        .get(`${callee.system}/${callee.service}`)
        ?.connections.allowFrom(services.get(`${caller.system}/${caller.service}`) as MlService, why, ports);
    for (const { callee, job, why, ports } of jobEdges(system))
      services
        .get(`${system.name}/${callee}`)
        ?.connections.allowFrom(jobs.get(`${system.name}/${job}`) as TrainingJob, why, ports);
  }
  return platform;
}

function addWorkloads(
  stack: TerraformStack,
  { name: system, images, volumes: specs, services: all, jobs: trained }: SystemSpec,
  platform: LocalPlatform,
  services: Map<string, MlService>,
  jobs: Map<string, TrainingJob>,
): void {
  const volumes = mapValues(specs, (spec, name) => new SharedVolume(name, spec));
  const shared = { platform, system, images, volumes };
  for (const [name, { replicas, ...spec }] of Object.entries(all)) {
    const made = new MlService(stack, `${name}.${system}`, {
      ...shared,
      name,
      ...spec,
      replicas: replicaBounds(replicas).min,
    });
    services.set(`${system}/${name}`, made);
  }
  const withPeriod = jobsWithPeriod(trained);
  for (const [name, spec] of Object.entries(trained)) {
    const props = { ...shared, name, hasPeriod: withPeriod.has(name), ...spec };
    jobs.set(`${system}/${name}`, new TrainingJob(stack, `${name}.${system}`, props));
  }
}
