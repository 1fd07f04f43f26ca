import type { RouteTarget } from '../../../src/scaling/route-target';
import type { TargetChoice } from '../../../src/spec/scaling';
import type { ServiceInput } from '../../../src/spec/service';
import type { Draw } from './draw';
import { label } from './label';
import { text } from './text';

type Scaling = NonNullable<ServiceInput['scaling']>;
type Schedules = NonNullable<Scaling['schedules']>;
type Metrics = NonNullable<Scaling['metrics']>;

/** What a service is scaled between, and what it can be measured by. */
export interface Scalable {
  readonly min: number;
  readonly max: number;
  /** What its routes lead to. */
  readonly targets: readonly RouteTarget[];
  /** Its rollout moves requests between two sets of replicas. */
  readonly shifts: boolean;
  /** Queues of the system. */
  readonly queues: readonly string[];
}

/** Anything that moves replicas between their bounds, and nothing that keeps them from it. */
export function randomScaling(draw: Draw, { min, max, targets, queues, shifts }: Scalable): Scaling {
  const choice = targetChoice(draw, targets);
  // What holds the last replica may not be measured where it may go.
  const holds = min > 0;
  const said = draw.some<Scaling>(
    {
      ...(holds && { cpuPercent: () => draw.int(1, 100), memoryPercent: () => draw.one(1, 70.5, 100) }),
      metrics: () => metrics(draw),
      schedules: () => schedules(draw, min, max),
      cooldownSeconds: () => draw.some({ in: () => draw.int(0, 3600), out: () => draw.int(0, 3600) }),
    },
    0.7,
  );
  const isQueued = queues.length > 0 && (min === 0 || draw.chance(0.6));
  return {
    ...said,
    ...(choice && routed(draw, choice, holds && !shifts)),
    ...(isQueued && { queueDelay: queueDelay(draw, queues) }),
  };
}

function routed(draw: Draw, choice: () => TargetChoice, isCounted: boolean): Scaling {
  return draw.some<Scaling>(
    {
      ...(isCounted && { requestsPerReplica: () => ({ perMinute: draw.one(0.5, 600, 10_000_000), ...choice() }) }),
      latency: () => ({
        ...draw.some({ percentile: () => draw.one('p50', 'p90', 'p99') }),
        seconds: draw.one(0.05, 1, 4000),
        ...choice(),
      }),
    },
    0.95,
  );
}

function queueDelay(draw: Draw, queues: readonly string[]): NonNullable<Scaling['queueDelay']> {
  const processingSeconds = draw.one(0.05, 7, 43_200);
  return { queue: draw.one(...queues), acceptableSeconds: processingSeconds * draw.one(1, 3, 27.5), processingSeconds };
}

/** One of the targets, said as far as it must be, or further. Undefined where there is none. */
function targetChoice(draw: Draw, targets: readonly RouteTarget[]): (() => TargetChoice) | undefined {
  if (targets.length === 0) return undefined;
  return () => (targets.length === 1 && draw.chance(0.3) ? {} : draw.one(...targets));
}

function metrics(draw: Draw): Metrics {
  return Object.fromEntries(
    draw.list(1, 2, (i) => [
      label(draw, 'metric', i),
      {
        namespace: draw.one('Ads/Models', 'AWS/Kafka', text(draw) || 'Custom'),
        metric: `${text(draw)}${i}`,
        ...draw.some<Metrics[string]>({
          dimensions: () => ({ Model: draw.one('ctr', '$' + '{model}', 'a b'), Zone: 'a' }),
          statistic: () => draw.one('Average', 'Maximum', 'Minimum', 'SampleCount', 'Sum'),
        }),
        target: draw.one(0.001, 5, 1e9),
      },
    ]),
  );
}

/** Bounds at times that never meet: each has a minute of its own. */
function schedules(draw: Draw, min: number, max: number): Schedules {
  return Object.fromEntries(
    draw.list(1, 3, (i) => {
      const low = draw.int(Math.max(1, min), max);
      const high = draw.int(low, max);
      const said = draw.one({ min: low }, { max: high }, { min: low, max: high });
      const zone = draw.some({ timezone: () => draw.one('UTC', 'Europe/Berlin', 'Asia/Tokyo', 'America/New_York') });
      const when = draw.chance(0.4)
        ? { at: draw.one(`2027-02-28T23:0${i}:00`, `1999-12-31T00:0${i}:59`) }
        : {
            cron: `${i} ${draw.one('8', '*/6', '0-5')} ${draw.one('? * MON-FRI *', 'L * ? *', '? 2-6/2 6#3 2027/2', '15W JAN ? *')}`,
          };
      return [label(draw, 'schedule', i), { ...when, ...said, ...zone }];
    }),
  );
}
