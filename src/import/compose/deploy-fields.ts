import { type Fields, readFields } from '../fates';
import { approximated, type Fate, mapped, question } from '../note';
import type { Place } from '../place';
import { readResources } from './resource-fields';
import type { ServiceDraft } from './service-draft';

const ROLLBACK = 'ECS goes back to the version before, all at once';
const RESTART = 'a service is started again as often as it takes, ever less often';

/** How a service is deployed. */
export const DEPLOY_FIELDS: Fields<ServiceDraft> = {
  mode(place, { spec }) {
    const mode = place.word(['replicated', 'global', 'replicated-job', 'global-job']);
    if (mode === 'global') spec.replicas = 'one-per-host';
    if (mode?.endsWith('-job')) return question('is it a job? A service is always started again; say it in `jobs`');
    return mapped('replicas');
  },
  replicas: (place, draft) => replicas(place, draft),
  endpoint_mode: 'callers go through the mesh, which knows every replica',
  labels: 'tags come from the environment',
  resources: (place, draft) => readResources(place, draft),
  placement: (place, draft) => readFields(PLACEMENT_FIELDS, place, draft),
  update_config: (place, draft) => {
    const update: Update = {};
    const fates = readFields(UPDATE_FIELDS, place, update);
    draft.update = update;
    return fates;
  },
  rollback_config: ROLLBACK,
  restart_policy: (place, draft) => readFields(RESTART_FIELDS, place, draft),
};

/** How many at a time, and in which order. */
export interface Update {
  parallelism?: number;
  order?: 'start-first' | 'stop-first';
}

export const UPDATE_FIELDS: Fields<Update> = {
  parallelism(place, update) {
    update.parallelism = place.count();
    return approximated('rollout', 'as a share of the replicas, which stays when they become more');
  },
  order(place, update) {
    update.order = place.word(['start-first', 'stop-first']);
    return mapped('rollout');
  },
  delay: 'ECS goes on as soon as what is new is healthy',
  failure_action: (place: Place) =>
    place.text() === 'rollback'
      ? mapped('nothing', 'what does not start is rolled back')
      : approximated('nothing', 'what does not start is rolled back'),
  monitor: 'the health checks and `alarms` watch it',
  max_failure_ratio: 'ECS decides how many failures are too many',
};

export const PLACEMENT_FIELDS: Fields<ServiceDraft> = {
  constraints: (place) =>
    place.items().map((item) => ({
      ...question('which hosts are these? Swarm names nodes, `placement.constraints` what hosts differ in'),
      field: item.field,
    })),
  preferences: (place, { spec }) =>
    place.items().flatMap((item) => {
      const over = item.at('spread').text() ?? '';
      const field = /zone|datacenter|rack/i.test(over) ? 'zone' : 'host';
      const spread = (spec.placement?.spread ?? []) as ('zone' | 'host')[];
      if (!spread.includes(field)) spec.placement = { ...spec.placement, spread: [...spread, field] };
      return {
        ...approximated(`placement.spread ${field}`, 'labels of nodes are not there; this is what comes nearest'),
        field: item.field,
      };
    }),
  max_replicas_per_node(place, { spec }): Fate | readonly Fate[] {
    const most = place.count();
    if (most === undefined || most === 0) return [];
    const constraints = [...(spec.placement?.constraints ?? [])];
    if (most > 1) return question('ECS keeps to no number but one; how many hosts are meant? `{ maxPer }` says it');
    spec.placement = { ...spec.placement, constraints: [...constraints, { unique: 'host' }] };
    return mapped('placement.constraints');
  },
};

export const RESTART_FIELDS: Fields<ServiceDraft> = {
  condition: (place, draft) => {
    const condition = place.word(['none', 'on-failure', 'any']);
    if (condition === 'none') draft.runsOnce = true;
    return condition === 'any' ? mapped('nothing', 'is always so') : approximated('nothing', RESTART);
  },
  delay: RESTART,
  max_attempts: RESTART,
  window: RESTART,
};

/** A number of replicas. */
export function replicas(place: Place, { spec }: ServiceDraft): Fate | readonly Fate[] {
  const count = place.count();
  if (count === undefined || spec.replicas === 'one-per-host') return [];
  spec.replicas = Math.min(5000, count);
  return count <= 5000 ? mapped('replicas') : approximated('replicas 5000', 'ECS takes no more');
}
