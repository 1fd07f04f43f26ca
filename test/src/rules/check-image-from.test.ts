import type { ServiceInput } from '../../../src/spec/service';
import { imageOf } from '../../../src/task/image-of';
import { describeRefusals, type Refusal } from '../../support/builders/describe-refusals';
import { judgeService } from '../../support/builders/judge-service';

const judge = (service: Partial<ServiceInput>) => judgeService({ service: { image: undefined, ...service } });
const from = (parameter = '/ads/bidder/image', repository = 'ads/bidder') => ({ imageFrom: { parameter, repository } });

const names: Refusal<Partial<ServiceInput>>[] = [
  ['ads/bidder', 'which is no path of letters, digits and ._-'],
  ['/ads//image', 'which is no path of letters, digits and ._-'],
  ['arn:aws:ssm:us-east-1:123456789012:parameter/ads/bidder', 'which is no path of letters, digits and ._-'],
  ['/ads/bidder/image:3', 'which names one version or label of a parameter, and that never changes'],
  ['/aws/reference/secretsmanager/ads', 'and AWS keeps that beginning for itself'],
  ['/SSM-images/ads', 'and AWS keeps that beginning for itself'],
  [`/a${'/b'.repeat(15)}`, 'which has 16 levels, and 15 is the most'],
].map(([parameter = '', why]) => ({
  what: `a parameter called '${parameter.slice(0, 40)}'`,
  code: 'InvalidParameterName',
  field: 'imageFrom.parameter',
  refused: from(parameter),
  legal: from(`/a${'/b'.repeat(14)}`),
  says: `imageFrom.parameter is '${parameter}', ${why}; use a path such as '/ads/bidder/image'`,
}));

describe('the image that a delivery system chooses', () => {
  describeRefusals(judge, [
    ...names,
    {
      what: 'a parameter with too long a name',
      code: 'InvalidParameterName',
      field: 'imageFrom.parameter',
      refused: from(`/${'a'.repeat(1011)}`),
      legal: from(`/${'a'.repeat(1010)}`),
    },
    {
      what: 'a service without an image',
      code: 'NoImage',
      field: 'image',
      refused: {},
      legal: { image: 'example/model:1.0' },
      says: 'image is missing; add it, or `imageFrom`',
    },
    {
      what: 'a service with two images',
      code: 'TwoImages',
      field: 'imageFrom',
      refused: { image: 'example/model:1.0', ...from() },
      legal: from(),
      says: 'imageFrom says which image, and so does `image`; remove one; what differs between environments is said in each of them, and not above',
    },
    {
      what: 'a secret as the name of an image',
      code: 'ImageParameterIsSecret',
      field: 'imageFrom.parameter',
      refused: { ...from(), secrets: { TOKEN: { parameter: '/ads/bidder/image' } } },
      legal: { ...from(), secrets: { TOKEN: { parameter: '/ads/bidder/token' } } },
    },
    {
      what: 'a repository that ECR refuses',
      code: 'InvalidRepository',
      field: 'imageFrom.repository',
      refused: from(undefined, 'Ads/bidder'),
      legal: from(undefined, 'ads/bidder'),
    },
  ]);

  it('is shown by the name of its parameter where nobody has read it', () => {
    expect(imageOf(from())).toEqual({ repository: 'ads/bidder', digest: '{/ads/bidder/image}' });
    expect(imageOf({ image: 'a/b:1' })).toBe('a/b:1');
    expect(imageOf({})).toBeUndefined();
  });
});
