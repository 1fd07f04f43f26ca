import { Container, type ContainerConfig } from '@cdktf/provider-docker/lib/container';
import { type ITerraformDependable, Lazy } from 'cdktf';
import type { Construct } from 'constructs';
import type { LocalContainer, LocalMount } from '../../src/local/plan';
import { mapValues } from '../../src/spec/map-values';
import { escapeTemplate } from '../terraform/json';
import type { LocalPlatform } from './platform';

/** What a container needs that is not in its plan. */
interface ContainerProps {
  readonly platform: LocalPlatform;
  /** The container as it is when it is synthesized: whom it may call is said later. Its name, image and life stay. */
  readonly plan: () => LocalContainer;
  /** Containers by name, for those that it waits for or stands beside. */
  readonly others: (name: string) => Container | undefined;
  /** What its files hold, by name. @default - it has none */
  readonly file?: (name: string) => string;
}

/** A container as Docker's provider makes it. Attributes that only its image knows are left alone: the provider would replace it for them. */
export function container(
  scope: Construct,
  id: string,
  { platform, plan, others, file = () => '' }: ContainerProps,
): Container {
  const first = plan();
  const { life } = first;
  const after = Object.keys(first.after).flatMap((name): ITerraformDependable[] => [others(name) ?? []].flat());
  const made = new Container(scope, id, {
    name: `${platform.laptop.project}-${first.name}`,
    image: platform.image(first).imageId,
    ...unchanging(first),
    env: Lazy.listValue({ produce: () => environment(plan(), platform) }),
    command: Lazy.listValue({ produce: () => plan().command?.map(escapeTemplate) }),
    mounts: mounts(first, platform),
    volumes: uploadRoom(first),
    upload: uploads(first, file),
    ports: Lazy.anyValue({ produce: () => ports(plan()) }) as never,
    networksAdvanced: Lazy.anyValue({ produce: () => networks(plan(), platform) }) as never,
    networkMode: Lazy.stringValue({ produce: () => networkMode(plan(), others) }),
    dependsOn: after,
    lifecycle: {
      ignoreChanges: unsaid(first),
      // Whoever waits for it waits for its success.
      ...(life === 'task' && {
        postcondition: [
          {
            // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of Terraform
            condition: '${self.exit_code == 0}',
            errorMessage: `${first.name} failed: docker logs ${platform.laptop.project}-${first.name}`,
          },
        ],
      }),
    },
  });
  return made;
}

/** What of a container never depends on others. */
function unchanging(plan: LocalContainer): Partial<ContainerConfig> {
  const { life, health, ulimits } = plan;
  const runs = life === 'service' || life === 'helper';
  return {
    ...(plan.entryPoint && { entrypoint: plan.entryPoint.map(escapeTemplate) }),
    ...(plan.workingDirectory !== undefined && { workingDir: escapeTemplate(plan.workingDirectory) }),
    user: plan.user,
    readOnly: plan.readOnlyRoot,
    init: true,
    capabilities: { drop: ['ALL'], add: [...plan.capabilities] },
    securityOpts: ['no-new-privileges:true'],
    tmpfs: { ...plan.tmpfs },
    ...(health && {
      healthcheck: {
        test: health.test.map(escapeTemplate),
        interval: `${health.intervalSeconds}s`,
        timeout: `${health.timeoutSeconds}s`,
        retries: health.retries,
        startPeriod: `${health.startSeconds}s`,
      },
      wait: true,
      waitTimeout: health.startSeconds + (health.intervalSeconds + health.timeoutSeconds) * (health.retries + 1),
    }),
    ...(plan.cpus !== undefined && { cpus: String(plan.cpus) }),
    cpuShares: plan.cpuShares,
    ...(plan.memoryMiB !== undefined && { memory: plan.memoryMiB }),
    ...(plan.shmMiB !== undefined && { shmSize: plan.shmMiB }),
    ulimit: Object.entries(ulimits).map(([name, { soft, hard }]) => ({ name, soft, hard })),
    ...(plan.gpus > 0 && { gpus: 'all' }),
    stopTimeout: plan.stopSeconds,
    destroyGraceSeconds: plan.stopSeconds,
    restart: life === 'service' ? 'unless-stopped' : 'no',
    mustRun: runs,
    // A job waits for 'docker start'; a task is waited for.
    start: life !== 'job',
    attach: life === 'task',
    logDriver: 'json-file',
    logOpts: { 'max-size': '10m', 'max-file': '3' },
  };
}

/** What its image says where the plan does not. */
function unsaid({ entryPoint, command, workingDirectory }: LocalContainer): string[] {
  return [
    ...(command === undefined ? ['command'] : []),
    ...(entryPoint === undefined ? ['entrypoint'] : []),
    ...(workingDirectory === undefined ? ['working_dir'] : []),
  ];
}

function environment({ environment: said, asked }: LocalContainer, platform: LocalPlatform): string[] {
  const plain = mapValues(said, escapeTemplate);
  const given = mapValues(asked, ({ from, isRequired }) => platform.variable(from, isRequired));
  return Object.entries({ ...plain, ...given })
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`);
}

function networks({ place }: LocalContainer, platform: LocalPlatform): object[] {
  if (place.kind !== 'networks') return [];
  return Object.entries(place.networks).map(([name, aliases]) => ({
    name: platform.networks.nameOf(name),
    aliases: [...aliases],
  }));
}

/** In the place of another, or nowhere. */
function networkMode({ place }: LocalContainer, others: ContainerProps['others']): string | undefined {
  if (place.kind === 'beside') return `container:${others(place.container)?.id}`;
  return place.kind === 'nowhere' ? 'none' : undefined;
}

function ports({ ports: all }: LocalContainer): object[] {
  return all.map(({ container: internal, laptop }) => ({
    internal,
    ip: '127.0.0.1',
    ...(laptop !== undefined && { external: laptop }),
  }));
}

function mounts(plan: LocalContainer, platform: LocalPlatform) {
  return plan.mounts
    .filter(({ from }) => from !== 'file')
    .map(({ from, source, target, readOnly }) => ({
      type: from === 'volume' ? 'volume' : 'bind',
      source: from === 'volume' ? platform.volume(source) : platform.directory(source),
      target,
      readOnly,
    }));
}

/** A file is put into the container before it starts, which an engine does to no read-only root: its directory is a volume of its own. */
function uploadRoom({ mounts: all }: LocalContainer) {
  return all
    .filter(({ from }) => from === 'file')
    .map(({ target }) => ({ containerPath: target.replace(/\/[^/]*$/, '') }));
}

function uploads({ mounts: all }: LocalContainer, file: (name: string) => string) {
  return all
    .filter(({ from }) => from === 'file')
    .map(({ source, target }: LocalMount) => ({
      file: target,
      content: Lazy.stringValue({ produce: () => escapeTemplate(file(source)) }),
    }));
}
