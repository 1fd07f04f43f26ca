import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { App, type TerraformStack } from 'cdktf';
import { ClosedStack } from '../../../constructs/terraform/closed-stack';
import { tfJson } from '../../../constructs/terraform/json';

/** The second of two closed stacks, each with a VPC of the same id, as it is synthesized by plain cdktf. */
function second(build: (stack: TerraformStack, own: Vpc, foreign: Vpc) => void): unknown {
  const outdir = mkdtempSync(join(tmpdir(), 'closed-stack-'));
  try {
    const app = new App({ outdir });
    const [a, b] = ['a', 'b'].map((name) => new ClosedStack(app, name)) as [ClosedStack, ClosedStack];
    for (const stack of [a, b]) new AwsProvider(stack, 'Aws', { region: 'us-east-1' });
    const [foreign, own] = [a, b].map((stack) => new Vpc(stack, 'Vpc', { cidrBlock: '10.0.0.0/16' })) as [Vpc, Vpc];
    build(b, own, foreign);
    app.synth();
    return JSON.parse(readFileSync(join(outdir, 'stacks/b/cdk.tf.json'), 'utf8'));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

describe('ClosedStack', () => {
  const refusal = "stack 'b' refers to aws_vpc.Vpc, which is not in it; read the contract instead";

  it('refers to what it has', () => {
    const stack = second((b, own) => new Subnet(b, 'Subnet', { vpcId: own.id, dependsOn: [own] }));
    expect(stack).toMatchObject({
      resource: { aws_subnet: { Subnet: { vpc_id: '$' + '{aws_vpc.Vpc.id}', depends_on: ['aws_vpc.Vpc'] } } },
    });
  });

  it('is refused an attribute of another stack, even where it has a resource of the same id', () => {
    expect(() => second((b, _, foreign) => new Subnet(b, 'Subnet', { vpcId: foreign.id }))).toThrow(refusal);
  });

  it('is refused one inside a JSON document', () => {
    const assumeRolePolicy = (foreign: Vpc) => tfJson({ Resource: foreign.arn });
    expect(() =>
      second((b, _, foreign) => new IamRole(b, 'Role', { assumeRolePolicy: assumeRolePolicy(foreign) })),
    ).toThrow(refusal);
  });

  it('is refused a dependency on another stack', () => {
    expect(() => second((b, own, foreign) => new Subnet(b, 'Subnet', { vpcId: own.id, dependsOn: [foreign] }))).toThrow(
      refusal,
    );
  });
});
