import { ecrRepository, imageReference, isPinned } from '../../../src/task/image-reference';

const DIGEST = `sha256:${'0a'.repeat(32)}`;
const US = { account: '123456789012', region: 'us-east-1' };
const CHINA = { account: '123456789012', region: 'cn-north-1' };
const ECR = '123456789012.dkr.ecr.us-east-1.amazonaws.com';

describe('imageReference', () => {
  it.each([
    ['public.ecr.aws/nginx/nginx:1.27.5', US, 'public.ecr.aws/nginx/nginx:1.27.5'],
    [{ repository: 'ads/bidder', tag: '1.0' }, US, `${ECR}/ads/bidder:1.0`],
    [{ repository: 'ads/bidder', digest: DIGEST }, US, `${ECR}/ads/bidder@${DIGEST}`],
    [
      { repository: 'ads/bidder', tag: '1.0' },
      CHINA,
      '123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/ads/bidder:1.0',
    ],
  ])('of %j in %j is %s', (image, place, reference) => {
    expect(imageReference(image, place)).toBe(reference);
  });
});

describe('ecrRepository', () => {
  it.each([
    [
      { repository: 'ads/bidder', tag: '1.0' },
      { ...US, name: 'ads/bidder' },
    ],
    [
      { repository: 'ads/bidder', digest: DIGEST },
      { ...US, name: 'ads/bidder' },
    ],
    [
      '210987654321.dkr.ecr.eu-west-1.amazonaws.com/shared/base:3',
      { account: '210987654321', region: 'eu-west-1', name: 'shared/base' },
    ],
    [`123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/a@${DIGEST}`, { ...CHINA, name: 'a' }],
    ['public.ecr.aws/nginx/nginx:1.27.5', undefined],
    ['docker.io/library/redis:7', undefined],
    ['evil.example.com/123456789012.dkr.ecr.us-east-1.amazonaws.com/a:1', undefined],
  ])('of %j is %j', (image, repository) => {
    expect(ecrRepository(image, US)).toEqual(repository);
  });
});

describe('isPinned', () => {
  it.each([
    ['redis:7', true],
    [`redis@${DIGEST}`, true],
    [`redis:latest@${DIGEST}`, true],
    ['registry.example.com:5000/redis:7', true],
    ['redis', false],
    ['redis:latest', false],
    ['registry.example.com:5000/redis', false],
    [{ repository: 'a/b', tag: '1' }, true],
    [{ repository: 'a/b', digest: DIGEST }, true],
    [{ repository: 'a/b', tag: 'latest', digest: DIGEST }, true],
    [{ repository: 'a/b', tag: 'latest' }, false],
    [{ repository: 'a/b' }, false],
  ])('of %j is %s', (image, pinned) => {
    expect(isPinned(image)).toBe(pinned);
  });
});
