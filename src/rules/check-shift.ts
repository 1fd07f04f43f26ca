import { type Problem, within } from '../errors';
import { shiftMinutes, shiftOf, shiftSteps } from '../rollout/strategy';
import { checkMatch } from '../routing/check-match';
import { hasWildcard } from '../routing/glob';
import type { ShiftSpec } from '../spec/rollout';
import type { ServiceSpec } from '../spec/service';

/** Longest that ECS lets one deployment take: 30 days (ECS developer guide, "Amazon ECS blue/green service deployments workflow", 2026-07). */
const MOST_MINUTES = 30 * 24 * 60;

/** Rollouts that move requests, and cannot or never end. Fields are those of the service. */
export function checkShift(service: ServiceSpec): Problem[] {
  const shift = shiftOf(service.rollout);
  if (shift === undefined) return [];
  return within('rollout', [
    ...notGradual(shift),
    ...tooLong(shift),
    ...nothingToShift(shift, service),
    ...checkTestHeader(shift, service),
  ]);
}

function notGradual(shift: ShiftSpec): Problem[] {
  if (shift.strategy === 'blue-green' || shiftSteps(shift).length > 1) return [];
  return [
    {
      code: 'NotGradual',
      field: shift.strategy === 'canary' ? 'percent' : 'stepPercent',
      problem: 'is 100, which moves all requests at once',
      fix: "use less than 100, or strategy 'blue-green'",
    },
  ];
}

function tooLong(shift: ShiftSpec): Problem[] {
  const minutes = shiftMinutes(shift);
  if (shift.strategy !== 'linear' || minutes <= MOST_MINUTES) return [];
  const waits = shiftSteps(shift).length - 1;
  return [
    {
      code: 'RolloutTooLong',
      field: 'stepBakeMinutes',
      problem: `is ${shift.stepBakeMinutes}: ${waits} waits and a bake of ${shift.bakeMinutes} are ${minutes} minutes, and ECS gives a deployment ${MOST_MINUTES}`,
      fix: `use ${Math.floor((MOST_MINUTES - shift.bakeMinutes) / waits)} or less, or larger steps`,
    },
  ];
}

/**
 * Without a load balancer or a port in the mesh ECS replaces one whole set by the other and moves nothing: documented for blue/green
 * alone (ECS developer guide, "Required resources for Amazon ECS blue/green deployments", 2026-07).
 */
function nothingToShift({ strategy }: ShiftSpec, { ports }: ServiceSpec): Problem[] {
  if (strategy === 'blue-green' || Object.keys(ports).length > 0) return [];
  const problem = `is '${strategy}', and a service without ports gets no requests to move`;
  return [{ code: 'NothingToShift', field: 'strategy', problem, fix: "use 'blue-green' or 'rolling'" }];
}

function checkTestHeader({ testHeader }: ShiftSpec, { ports, routes }: ServiceSpec): Problem[] {
  if (testHeader === undefined) return [];
  const { name, value } = testHeader;
  if (Object.values(ports).every((port) => port.protocol === 'tcp'))
    return [
      {
        code: 'TestHeaderUnread',
        field: 'testHeader',
        problem: 'is given, and no port of this service speaks HTTP or gRPC',
        fix: 'remove it',
      },
    ];
  if (hasWildcard(value))
    return [
      {
        code: 'InvalidHeader',
        field: 'testHeader.value',
        problem: `is '${value}', and the mesh compares it as it is, without wildcards`,
        fix: 'write the whole value',
      },
    ];
  const wrong = checkMatch({ field: '', match: { path: '/*', headers: { [name]: [value] } } });
  const taken = routes.findIndex((route) =>
    Object.keys(route.headers ?? {}).some((header) => header.toLowerCase() === name.toLowerCase()),
  );
  return [
    ...wrong.map((p) => ({ ...p, field: 'testHeader' })),
    ...(taken < 0
      ? []
      : [
          {
            code: 'TestHeaderTaken',
            field: 'testHeader.name',
            problem: `is '${name}', which routes.${taken} asks for itself`,
            fix: 'use another header',
          },
        ]),
  ];
}
