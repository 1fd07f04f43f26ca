import { instanceTypes } from '../../../src/catalog/ec2-instances';
import { PROCESSOR_CATALOG, processorOf } from '../../../src/catalog/ec2-processors';
import { typeNamed } from '../sizing/arbitraries';

const of = (name: string) => processorOf(typeNamed(name));

describe('the catalog of processors', () => {
  test('says where its facts come from and when they were true', () => {
    expect(PROCESSOR_CATALOG).toEqual({
      source: expect.stringContaining('DescribeInstanceTypes'),
      date: expect.stringMatching(/^20\d\d-\d\d-\d\d$/),
    });
  });

  test('knows what a vCPU is of types that people pick', () => {
    expect(of('m6i.2xlarge')).toEqual({ maker: 'Intel', threadsPerCore: 2 });
    expect(of('m6a.large')).toEqual({ maker: 'AMD', threadsPerCore: 2 });
    expect(of('m7a.large')).toEqual({ maker: 'AMD', threadsPerCore: 1 });
    expect(of('c7g.large')).toEqual({ maker: 'AWS Graviton', threadsPerCore: 1 });
    expect(of('g5.xlarge')).toEqual({ maker: 'AMD', threadsPerCore: 2 });
  });

  test('gives every ARM type a core for a vCPU, and says nothing of other types that its source does not know', () => {
    const arm = [...instanceTypes().values()].filter(({ arch }) => arch === 'arm64');
    expect(arm.filter((type) => processorOf(type)?.threadsPerCore !== 1)).toEqual([]);
    expect(of('m9g.large')).toEqual({ threadsPerCore: 1 });
    expect(of('m8idn.large')).toBeUndefined();
    expect(of('m3.medium')).toBeUndefined();
  });
});
