import type { Metric, MetricQuery } from './metric-query';

/** Replicas to add while a measure is above its limit by so much; up to the next step. */
export interface Step {
  /** Above the limit by this or more. */
  readonly from: number;
  /** Share of the replicas there are, percent; never less than one replica. */
  readonly addPercent: number;
}

/**
 * How many replicas a route that answers too slowly gets: more, the slower it is.
 *
 * Steps and not target tracking, which sets the number in proportion to the measure: latency is flat until a service is full and then
 * grows without bound, and where something behind the service is slow no number of replicas brings it down (EC2 Auto Scaling User Guide,
 * "Choose metrics": request latency does not change in proportion; read 2026-11-22). For the same reason a quick answer says nothing of
 * how many replicas are too many: the steps only add, and what lets them go is a measure of use.
 */
export function latencySteps(seconds: number): Step[] {
  return [
    { from: 0, addPercent: 20 },
    { from: seconds / 2, addPercent: 50 },
    { from: seconds, addPercent: 100 },
  ];
}

/**
 * The slowest of several target groups, minute by minute: where a rollout moves requests between two groups, either may be the one that
 * has them, and the one without has no data.
 */
export function slowestQueries(groups: readonly Metric[]): MetricQuery[] {
  return groups.flatMap((metric, i): MetricQuery[] => {
    const own: MetricQuery[] = [
      { id: `group${i}`, metric },
      { id: `time${i}`, expression: `FILL(group${i}, 0)` },
    ];
    const before = i === 1 ? 'time0' : `slowest${i - 1}`;
    return i === 0 ? own : [...own, { id: `slowest${i}`, expression: `IF(${before} > time${i}, ${before}, time${i})` }];
  });
}
