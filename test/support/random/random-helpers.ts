import type { ServiceInput } from '../../../src/spec/service';
import type { Draw } from './draw';
import { label } from './label';
import { type ContainerInput, type Promised, randomContainer } from './random-container';

export type Helpers = Pick<ServiceInput, 'sidecars' | 'init' | 'startAfter'>;
type Sidecars = NonNullable<ServiceInput['sidecars']>;
type Init = NonNullable<ServiceInput['init']>[number];
type Waits = NonNullable<ServiceInput['startAfter']>;
type Site = Omit<Promised, 'cpus' | 'memoryMiB'>;
type Share = () => Pick<Promised, 'cpus' | 'memoryMiB'>;
/** What of a container decides how it may be waited for. */
type Target = Pick<Sidecars[string], 'essential' | 'health'>;

/** Containers beside and before a service, and who waits for whom: the service for sidecars or sidecars for the service, never both. */
export function randomHelpers(draw: Draw, site: Site, share: Share, main: ContainerInput): Helpers {
  const mainWaits = draw.chance(0.6);
  const init = draw.list(0, 2, (i) => randomInit(draw, site, share, i));
  const known: Record<string, Target> = Object.fromEntries(init.map(({ name }) => [name, { essential: false }]));
  if (!mainWaits) known.main = { ...main, essential: true };
  const sidecars: Sidecars = {};
  draw.list(0, 2, (i) => {
    const name = label(draw, 'service', i + init.length);
    const container = randomContainer(draw, { ...site, ...share() });
    const startAfter = () => waits(draw, known);
    sidecars[name] = { ...container, ...draw.some({ essential: () => draw.chance(0.4), startAfter }) };
    known[name] = sidecars[name];
  });
  return {
    ...(Object.keys(sidecars).length > 0 && { sidecars }),
    ...(init.length > 0 && { init }),
    ...(mainWaits && draw.chance(0.9) && { startAfter: waits(draw, known) }),
  };
}

/** What it does not say of its size is what the schema gives it, and it fits that. */
function randomInit(draw: Draw, site: Site, share: Share, serial: number): Init {
  const name = label(draw, 'service', serial);
  const said = draw.some({ cpus: () => share().cpus, memoryMiB: () => share().memoryMiB });
  const {
    cpus: _,
    memoryMiB: __,
    ...container
  } = randomContainer(draw, { ...site, cpus: 0.25, memoryMiB: 256, ...said });
  return { name, ...container, ...said };
}

/** Waits that end: for the health of what has a check, for the end of what may end. */
function waits(draw: Draw, targets: Readonly<Record<string, Target>>): Waits {
  return Object.fromEntries(
    draw.subset(Object.keys(targets), 1).map((name) => {
      const { essential = true, health } = targets[name] as Target;
      const ways = [
        'START' as const,
        ...(health?.liveness ? ['HEALTHY' as const] : []),
        ...(essential ? [] : ['COMPLETE' as const, 'SUCCESS' as const]),
      ];
      return [name, draw.one(...ways)];
    }),
  );
}
