import { type Problem, within } from '../errors';
import { countsErrors } from '../rollout/error-percent';
import { rolloutPercents } from '../rollout/strategy';
import { resolveRoutes } from '../rules/choose';
import type { KnownQueues } from '../rules/known-queues';
import type { Contract } from '../spec/contract';
import { isDaemon, replicaBounds, type ServiceSpec } from '../spec/service';
import { SYMPTOMS, type Symptom } from '../spec/slo';
import { consumedQueues } from './consumed-queues';

interface SloSite {
  readonly contract: Contract;
  readonly app: string;
  readonly system: string;
  readonly queues?: KnownQueues;
}

/** A field of `slo`, or of `alarms`, with what may be measured there. */
interface Threshold {
  readonly field: string;
  readonly value: number;
  /** Greatest value that is ever measured. */
  readonly most: number;
  /** What is never more than that. */
  readonly what: string;
}

/** Thresholds that could never be passed, and those of what nothing measures. Fields are those of the service. */
export function checkSlo(service: ServiceSpec, site: SloSite): Problem[] {
  return [
    ...within('slo', [
      ...unmeasured(service, site),
      ...untold(service),
      ...tooYoung(service),
      ...sloThresholds(service, site).flatMap(above),
    ]),
    ...within('alarms', alarmThresholds(service, site).flatMap(above)),
  ];
}

/** Percent of all answers; more than all of them there are not. */
const ALL = 100;

function sloThresholds(service: ServiceSpec, site: SloSite): Threshold[] {
  const { errorPercent, latency, unhealthyReplicas, queueSeconds } = service.slo;
  const measured = longestRequest(service, site);
  const kept = Math.max(0, ...consumed(service, site).map(({ retentionSeconds }) => retentionSeconds));
  return [
    ...of('errorPercent', errorPercent, ALL, 'answers are 100 percent in all'),
    ...of(
      'latency.seconds',
      measured && latency?.seconds,
      measured ?? 0,
      `its gateways wait ${measured} s for an answer`,
    ),
    ...of(
      'unhealthyReplicas',
      unhealthyReplicas,
      mostReplicas(service),
      `it has ${mostReplicas(service)} replicas at most`,
    ),
    ...of('queueSeconds', kept > 0 ? queueSeconds : undefined, kept, `its queues keep messages for ${kept} s`),
  ];
}

function alarmThresholds(service: ServiceSpec, site: SloSite): Threshold[] {
  const { errorPercent, latency } = service.alarms;
  const measured = longestRequest(service, site);
  return [
    ...of('errorPercent', errorPercent, ALL, 'answers are 100 percent in all'),
    ...of(
      'latency.seconds',
      measured && latency?.seconds,
      measured ?? 0,
      `its gateways wait ${measured} s for an answer`,
    ),
  ];
}

function of(field: string, value: number | undefined, most: number, what: string): Threshold[] {
  return value === undefined ? [] : [{ field, value, most, what }];
}

/** What must be above a threshold that nothing is above never goes off. */
function above({ field, value, most, what }: Threshold): Problem[] {
  if (value < most) return [];
  const problem = `is ${value}, and ${what}: nothing is above it, and nobody would ever be told`;
  return [{ code: 'ThresholdOutOfRange', field, problem, fix: `use less than ${most}` }];
}

/** The longest silence that any gateway of its routes allows, which ends the requests that are slower. */
function longestRequest(service: ServiceSpec, { contract, app }: SloSite): number | undefined {
  const waits = resolveRoutes(service, contract, app).flatMap(({ gateway }) => {
    const found = contract.gateways[gateway];
    return found?.kind === 'application' ? [found.idleTimeoutSeconds] : [];
  });
  return waits.length === 0 ? undefined : Math.max(...waits);
}

/** While a rollout goes on there may be more of them than `replicas` says. One on each host: as many as there are. */
function mostReplicas(service: ServiceSpec): number {
  if (isDaemon(service)) return Number.POSITIVE_INFINITY;
  // What is switched off for now is promised still.
  return Math.max(
    1,
    Math.floor((replicaBounds(service.replicas).max * rolloutPercents(service.rollout).maximumPercent) / 100),
  );
}

/** Messages are as old as that while the first of them is still worked on. */
function tooYoung({ slo, scaling }: ServiceSpec): Problem[] {
  const { queueSeconds } = slo;
  const { queueDelay } = scaling;
  if (queueSeconds === undefined || queueDelay === undefined || queueSeconds > queueDelay.processingSeconds) return [];
  const problem = `is ${queueSeconds}, and a replica works ${queueDelay.processingSeconds} s on one message (scaling.queueDelay): the alarm would never rest`;
  return [
    { code: 'SloAlwaysBroken', field: 'queueSeconds', problem, fix: `use more than ${queueDelay.processingSeconds}` },
  ];
}

function consumed(service: ServiceSpec, { contract, system, queues = {} }: SloSite) {
  return consumedQueues(service, { site: contract.site, system, queues });
}

/** What stands there and is looked at by nobody. */
function unmeasured(service: ServiceSpec, site: SloSite): Problem[] {
  const { slo, routes, listeners } = service;
  const without = (field: string, problem: string, fix: string): Problem => ({
    code: 'SloUnmeasured',
    field,
    problem: `is given, and ${problem}`,
    fix,
  });
  return [
    ...(slo.errorPercent !== undefined && !countsErrors(service)
      ? [
          without(
            'errorPercent',
            'nothing counts server errors here: no route, nor port where there is none, speaks http',
            'leave it out',
          ),
        ]
      : []),
    ...(slo.latency !== undefined && routes.length === 0
      ? [without('latency', 'load balancers measure it, of which no route leads here', 'leave it out')]
      : []),
    ...(slo.unhealthyReplicas !== undefined && routes.length + listeners.length === 0
      ? [without('unhealthyReplicas', 'load balancers count them, of which none leads here', 'leave it out')]
      : []),
    ...(slo.queueSeconds !== undefined && consumed(service, site).length === 0
      ? [
          without(
            'queueSeconds',
            'it consumes no queue of this region and account',
            "leave it out, or add 'consume' to access",
          ),
        ]
      : []),
  ];
}

const FIELDS: Readonly<Record<Symptom, 'errorPercent' | 'latency' | 'unhealthyReplicas' | 'queueSeconds'>> = {
  errors: 'errorPercent',
  latency: 'latency',
  unhealthy: 'unhealthyReplicas',
  queue: 'queueSeconds',
};

/** Two fields that fight: how much of it is too much, and that nobody is to hear of it. */
function untold({ slo }: ServiceSpec): Problem[] {
  return SYMPTOMS.flatMap((symptom) => {
    if (!slo.untold.includes(symptom) || slo[FIELDS[symptom]] === undefined) return [];
    const problem = `is given, and untold has '${symptom}', so that nobody hears of it`;
    return [{ code: 'SloUntold', field: FIELDS[symptom], problem, fix: 'leave one of the two out' }];
  });
}
