import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { TerraformOutput, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { LogKey } from '../../../constructs/aws';
import { ClosedStack } from '../../../constructs/terraform/closed-stack';
import { inspect, PlatformApp } from '../../../constructs/terraform/platform-app';
import { synthApp } from '../../support/builders/synth-app';
import { synthStack } from '../../support/builders/synth-stack';
import { testSite } from '../../support/builders/test-site';

const vpc = (scope: Construct, id: string) => new Vpc(scope, id, { cidrBlock: '10.0.0.0/16' });

function withTwoStacks(build: (first: TerraformStack, second: TerraformStack) => void) {
  return synthApp((app) => {
    const [first, second] = ['first', 'second'].map((name) => {
      const stack = new TerraformStack(app, name);
      new AwsProvider(stack, 'Aws', { region: 'us-east-1' });
      return stack;
    }) as [TerraformStack, TerraformStack];
    build(first, second);
  });
}

describe('PlatformApp', () => {
  describe('defaults', () => {
    it('synthesizes what cdktf would', () => {
      const stacks = withTwoStacks((first, second) => {
        vpc(first, 'Vpc');
        vpc(second, 'Vpc');
      });
      expect(Object.values(stacks).map(({ name, addresses }) => [name, addresses])).toEqual([
        ['first', ['aws_vpc.Vpc']],
        ['second', ['aws_vpc.Vpc']],
      ]);
    });
  });

  describe('options', () => {
    it('takes those of an app', () => {
      expect(new PlatformApp({ context: { key: 'value' }, outdir: '/tmp/stowage' }).node.tryGetContext('key')).toBe(
        'value',
      );
    });
  });

  describe('refuses', () => {
    it('a key that an override locks its account out of', () => {
      const key = (override?: (key: KmsKey) => void) => () =>
        withTwoStacks((first) => {
          const { key: made } = new LogKey(first, 'LogKey', { site: testSite() });
          override?.(made);
        });
      expect(key()).not.toThrow();
      const policy = JSON.stringify({ Version: '2012-10-17', Statement: [] });
      expect(key((made) => made.addOverride('policy', policy))).toThrow(
        /aws_kms_key\.LogKey_\w+\.policy leaves the account no way to change it; .* \[KeyLockout\]/,
      );
    });

    it('two resources whose ids differ only in what cdktf leaves out', () => {
      const build = () =>
        synthStack((stack) => {
          vpc(stack, 'a.b');
          vpc(stack, 'ab');
        });
      expect(build).toThrow("'test/a.b' and 'test/ab' would both be aws_vpc.ab; rename one");
    });

    it('two resources that were given one id by hand', () => {
      const build = () =>
        synthStack((stack) => {
          for (const id of ['a', 'b']) vpc(new Construct(stack, id), 'Vpc').overrideLogicalId('same');
        });
      expect(build).toThrow("'test/a/Vpc' and 'test/b/Vpc' would both be aws_vpc.same; rename one");
    });

    it('a reference that was put into lower case on its way', () => {
      const build = () =>
        synthStack((stack) => {
          new TerraformOutput(stack, 'out', { value: vpc(stack, 'Vpc').id.toLowerCase() });
        });
      expect(build).toThrow(/stack 'test' holds an unresolved value near: .*tftoken\[token\./);
    });

    it('a number that was calculated from a late-bound one', () => {
      const build = () =>
        synthStack((stack) => {
          const parameter = new SsmParameter(stack, 'P', { name: 'p', type: 'String', value: 'x' });
          new TerraformOutput(stack, 'out', { value: `v-${parameter.version}` });
        });
      expect(build).toThrow(/stack 'test' holds an unresolved value near: .*e\+2\d\d/);
    });

    it('a reference into another stack, which would change that stack', () => {
      const build = () =>
        withTwoStacks((first, second) => {
          new TerraformOutput(second, 'out', { value: vpc(first, 'Vpc').id });
        });
      expect(build).toThrow(
        /stack '(first|second)' holds an implicit reference to another stack, cross-stack-output-aws_vpc\S*; read the contract instead/,
      );
    });
  });

  describe('a closed stack', () => {
    it('is refused a reference into another stack, which it would not have', () => {
      const build = () =>
        synthApp((app) => {
          const [first, second] = ['first', 'second'].map((name) => new ClosedStack(app, name)) as [
            ClosedStack,
            ClosedStack,
          ];
          for (const stack of [first, second]) new AwsProvider(stack, 'Aws', { region: 'us-east-1' });
          new TerraformOutput(second, 'out', { value: vpc(first, 'Vpc').id });
        });
      expect(build).toThrow("stack 'second' refers to aws_vpc.Vpc, which is not in it; read the contract instead");
    });

    it('may hold text that only looks like a reference', () => {
      const escaped = ['$', '$', '{aws_vpc.main.id}'].join('');
      const harmless = { resource: {}, value: `${escaped} aws_vpc.main.id` };
      expect(() => inspect('test', JSON.stringify(harmless))).not.toThrow();
    });
  });

  describe('wiring', () => {
    it('takes no ordinary text or number for a leak', () => {
      const harmless = ['cross-stack', 'TfToken', '1e+20', '6.02e+23', '-1.5e+99', '0e+2', '2.5e+3'];
      for (const value of harmless) expect(() => inspect('test', JSON.stringify({ value }))).not.toThrow();
    });
  });
});
