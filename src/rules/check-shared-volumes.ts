import type { Problem } from '../errors';
import { own } from '../spec/own';
import type { ServiceSpec } from '../spec/service';
import type { SystemSpec } from '../spec/system';
import { isAttached } from '../storage/capabilities';

/** Volumes that are attached to the host of one service, and mounted by another too. Fields are those of the system. */
export function checkSharedVolumes({ services, volumes }: Pick<SystemSpec, 'services' | 'volumes'>): Problem[] {
  const owners = new Map<string, string>();
  return Object.keys(services)
    .sort()
    .flatMap((name) =>
      (services[name] as ServiceSpec).mounts.flatMap(({ volume }, i): Problem[] => {
        const spec = own(volumes, volume);
        if (spec === undefined || !isAttached(spec)) return [];
        const owner = owners.get(volume) ?? name;
        owners.set(volume, owner);
        if (owner === name) return [];
        return [
          {
            code: 'WriterConflict',
            field: `services.${name}.mounts.${i}.volume`,
            problem: `is '${volume}', which is attached to the host of '${owner}' alone`,
            fix: "use a volume of its own, or one of kind 'efs'",
          },
        ];
      }),
    );
}
