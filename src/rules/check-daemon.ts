import type { Problem } from '../errors';
import { rolloutPercents, shiftOf } from '../rollout/strategy';
import { show } from '../spec/parse';
import { rolloutSpec } from '../spec/rollout';
import type { ServiceSpec } from '../spec/service';

/** Rollouts that leave it to the platform. */
const UNSAID = [rolloutSpec.parse({}), 'rolling'].map((rollout) => JSON.stringify(rollout));

/**
 * What ECS refuses of a service with a replica on every host: strategies and constraints of its own ("The daemon scheduling strategy does
 * not support placement strategies", kayac/ecspresso#402), a second replica beside the first ("does not support values above 100 for
 * maximumPercent", hashicorp/terraform-provider-aws#4825). A minimum above 0 would never let the only replica of a lone host go.
 */
export function checkDaemon({ placement, rollout }: ServiceSpec): Problem[] {
  const { spread, pack, constraints } = placement;
  const placed = spread !== undefined || pack !== undefined || constraints.length > 0;
  const { minimumHealthyPercent, maximumPercent } = rolloutPercents(rollout);
  const inPlace = shiftOf(rollout) === undefined && minimumHealthyPercent === 0 && maximumPercent === 100;
  return [
    ...(placed
      ? [
          {
            code: 'DaemonPlacement',
            field: 'placement',
            problem: "says which hosts, but replicas is 'one-per-host': all hosts of its fleet",
            fix: 'remove it',
          },
        ]
      : []),
    ...(inPlace || UNSAID.includes(JSON.stringify(rollout))
      ? []
      : [
          {
            code: 'DaemonRollout',
            field: 'rollout',
            problem: `is ${show(rollout)}, but the one replica of a host stops before the next starts there`,
            fix: "use 'recreate', or leave it out",
          },
        ]),
  ];
}
