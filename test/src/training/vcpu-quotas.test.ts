import { familyOf } from '../../../src/catalog/ec2-instances';
import { clusterVcpus, VCPU_QUOTAS, vcpuQuota } from '../../../src/training/vcpu-quotas';
import { everyType } from '../sizing/arbitraries';

const families = [...new Set(everyType.map(({ type }) => familyOf(type)))];

describe('the quota of vCPUs', () => {
  it.each([
    ['t3.micro', 'Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances', 'L-1216C47A', 'L-34B43A08'],
    ['trn1.2xlarge', 'Running On-Demand Trn instances', 'L-2C3B7624', 'L-6B0D517C'],
    ['h1.2xlarge', 'Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances', 'L-1216C47A', 'L-34B43A08'],
    ['d3.xlarge', 'Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances', 'L-1216C47A', 'L-34B43A08'],
    ['dl1.24xlarge', 'Running On-Demand DL instances', 'L-6E869C2A', 'L-85EED4F7'],
    ['i4i.large', 'Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances', 'L-1216C47A', 'L-34B43A08'],
    ['inf2.xlarge', 'Running On-Demand Inf instances', 'L-1945791B', 'L-B5D1601B'],
    ['gr6.4xlarge', 'Running On-Demand G and VT instances', 'L-DB2E81BA', 'L-3819A6DF'],
    ['vt1.3xlarge', 'Running On-Demand G and VT instances', 'L-DB2E81BA', 'L-3819A6DF'],
    ['p4d.24xlarge', 'Running On-Demand P instances', 'L-417A185B', 'L-7212CCBC'],
    ['p5.48xlarge', 'Running On-Demand P instances', 'L-417A185B', 'L-C4BD4855'],
    ['x2gd.large', 'Running On-Demand X instances', 'L-7295265B', 'L-E3A00192'],
    ['f2.6xlarge', 'Running On-Demand F instances', 'L-74FC7D96', 'L-88CF9481'],
  ])('of %s is that of its family', (type, title, code, spot) => {
    expect(vcpuQuota(type, 'on-demand')).toEqual({ title, code });
    expect(vcpuQuota(type, 'spot').code).toBe(spot);
  });

  it('is known of every family on demand', () => {
    expect(families.filter((family) => vcpuQuota(`${family}.large`, 'on-demand').code === undefined)).toEqual([]);
  });

  it('of spot hosts is unknown, by name, of these families alone', () => {
    const unknown = families.filter((family) => vcpuQuota(`${family}.large`, 'spot').code === undefined);
    expect([...new Set(unknown.map((family) => family.replace(/\d.*/, '')))].sort()).toEqual(['hpc', 'p', 'u', 'u-']);
    expect(vcpuQuota('p6-b200.48xlarge', 'spot').title).toBe('Spot Instance Requests of P6 (quota not known)');
    expect(vcpuQuota('hpc7a.96xlarge', 'spot').title).toBe('Spot instances of hpc7a (quota not known)');
    expect(vcpuQuota('q1.large', 'on-demand')).toEqual({ title: 'On-Demand instances of q1 (quota not known)' });
  });

  it('has one code of its own', () => {
    const codes = VCPU_QUOTAS.rows.flatMap(({ onDemand, spot }) =>
      [onDemand.code, spot?.code].flatMap((code) => code ?? []),
    );
    expect(codes.filter((code, i) => codes.indexOf(code) !== i || !/^L-[0-9A-F]{8}$/.test(code))).toEqual([]);
  });
});

describe('what a cluster wants of quotas', () => {
  const read = (...args: Parameters<typeof clusterVcpus>) =>
    clusterVcpus(...args).map(({ market, quota, types, vcpus }) => [market, quota.code, types.length, vcpus]);

  it('is all its vCPUs of each, on demand first', () => {
    expect(read(['g5.xlarge', 'p5.48xlarge', 'g6.xlarge'], ['spot', 'on-demand'], 384)).toEqual([
      ['on-demand', 'L-DB2E81BA', 2, 384],
      ['on-demand', 'L-417A185B', 1, 384],
      ['spot', 'L-3819A6DF', 2, 384],
      ['spot', 'L-C4BD4855', 1, 384],
    ]);
  });

  it('counts what is reserved with what is on demand', () => {
    expect(read(['p5.48xlarge'], ['reserved'], 192)).toEqual([['on-demand', 'L-417A185B', 1, 192]]);
    expect(read(['p5.48xlarge'], ['reserved', 'on-demand'], 192)).toEqual([['on-demand', 'L-417A185B', 1, 384]]);
  });

  it('is a whole host at least', () => {
    expect(read(['g5.48xlarge'], ['spot'], 8)).toEqual([['spot', 'L-3819A6DF', 1, 192]]);
  });
});
