import { AwsPlatform, MlService, SharedVolume } from '../../../constructs/aws';
import type { EnvironmentInput } from '../../../src/spec/environment';
import type { MountInput } from '../../../src/spec/mount';
import { buildApp } from '../../../stacks/app';
import { warningsOf } from '../../../stacks/warnings';
import { readDocument } from '../../support/builders/read-document';
import { refusalOf } from '../../support/builders/refusal-of';
import { synthPlatform } from '../../support/builders/synth-platform';
import { synthStack } from '../../support/builders/synth-stack';
import { testContract } from '../../support/builders/test-contract';
import { AMD64, testEnvironment } from '../../support/builders/test-environment';
import { testService } from '../../support/builders/test-service';
import { testSite } from '../../support/builders/test-site';
import { testSystem } from '../../support/builders/test-system';

const fleetOf = (...instanceTypes: string[]): Partial<EnvironmentInput> => ({
  fleets: { general: { instanceTypes, amiRelease: AMD64, maxHosts: 200 } },
});
const STORES = fleetOf('m6id.2xlarge', 'm5d.2xlarge');
const MOUNT: MountInput = { volume: 'cache', path: '/cache', preparedInImage: true };
const systemOf = (mount: MountInput = MOUNT, sizeGiB = 20) => ({
  ...testSystem({ bidder: { mounts: [mount] } }),
  volumes: { cache: { kind: 'scratch' as const, sizeGiB } },
});

describe('SharedVolume of kind scratch', () => {
  const {
    'test-ads': stack,
    'test-foundation': foundation,
    ...others
  } = synthPlatform(testEnvironment(STORES), [systemOf()]);

  it('is nothing that is made before: no resource, and no data stack', () => {
    expect(Object.keys(others)).not.toContain('test-ads-data');
    const alone = synthStack(
      (scope) =>
        void new SharedVolume(scope, 'Cache', {
          site: testSite(),
          network: testContract().network,
          system: 'ads',
          name: 'cache',
          kind: 'scratch',
          sizeGiB: 20,
        }),
    );
    expect(alone.counts).toEqual({});
  });

  it('is a volume that Docker makes on the host and keeps there, by a name that no other system has', () => {
    const task = stack?.at('aws_ecs_task_definition', 'bidder/Task');
    expect(task?.volume).toEqual([
      {
        name: 'volume-ads-cache',
        docker_volume_configuration: { scope: 'shared', autoprovision: true, driver: 'local' },
      },
    ]);
    const [main] = readDocument(task?.container_definitions) as { mountPoints: unknown }[];
    expect(main?.mountPoints).toEqual([{ sourceVolume: 'volume-ads-cache', containerPath: '/cache', readOnly: false }]);
  });

  it('needs no permission and no way through the network', () => {
    expect(stack?.of('aws_iam_role_policy')).not.toHaveProperty('bidder/TaskRole/Policy');
    expect(JSON.stringify(stack?.of('aws_vpc_security_group_ingress_rule'))).not.toContain('cache');
  });

  it('is on the instance store, which hosts mount before Docker and the agent start', () => {
    const template = foundation?.at('aws_launch_template', 'Foundation/Fleet-general/Host/Template');
    const script = String(template?.user_data);
    expect(script).toMatch(/^\$\{base64encode\(join\(/);
    const order = ['ECS_CLUSTER=', "VOLUME_KIND='scratch'", 'common.sh', 'scratch.sh', 'volume-host.sh'];
    const places = order.map((text) => script.indexOf(text));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(places).not.toContain(-1);
  });

  it('is mounted by a verb too', () => {
    const said = synthStack((scope) => {
      const platform = AwsPlatform.fromContract(scope, testContract(STORES));
      const bidder = new MlService(scope, 'bidder', { platform, system: 'ads', name: 'bidder', ...testService() });
      const cache = SharedVolume.passing('cache', { kind: 'scratch', sizeGiB: 20 });
      bidder.mount(cache, '/cache', { preparedInImage: true });
    });
    expect(said.at('aws_ecs_task_definition', 'bidder/Task').volume).toEqual(
      stack?.at('aws_ecs_task_definition', 'bidder/Task').volume,
    );
  });

  it('is refused where no host has the room, however it is said', () => {
    expect(refusalOf(() => synthPlatform(testEnvironment(STORES), [systemOf(MOUNT, 442)])).lines).toEqual([
      expect.stringContaining('[ScratchTooLarge]'),
    ]);
    const said = () =>
      synthStack((scope) => {
        const platform = AwsPlatform.fromContract(scope, testContract(fleetOf('m6id.2xlarge')));
        const bidder = new MlService(scope, 'bidder', { platform, system: 'ads', name: 'bidder', ...testService() });
        const cache = SharedVolume.passing('cache', { kind: 'scratch', sizeGiB: 442 });
        bidder.mount(cache, '/cache', { preparedInImage: true });
      });
    expect(refusalOf(said).lines).toEqual([expect.stringContaining('[ScratchTooLarge]')]);
  });
});

describe('scratch on hosts without an instance store', () => {
  it('is warned about, with the fleet and its root volume', () => {
    const warnings = (environment: Partial<EnvironmentInput>) =>
      warningsOf(buildApp(testEnvironment(environment), { systems: [systemOf()] }));
    expect(warnings({})).toEqual([
      "ads.services.bidder.mounts.0.volume is 'cache', and hosts of fleet 'general' have no instance store: it is on their root volumes of 100 GiB, slower, and beside the images; use a fleet of types that all have one, such as 'm6id.large' [ScratchOnRoot]",
    ]);
    expect(warnings(STORES)).toEqual([]);
  });

  it('leaves their first start as it is', () => {
    const stacks = synthPlatform(testEnvironment(fleetOf('m6id.2xlarge', 'm6i.2xlarge')), [testSystem()]);
    const template = stacks['test-foundation']?.at('aws_launch_template', 'Foundation/Fleet-general/Host/Template');
    expect(Buffer.from(String(template?.user_data), 'base64').toString()).not.toContain('stowage:');
  });
});
