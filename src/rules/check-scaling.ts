import { type Problem, within } from '../errors';
import { checkName } from '../naming/names';
import { shiftOf } from '../rollout/strategy';
import { chosenTargets, routeTargets } from '../scaling/route-target';
import { trackers } from '../scaling/tracking';
import type { Contract } from '../spec/contract';
import { show } from '../spec/parse';
import type { ScalingMetricSpec, TargetChoice } from '../spec/scaling';
import { replicaBounds, type ServiceSpec } from '../spec/service';
import { checkSchedules } from './check-schedules';
import { checkZero } from './check-zero';
import { type KnownQueues, namedQueue } from './known-queues';
import { unknownName } from './unknown-name';

/** CloudWatch API_Metric: at most 30 (read 2026-11-22). */
const MOST_DIMENSIONS = 30;

/** Where a service is scaled. */
export interface ScalingSite {
  readonly contract: Contract;
  readonly system: string;
  /** Queues that it may name. @default {} */
  readonly queues?: KnownQueues;
}

/** What would scale nothing, what AWS refuses, and policies that undo each other's work. Fields are those of the service. */
export function checkScaling(service: ServiceSpec, site: ScalingSite): Problem[] {
  const { contract } = site;
  const { min, max } = replicaBounds(service.replicas);
  // Said already, where replicas are placed.
  if (min > max) return [];
  if (min === max) return checkUnmoved(service);
  const { latency, requestsPerReplica } = service.scaling;
  return [
    ...within('scaling', [
      ...(requestsPerReplica ? checkTarget(service, contract, requestsPerReplica, 'requestsPerReplica') : []),
      ...checkTwoGroups(service),
      ...(latency ? checkTarget(service, contract, latency, 'latency') : []),
      ...checkMetrics(service.scaling.metrics),
      ...checkDelay(service, site),
      ...checkSchedules(service),
    ]),
    ...checkZero(service),
  ];
}

/** Something to scale by, and nothing to scale. */
function checkUnmoved(service: ServiceSpec): Problem[] {
  const { latency, schedules } = service.scaling;
  const said = [...trackers(service), ...(latency ? ['latency'] : []), ...Object.keys(schedules)];
  const problem = `moves nothing: replicas is ${show(service.replicas)}`;
  return said.length === 0
    ? []
    : [
        {
          code: 'ScalingWithoutBounds',
          field: 'scaling',
          problem,
          fix: 'use replicas { min, max }, with max above min',
        },
      ];
}

/** A measure of requests is one of a target group, so of one gateway and one port. */
function checkTarget(service: ServiceSpec, contract: Contract, choice: TargetChoice, field: string): Problem[] {
  const targets = routeTargets(service, contract);
  if (service.routes.length === 0)
    return [
      {
        code: 'ScalingWithoutRoute',
        field,
        problem: 'measures requests of a route, and the service has none',
        fix: 'give it a route, or scale it by cpuPercent',
      },
    ];
  const chosen = chosenTargets(targets, choice);
  const listed = targets.map(({ gateway, port }) => `{ gateway: '${gateway}', port: '${port}' }`).join(' or ');
  // A route that leads nowhere is told of where it stands.
  if (targets.length === 0 || chosen.length === 1) return [];
  return chosen.length === 0
    ? [{ code: 'UnknownRoute', field, problem: `is of ${show(said(choice))}, where no route is`, fix: `use ${listed}` }]
    : [{ code: 'WhichRoute', field, problem: `may be of ${chosen.length} gateways and ports`, fix: `add ${listed}` }];
}

/**
 * Requests are counted for each target of one group, and each rollout moves them to the other: ECS does not support the two together
 * (ECS developer guide, "Amazon ECS blue/green deployments", on service auto scaling, read 2026-11-22).
 */
function checkTwoGroups({ rollout, scaling }: ServiceSpec): Problem[] {
  const shift = shiftOf(rollout);
  if (shift === undefined || scaling.requestsPerReplica === undefined) return [];
  return [
    {
      code: 'RequestsWithTwoGroups',
      field: 'requestsPerReplica',
      problem: `counts the requests of one target group, and rollout.strategy '${shift.strategy}' moves them between two`,
      fix: "use cpuPercent or latency, or strategy 'rolling'",
    },
  ];
}

function said({ gateway, port }: TargetChoice): TargetChoice {
  return { ...(gateway !== undefined && { gateway }), ...(port !== undefined && { port }) };
}

function checkMetrics(metrics: Readonly<Record<string, ScalingMetricSpec>>): Problem[] {
  const names = Object.keys(metrics).sort();
  const measured = names.map((name) => identity(metrics[name] as ScalingMetricSpec));
  return names.flatMap((name, i) => {
    const field = `metrics.${name}`;
    const count = Object.keys(metrics[name]?.dimensions ?? {}).length;
    const twin = names[measured.indexOf(measured[i] as string)];
    return [
      ...checkName('metric', name, field),
      ...(count > MOST_DIMENSIONS
        ? [
            {
              code: 'TooManyDimensions',
              field: `${field}.dimensions`,
              problem: `are ${count}, and a metric has ${MOST_DIMENSIONS} at most`,
              fix: 'delete some',
            },
          ]
        : []),
      ...(twin !== name
        ? [
            {
              code: 'DuplicateMetric',
              field,
              problem: `is the same metric as metrics.${twin}, and a number of replicas keeps it at one value only`,
              fix: 'delete one of the two',
            },
          ]
        : []),
    ];
  });
}

/** What tells one series of CloudWatch from another. */
function identity({ namespace, metric, dimensions, statistic }: ScalingMetricSpec): string {
  return JSON.stringify([namespace, metric, statistic, Object.entries(dimensions).sort()]);
}

function checkDelay(
  { scaling: { queueDelay } }: ServiceSpec,
  { contract, system, queues = {} }: ScalingSite,
): Problem[] {
  if (queueDelay === undefined) return [];
  const { queue, acceptableSeconds, processingSeconds } = queueDelay;
  const known = Object.keys(queues).map((key) => (key.startsWith(`${system}/`) ? key.slice(system.length + 1) : key));
  const problem = `is ${acceptableSeconds} but a message takes ${processingSeconds} by itself, however many replicas there are`;
  return [
    ...(namedQueue(queue, system, contract.site, queues) === undefined
      ? [unknownName('UnknownQueue', 'queueDelay.queue', 'queue', queue, known)]
      : []),
    ...(acceptableSeconds < processingSeconds
      ? [
          {
            code: 'DelayBelowProcessing',
            field: 'queueDelay.acceptableSeconds',
            problem,
            fix: `use ${processingSeconds} or more`,
          },
        ]
      : []),
  ];
}
