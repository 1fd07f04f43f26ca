import type { EmulatedAws } from '../support/emulated-aws';
import { DELIVERED } from './trial-system';

const ECS = 'AmazonEC2ContainerServiceV20141113';

/** A digest that is easy to tell from others. */
export const digest = (digit: string) => `sha256:${digit.repeat(64)}`;

/** Says which image the service is to run, and nothing else. */
export async function name(aws: EmulatedAws, image: string): Promise<void> {
  const Overwrite = true;
  await aws.json('ssm', 'AmazonSSM.PutParameter', {
    Name: DELIVERED.parameter,
    Type: 'String',
    Value: image,
    Overwrite,
  });
}

/** Before the first plan: an image that was built once. */
export async function giveFirstImage(aws: EmulatedAws): Promise<void> {
  await name(aws, digest('1'));
}

/** Takes away what names the image, and the revisions that stay where two write: Terraform deletes the newest alone. */
export async function takeImage(aws: EmulatedAws): Promise<void> {
  const { taskDefinitionArns } = await aws.json<{ taskDefinitionArns: string[] }>('ecs', `${ECS}.ListTaskDefinitions`, {
    familyPrefix: DELIVERED.family,
    status: 'ACTIVE',
  });
  for (const taskDefinition of taskDefinitionArns)
    await aws.json('ecs', `${ECS}.DeregisterTaskDefinition`, { taskDefinition });
  await aws.json('ssm', 'AmazonSSM.DeleteParameter', { Name: DELIVERED.parameter });
}

/** What a delivery system does: the parameter, a revision like the newest but for the image, the service. */
export async function deliver(aws: EmulatedAws, image: string): Promise<void> {
  await name(aws, image);
  const { taskDefinition, tags } = await newest(aws);
  const containerDefinitions = taskDefinition.containerDefinitions.map((c) =>
    c.name === 'main' ? { ...c, image: c.image.replace(/@.*$/, `@${image}`) } : c,
  );
  // What ECS says of a revision and does not take of a new one.
  const {
    taskDefinitionArn: _arn,
    revision: _revision,
    status: _status,
    requiresAttributes: _requires,
    compatibilities: _compatibilities,
    registeredAt: _at,
    registeredBy: _by,
    ...content
  } = taskDefinition;
  const registered = await aws.json<{ taskDefinition: Revision }>('ecs', `${ECS}.RegisterTaskDefinition`, {
    ...content,
    containerDefinitions,
    tags,
  });
  await aws.json('ecs', `${ECS}.UpdateService`, {
    ...SERVICE,
    taskDefinition: registered.taskDefinition.taskDefinitionArn,
  });
}

const SERVICE = { cluster: 'trial', service: 'streams-console' };

interface Revision {
  readonly taskDefinitionArn: string;
  readonly containerDefinitions: readonly {
    readonly name: string;
    readonly image: string;
    readonly environment: readonly { readonly name: string; readonly value: string }[];
  }[];
  readonly [field: string]: unknown;
}

function newest(aws: EmulatedAws, taskDefinition: string = DELIVERED.family) {
  return aws.json<{ taskDefinition: Revision; tags: unknown }>('ecs', `${ECS}.DescribeTaskDefinition`, {
    taskDefinition,
    include: ['TAGS'],
  });
}

/** Image and theme of what the service is to run. */
export async function running(aws: EmulatedAws): Promise<{ image: string | undefined; theme: string | undefined }> {
  const { services } = await aws.json<{ services: { taskDefinition: string }[] }>('ecs', `${ECS}.DescribeServices`, {
    cluster: SERVICE.cluster,
    services: [SERVICE.service],
  });
  const { taskDefinition } = await newest(aws, services[0]?.taskDefinition);
  const main = taskDefinition.containerDefinitions.find((container) => container.name === 'main');
  const theme = main?.environment.find((variable) => variable.name === 'THEME')?.value;
  return { image: main?.image.replace(/^.*@/, ''), theme };
}
