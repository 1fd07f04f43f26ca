import { unheardHosts } from '../../../src/rules/unheard-hosts';
import { environmentSpec } from '../../../src/spec/environment';
import { environments } from '../../../stacks/environments';

const unheard = (network: object, events: readonly string[]) => {
  const gpu = { ...environments.dev.trainingClusters?.gpu, events };
  return unheardHosts(environmentSpec.parse({ ...environments.dev, network, trainingClusters: { gpu } }));
};

describe('hosts that could not start', () => {
  it('are heard through NAT, and through an endpoint', () => {
    expect(unheard({ nat: 'single' }, ['failed-host'])).toEqual([]);
    expect(unheard({ nat: 'none', endpoints: ['events'] }, ['failed-host'])).toEqual([]);
  });

  it('are not heard where neither is, which matters where somebody wants to', () => {
    expect(unheard({ nat: 'none' }, ['failed-job', 'failed-host'])).toMatchObject([
      { code: 'HostsUnheard', field: 'trainingClusters.gpu.events.1' },
    ]);
    expect(unheard({ nat: 'none' }, ['failed-job'])).toEqual([]);
  });
});
