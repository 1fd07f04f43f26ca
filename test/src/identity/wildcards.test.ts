import { wildcards } from '../../../src/identity/wildcards';
import type { ServiceInput } from '../../../src/spec/service';
import { testServiceSpec } from '../../support/builders/test-service';

const wide = (service: Partial<ServiceInput>) => wildcards(testServiceSpec(service)).map(({ what }) => what);

describe('wildcards', () => {
  it('are names that mean more than one thing', () => {
    const access: ServiceInput['access'] = [
      { kind: 'bucket', bucket: 'ml-*', actions: ['read'] },
      { kind: 'table', table: '*', actions: ['read'] },
      { kind: 'secret', secret: 'ads/*' },
      { kind: 'key', keyArn: 'arn:aws:kms:us-east-1:123456789012:key/*', actions: ['read'] },
      { kind: 'queue', queue: 'arn:aws:sqs:us-east-1:123456789012:ads-?', actions: ['consume'] },
    ];
    expect(wide({ access })).toEqual([
      'bucket ml-*',
      'table *',
      'secret ads/*',
      'key arn:aws:kms:us-east-1:123456789012:key/*',
      'queue arn:aws:sqs:us-east-1:123456789012:ads-?',
    ]);
  });

  it('are not all the keys below a prefix, nor all indexes of a table', () => {
    const access: ServiceInput['access'] = [
      { kind: 'bucket', bucket: 'ml', actions: ['read'] },
      { kind: 'bucket', bucket: 'ml', prefix: 'a/*', actions: ['read'] },
      { kind: 'bucket', bucket: 'ml', prefix: '*', actions: ['read'] },
      { kind: 'table', table: 'features', indexes: ['*'], actions: ['read'] },
    ];
    expect(wide({ access })).toEqual([]);
    expect(wide({ access: [{ kind: 'bucket', bucket: 'ml', prefix: 'a/*/b', actions: ['read'] }] })).toHaveLength(1);
  });

  it('are ways out to anywhere, with their reason', () => {
    const why = 'partners move without telling';
    const service = testServiceSpec({ egress: [{ kind: 'cidr', cidr: '0.0.0.0/0', ports: [443, 80], why }] });
    expect(wildcards(service)).toEqual([{ field: 'egress.0', what: '0.0.0.0/0 on 443, 80', why }]);
    const to = (cidr: string) => wide({ egress: [{ kind: 'cidr', cidr, ports: [443], why }] });
    expect([to('0.0.0.0/1'), to('128.0.0.0/7')]).toEqual([['0.0.0.0/1 on 443'], ['128.0.0.0/7 on 443']]);
    expect([to('203.0.113.0/24'), to('10.0.0.0/8')]).toEqual([[], []]);
  });
});
