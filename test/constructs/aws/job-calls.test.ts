import {
  AwsPlatform,
  type Connectable,
  MlService,
  type MlServiceProps,
  TrainingJob,
  type TrainingJobProps,
} from '../../../constructs/aws';
import type { SystemContract } from '../../../src/spec/system-contract';
import { readDocument } from '../../support/builders/read-document';
import { refTo } from '../../support/builders/ref-to';
import { refusalOf } from '../../support/builders/refusal-of';
import { synthStack } from '../../support/builders/synth-stack';
import type { SynthesizedStack } from '../../support/builders/synthesized-stack';
import { testContract } from '../../support/builders/test-contract';
import { testService } from '../../support/builders/test-service';
import type { Arguments } from '../../support/shim';

const GPU = 'al2023-ami-ecs-gpu-hvm-2023.0.20251108-kernel-6.1-x86_64-ebs';
const cluster = { accelerators: { a10g: 1 }, maxVcpus: 64, amiRelease: GPU };
const contract = testContract({ trainingClusters: { gpu: cluster, spare: cluster } });
const PORTS = { http: { number: 8080 }, grpc: { number: 9000, protocol: 'grpc' as const } };

interface Made {
  readonly model: MlService;
  readonly job: (name: string, props?: Partial<TrainingJobProps>) => TrainingJob;
  readonly other: Connectable;
}

const synth = (say: (made: Made) => void, said: Partial<MlServiceProps> = {}): SynthesizedStack =>
  synthStack((stack) => {
    const platform = AwsPlatform.fromContract(stack, contract);
    const of = { platform, system: 'ads' };
    const plain = { image: { repository: 'ads/fit', tag: '1.0' }, cpus: 4, memoryMiB: 8192, gpus: 1, cluster: 'gpu' };
    const published = { version: 1, system: 'recs', services: { feed: { securityGroupId: 'sg-1', ports: PORTS } } };
    say({
      model: new MlService(stack, 'model', { ...of, name: 'model', ...testService({ ports: PORTS, ...said }) }),
      job: (name, props) => new TrainingJob(stack, name, { ...of, name, ...plain, ...props }),
      other: MlService.fromContract(stack, 'feed', published as unknown as SystemContract, 'feed'),
    });
  });

function told(stack: SynthesizedStack, job: string): Record<string, string> {
  const definition = stack.at('aws_batch_job_definition', `${job}/Job`);
  const { environment } = readDocument(definition.container_properties) as { environment: Arguments[] };
  const urls = environment.filter(({ name }) => /_URL$/.test(String(name)));
  return Object.fromEntries(urls.map(({ name, value }) => [String(name), String(value)]));
}

const rulesOf = (stack: SynthesizedStack) =>
  Object.entries(stack.of('aws_vpc_security_group_ingress_rule')).map(([path, rule]) => [
    path,
    rule.from_port,
    rule.referenced_security_group_id,
    rule.description,
  ]);

describe('a service that a job may call', () => {
  const called = synth(({ model, job }) => model.connections.allowFrom(job('fit'), 'fit asks the model', ['http']));

  it('has a name in DNS, with an address for each replica that is well', () => {
    expect(called.only('aws_service_discovery_service')).toMatchObject({
      name: 'model.ads',
      dns_config: {
        namespace_id: contract.dns?.namespaceId,
        routing_policy: 'MULTIVALUE',
        dns_records: [{ type: 'A', ttl: 10 }],
      },
      health_check_custom_config: { failure_threshold: 1 },
    });
    expect(called.only('aws_ecs_service').service_registries).toEqual({
      registry_arn: refTo('aws_service_discovery_service', 'model/Name', 'arn'),
    });
  });

  it('is told to the job by that name', () => {
    expect(told(called, 'fit')).toEqual({ MODEL_URL: 'http://model.ads.test.stowage.internal:8080' });
  });

  it('lets in the hosts of its cluster, whose network it has, on the port that is said', () => {
    const hosts = contract.trainingClusters.gpu?.securityGroupId;
    expect(rulesOf(called)).toEqual([['model/From-training-gpu-http', 8080, hosts, 'fit asks the model']]);
    expect(called.only('aws_vpc_security_group_egress_rule')).toMatchObject({
      security_group_id: hosts,
      to_port: 8080,
    });
  });

  it('has rules once for each cluster, of whichever job they are, and tells each what is said of it', () => {
    const several = synth(({ model, job }) => {
      const [fit, tune, far] = [job('fit'), job('tune'), job('far', { cluster: 'spare' })];
      model.connections.allowFrom(fit, 'fit asks', ['http']);
      for (const one of [tune, far, tune]) model.connections.allowFrom(one, 'others ask');
    });
    const [gpu, spare] = ['gpu', 'spare'].map((name) => contract.trainingClusters[name]?.securityGroupId);
    expect(rulesOf(several)).toEqual([
      ['model/From-training-gpu-grpc', 9000, gpu, 'others ask'],
      ['model/From-training-gpu-http', 8080, gpu, 'fit asks'],
      ['model/From-training-spare-grpc', 9000, spare, 'others ask'],
      ['model/From-training-spare-http', 8080, spare, 'others ask'],
    ]);
    expect(several.counts.aws_service_discovery_service).toBe(1);
    expect(Object.keys(told(several, 'fit'))).toEqual(['MODEL_URL']);
    const both = {
      MODEL_GRPC_URL: 'grpc://model.ads.test.stowage.internal:9000',
      MODEL_URL: 'http://model.ads.test.stowage.internal:8080',
    };
    expect([told(several, 'tune'), told(several, 'far')]).toEqual([both, both]);
  });

  it('is what it was where no job may call it', () => {
    const alone = synth(({ job }) => job('fit'));
    expect(alone.counts).not.toHaveProperty('aws_service_discovery_service');
    expect(alone.only('aws_ecs_service')).not.toHaveProperty('service_registries');
    expect(rulesOf(alone)).toEqual([]);
    expect(told(alone, 'fit')).toEqual({});
  });

  it.each<[string, (made: Made) => void, Partial<MlServiceProps>]>([
    ['of another system, which has no name', ({ other, job }) => other.connections.allowFrom(job('fit'), 'asks'), {}],
    [
      'of which two versions would have one name',
      ({ model, job }) => model.connections.allowFrom(job('fit'), 'asks'),
      { rollout: { strategy: 'linear', stepPercent: 20 } },
    ],
  ])('is not one %s', (_, say, said) => {
    expect(refusalOf(() => synth(say, said))).toMatchObject({ lines: [expect.stringContaining('[NoNameForJobs]')] });
  });
});
