import { hashImage } from '../../src/cli/image/hash-image';
import { declaredImages } from '../../src/images/declared-images';
import { type LockEntry, parseImageLock, renderImageLock } from '../../src/images/image-lock';
import { resolveEnvironment } from '../../src/rules/resolve-environment';
import type { EnvironmentInput } from '../../src/spec/environment';
import type { RegistryInput } from '../../src/spec/registry';
import type { SystemInput } from '../../src/spec/system';
import { buildApp } from '../../stacks/app';
import { environments } from '../../stacks/environments';
import committed from '../../stacks/images.lock.json';
import { addImages } from '../../stacks/images-stack';
import { systems } from '../../stacks/systems';
import { synthApp, synthesized } from '../support/builders/synth-app';
import type { SynthesizedStack } from '../support/builders/synthesized-stack';

const { dev, prod } = environments;
const lock = parseImageLock(committed);
/** As if every file had changed since. */
const stale = lock.map((entry): LockEntry => ({ ...entry, contextHash: 'f'.repeat(64) }));

const app = (registry: RegistryInput, locked: readonly LockEntry[] = lock, of: readonly SystemInput[] = systems) =>
  synthesized((outdir) => buildApp({ ...prod, registry }, { systems: of, lock: locked, app: { outdir } }));
const alone = (environment: EnvironmentInput, locked: readonly LockEntry[] = lock) =>
  synthApp((into) => addImages(into, { environment: resolveEnvironment(environment), systems, lock: locked })).images;
const textOf = (stacks: ReturnType<typeof app>) =>
  Object.fromEntries(Object.entries(stacks).map(([name, { json }]) => [name, JSON.stringify(json)]));

describe('the committed lock', () => {
  it('is of the files as they are: who changes them builds anew, or it is refused here', () => {
    const declared = declaredImages(systems, 'prod');
    expect(lock.map(({ name, contextHash }) => [name, contextHash])).toEqual(
      declared.map((image) => [image.name, hashImage('.', image.name, image)]),
    );
  });

  it('is written as every lock is', () => {
    expect(renderImageLock(lock)).toBe(`${JSON.stringify(committed, null, 2)}\n`);
  });

  it('holds one image of the bidder for production and one for development', () => {
    const imageIn = (environment: EnvironmentInput, name: string) => {
      const stacks = synthesized((outdir) => buildApp(environment, { app: { outdir } }));
      const task = stacks[name]?.at('aws_ecs_task_definition', 'bidder/Task');
      return /"image"\s*=\s*"([^"]*bidder[^"]*)"|"image":"([^"]*bidder[^"]*)"/
        .exec(String(task?.container_definitions))
        ?.slice(1)
        .find(Boolean);
    };
    const registry = '123456789012.dkr.ecr.us-east-1.amazonaws.com';
    expect(imageIn(prod, 'prod-ads')).toBe(`${registry}/ads/bidder@${lock[0]?.digest}`);
    expect(imageIn(dev, 'dev-ads')).toBe(`${registry}/ads/bidder-dev@${lock[1]?.digest}`);
  });
});

describe('the stack of the registry', () => {
  it('is the same from every environment that says the same of the registry, but for where states are', () => {
    const registry = { protect: true };
    const [fromDev, fromProd] = [dev, prod].map((environment) => {
      const { json } = alone({ ...environment, registry }) as SynthesizedStack;
      const { terraform: _, '//': __, ...rest } = json as unknown as Record<string, object>;
      return rest;
    });
    expect(fromDev).toEqual(fromProd);
  });

  it('is not there where there is nothing to keep in it', () => {
    const plain = systems.map(({ images: _, environments: __, ...system }) => {
      const { bidder, ...others } = system.services;
      return bidder === undefined
        ? system
        : { ...system, services: { ...others, bidder: { ...bidder, image: 'a/b:1' } } };
    });
    expect(Object.keys(app({}, [], plain))).not.toContain('images');
    expect(Object.keys(app({ pullThrough: { public: { upstream: 'public.ecr.aws' } } }, [], plain))).toContain(
      'images',
    );
  });

  it('can be made before anything was built, and then holds the repositories to push to', () => {
    expect(alone(prod, [])?.counts).toEqual({ aws_ecr_repository: 2, aws_ecr_lifecycle_policy: 2 });
  });

  it('is in the account and region of the registry, in a state of its own there', () => {
    const readers = [prod.account];
    const { json } = alone({
      ...prod,
      registry: { account: '210987654321', region: 'eu-west-1', readers },
    }) as never as {
      json: { provider: { aws: object[] }; terraform: { backend: { s3: object } } };
    };
    expect(json.provider.aws[0]).toMatchObject({ region: 'eu-west-1', allowed_account_ids: ['210987654321'] });
    expect(json.terraform.backend.s3).toMatchObject({ key: 'stowage/images-210987654321-eu-west-1.tfstate' });
  });
});

describe('a plan on a machine without a Docker daemon', () => {
  const built = textOf(app({}));

  it('changes nothing anywhere when the lock is of the files as they are: no stack has the Docker provider', () => {
    const docker = textOf(app({ builder: 'docker-provider' }));
    expect(Object.entries(docker).filter(([, text]) => /"docker(_image|_registry_image)?":/.test(text))).toEqual([]);
    const { images: _, ...others } = docker;
    const { images: __, ...before } = built;
    expect(others).toEqual(before);
  });

  it('changes no service when files have changed since: only the registry would be asked to build', () => {
    const stacks = app({ builder: 'docker-provider' }, stale);
    expect(stacks.images?.counts).toMatchObject({ docker_image: 2, docker_registry_image: 2 });
    const { images: _, ...others } = textOf(stacks);
    const { images: __, ...before } = built;
    expect(others).toEqual(before);
  });

  it('tells the lock of what it built, and of what it left as it was', () => {
    const [bidder, old] = [lock[0] as LockEntry, stale[1] as LockEntry];
    const { images } = app({ builder: 'docker-provider' }, [bidder, old]);
    expect(images?.outputs.lock).toEqual([
      bidder,
      { ...lock[1], digest: expect.stringMatching(/^\$\{docker_registry_image\.[\w-]+\.sha256_digest\}$/) },
    ]);
  });
});
