import { checkSystem } from '../../../../src/rules/check-system';
import type { ServiceInput } from '../../../../src/spec/service';
import type { SystemSpec } from '../../../../src/spec/system';
import { type VolumeInput, volumeSpec } from '../../../../src/spec/volume';
import { testContract } from '../../../support/builders/test-contract';
import { testSystemSpec } from '../../../support/builders/test-system';
import { family } from './family';

export const EACH = { kind: 'ebs', sizeGiB: 100, perReplica: true } as const;
export const INDEX: Partial<ServiceInput> = {
  replicas: 3,
  rollout: 'recreate',
  ports: { http: { number: 8080 } },
  mounts: [{ volume: 'data', path: '/data' }],
};

/** A system whose service `index` has a volume for each of its replicas. */
export function systemOfReplicas(
  services: Readonly<Record<string, Partial<ServiceInput>>> = {},
  volumes: Readonly<Record<string, VolumeInput>> = {},
): SystemSpec {
  const all = Object.entries({ data: EACH, ...volumes }).map(([name, v]) => [name, volumeSpec.parse(v)] as const);
  return { ...testSystemSpec({ index: INDEX, ...services }), volumes: Object.fromEntries(all) };
}

interface Written {
  readonly index?: Partial<ServiceInput>;
  readonly services?: Readonly<Record<string, Partial<ServiceInput>>>;
  readonly volumes?: Readonly<Record<string, VolumeInput>>;
}

const ATTACH = 'EBS user guide, "Attach an Amazon EBS volume"';
const LONG = 'n'.repeat(47);
const judge = ({ index, services, volumes }: Written) =>
  checkSystem(systemOfReplicas({ index: { ...INDEX, ...index }, ...services }, volumes), testContract());

/** Volumes of which each replica has its own. */
export const perReplica = family<Written>(judge, [
  {
    rule: 'EBS-11',
    source: ATTACH,
    what: 'replicas with a volume each that a scaler moves',
    code: 'ReplicasNotFixed',
    field: 'services.index.replicas',
    refused: { index: { replicas: { min: 1, max: 3 }, scaling: { cpuPercent: 50 } } },
    legal: { index: { replicas: 3 } },
    says: 'services.index.replicas is {"min":1,"max":3}, but volume \'data\' is one for each replica, and nothing adds volumes but the spec; use a number',
  },
  {
    rule: 'EBS-11',
    source: ATTACH,
    what: 'a canary of replicas with a volume each',
    code: 'WriterConflict',
    field: 'services.index.rollout',
    refused: { index: { rollout: { strategy: 'canary', percent: 10 } } },
    legal: { index: { rollout: 'recreate' } },
  },
  {
    rule: 'EBS-11',
    source: ATTACH,
    what: 'a second whole set of replicas with a volume each',
    code: 'WriterConflict',
    field: 'services.index.rollout',
    refused: { index: { rollout: { strategy: 'blue-green' } } },
    legal: { index: { rollout: { strategy: 'rolling', minimumHealthyPercent: 0, maximumPercent: 100 } } },
  },
  {
    rule: 'EBS-11',
    source: ATTACH,
    what: 'a rollout that stops few of the replicas, of which each is alone',
    code: 'WriterConflict',
    field: 'services.index.rollout',
    refused: { index: { rollout: { strategy: 'rolling', minimumHealthyPercent: 50, maximumPercent: 150 } } },
    legal: { index: { rollout: 'recreate' } },
  },
  {
    rule: 'EBS-11',
    source: ATTACH,
    what: 'two services on the volumes of replicas',
    code: 'WriterConflict',
    field: 'services.second.mounts.0.volume',
    refused: { services: { second: { ...INDEX, replicas: 1 } } },
    legal: {
      services: { second: { ...INDEX, mounts: [{ volume: 'more', path: '/data' }] } },
      volumes: { more: EACH },
    },
  },
  {
    rule: 'EBS-11',
    source: ATTACH,
    what: 'a request that any replica would get',
    code: 'RouteToMembers',
    field: 'services.index.routes',
    refused: { index: { routes: [{ gateway: 'public', host: 'index.ml.example.com' }] } },
    legal: {},
  },
  {
    rule: 'EBS-10',
    source: 'EC2 API_CreateVolume',
    what: 'hosts for replicas that are where their volumes are',
    code: 'PlacementOfMembers',
    field: 'services.index.placement',
    refused: { index: { placement: { constraints: [{ maxPer: 'zone', count: 3 }] } } },
    legal: {},
  },
  {
    what: 'a service with the name of a replica',
    code: 'MemberNameTaken',
    field: 'services.index-1',
    refused: { services: { 'index-1': {} } },
    legal: { services: { 'index-3': {} } },
  },
  {
    what: 'a volume with the name of that of a replica',
    code: 'MemberNameTaken',
    field: 'volumes.data-2',
    refused: { volumes: { 'data-2': { kind: 'efs' } } },
    legal: { volumes: { 'data-3': { kind: 'efs' } } },
  },
  {
    what: 'a name that leaves no room for the number of a replica',
    code: 'InvalidName',
    field: `services.${LONG}`,
    refused: { index: { mounts: [] }, services: { [LONG]: INDEX } },
    legal: { index: { mounts: [] }, services: { [LONG.slice(1)]: INDEX } },
  },
]);
