import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { PlatformApp } from '../constructs/terraform/platform-app';
import { composeFile } from '../src/local/compose-file';
import { laptopPlan } from '../src/local/laptop-plan';
import type { SystemInput } from '../src/spec/system';
import { buildApp } from '../stacks/app';
import { environments } from '../stacks/environments';
import { LocalStack } from '../stacks/local-stack';
import { renderLocal } from '../stacks/render-local';
import { systems } from '../stacks/systems';
import { composeFacts, terraformFacts } from './support/laptop-facts';

// biome-ignore lint/suspicious/noExplicitAny: what Terraform reads
type Json = Record<string, any>;

const HASH = '0123456789abcdef';

/** What a service may say that the examples do not. */
const rich: SystemInput = {
  name: 'rich',
  services: {
    a: {
      image: 'example/a:1',
      cpus: 0.5,
      memoryMiB: 512,
      limits: { cpus: 2, shmMiB: 128, memoryMiB: 1024 },
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of a shell
      entryPoint: ['/bin/a', '--price=$5', '${HOME}'],
      command: [],
      workingDirectory: '/srv',
      readOnlyRoot: false,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: no template
      environment: { TEMPLATE: '${not} %{a} template' },
      startAfter: { agent: 'HEALTHY' },
      sidecars: {
        agent: { image: 'example/agent:1', cpus: 0.1, memoryMiB: 128, health: { liveness: { command: ['ok'] } } },
      },
      init: [{ name: 'first', image: 'example/init:1' }],
      mounts: [{ volume: 'own', path: '/own' }],
      ports: { http: { number: 80 }, t: { number: 81, protocol: 'tcp' } },
      listeners: [{ gateway: 'net', port: 't', listenPort: 6000 }],
      egress: [{ kind: 'cidr', cidr: '0.0.0.0/0', ports: [443], why: 'asks the weather' }],
    },
    b: { image: 'example/b:1', cpus: 1, memoryMiB: 512, after: ['a'] },
  },
  jobs: {
    fit: { image: 'example/fit:1', cpus: 1, memoryMiB: 512, schedule: { cron: '0 4 * * ? *', period: 'date' } },
    judge: { image: 'example/judge:1', cpus: 1, memoryMiB: 512, after: ['fit'] },
  },
  volumes: { own: { kind: 'task-ebs', sizeGiB: 1 } },
  environments: { local: { services: { a: { replicas: 2 } } } },
};
const all = [...systems, rich];

function inDirectory<T>(work: (dir: string) => T): T {
  const dir = mkdtempSync(join(tmpdir(), 'stowage-parity-'));
  try {
    return work(dir);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

const terraform = inDirectory((outdir): Json => {
  const app = new PlatformApp({ outdir });
  renderLocal(new LocalStack(app), all, { root: '/root', data: '/data', hashOf: () => HASH });
  app.synth();
  return JSON.parse(readFileSync(join(outdir, 'stacks/local/cdk.tf.json'), 'utf8'));
});
const compose: Json = parse(
  composeFile(
    laptopPlan(all, {}, () => HASH),
    { root: '/root', data: '/data' },
  ),
);

describe('a laptop as Terraform and as a Compose file', () => {
  const inCompose = composeFacts(compose);
  const inTerraform = terraformFacts(terraform, 'stowage');

  it('has the same containers', () => {
    expect(Object.keys(inTerraform).sort()).toEqual(Object.keys(inCompose).sort());
  });

  it.each(Object.keys(inCompose))('says the same of %s', (name) => {
    expect(inTerraform[name]).toEqual(inCompose[name]);
  });

  it('has the same networks', () => {
    const networks = Object.values(terraform.resource.docker_network as Json).map(
      ({ name, internal, ipam_config: ipam }) => [name.replace('stowage-', ''), ipam[0].subnet, internal],
    );
    const theirs = Object.entries(compose.networks as Json).map(([name, { internal = false, ipam }]) => [
      name,
      ipam.config[0].subnet,
      internal,
    ]);
    expect(networks.sort()).toEqual(theirs.sort());
  });
});

describe('a system on AWS and on a laptop', () => {
  const stacks = inDirectory((outdir) => {
    buildApp(environments.prod, { app: { outdir } }).synth();
    const read = (stack: string): Json =>
      JSON.parse(readFileSync(join(outdir, 'stacks', stack, 'cdk.tf.json'), 'utf8'));
    return systems.map(({ name }) => [name, read(`prod-${name}`)] as const);
  });
  const onAws = new Map(
    stacks.flatMap(([system, stack]) =>
      Object.values(stack.resource.aws_ecs_task_definition as Json).flatMap(({ family, container_definitions: text }) =>
        definitionsOf(text).map(
          (definition) => [`${family.replaceAll('--', '-')} ${definition.name} ${system}`, definition] as const,
        ),
      ),
    ),
  );

  it('lets the same call the same', () => {
    const rules = stacks.flatMap(([system, stack]) =>
      Object.keys(stack.resource.aws_vpc_security_group_ingress_rule as Json).flatMap((id) => edgeOf(id, system)),
    );
    const networks = Object.keys(compose.networks).filter((name) => name.includes('--') && !/\.rich/.test(name));
    // Jobs have the group of their hosts, so that a rule does not tell which of them it is for.
    const between = networks.filter((name) => !name.startsWith('click-model.ads--'));
    // A laptop has one replica of those with a volume each.
    expect([...new Set(rules)].filter((edge) => !/index-[12]/.test(edge)).sort()).toEqual(between.sort());
  });

  it.each([
    ['bidder', 'ads'],
    ['ctr-predictor', 'ads'],
    ['fraud-detector', 'ads'],
    ['forecaster', 'ads'],
    ['smartfeed-service', 'recommendations'],
    ['pinacle2', 'recommendations'],
  ])('%s of %s has the same environment, mounts, user, root and hard limits', (service, system) => {
    const found = [...onAws].find(([key]) => key === `prod-${system}-${service} main ${system}`);
    const definition = found?.[1] as Json;
    const local = compose.services[`${service}.${system}`] as Json;
    const aws = Object.fromEntries((definition.environment as Json[]).map(({ name, value }) => [name, value]));
    const names = (definition.secrets as Json[] | undefined)?.map(({ name }) => name) ?? [];
    // Queues are of AWS alone, and so are the second and third of replicas with a volume each.
    const { FORECASTS_QUEUE_URL: _, INDEX_1_URL: __, INDEX_2_URL: ___, ...told } = aws;
    expect(local.environment).toEqual({
      ...told,
      ...Object.fromEntries(names.map((name) => [name, expect.any(String)])),
    });
    const mounts = ((local.volumes ?? []) as string[]).map((mount) => {
      const [, target, mode] = mount.split(':');
      return [target, mode === 'ro'];
    });
    // What its agent for Exec writes is of AWS alone.
    const mounted = ((definition.mountPoints ?? []) as Json[]).filter(
      ({ sourceVolume }) => !/^exec-/.test(sourceVolume),
    );
    expect(mounts).toEqual(mounted.map(({ containerPath, readOnly }) => [containerPath, readOnly]));
    expect([local.user, local.read_only, local.mem_limit, local.cpu_shares]).toEqual([
      definition.user,
      definition.readonlyRootFilesystem,
      `${definition.memory}m`,
      definition.cpu,
    ]);
  });
});

/** The containers of a task definition, where nothing in them is late-bound but names and ARNs. */
function definitionsOf(text: string): Json[] {
  if (text.startsWith('[')) return JSON.parse(text);
  throw new Error(`not a document: ${text.slice(0, 200)}`);
}

/** Who a rule lets call whom, as a laptop calls the network of the two; none for rules of volumes and training clusters. */
function edgeOf(id: string, system: string): string[] {
  const rule =
    /^([a-z0-9-]+)(?:_([a-z0-9-]+))?_From-(?:gateway-([a-z0-9]+)|([a-z0-9-]+)_([a-z0-9-]+))-[a-z0-9]+_[0-9A-F]{8}$/;
  const [, callee, owner = system, gateway, caller, callerSystem] = rule.exec(id) ?? [];
  if (callee === undefined) return [];
  return [`${gateway ?? `${caller}.${callerSystem}`}--${callee}.${owner}`];
}
