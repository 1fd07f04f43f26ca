import type { ServiceInput } from '../../spec/service';
import { approximated, type Note, question } from '../note';
import type { AppCheck, AppDraft } from './app-draft';
import type { Port } from './settle-ports';

const between = (least: number, most: number, value: number) => Math.min(most, Math.max(least, value));

/** Checks of HTTP ask for readiness where a load balancer asks; all others, and those where none does, ask in the container. */
export function healthOf(
  draft: AppDraft,
  ports: readonly Port[],
  routed: boolean,
  notes: Note[],
): NonNullable<ServiceInput['health']> {
  const health: NonNullable<ServiceInput['health']> = {};
  const http = [...draft.readiness, ...draft.checks.filter(({ protocol }) => /^HTTP/.test(protocol))][0];
  if (http !== undefined && routed) health.readiness = readiness(http);
  for (const check of draft.checks) {
    const command =
      check.protocol === 'COMMAND' ? check.command : /^HTTP/.test(check.protocol) ? asked(check, ports) : undefined;
    if (command === undefined)
      notes.push({
        field: check.field,
        ...question('how does it show that it works? A replica counts as alive while its process runs', 'nothing'),
      });
    else if (health.liveness === undefined && !(routed && check === http)) {
      health.liveness = liveness(check, command, notes);
      if (check.protocol !== 'COMMAND')
        notes.push({
          field: check.field,
          ...approximated('health.liveness', 'is asked in the container, which needs curl or wget for it'),
        });
    } else if (check !== http)
      notes.push({ field: check.field, ...approximated('nothing', 'one check is asked in the container') });
  }
  const unused = routed ? [] : draft.readiness;
  for (const { field } of unused)
    notes.push({ field, ...approximated('nothing', 'readiness is asked by a load balancer, and there is no route') });
  return health;
}

function readiness(check: AppCheck): NonNullable<NonNullable<ServiceInput['health']>['readiness']> {
  const { path, intervalSeconds, timeoutSeconds, failures, graceSeconds, codes } = check;
  const interval = between(5, 300, intervalSeconds);
  return {
    path: path.startsWith('/') ? path : `/${path}`,
    codes: codes ?? '200-399',
    intervalSeconds: interval,
    timeoutSeconds: between(2, Math.min(120, interval), timeoutSeconds),
    unhealthyThreshold: between(2, 10, failures),
    graceSeconds: between(0, 86_400, graceSeconds),
  };
}

function liveness(check: AppCheck, command: string, notes: Note[]) {
  const intervalSeconds = between(5, 300, check.intervalSeconds);
  const made = {
    command: ['CMD-SHELL', command],
    intervalSeconds,
    timeoutSeconds: between(2, Math.min(60, intervalSeconds), check.timeoutSeconds),
    retries: between(1, 10, check.failures),
    startSeconds: between(0, 300, check.graceSeconds),
  };
  const same =
    made.intervalSeconds === check.intervalSeconds &&
    made.timeoutSeconds === check.timeoutSeconds &&
    made.retries === check.failures &&
    made.startSeconds === check.graceSeconds;
  if (!same)
    notes.push({
      field: check.field,
      ...approximated(
        'health.liveness',
        'ECS asks every 5 to 300 seconds, waits 2 to 60, and takes 1 to 10 failures, 300 seconds after the start',
      ),
    });
  return made;
}

/** A command that asks for a path of the container itself; undefined where a word of it could be more than a path. */
function asked({ path, port, portIndex, protocol }: AppCheck, ports: readonly Port[]): string | undefined {
  const number = port ?? ports[portIndex]?.number;
  if (number === undefined || !/^[\w./?=&%~+-]*$/.test(path)) return undefined;
  const url = `'${protocol === 'HTTPS' ? 'https' : 'http'}://localhost:${number}/${path.replace(/^\/+/, '')}'`;
  return `curl -fsk -o /dev/null ${url} || wget -q -O /dev/null ${url}`;
}
