import { type Problem, within } from '../errors';
import { ALARM_MINUTES } from '../rollout/alarm-plans';
import { countsErrors, errorPercentOf } from '../rollout/error-percent';
import { shiftOf, shiftSteps } from '../rollout/strategy';
import type { ServiceSpec } from '../spec/service';

/** Alarms that could never go off, or only after the rollout. Fields are those of the service. */
export function checkAlarms(service: ServiceSpec): Problem[] {
  return [...within('alarms', [...blind(service), ...unrouted(service), ...aboveShift(service)]), ...tooLate(service)];
}

function blind(service: ServiceSpec): Problem[] {
  if (service.alarms.errorPercent === undefined || countsErrors(service)) return [];
  return [
    {
      code: 'AlarmBlind',
      field: 'errorPercent',
      problem: 'is given, and nothing counts server errors here: no route, nor port where there is none, speaks http',
      fix: 'use cpuPercent, memoryPercent, or alarms of your own in names',
    },
  ];
}

function unrouted({ alarms, routes, listeners }: ServiceSpec): Problem[] {
  const without = (field: string, what: string): Problem => ({
    code: 'AlarmWithoutRoute',
    field,
    problem: `is measured by load balancers, and ${what} leads here`,
    fix: 'use errorPercent, cpuPercent, or alarms of your own in names',
  });
  return [
    ...(alarms.latency !== undefined && routes.length === 0 ? [without('latency', 'no route')] : []),
    ...(alarms.unhealthyReplicas !== undefined && routes.length + listeners.length === 0
      ? [without('unhealthyReplicas', 'none')]
      : []),
  ];
}

function aboveShift({ alarms, rollout }: ServiceSpec): Problem[] {
  const shift = shiftOf(rollout);
  const first = shift === undefined ? 100 : (shiftSteps(shift)[0] as number);
  if (alarms.errorPercent === undefined || first === 100 || alarms.errorPercent < first) return [];
  return [
    {
      code: 'AlarmAboveShift',
      field: 'errorPercent',
      problem: `is ${alarms.errorPercent}, but only ${first} % of requests move first: if the new version fails all of them, the alarm stays silent`,
      fix: `use less than ${first}`,
    },
  ];
}

/** The wait in which what is wrong must be seen: after the first requests have moved. */
function tooLate(service: ServiceSpec): Problem[] {
  const shift = shiftOf(service.rollout);
  const { latency, unhealthyReplicas, cpuPercent, memoryPercent } = service.alarms;
  const any = [errorPercentOf(service), latency, unhealthyReplicas, cpuPercent, memoryPercent].some(
    (a) => a !== undefined,
  );
  if (shift === undefined || !any) return [];
  const [field, minutes] =
    shift.strategy === 'canary'
      ? (['canaryBakeMinutes', shift.canaryBakeMinutes] as const)
      : shift.strategy === 'linear'
        ? (['stepBakeMinutes', shift.stepBakeMinutes] as const)
        : (['bakeMinutes', shift.bakeMinutes] as const);
  if (minutes >= ALARM_MINUTES) return [];
  return [
    {
      code: 'BakeTooShort',
      field: `rollout.${field}`,
      problem: `is ${minutes}, and the alarms that undo the rollout need ${ALARM_MINUTES} minutes to go off`,
      fix: `use ${ALARM_MINUTES} or more`,
    },
  ];
}
