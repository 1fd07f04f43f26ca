import { EC2_CATALOG } from '../catalog/ec2-instances';
import { SERVICE_PRICES } from '../catalog/service-prices';
import type { Problem } from '../errors';
import { type IgnoredField, ignoredOnLaptop } from '../local/ignored-on-laptop';
import { pipelinesOf } from '../pipeline/pipelines';
import { jobCallees } from '../rules/job-edges';
import type { PlacedServices } from '../rules/placed-services';
import { platformWarnings } from '../rules/warnings';
import type { ContractTrainingCluster } from '../spec/contract';
import { contractOf } from '../spec/contract-of';
import type { EnvironmentSpec } from '../spec/environment';
import type { FleetSpec } from '../spec/fleet';
import { type PricesInput, pricesSpec } from '../spec/prices';
import type { ServiceSpec } from '../spec/service';
import type { SystemSpec } from '../spec/system';
import type { JobSpec } from '../spec/training/job';
import type { Cost } from './cost';
import { environmentCost, NOT_COUNTED } from './environment-cost';
import { type Exception, exceptionsOf } from './exceptions';
import { type ClusterExplanation, explainCluster } from './explain-cluster';
import { explainFleet, type FleetExplanation } from './explain-fleet';
import { explainJob, type JobExplanation } from './explain-job';
import { type EdgeExplanation, explainEdges, explainRoutes, type RouteExplanation } from './explain-reach';
import { explainPlace, explainService, type ServiceExplanation } from './explain-service';
import { explainVolumes, type VolumeExplanation } from './explain-volumes';
import { type PlacedFleet, placedAlone, placedFleet } from './placed-fleet';
import { priceList } from './price-list';

/** What an environment and its systems come to, as plain data. */
export interface Explanation {
  readonly environment: string;
  readonly region: string;
  readonly services: readonly ServiceExplanation[];
  readonly fleets: readonly FleetExplanation[];
  readonly trainingClusters: readonly ClusterExplanation[];
  readonly jobs: readonly JobExplanation[];
  readonly edges: readonly EdgeExplanation[];
  readonly routes: readonly RouteExplanation[];
  readonly volumes: readonly VolumeExplanation[];
  readonly cost: {
    /** All services at their fewest replicas, by the hour. */
    readonly atMinimum: Cost;
    /** All services at their most replicas, or all hosts that the fleets may have. */
    readonly atMaximum: Cost;
    readonly notCounted: readonly string[];
    /** When the prices of the catalog were true: the oldest and the newest. Given prices have no date. */
    readonly pricesFrom: string;
    readonly pricesTo: string;
  };
  readonly exceptions: readonly Exception[];
  /** What of the systems a laptop ignores, or does in part. */
  readonly laptop: readonly IgnoredField[];
  /** What is legal and may not stay so, as `Problem`s. */
  readonly warnings: readonly Problem[];
}

/** Options of `explain`. */
export interface ExplainOptions {
  /** Prices that the catalog lacks. @default {} */
  readonly prices?: PricesInput;
}

/**
 * Explains an environment and systems that the rules accept (`resolveEnvironment`, `resolveAll`): what each service's request means on its
 * fleet, how many hosts that takes, and what it costs. The same input gives the same data; nothing is asked of AWS.
 */
export function explain(
  environment: EnvironmentSpec,
  systems: readonly SystemSpec[],
  { prices: given = {} }: ExplainOptions = {},
): Explanation {
  const contract = contractOf(environment, (path) => path.join('.'));
  const placed: PlacedServices = systems.flatMap(({ name, services, volumes }) =>
    Object.keys(services)
      .sort()
      .map((service) => [`${name}/${service}`, services[service] as ServiceSpec, volumes] as const),
  );
  const fleets = [
    ...Object.keys(contract.fleets)
      .sort()
      .map((name) => placedFleet(name, placed, contract)),
    ...placed.flatMap((service) => placedAlone(service, contract) ?? []),
  ];
  const prices = priceList(environment.region, pricesSpec.parse(given));
  const explained = fleets.map((fleet) => explainFleet(fleet, specOf(fleet, environment), prices));
  const dates = [EC2_CATALOG, ...Object.values(SERVICE_PRICES)].map(({ date }) => date).sort();
  return {
    environment: environment.name,
    region: environment.region,
    services: placed.map(([key, spec]) => {
      const [system = '', service = ''] = key.split('/');
      const fleet = fleets.find(({ services }) => services.includes(key)) as PlacedFleet;
      const place = explainPlace(spec, systems.find(({ name }) => name === system) as SystemSpec);
      return { ...explainService({ system, service }, spec, fleet), ...(place && { place }) };
    }),
    fleets: explained,
    trainingClusters: Object.keys(contract.trainingClusters)
      .sort()
      .map((name) =>
        explainCluster(
          name,
          contract.trainingClusters[name] as ContractTrainingCluster,
          environment.trainingClusters[name]?.budget,
        ),
      ),
    jobs: systems.flatMap(({ name: system, jobs, services }) => {
      const pipelines = pipelinesOf(jobs);
      const callees = jobCallees({ name: system, services }, contract);
      return Object.keys(jobs)
        .sort()
        .map((job) => {
          const pipeline = pipelines.find(({ graph }) => graph.has(job));
          const of = { pipeline, callees: callees.get(job) ?? [] };
          return explainJob({ system, job }, jobs[job] as JobSpec, contract, of);
        });
    }),
    edges: explainEdges(environment, systems),
    routes: explainRoutes(environment, systems),
    volumes: explainVolumes(systems),
    cost: {
      atMinimum: environmentCost(environment, systems, explained, prices, 'atMinimum'),
      atMaximum: environmentCost(environment, systems, explained, prices, 'atMaximum'),
      notCounted: NOT_COUNTED,
      pricesFrom: dates[0] as string,
      pricesTo: dates.at(-1) as string,
    },
    exceptions: exceptionsOf(environment, systems),
    laptop: systems.flatMap(ignoredOnLaptop),
    warnings: platformWarnings(environment, systems),
  };
}

/** A fleet as its environment has it; hosts of one service are as many as they are, and none of them is spot. */
function specOf({ name, like, fleet }: PlacedFleet, { fleets }: EnvironmentSpec): FleetSpec {
  const spec = fleets[like ?? name] as FleetSpec;
  if (like === undefined) return spec;
  const { maxHosts } = fleet;
  return {
    ...spec,
    minHosts: maxHosts,
    maxHosts,
    targetCapacityPercent: 100,
    onDemand: { base: 0, percentAboveBase: 100 },
  };
}
