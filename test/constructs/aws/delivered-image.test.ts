import type { ServiceInput } from '../../../src/spec/service';
import { readDocument } from '../../support/builders/read-document';
import { refusalOf } from '../../support/builders/refusal-of';
import { synthServices } from '../../support/builders/synth-services';

const from = { parameter: '/ads/bidder/image', repository: 'ads/bidder' };
const synth = (service: Partial<ServiceInput> = { image: undefined, imageFrom: from }) =>
  synthServices({ services: { bidder: service } });

const parameters = (stack: ReturnType<typeof synth>) => Object.values(stack.json.data?.aws_ssm_parameter ?? {});
const images = (stack: ReturnType<typeof synth>) =>
  (readDocument(stack.only('aws_ecs_task_definition').container_definitions) as { image: string }[]).map(
    (c) => c.image,
  );

describe('the image that a delivery system chooses', () => {
  it('is no business of a service that says its image', () => {
    const stack = synth({});
    expect(stack.dataSources).toEqual({});
    expect(stack.only('aws_ecs_task_definition')).not.toHaveProperty('track_latest');
  });

  it('is read from its parameter, which must hold a digest and be no secret', () => {
    expect(parameters(synth())).toEqual([
      expect.objectContaining({
        name: '/ads/bidder/image',
        with_decryption: false,
        lifecycle: {
          postcondition: [
            {
              // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of Terraform.
              condition: '${can(regex("^sha256:[0-9a-f]{64}$", self.insecure_value))}',
              error_message: expect.stringContaining('/ads/bidder/image must be of type String and hold the digest'),
            },
          ],
        },
      }),
    ]);
  });

  it('stands in the revision by digest, and Terraform compares with the newest revision, whoever wrote it', () => {
    const stack = synth();
    expect(images(stack)).toEqual([
      '123456789012.dkr.ecr.us-east-1.amazonaws.com/ads/bidder@‹data.aws_ssm_parameter.bidder_Image_A7ED19CB.insecure_value›',
    ]);
    expect(stack.only('aws_ecs_task_definition')).toMatchObject({ track_latest: true });
    expect(stack.only('aws_ecs_service').lifecycle).not.toMatchObject({ ignore_changes: expect.anything() });
  });

  it('may be pulled from its repository, and from no other', () => {
    const policy = readDocument(synth().at('aws_iam_role_policy', 'bidder/ExecutionRole/Policy').policy) as {
      Statement: { Action: string[]; Resource: string }[];
    };
    const pull = policy.Statement.find(({ Action }) => Action.includes('ecr:BatchGetImage'));
    expect(pull?.Resource).toBe('arn:aws:ecr:us-east-1:123456789012:repository/ads/bidder');
  });

  it('refuses a second image', () => {
    expect(refusalOf(() => synth({ imageFrom: from })).lines.join()).toContain('[TwoImages]');
  });
});
