import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { dependOn } from '../../../constructs/terraform/depend';
import { synthStack } from '../../support/builders/synth-stack';

/** What the last of three VPCs waits for. */
function waitsOf(say: (last: Vpc, a: Vpc, b: Vpc) => void): unknown {
  const synthesized = synthStack((stack) => {
    const [last, a, b] = ['last', 'a', 'b'].map((id) => new Vpc(stack, id, { cidrBlock: '10.0.0.0/16' })) as [
      Vpc,
      Vpc,
      Vpc,
    ];
    say(last, a, b);
  });
  return synthesized.at('aws_vpc', 'last').depends_on;
}

describe('dependOn', () => {
  it('makes a resource wait for others', () => {
    expect(waitsOf((last, a, b) => dependOn(last, a, b))).toEqual(['aws_vpc[a]', 'aws_vpc[b]']);
  });

  it('adds to what was said before', () => {
    expect(
      waitsOf((last, a, b) => {
        dependOn(last, a);
        dependOn(last, b);
      }),
    ).toEqual(['aws_vpc[a]', 'aws_vpc[b]']);
  });

  it('changes nothing when it is said twice', () => {
    expect(
      waitsOf((last, a) => {
        dependOn(last, a);
        dependOn(last, a, a);
      }),
    ).toEqual(['aws_vpc[a]']);
  });
});
