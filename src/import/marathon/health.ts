import { type Fields, readFields } from '../fates';
import { dropped, type Fate, mapped } from '../note';
import type { Place } from '../place';
import type { AppCheck, AppDraft } from './app-draft';

/** What Marathon does where nothing is said (Marathon documentation, "Health checks", "Readiness checks", 2026-11). */
function check(field: string, over: Partial<AppCheck> = {}): AppCheck {
  return {
    field,
    protocol: 'HTTP',
    path: '/',
    portIndex: 0,
    graceSeconds: 300,
    intervalSeconds: 60,
    timeoutSeconds: 20,
    failures: 3,
    ...over,
  };
}

const ASKED = 'health.liveness, or health.readiness where there is a route';

function seconds(key: 'graceSeconds' | 'intervalSeconds' | 'timeoutSeconds' | 'failures') {
  return (place: Place, to: AppCheck): Fate | readonly Fate[] => {
    const number = place.number();
    if (number === undefined) return [];
    to[key] = Math.max(0, Math.ceil(number));
    return mapped(ASKED);
  };
}

const PORT_FIELDS: Fields<AppCheck> = {
  portIndex(place, to) {
    to.portIndex = place.count() ?? 0;
    return mapped(ASKED);
  },
  port(place, to) {
    to.port = place.count();
    return mapped(ASKED);
  },
  path(place, to) {
    to.path = place.text() ?? '/';
    return mapped(ASKED);
  },
};

const TIMES: Fields<AppCheck> = {
  gracePeriodSeconds: seconds('graceSeconds'),
  intervalSeconds: seconds('intervalSeconds'),
  timeoutSeconds: seconds('timeoutSeconds'),
  maxConsecutiveFailures: seconds('failures'),
  delaySeconds: 'the first check comes after one interval',
};

/** A check by which Marathon ends what does not work. */
export const HEALTH_CHECK_FIELDS: Fields<AppCheck> = {
  ...PORT_FIELDS,
  ...TIMES,
  protocol(place, to) {
    to.protocol = (place.text() ?? 'HTTP').replace(/^MESOS_/, '');
    return mapped(ASKED);
  },
  command(place, to) {
    to.command = (place.isObject ? place.at('value') : place).text();
    return mapped('health.liveness.command');
  },
  ignoreHttp1xx: 'load balancers wait for the answer itself',
  ipProtocol: 'addresses are of IPv4',
};

/** A check by which Marathon knows that a replica is ready. */
export const READINESS_FIELDS: Fields<AppCheck> = {
  path: PORT_FIELDS.path as Fields<AppCheck>[string],
  protocol(place, to) {
    to.protocol = place.text() ?? 'HTTP';
    return mapped(ASKED);
  },
  intervalSeconds: seconds('intervalSeconds'),
  timeoutSeconds: seconds('timeoutSeconds'),
  portName: 'the port of the route is asked',
  httpStatusCodesForReady(place, to) {
    const codes = place.texts().filter((code) => /^[1-5]\d\d$/.test(code));
    if (codes.length > 0) to.codes = codes.slice(0, 20).join(',');
    return mapped('health.readiness.codes');
  },
  name: 'there is one, without a name',
  preserveLastResponse: 'answers of readiness are kept nowhere',
};

export function readHealthChecks(place: Place, draft: AppDraft): readonly Fate[] {
  return place.items().flatMap((item) => {
    const made = check(item.field);
    const notes = readFields(HEALTH_CHECK_FIELDS, item, made);
    draft.checks.push(made);
    return notes.length > 0 ? notes : [{ ...mapped(ASKED), field: item.field }];
  });
}

export function readReadinessChecks(place: Place, draft: AppDraft): readonly Fate[] {
  return place.items().flatMap((item) => {
    const made = check(item.field, { intervalSeconds: 30, timeoutSeconds: 10 });
    const notes = readFields(READINESS_FIELDS, item, made);
    draft.readiness.push(made);
    return notes.length > 0 ? notes : [{ ...mapped(ASKED), field: item.field }];
  });
}

/** `http`, `tcp` or `exec`, as checks of Mesos and of pods have them. */
export const POD_CHECK_FIELDS: Fields<AppCheck> = {
  ...TIMES,
  http: (place, to) =>
    readFields({ ...PORT_FIELDS, endpoint: 'the first endpoint is asked', scheme: 'is asked without TLS' }, place, to),
  tcp(_, to) {
    to.protocol = 'TCP';
    return dropped('a replica counts as alive while its process runs');
  },
  exec(place, to) {
    const command = place.at('command');
    to.protocol = 'COMMAND';
    to.command = command.at('shell').text() ?? command.at('argv').texts().join(' ');
    return mapped('health.liveness.command');
  },
};

export function readPodCheck(place: Place, draft: AppDraft): readonly Fate[] {
  const made = check(place.field);
  const notes = readFields(POD_CHECK_FIELDS, place, made);
  if (made.protocol !== 'TCP') draft.checks.push(made);
  return notes;
}
