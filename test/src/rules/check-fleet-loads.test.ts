import { renderProblem } from '../../../src/errors';
import { warnFleetLoads } from '../../../src/rules/check-fleet-loads';
import { checkShared } from '../../../src/rules/check-shared';
import { placedServices } from '../../../src/rules/check-system';
import type { EnvironmentInput } from '../../../src/spec/environment';
import type { ServiceInput } from '../../../src/spec/service';
import { describeRefusals, type Refusal } from '../../support/builders/describe-refusals';
import { testContract } from '../../support/builders/test-contract';
import { AMD64 } from '../../support/builders/test-environment';
import { testSystemSpec } from '../../support/builders/test-system';

interface FleetCase {
  readonly services: Readonly<Record<string, Partial<ServiceInput>>>;
  readonly fleets: EnvironmentInput['fleets'];
}

const fleet = (maxHosts: number, instanceTypes = ['m6i.2xlarge']) => ({ instanceTypes, amiRelease: AMD64, maxHosts });
const general = (maxHosts: number, instanceTypes?: string[]) => ({ general: fleet(maxHosts, instanceTypes) });
// With the proxy's quarter of a core three of the first fill a host of 8 vCPU to 7.5.
const large: Partial<ServiceInput> = { cpus: 2.25, rollout: { minimumHealthyPercent: 0 } };
const whole: Partial<ServiceInput> = { cpus: 7.75, replicas: 1, rollout: { minimumHealthyPercent: 0 } };

function judge({ services, fleets }: FleetCase) {
  return checkShared(placedServices(testSystemSpec(services)), testContract({ fleets }), 'main');
}

const refusals: Refusal<FleetCase>[] = [
  {
    what: 'services that each fit a fleet, but not together',
    code: 'FleetTooSmallForAll',
    field: 'fleets.general.maxHosts',
    refused: { services: { a: { ...large, replicas: 6 }, b: { ...large, replicas: 1 } }, fleets: general(2) },
    legal: { services: { a: { ...large, replicas: 5 }, b: { ...large, replicas: 1 } }, fleets: general(2) },
    says:
      'fleets.general.maxHosts is 2, but the 2 services on the fleet need 3 hosts or more for their CPU at their fewest replicas, ' +
      'even if all hosts are m6i.2xlarge; use 3 or more, ask for fewer or smaller replicas, or give some services a fleet of their own',
  },
  {
    what: 'a fleet that is full, so that no rollout could begin',
    code: 'FleetTooSmallForAll',
    field: 'fleets.general.maxHosts',
    refused: { services: { a: whole, b: { ...whole, rollout: {} } }, fleets: general(2) },
    legal: { services: { a: whole, b: whole }, fleets: general(2) },
    says:
      'fleets.general.maxHosts is 2, but the 2 services on the fleet need 3 hosts or more for their CPU at their fewest replicas ' +
      'and while one of them is replaced, even if all hosts are m6i.2xlarge; use 3 or more, ask for fewer or smaller replicas, or give some services a fleet of their own',
  },
  {
    what: 'too little even if all hosts were of the largest type',
    code: 'FleetTooSmallForAll',
    field: 'fleets.general.maxHosts',
    refused: {
      services: { a: { ...whole, cpus: 3.75, replicas: 3 }, b: { ...whole, cpus: 3.75, replicas: 2 } },
      fleets: general(2, ['m6i.xlarge', 'm6i.2xlarge']),
    },
    legal: {
      services: { a: { ...whole, cpus: 3.75, replicas: 2 }, b: { ...whole, cpus: 3.75, replicas: 2 } },
      fleets: general(2, ['m6i.xlarge', 'm6i.2xlarge']),
    },
  },
  {
    what: 'services on one of two fleets that only both together would hold',
    code: 'FleetTooSmallForAll',
    field: 'fleets.general.maxHosts',
    refused: { services: { a: whole, b: whole }, fleets: { ...general(1), other: fleet(1) } },
    legal: { services: { a: whole, b: { ...whole, fleet: 'other' } }, fleets: { ...general(1), other: fleet(1) } },
  },
];

describe('the services of a fleet', () => {
  describeRefusals(judge, refusals);

  it('may outgrow it at their most replicas, and are warned about', () => {
    const services = { a: { ...whole, replicas: { min: 1, max: 2 } }, b: { ...whole, replicas: { min: 1, max: 2 } } };
    expect(judge({ services, fleets: general(2) }).map(renderProblem)).toEqual([]);
    const warnings = (maxHosts: number) =>
      warnFleetLoads(placedServices(testSystemSpec(services)), testContract({ fleets: general(maxHosts) }));
    expect(warnings(2).map(renderProblem)).toEqual([
      'fleets.general.maxHosts is 2, but the 2 services on the fleet need 4 hosts or more for their CPU at their most replicas, even if ' +
        'all hosts are m6i.2xlarge: then scaling ends where the hosts do; use 4 or more, or lower replicas.max [FleetOutgrown]',
    ]);
    expect(warnings(4)).toEqual([]);
  });

  it('are not judged together where one of them is too large by itself, or where a type is unknown', () => {
    const services = { a: { ...whole, replicas: 3 }, b: whole };
    expect(judge({ services, fleets: general(2) }).map(renderProblem)).toEqual([]);
  });
});
