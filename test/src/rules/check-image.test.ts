import type { ServiceInput } from '../../../src/spec/service';
import { describeRefusals, type Refusal } from '../../support/builders/describe-refusals';
import { judgeService } from '../../support/builders/judge-service';

const DIGEST = `sha256:${'0a'.repeat(32)}`;

const refusals: Refusal<Partial<ServiceInput>>[] = [
  {
    what: 'an image of the account with neither tag nor digest',
    code: 'ImageVersion',
    field: 'image',
    refused: { image: { repository: 'ads/bidder' } },
    legal: { image: { repository: 'ads/bidder', digest: DIGEST } },
    says: 'image has neither tag nor digest; give one of them',
  },
  {
    what: 'an image of the account with both tag and digest',
    code: 'ImageVersion',
    field: 'image',
    refused: { image: { repository: 'ads/bidder', tag: '1.0', digest: DIGEST } },
    legal: { image: { repository: 'ads/bidder', tag: '1.0' } },
  },
  {
    what: 'an image without a version',
    code: 'UnpinnedImage',
    field: 'image',
    refused: { image: 'registry.example.com:5000/model' },
    legal: { image: 'registry.example.com:5000/model:1.0' },
    says: "image is 'registry.example.com:5000/model', which may mean another image tomorrow; use a version tag or a digest; or say why it is fine in acknowledge['UnpinnedImage']",
  },
  {
    what: 'an image with a tag that moves',
    code: 'UnpinnedImage',
    field: 'image',
    refused: { image: { repository: 'ads/bidder', tag: 'latest' } },
    legal: { image: `example/model@${DIGEST}` },
  },
  ...['example/Model:1.0', '-model:1.0', 'registry.example.com//model:1.0', 'my model:1.0'].map((image) => ({
    what: `an image named '${image}'`,
    code: 'InvalidImage',
    field: 'image',
    refused: { image },
    legal: { image: 'registry.example.com/my_model:1.0' },
  })),
  ...['ads/Bidder', 'a', 'ads/-bidder', 'ads/bidder/', '123456789012.dkr.ecr.us-east-1.amazonaws.com:443/a'].map(
    (repository) => ({
      what: `a repository named '${repository}'`,
      code: 'InvalidRepository',
      field: 'image.repository',
      refused: { image: { repository, tag: '1.0' } },
      legal: { image: { repository: 'ads/bidder', tag: '1.0' } },
    }),
  ),
  ...['v1:0', '.1', ''].map((tag) => ({
    what: `a tag named '${tag}'`,
    code: 'InvalidTag',
    field: 'image.tag',
    refused: { image: { repository: 'ads/bidder', tag } },
    legal: { image: { repository: 'ads/bidder', tag: 'v1.0' } },
  })),
];

describe('an image', () => {
  describeRefusals((service: Partial<ServiceInput>) => judgeService({ service }), refusals);

  it('is judged by the registry where it is late-bound', () => {
    expect(judgeService({ service: { image: `\${aws_ecr_repository.models.repository_url}:1.0` } })).toEqual([]);
  });
});
