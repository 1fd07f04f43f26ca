import type { ServiceInput } from '../../../src/spec/service';
import type { Draw } from './draw';

type Rollout = NonNullable<ServiceInput['rollout']>;

/** What a rollout must get along with. */
interface RolloutPlace {
  readonly service: ServiceInput;
  /** Fewest replicas, one at least. */
  readonly few: number;
  /** The fleet has room for all replicas twice. */
  readonly roomForTwo: boolean;
}

/** Any rollout that can end. */
export function randomRollout(draw: Draw, { service, few, roomForTwo }: RolloutPlace): Rollout {
  // Those that many services have no room for, or no port, are drawn more often.
  const often = <const T>(kind: T): T[] => [kind, kind, kind, kind, kind, kind];
  const shifts = roomForTwo
    ? (['blue-green', 'blue-green', ...often('canary'), 'canary', ...often('linear')] as const)
    : [];
  const kinds = ['word', 'word', 'rolling', 'rolling', ...shifts] as const;
  const kind = draw.one(...kinds);
  if (kind === 'word') return draw.one('rolling', 'rolling', 'recreate');
  if (kind === 'rolling') return rolling(draw, few);
  const shared = {
    ...draw.some<Extract<Rollout, { strategy: 'canary' }>>({ bakeMinutes: () => draw.one(10, 30, 1440) }),
    ...(readsHeaders(service) &&
      draw.chance(0.75) && { testHeader: { name: draw.one('x-test', 'X-Next'), value: draw.one('next', 'build 7') } }),
  };
  if (kind === 'blue-green' || Object.keys(service.ports ?? {}).length === 0)
    return { strategy: 'blue-green', ...shared };
  if (kind === 'canary')
    return {
      strategy: 'canary',
      ...shared,
      ...draw.some(
        { percent: () => draw.one(0.1, 5, 12.5, 99.9), canaryBakeMinutes: () => draw.one(10, 60, 1440) },
        0.7,
      ),
    };
  return {
    strategy: 'linear',
    ...shared,
    ...draw.some({ stepPercent: () => draw.one(3, 10, 33.3, 50), stepBakeMinutes: () => draw.one(6, 60, 600) }, 0.7),
  };
}

function rolling(draw: Draw, replicas: number): Rollout {
  const choices = [
    {},
    { minimumHealthyPercent: 0 },
    { minimumHealthyPercent: 50, maximumPercent: 150 },
    { maximumPercent: 200 },
    { minimumHealthyPercent: 0, maximumPercent: 100 },
    { maximumPercent: 125 },
    { minimumHealthyPercent: 99, maximumPercent: 101 },
  ];
  const ends = ({
    minimumHealthyPercent = 100,
    maximumPercent = 200,
  }: {
    minimumHealthyPercent?: number;
    maximumPercent?: number;
  }) => Math.floor((replicas * maximumPercent) / 100) > Math.ceil((replicas * minimumHealthyPercent) / 100);
  return { ...(draw.chance(0.4) && { strategy: 'rolling' as const }), ...draw.one(...choices.filter(ends)) };
}

/** A rule has room for five values (see `checkMatch`), and the header is one more. */
const MOST_VALUES = 5;

function readsHeaders({ ports = {}, routes = [] }: ServiceInput): boolean {
  const values = routes.map(({ host, path, methods = [], headers = {} }) => {
    return (
      [host, path].filter((text) => text !== undefined).length + methods.length + Object.values(headers).flat().length
    );
  });
  return (
    Object.values(ports).some(({ protocol }) => protocol !== 'tcp') && values.every((count) => count < MOST_VALUES)
  );
}
