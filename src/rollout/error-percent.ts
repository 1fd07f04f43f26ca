import type { ServiceSpec } from '../spec/service';
import { shiftOf, shiftSteps } from './strategy';

const DEFAULT_PERCENT = 5;

/** Whether anything counts the server errors of a service: gRPC's travel in answers that succeed, and connections have none. */
export function countsErrors({ ports, routes }: ServiceSpec): boolean {
  const speaks = (port: string) => ['http', 'http2'].includes(ports[port]?.protocol ?? '');
  const names = Object.keys(ports);
  return routes.length > 0 ? routes.some(({ port = names[0] ?? '' }) => speaks(port)) : names.some(speaks);
}

/**
 * The percentage of server errors above which a rollout is undone: as written, or where requests move 5, and never more than half of what
 * moves first, because a new version that fails every request must be seen among the others.
 */
export function errorPercentOf(service: ServiceSpec): number | undefined {
  const { errorPercent } = service.alarms;
  const shift = shiftOf(service.rollout);
  if (errorPercent !== undefined || shift === undefined) return errorPercent;
  return countsErrors(service) ? Math.min(DEFAULT_PERCENT, (shiftSteps(shift)[0] as number) / 2) : undefined;
}
