import type { ServiceInput } from '../../../src/spec/service';
import type { SystemInput } from '../../../src/spec/system';
import type { RefusedCase } from './refused-case';

const PARAMETER = '/ads/bidder/image';
const bidder = (service: Partial<ServiceInput>): SystemInput => ({
  name: 'ads',
  services: { bidder: { cpus: 1, memoryMiB: 1024, ...service } },
});
const from = (parameter: string, service: Partial<ServiceInput> = {}): SystemInput =>
  bidder({ imageFrom: { parameter, repository: 'ads/bidder' }, ...service });

const parameter = (name: string) => ({
  name,
  type: 'String',
  value: 'unset',
  lifecycle: { ignore_changes: ['value'] },
});
const task = (container: object) => ({
  family: 'bidder',
  requires_compatibilities: ['EC2'],
  container_definitions: JSON.stringify([{ name: 'main', memory: 1024, ...container }]),
});

/** Services whose image somebody else says, or nobody. */
export const imageFromCases: readonly RefusedCase[] = [
  {
    code: 'NoImage',
    what: 'a service without an image, which a delivery system was to fill in',
    awsSays:
      'ClientException when the task definition is registered: "Container.image should not be null or empty" (aws/aws-cli#5924)',
    refused: bidder({}),
    legal: bidder({ image: 'public.ecr.aws/nginx/nginx:1.27.5' }),
    terraform: { aws_ecs_task_definition: { no_image: task({}) } },
  },
  {
    code: 'InvalidParameterName',
    what: 'a parameter whose name AWS keeps for itself',
    awsSays:
      'ValidationException: a name cannot be prefixed with "aws" or "ssm" (Systems Manager API reference, PutParameter, 2026-11)',
    refused: from('/aws/bidder/image'),
    legal: from(PARAMETER),
    terraform: { aws_ssm_parameter: { reserved_name: parameter('/aws/bidder/image') } },
  },
  {
    code: 'ImageParameterIsSecret',
    what: 'a secret in the parameter that says the image',
    awsSays:
      'nothing: a parameter of type String is kept and shown as plain text, in every plan that reads it (Systems Manager user guide, "SecureString parameters", 2026-11)',
    refused: from(PARAMETER, { secrets: { TOKEN: { parameter: PARAMETER } } }),
    legal: from(PARAMETER, { secrets: { TOKEN: { parameter: '/ads/bidder/token' } } }),
    terraform: {
      aws_ssm_parameter: { image_and_secret: parameter(PARAMETER) },
      aws_ecs_task_definition: {
        image_and_secret: task({
          image: `\${aws_ssm_parameter.image_and_secret.insecure_value}`,
          secrets: [{ name: 'TOKEN', valueFrom: `arn:aws:ssm:us-east-1:123456789012:parameter${PARAMETER}` }],
        }),
      },
    },
  },
];
