import type { Ledger } from '../../src/spec/retained';
import type { ServiceInput } from '../../src/spec/service';
import type { SystemInput } from '../../src/spec/system';
import type { Retention } from '../../src/storage/retained';
import { buildApp } from '../../stacks/app';
import { readDocument } from '../support/builders/read-document';
import { refusalOf } from '../support/builders/refusal-of';
import { synthesized } from '../support/builders/synth-app';
import type { SynthesizedStack } from '../support/builders/synthesized-stack';
import { testEnvironment } from '../support/builders/test-environment';
import { testService } from '../support/builders/test-service';

const EACH = { kind: 'ebs', sizeGiB: 20, perReplica: true } as const;

const ads = (replicas: number, index: Partial<ServiceInput> = {}, volume: { zone?: string } = {}): SystemInput => ({
  name: 'ads',
  services: {
    index: testService({
      replicas,
      rollout: 'recreate',
      ports: { http: { number: 8080 } },
      allow: ['api'],
      mounts: [{ volume: 'index', path: '/data/index' }],
      ...index,
    }),
    api: testService({}),
  },
  volumes: { index: { ...EACH, ...volume } },
});

interface Built {
  readonly stacks: Record<string, SynthesizedStack>;
  readonly ledger: Ledger;
}

function built(systems: readonly SystemInput[], ledger: Ledger = [], protect = true): Built {
  const told: Retention[] = [];
  const stacks = synthesized((outdir) =>
    buildApp(testEnvironment({ protect }), { systems, ledger, onRetention: (r) => told.push(r), app: { outdir } }),
  );
  return { stacks, ledger: (told[0] as Retention).ledger };
}

const volumesIn = ({ stacks }: Built) =>
  (stacks['test-ads-data'] as SynthesizedStack).addresses.filter((address) => address.startsWith('aws_ebs_volume'));
const zonesIn = ({ stacks }: Built) =>
  Object.values(stacks['test-ads-data']?.of('aws_ebs_volume') ?? {}).map((volume) => volume.availability_zone);
const three = built([ads(3)]);
const [data, own] = [three.stacks['test-ads-data'], three.stacks['test-ads']] as SynthesizedStack[];

describe('a service with a volume for each replica', () => {
  it('is a volume, a host and a service for each', () => {
    expect(volumesIn(three)).toHaveLength(3);
    expect(data?.counts.aws_cloudwatch_metric_alarm).toBe(4);
    expect([own?.counts.aws_autoscaling_group, own?.counts.aws_ecs_service]).toEqual([3, 4]);
    for (const replica of [0, 1, 2]) {
      const zone = data?.at('aws_ebs_volume', `Volume-index-${replica}/Ebs/Volume`).availability_zone;
      const group = own?.at('aws_autoscaling_group', `index-${replica}/Hosts/Group`);
      expect(group?.max_size).toBe(1);
      expect(JSON.stringify(group?.vpc_zone_identifier)).toContain(`private[\\"${zone}\\"]`);
      const template = own?.at('aws_launch_template', `index-${replica}/Hosts/Host/Template`);
      expect(String(template?.user_data)).toContain(`outputs.volumes.volumes["index-${replica}"].volumeId`);
    }
  });

  it('has an address for each, which its callers are told, and tells each its number', () => {
    const variables = (service: string) => {
      const task = own?.at('aws_ecs_task_definition', `${service}/Task`);
      const [main] = readDocument(task?.container_definitions) as { environment: { name: string; value: string }[] }[];
      return Object.fromEntries((main?.environment ?? []).map(({ name, value }) => [name, value]));
    };
    expect(variables('api')).toMatchObject({
      INDEX_0_URL: 'http://index-0.ads:8080',
      INDEX_1_URL: 'http://index-1.ads:8080',
      INDEX_2_URL: 'http://index-2.ads:8080',
    });
    expect([0, 1, 2].map((replica) => variables(`index-${replica}`).REPLICA_INDEX)).toEqual(['0', '1', '2']);
  });

  it('may have replicas that call each other, each started after the one before it', () => {
    const { stacks } = built([ads(3, { allow: ['index'] })]);
    const system = stacks['test-ads'] as SynthesizedStack;
    const rules = system.addresses.filter((address) => /ingress_rule\.index-\d_From-index-\d_ads-http/.test(address));
    expect(rules).toHaveLength(6);
    const [main] = readDocument(system.at('aws_ecs_task_definition', 'index-1/Task').container_definitions) as {
      environment: { name: string }[];
    }[];
    const told = (main?.environment ?? []).map(({ name }) => name).filter((name) => name.startsWith('INDEX'));
    expect(told).toEqual(['INDEX_0_URL', 'INDEX_2_URL']);
    const after = [0, 1, 2].map((replica) =>
      (system.at('aws_ecs_service', `index-${replica}/Service`).depends_on as string[]).filter((on) =>
        /^aws_ecs_service/.test(on),
      ),
    );
    expect(after).toEqual([
      [],
      ['aws_ecs_service[index-0/Service]'],
      ['aws_ecs_service[index-1/Service]', 'aws_ecs_service[index-0/Service]'],
    ]);
  });

  it('replaces one after another: each waits for the one before it', () => {
    const service = (replica: number) => own?.at('aws_ecs_service', `index-${replica}/Service`);
    expect([0, 1, 2].map((replica) => service(replica)?.wait_for_steady_state === true)).toEqual([true, true, true]);
    expect(service(2)?.depends_on).toEqual(expect.arrayContaining(['aws_ecs_service[index-1/Service]']));
  });

  it('is in the ledger with each replica and its zone', () => {
    expect(three.ledger.filter(({ replica }) => replica !== undefined)).toEqual(
      [0, 1, 2].map((replica) =>
        expect.objectContaining({
          part: 'volumes.index',
          replica,
          zone: data?.at('aws_ebs_volume', `Volume-index-${replica}/Ebs/Volume`).availability_zone,
        }),
      ),
    );
  });
});

describe('volumes of replicas that come and go', () => {
  it('are added beside those that there are, which stay as they are', () => {
    const five = built([ads(5)], three.ledger);
    expect(volumesIn(five)).toEqual(expect.arrayContaining(volumesIn(three)));
    expect(volumesIn(five)).toHaveLength(5);
    const at = (of: Built, replica: number) => of.stacks['test-ads']?.at('aws_ecs_service', `index-${replica}/Service`);
    for (const replica of [0, 1, 2]) expect(at(five, replica)).toEqual(at(three, replica));
  });

  it('stay when replicas go, without host and service, and are taken back', () => {
    const one = built([ads(1)], three.ledger);
    expect([volumesIn(one), one.ledger]).toEqual([volumesIn(three), three.ledger]);
    expect(one.stacks['test-ads']?.counts.aws_autoscaling_group).toBe(1);
    const again = built([ads(3)], one.ledger);
    expect([volumesIn(again), zonesIn(again), again.ledger]).toEqual([volumesIn(three), zonesIn(three), three.ledger]);
  });

  it('stay when their service goes, and are missed when the volume does', () => {
    const bare = (volumes: SystemInput['volumes']): SystemInput => ({
      name: 'ads',
      services: { api: testService() },
      ...(volumes && { volumes }),
    });
    expect(volumesIn(built([bare({ index: EACH })], three.ledger))).toEqual(volumesIn(three));
    const { lines } = refusalOf(() => built([bare(undefined)], three.ledger));
    expect(lines.filter((line) => /replica \d.*\[DroppedData\]$/.test(line))).toHaveLength(3);
  });

  it('go where nothing keeps them', () => {
    expect(volumesIn(built([ads(1)], [], false))).toHaveLength(1);
  });

  it('are where they were made, and refuse to be said elsewhere', () => {
    const [first] = zonesIn(three);
    const { lines } = refusalOf(() =>
      built([ads(3, {}, { zone: first === 'us-east-1a' ? 'us-east-1b' : 'us-east-1a' })], three.ledger),
    );
    expect(lines.every((line) => line.endsWith('[ZoneMoved]'))).toBe(true);
  });

  it('leave one by one: each is let go in the ledger, and first loses its protection where it is to be deleted', () => {
    const gone = (decision: 'keep' | 'delete') =>
      three.ledger.map((entry) =>
        entry.replica === 2 ? { ...entry, gone: { decision, who: 'ann', why: 'that shard is empty' } } : entry,
      );
    const kept = built([ads(2)], gone('keep'));
    expect(volumesIn(kept)).toHaveLength(2);
    expect(kept.stacks['test-ads-data']?.json).toMatchObject({ removed: [{ lifecycle: { destroy: false } }] });
    const released = built([ads(2)], gone('delete'));
    expect(released.stacks['test-ads-data']?.at('aws_ebs_volume', 'Volume-index-2/Ebs/Volume').lifecycle).toMatchObject(
      { prevent_destroy: false },
    );
    const left = three.ledger.filter(({ replica }) => replica !== 2);
    expect(volumesIn(built([ads(2)], left))).toHaveLength(2);
  });
});

describe('what is wrong with members', () => {
  it('is said once, where it was written', () => {
    const { lines } = refusalOf(() => built([ads(3, { rollout: 'rolling' })]));
    expect(lines).toEqual([expect.stringMatching(/^ads\.services\.index\.rollout is .*\[WriterConflict\]$/)]);
  });

  it('is said of a system that is rendered alone, too', () => {
    const { lines } = refusalOf(() => built([ads(3, { replicas: { min: 1, max: 3 }, scaling: { cpuPercent: 60 } })]));
    expect(lines).toEqual([expect.stringMatching(/^ads\.services\.index\.replicas .*\[ReplicasNotFixed\]$/)]);
  });
});
