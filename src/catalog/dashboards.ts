/**
 * What CloudWatch takes of a dashboard (CloudWatch user guide, "CloudWatch service quotas", 2026-11). No document bounds the length of its body: the
 * bound here is ours, far below what any request of the API was seen to take.
 */
export const DASHBOARD_LIMITS = {
  date: '2026-11',
  widgets: 500,
  metricsOfWidget: 500,
  metrics: 2500,
  bodyCharacters: 200_000,
} as const;

/** It is drawn on a grid that is so wide (CloudWatch API reference, "Dashboard Body Structure and Syntax", 2026-11). */
export const DASHBOARD_COLUMNS = 24;
