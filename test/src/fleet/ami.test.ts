import { amiParameter, canRollBack, checkAmiRelease, imageId } from '../../../src/fleet/ami';
import { AMD64, ARM64 } from '../../support/builders/test-environment';

const ROOT = '/aws/service/ecs/optimized-ami/amazon-linux-2023';
const traits = (arch: 'amd64' | 'arm64', accelerator = 'none') => ({ arch, accelerator });

describe('the parameter that holds the id of an image', () => {
  it.each([
    [AMD64, traits('amd64'), `${ROOT}/${AMD64}/image_id`],
    [ARM64, traits('arm64'), `${ROOT}/arm64/${ARM64}/image_id`],
    ['latest', traits('amd64'), `${ROOT}/recommended/image_id`],
    ['latest', traits('arm64'), `${ROOT}/arm64/recommended/image_id`],
    ['latest', traits('amd64', 'nvidia'), `${ROOT}/gpu/recommended/image_id`],
    ['latest', traits('amd64', 'neuron'), `${ROOT}/neuron/recommended/image_id`],
  ])('of %s for %j is %s', (release, host, parameter) => {
    expect(amiParameter(release, host)).toBe(parameter);
  });
});

describe('the image of a launch template', () => {
  it('is an id as it is, to which a refresh can roll back', () => {
    expect(imageId('ami-0123456789abcdef0', traits('arm64'))).toBe('ami-0123456789abcdef0');
    expect(canRollBack('ami-0123456789abcdef0')).toBe(true);
    expect(checkAmiRelease('ami-0123456789abcdef0', traits('arm64', 'nvidia'), 'amiRelease')).toEqual([]);
  });

  it('is a name by the parameter that holds its id, to which none can', () => {
    expect(imageId(AMD64, traits('amd64'))).toBe(`resolve:ssm:${ROOT}/${AMD64}/image_id`);
    expect([canRollBack(AMD64), canRollBack('latest')]).toEqual([false, false]);
  });
});

describe('checkAmiRelease', () => {
  it("takes 'latest' for any host", () => {
    expect(checkAmiRelease('latest', traits('arm64', 'nvidia'), 'amiRelease')).toEqual([]);
  });

  it('proposes a name that it would take itself', () => {
    for (const arch of ['amd64', 'arm64'] as const)
      for (const accelerator of ['none', 'nvidia', 'neuron']) {
        const [problem] = checkAmiRelease('wrong', traits(arch, accelerator), 'amiRelease');
        const proposed = /'(.*)'/.exec(problem?.fix ?? '')?.[1]?.replace('<date>', '2023.0.20251108') as string;
        expect(checkAmiRelease(proposed, traits(arch, accelerator), 'amiRelease')).toEqual([]);
      }
  });
});
