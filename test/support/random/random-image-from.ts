import type { ServiceInput } from '../../../src/spec/service';
import type { Draw } from './draw';

/** The service with an image that a delivery system chooses, instead of its own. */
export function withImageFrom(draw: Draw, service: ServiceInput): ServiceInput {
  if (!draw.chance(0.5)) return service;
  const { image: _, ...rest } = service;
  const imageFrom = {
    parameter: draw.one('/ads/bidder/image', '/a', '/Deep/er/2_x.y-z/image'),
    repository: draw.one('ads/bidder', 'ml'),
  };
  return { ...rest, imageFrom };
}
