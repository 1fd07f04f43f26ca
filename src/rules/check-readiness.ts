import { type Problem, within } from '../errors';
import type { ReadinessSpec } from '../spec/health';
import { own } from '../spec/own';
import { show } from '../spec/parse';
import type { ServiceSpec } from '../spec/service';
import { unknownName } from './unknown-name';

/** Longest path that a health check takes (ELB API reference, CreateTargetGroup, HealthCheckPath, 2026-11). */
const MOST_PATH = 1024;

/** Questions of load balancers that they would refuse to ask, or never do. Fields are those of the service. */
export function checkReadiness(service: ServiceSpec): Problem[] {
  const { readiness } = service.health;
  const helpers = [
    ...Object.entries(service.sidecars).map(([name, sidecar]) => [`sidecars.${name}`, sidecar] as const),
    ...service.init.map((init, i) => [`init.${i}`, init] as const),
  ];
  return [
    ...(readiness === undefined ? [] : within('health.readiness', checkQuestion(readiness, service))),
    ...helpers.flatMap(([at, helper]) =>
      helper.health.readiness === undefined
        ? []
        : within(`${at}.health.readiness`, [unasked('they lead to the service alone')]),
    ),
  ];
}

function unasked(why: string): Problem {
  return {
    code: 'ReadinessWithoutRoute',
    field: '',
    problem: `is asked by load balancers, and ${why}`,
    fix: 'use health.liveness',
  };
}

function checkQuestion(
  { intervalSeconds, timeoutSeconds, port, path, codes }: ReadinessSpec,
  service: ServiceSpec,
): Problem[] {
  const { ports, routes, listeners } = service;
  const problems: Problem[] = [];
  if (intervalSeconds <= timeoutSeconds)
    problems.push({
      code: 'HealthIntervalTooShort',
      field: 'intervalSeconds',
      problem: `is ${intervalSeconds} but health.readiness.timeoutSeconds is ${timeoutSeconds}`,
      fix: `use ${timeoutSeconds + 1} or more`,
    });
  if (port !== undefined && own(ports, port) === undefined)
    problems.push(unknownName('UnknownPort', 'port', 'port of this service', port, Object.keys(ports)));
  if (path !== undefined && !/^\/[\x21-\x7e]*$/.test(path))
    problems.push({
      code: 'InvalidPath',
      field: 'path',
      problem: `is ${show(path)}, and a path starts with '/' and has no spaces`,
      fix: "use one such as '/health'",
    });
  else if (path !== undefined && path.length > MOST_PATH)
    problems.push({
      code: 'InvalidPath',
      field: 'path',
      problem: `has ${path.length} characters, and a health check takes ${MOST_PATH}`,
      fix: 'use a shorter one',
    });
  problems.push(...checkCodes(codes, service));
  if (routes.length + listeners.length === 0)
    problems.push({ ...unasked('none leads here'), fix: 'use health.liveness, or add a route' });
  return problems;
}

/** Codes of HTTP are 200 to 499 and those of gRPC 0 to 99 (ELB API reference, Matcher, 2026-11). */
function checkCodes(codes: string | undefined, { ports, routes }: ServiceSpec): Problem[] {
  const spoken = new Set(routes.map(({ port = Object.keys(ports)[0] ?? '' }) => own(ports, port)?.protocol === 'grpc'));
  if (codes === undefined) return [];
  const [least, most, noun] = spoken.has(true) ? [0, 99, 'gRPC'] : [200, 499, 'HTTP'];
  if (spoken.size === 2)
    return [
      {
        code: 'InvalidCodes',
        field: 'codes',
        problem: `is '${codes}', but routes lead to HTTP and to gRPC, whose codes differ`,
        fix: 'leave it out: 200 is asked of the one and 0 of the other',
      },
    ];
  const outside = codes.split(/[,-]/).filter((code) => Number(code) < least || Number(code) > most);
  if (outside.length === 0 || spoken.size === 0) return [];
  const problem = `is '${codes}', but ${noun} answers have codes of ${least} to ${most}`;
  return [{ code: 'InvalidCodes', field: 'codes', problem, fix: `use codes of ${least} to ${most}` }];
}
