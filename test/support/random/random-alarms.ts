import { countsErrors } from '../../../src/rollout/error-percent';
import { shiftOf, shiftSteps } from '../../../src/rollout/strategy';
import { type ServiceInput, serviceSpec } from '../../../src/spec/service';
import type { Draw } from './draw';

type Alarms = NonNullable<ServiceInput['alarms']>;

/** Any alarms that could go off while this service is rolled out. */
export function randomAlarms(draw: Draw, input: ServiceInput): Alarms {
  const service = serviceSpec.parse({ ...input, acknowledge: {} });
  const shift = shiftOf(service.rollout);
  const first = shift === undefined ? 100 : (shiftSteps(shift)[0] as number);
  const { routes, listeners } = service;
  return draw.some<Alarms>(
    {
      ...(countsErrors(service) && { errorPercent: () => draw.one(first / 2, first / 10) }),
      ...(routes.length > 0 && {
        latency: () => ({ percentile: draw.one(50, 99, 99.9), seconds: draw.one(0.1, 0.9) }),
      }),
      ...(routes.length + listeners.length > 0 && { unhealthyReplicas: () => draw.int(1, 5) }),
      cpuPercent: () => draw.one(80, 150),
      memoryPercent: () => draw.one(90, 99.5),
      names: () => draw.subset(['models-slow', 'Bids lost (all zones)']),
    },
    0.9,
  );
}
