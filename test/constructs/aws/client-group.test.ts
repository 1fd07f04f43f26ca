import { ImportedService, MlService } from '../../../constructs/aws';
import type { ServiceInput } from '../../../src/spec/service';
import { refTo } from '../../support/builders/ref-to';
import { synthPlatform } from '../../support/builders/synth-platform';
import { synthServices } from '../../support/builders/synth-services';
import { testEnvironment } from '../../support/builders/test-environment';
import { testService } from '../../support/builders/test-service';
import { testSystem } from '../../support/builders/test-system';

const IN = 'aws_vpc_security_group_ingress_rule';
const OUT = 'aws_vpc_security_group_egress_rule';
const PORTS = { http: { number: 8080 }, grpc: { number: 9000, protocol: 'grpc' as const } };
const groupOf = (path: string) => refTo('aws_security_group', path);

/** A model that two services call, the second on one port alone. */
const called = (clientGroup: ServiceInput['clientGroup']) =>
  synthServices({
    services: { model: { ports: PORTS, clientGroup }, page: { ports: {} }, batch: { ports: {} } },
    say: ({ model, page, batch }) => {
      model?.connections.allowFrom(page as MlService, 'page asks model');
      model?.connections.allowFrom(batch as MlService, 'batch asks model', ['grpc']);
    },
  });
const groups = (stack: ReturnType<typeof called>, name: string) =>
  (stack.at('aws_ecs_service', `${name}/Service`).network_configuration as { security_groups: string[] })
    .security_groups;

describe('a client group', () => {
  it('does not exist by default', () => {
    const stack = called('off');
    expect(stack.counts).toMatchObject({ aws_security_group: 3, [IN]: 3, [OUT]: 3 });
    expect(groups(stack, 'page')).toEqual([groupOf('page/SecurityGroup')]);
  });

  it('is carried by callers instead of rules, with one rule for each port on either side', () => {
    const stack = called('on');
    expect(stack.counts).toMatchObject({ aws_security_group: 4, [IN]: 3, [OUT]: 3 });
    expect(groups(stack, 'page')).toEqual([groupOf('page/SecurityGroup'), groupOf('model/ClientGroup')]);
    expect(stack.at(IN, 'model/FromClients-http')).toMatchObject({
      security_group_id: groupOf('model/SecurityGroup'),
      referenced_security_group_id: groupOf('model/ClientGroup'),
      ip_protocol: 'tcp',
      from_port: 8080,
      to_port: 8080,
      description: 'Clients of model',
    });
    expect(stack.at(OUT, 'model/OutClients-grpc')).toMatchObject({
      security_group_id: groupOf('model/ClientGroup'),
      referenced_security_group_id: groupOf('model/SecurityGroup'),
      from_port: 9000,
    });
  });

  it('is not for a caller of one port alone, which has rules of its own', () => {
    const stack = called('on');
    expect(groups(stack, 'batch')).toEqual([groupOf('batch/SecurityGroup')]);
    expect(Object.keys(stack.of(IN))).toContain('model/From-batch_ads-grpc');
  });

  it('is carried beside rules while callers join, and by nobody while they leave', () => {
    expect(called('joining').counts).toMatchObject({ aws_security_group: 4, [IN]: 5, [OUT]: 5 });
    expect(groups(called('joining'), 'page')).toHaveLength(2);
    expect(called('leaving').counts).toMatchObject({ aws_security_group: 4, [IN]: 5, [OUT]: 5 });
    expect(groups(called('leaving'), 'page')).toHaveLength(1);
  });

  it('outlives the services on both sides of it, and still tells callers the address', () => {
    const stack = called('on');
    const rules = [`${IN}[model/FromClients-http]`, `${OUT}[model/OutClients-http]`];
    for (const name of ['model', 'page'])
      expect(stack.at('aws_ecs_service', `${name}/Service`).depends_on).toEqual(expect.arrayContaining(rules));
    expect(JSON.stringify(stack.at('aws_ecs_task_definition', 'page/Task'))).toContain('http://model.ads:8080');
  });

  it('changes nothing when a call is said twice', () => {
    const twice = synthServices({
      services: { model: { ports: PORTS, clientGroup: 'on' }, page: { ports: {} } },
      say: ({ model, page }) => {
        for (const why of ['page asks model', 'because']) model?.connections.allowFrom(page as MlService, why);
      },
    });
    expect(groups(twice, 'page')).toHaveLength(2);
  });

  it('has nothing for gateways, which cannot carry it', () => {
    const stack = synthServices({
      services: { model: { clientGroup: 'on', routes: [{ gateway: 'public', path: '/*' }] } },
    });
    expect(Object.keys(stack.of(IN)).sort()).toEqual(['model/From-gateway-public-http', 'model/FromClients-http']);
  });

  it('is known to other systems by the contract of its own, and carried there without a rule', () => {
    const stacks = synthPlatform(testEnvironment(), [
      testSystem({ model: { clientGroup: 'on', allow: ['feed/page', 'feed/batch'] } }),
      testSystem({ page: { ports: {} }, batch: { ports: {} } }, 'feed'),
    ]);
    expect(stacks['test-ads']?.outputs.services).toMatchObject({
      services: { model: { clientGroup: { stage: 'on', securityGroupId: groupOf('model/ClientGroup') } } },
    });
    const [, group] = groups(stacks['test-feed'] as ReturnType<typeof called>, 'page');
    expect(group).toMatch(/State-test-ads\.outputs\.services.*model.*clientGroup.*securityGroupId/);
    expect(stacks['test-feed']?.counts[OUT]).toBeUndefined();
  });

  it('is carried by guests, who know nothing but what a system publishes', () => {
    const contract = {
      version: 1 as const,
      system: 'ads',
      services: {
        model: {
          securityGroupId: 'sg-1',
          ports: { http: { number: 8080, protocol: 'http' as const, timeoutSeconds: 30 } },
          clientGroup: { stage: 'on' as const, securityGroupId: 'sg-2' },
        },
      },
    };
    const stack = synthServices({
      services: {},
      say: (_, platform) => {
        const scope = (platform as unknown as { scope: ConstructorParameters<typeof MlService>[0] }).scope;
        const guest = new MlService(scope, 'guest', { platform, system: 'lab', name: 'guest', ...testService() });
        new ImportedService(scope, 'model', { contract, name: 'model' }).connections.allowFrom(guest, 'tries it');
      },
    });
    expect(groups(stack, 'guest')).toEqual([groupOf('guest/SecurityGroup'), 'sg-2']);
  });
});
