import { DataAwsSsmParameter } from '@cdktf/provider-aws/lib/data-aws-ssm-parameter';
import type { Construct } from 'constructs';
import type { ServiceSpec } from '../../src/spec/service';

/**
 * The service with the image that its parameter names now: read at plan, so that a plan shows it. A parameter that holds anything but a
 * digest, or is a secret, stops the plan.
 */
export function withDeliveredImage(scope: Construct, spec: ServiceSpec): ServiceSpec {
  if (spec.imageFrom === undefined) return spec;
  const { parameter, repository } = spec.imageFrom;
  const { insecureValue: digest } = new DataAwsSsmParameter(scope, 'Image', {
    name: parameter,
    // A plan has no business with keys: what is encrypted has no `insecure_value`.
    withDecryption: false,
    lifecycle: {
      postcondition: [
        {
          // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of Terraform.
          condition: '${can(regex("^sha256:[0-9a-f]{64}$", self.insecure_value))}',
          errorMessage: `SSM parameter ${parameter} must be of type String and hold the digest of an image of ${repository}: 'sha256:' and 64 hexadecimal digits.`,
        },
      ],
    },
  });
  return { ...spec, image: { repository, digest } };
}
