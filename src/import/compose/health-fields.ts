import type { z } from 'zod';
import type { livenessSpec } from '../../spec/health';
import { type Fields, readFields } from '../fates';
import { approximated, dropped, type Fate, mapped } from '../note';
import type { Place } from '../place';
import { readSeconds } from '../quantities';
import type { ServiceDraft } from './service-draft';

/** What Docker does where nothing is said (Dockerfile reference, HEALTHCHECK, 2026-11). */
const DOCKER = { intervalSeconds: 30, timeoutSeconds: 30, retries: 3, startSeconds: 0 };

interface HealthDraft extends Partial<z.input<typeof livenessSpec>> {
  off?: boolean;
}

/** How Docker knows that a container works. */
export const HEALTH_FIELDS: Fields<HealthDraft> = {
  test(place, draft) {
    const command = place.isList ? place.texts() : [`CMD-SHELL`, place.text() ?? ''];
    if (command[0] === 'NONE') {
      draft.off = true;
      return mapped('nothing', 'nothing is asked');
    }
    if (command.length < 2) return place.wrong("a command, as ['CMD', 'check']") ?? [];
    draft.command = command;
    return mapped('health.liveness.command');
  },
  interval: seconds('intervalSeconds', 5, 300),
  timeout: seconds('timeoutSeconds', 2, 60),
  retries(place, draft) {
    const retries = place.count();
    if (retries === undefined) return [];
    draft.retries = Math.min(10, Math.max(1, retries));
    return draft.retries === retries
      ? mapped('health.liveness.retries')
      : approximated(`health.liveness.retries ${draft.retries}`, 'ECS takes 1 to 10');
  },
  start_period: seconds('startSeconds', 0, 300),
  start_interval: 'ECS asks as often while a container starts as later',
  disable(place, draft) {
    if (place.flag() !== true) return mapped('nothing', 'is the default');
    draft.off = true;
    return mapped('nothing', 'nothing is asked');
  },
};

function seconds(field: 'intervalSeconds' | 'timeoutSeconds' | 'startSeconds', least: number, most: number) {
  return (place: Place, draft: HealthDraft): Fate | readonly Fate[] => {
    const said = readSeconds(place);
    if (said === undefined) return [];
    const kept = Math.min(most, Math.max(least, Math.ceil(said)));
    draft[field] = kept;
    return kept === said
      ? mapped(`health.liveness.${field}`)
      : approximated(`health.liveness.${field} ${kept}`, `ECS takes whole seconds, ${least} to ${most}`);
  };
}

/** Reads a `healthcheck`. One without a test changes how often the image's own is asked, which ECS does not know. */
export function readHealth(place: Place, { spec }: ServiceDraft): Fate | readonly Fate[] {
  const draft: HealthDraft = {};
  const fates = readFields(HEALTH_FIELDS, place, draft);
  if (draft.off) return fates;
  if (draft.command === undefined)
    return [
      ...fates.map((fate) => ({ ...fate, ...dropped('the image says what is asked, and ECS does not look there') })),
    ];
  const { off: _, ...said } = { ...DOCKER, ...draft, command: draft.command };
  if (said.intervalSeconds >= said.timeoutSeconds) {
    spec.health = { ...spec.health, liveness: said };
    return fates;
  }
  spec.health = { ...spec.health, liveness: { ...said, timeoutSeconds: Math.max(2, said.intervalSeconds) } };
  return [
    ...fates,
    approximated(`health.liveness.timeoutSeconds ${said.intervalSeconds}`, 'ECS takes none longer than the interval'),
  ];
}
