import { checkSystem } from '../../../src/rules/check-system';
import type { ServiceInput } from '../../../src/spec/service';
import { describeRefusals, type Refusal } from '../../support/builders/describe-refusals';
import { judgeService, type ServiceCase } from '../../support/builders/judge-service';
import { testContract } from '../../support/builders/test-contract';
import { AMD64 } from '../../support/builders/test-environment';
import { testSystemSpec } from '../../support/builders/test-system';

const daemon = (service: Partial<ServiceInput> = {}): ServiceCase => ({
  service: { replicas: 'one-per-host', ...service },
});
const small = { fleets: { general: { instanceTypes: ['m6i.2xlarge'], amiRelease: AMD64, maxHosts: 1 } } };

const refusals: Refusal<ServiceCase>[] = [
  {
    what: 'a choice of hosts for what runs on all of them',
    code: 'DaemonPlacement',
    field: 'placement',
    refused: daemon({ placement: { spread: ['zone'] } }),
    legal: daemon(),
    says: "placement says which hosts, but replicas is 'one-per-host': all hosts of its fleet; remove it",
  },
  {
    what: 'hosts kept apart that are apart already',
    code: 'DaemonPlacement',
    field: 'placement',
    refused: daemon({ placement: { constraints: [{ unique: 'host' }] } }),
    legal: { service: { placement: { constraints: [{ unique: 'host' }] } } },
  },
  {
    what: 'a second replica beside the first on a host',
    code: 'DaemonRollout',
    field: 'rollout',
    refused: daemon({ rollout: { minimumHealthyPercent: 50, maximumPercent: 150 } }),
    legal: daemon({ rollout: 'recreate' }),
  },
  {
    what: 'requests that move to a second set',
    code: 'DaemonRollout',
    field: 'rollout',
    refused: daemon({ rollout: { strategy: 'blue-green' } }),
    legal: daemon({ rollout: { minimumHealthyPercent: 0, maximumPercent: 100 } }),
  },
  {
    what: 'more than a host has',
    code: 'TaskExceedsCpu',
    field: 'cpus',
    refused: { ...daemon({ cpus: 7.751 }), environment: small },
    legal: { ...daemon({ cpus: 7.75 }), environment: small },
  },
];

describe('one replica on each host', () => describeRefusals(judgeService, refusals));

interface Pair {
  readonly agent: Partial<ServiceInput>;
  readonly model: Partial<ServiceInput>;
}

/** 8 vCPU and 29,170 MiB, less 1.25 vCPU and 1,088 MiB of the daemon with its proxy. */
const beside: Refusal<Pair>[] = [
  {
    what: 'a task that no host has room for beside its daemon',
    code: 'TaskExceedsCpu',
    field: 'services.model.cpus',
    refused: { agent: { replicas: 'one-per-host' }, model: { cpus: 6.501 } },
    legal: { agent: { replicas: 'one-per-host' }, model: { cpus: 6.5 } },
  },
  {
    what: 'memory that the daemon has',
    code: 'TaskExceedsMemory',
    field: 'services.model.memoryMiB',
    refused: { agent: { replicas: 'one-per-host' }, model: { memoryMiB: 28_019 } },
    legal: { agent: { replicas: 'one-per-host' }, model: { memoryMiB: 28_018 } },
    says: "services.model.memoryMiB comes to 28083 over all containers, but the smallest host of fleet 'general', m6i.2xlarge, has 28082 for tasks (32768 less 1959 for kernel and hypervisor and 1639 reserved for the host, and 1088 for what runs on every host); use 28082 or less over all containers, or a fleet of larger types such as m5.4xlarge",
  },
];

describe('beside a daemon', () =>
  describeRefusals(
    ({ agent, model }) => checkSystem(testSystemSpec({ agent, model }), testContract(), 'main'),
    beside,
  ));
