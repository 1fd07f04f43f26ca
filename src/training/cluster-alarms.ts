import type { Query } from '../rollout/alarm-plans';
import type { ToldAlarm } from '../rollout/told-alarm';
import { type ClusterEventKind, eventKinds } from './cluster-events';
import { ruleMetric } from './cluster-metrics';

/** Names of the rules of a cluster, by what they watch. May be late-bound. */
export type RuleNames = Readonly<Partial<Record<ClusterEventKind, string>>>;

/** Seconds in which AWS Batch looks at a blocked queue again and again: an alarm that lasts as long does not come and go. */
const BLOCKED_SECONDS = 900;
const LOOK_SECONDS = 300;

/**
 * The alarms of a training cluster. AWS Batch measures nothing of jobs or queues, so they count the events that it sends.
 * @param told whether there is any topic that events are sent to.
 */
export function clusterAlarms(name: string, rules: RuleNames, told: boolean): ToldAlarm[] {
  const { 'blocked-queue': blocked, 'failed-host': host } = rules;
  return [
    ...(blocked === undefined ? [] : [counted(blockedAlarm(name), ruleMetric('matched', blocked))]),
    ...(host === undefined ? [] : [counted(hostAlarm(name), ruleMetric('matched', host))]),
    ...(told && Object.keys(rules).length > 0 ? [undelivered(name, rules)] : []),
  ];
}

/** How many alarms a cluster has; what its rules are called changes none of that. */
export function clusterAlarmCount(spec: Parameters<typeof eventKinds>[0], told: boolean): number {
  const rules = Object.fromEntries(eventKinds(spec).map((kind) => [kind, kind]));
  return clusterAlarms('', rules, told).length;
}

type Said = Omit<ToldAlarm, 'queries'>;

const ANY = { when: 'above', threshold: 0, times: 1 } as const;

function blockedAlarm(name: string): Said {
  const says = `A job of training cluster ${name} cannot start, and holds up those behind it: its statusReason says why`;
  return { key: 'blocked-queue', says, ...ANY, periodSeconds: BLOCKED_SECONDS };
}

function hostAlarm(name: string): Said {
  const says = `A host of training cluster ${name} could not start: look at what onHostStart runs`;
  return { key: 'failed-host', says, ...ANY, periodSeconds: LOOK_SECONDS };
}

function counted(said: Said, query: Query): ToldAlarm {
  return { ...said, queries: [query] };
}

/** Whoever is not told learns of it by the way that alarms have, which is another. What never failed has no measurement. */
function undelivered(name: string, rules: RuleNames): ToldAlarm {
  const queries = Object.keys(rules)
    .sort()
    .map((kind, i) => ({ ...ruleMetric('undelivered', rules[kind as ClusterEventKind] as string), id: `rule${i}` }));
  return {
    key: 'undelivered',
    says: `An event of training cluster ${name} reached no topic: its policy, or that of its key, keeps EventBridge out`,
    ...ANY,
    periodSeconds: LOOK_SECONDS,
    queries: [...queries, { id: 'all', expression: queries.map(({ id }) => `FILL(${id}, 0)`).join(' + ') }],
  };
}
