import { explain } from '../../../src/explain/explain';
import { explanationText } from '../../../src/explain/text/explanation-text';
import { AMD64, testEnvironmentSpec } from '../../support/builders/test-environment';
import { testSystemSpec } from '../../support/builders/test-system';

const environment = testEnvironmentSpec({
  fleets: {
    general: {
      instanceTypes: ['m6i.xlarge', 'm7a.2xlarge'],
      amiRelease: AMD64,
      maxHosts: 4,
      onDemand: { base: 2, percentAboveBase: 0 },
    },
  },
  network: { nat: 'single' },
  gateways: { public: { kind: 'application', scheme: 'internet-facing', certificateArn: 'arn:aws:acm:x' } },
});
const system = testSystemSpec({
  frontend: { cpus: 0.5, memoryMiB: 512, routes: [{ path: '/*' }], limits: { memoryMiB: 1024 } },
  ranker: { cpus: 1.5, memoryMiB: 4096, replicas: { min: 2, max: 8 }, allow: ['frontend'], limits: { cpus: 2 } },
});

const TEXT = `Environment test in us-east-1

Fleet general: 0 to 4 hosts in us-east-1a, us-east-1b
  host         vCPU  a vCPU is                           memory    kernel  reserved  for tasks  interfaces  GPUs  USD an hour
  m6i.xlarge      4  1 of 2 threads of a core, Intel  16384 MiB  1140 MiB   820 MiB  14424 MiB          18     -      $0.1920
  m7a.2xlarge     8  a core, AMD                      32768 MiB  1959 MiB  1639 MiB  29170 MiB          38     -      $0.4637
                                   tasks  hosts  at least  cpu used  memory  GPUs  interfaces
  at the fewest replicas               4      2         2    75.0 %  32.8 %     -      11.1 %
  while ads/ranker is replaced         6      4         4    65.6 %  30.8 %     -       8.3 %
  while all services are replaced      8      4         4    75.0 %  32.8 %     -      11.1 %
  at the most replicas                10      8         8    60.9 %  29.8 %     -       6.9 %
  The most replicas pass maxHosts 4: scaling ends where the hosts do.
  If us-east-1a is lost, 2 tasks and 1 host are gone; the fewest replicas run again after 1 new host.
  If us-east-1b is lost, 2 tasks and 1 host are gone; the fewest replicas run again after 1 new host.

ads/frontend: 2 replicas on fleet general
  container                    cpu  units   memory  killed above
  main                    0.5 vCPU    512  512 MiB      1024 MiB
  Service Connect proxy  0.25 vCPU    256   64 MiB
  one replica            0.75 vCPU    768  576 MiB
  A replica has this much whatever its neighbours do, and idle cores of the host beside it.
  host         of its cpu  of its memory  replicas  ends first  left of a full host
  m6i.xlarge       18.8 %          4.0 %         5  cpu         0.25 vCPU, 11544 MiB
  m7a.2xlarge       9.4 %          2.0 %        10  cpu         0.5 vCPU, 23410 MiB

ads/ranker: 2 to 8 replicas on fleet general
  container                    cpu  units    memory  killed above
  main                    1.5 vCPU   1536  4096 MiB      4096 MiB
  Service Connect proxy  0.25 vCPU    256    64 MiB
  one replica            2.25 vCPU   2304  4160 MiB
  A replica is held to 2.25 vCPU however idle the host, and all of it is set aside.
  host         of its cpu  of its memory  replicas  ends first  left of a full host
  m6i.xlarge       56.3 %         28.8 %         1  cpu         1.75 vCPU, 10264 MiB
  m7a.2xlarge      28.1 %         14.3 %         3  cpu         1.25 vCPU, 16690 MiB

Who may call whom; nothing else can:
  caller        callee      address                 why
  ads/frontend  ads/ranker  http://ranker.ads:8080  frontend calls ranker

What comes from outside:
  gateway  priority  takes  for           from
  public      39144  */*    ads/frontend  everybody who reaches the gateway

  USD an hour                                              each  fewest           most
  m6i.xlarge on demand, fleet general                   $0.1920       2  $0.3840     2           $0.3840
  root volume of 100 GiB, fleet general                 $0.0110       2  $0.0219     4           $0.0438
  NAT gateway                                           $0.0450       1  $0.0450     1           $0.0450
  public address of a NAT gateway                       $0.0050       1  $0.0050     1           $0.0050
  application gateway public                            $0.0225       1  $0.0225     1           $0.0225
  public address of gateway public                      $0.0050       2  $0.0100     2           $0.0100
  spot host of fleet general (m6i.xlarge, m7a.2xlarge)  unknown       0  $0.0000     2           unknown
  in all                                                                 $0.4884        at least $0.5103
  Unknown, and not in the sum: spot host of fleet general (m6i.xlarge, m7a.2xlarge). Give them as prices.
  Not counted: traffic, between zones and out; capacity units of load balancers; logs, metrics and their retention; storage of images, state, access logs and file systems; hosts of training clusters: what a run of a job costs at most stands with it; keys, secrets and DNS; taxes, discounts and commitments.
  Prices of the catalog are those of 2021-02-04 to 2026-07-20, for us-east-1.

ECS keeps cpu, memory, GPUs and network interfaces of tasks apart. Disk throughput (blkio), network bandwidth and which cores a
task runs on (cpuset) it does not: whoever is on a host shares them. Only a fleet of its own keeps a service apart. They share
  on fleet general: ads/frontend, ads/ranker

Said in the spec, and less safe or more open than the default:
  gateways.public.clients: anybody on the internet may connect
  network.nat: all zones go out through one of them

Different on a laptop:
  a laptop runs one replica, or as many as environments.local says
    ads.services.ranker.replicas
  Docker knows no directions and no ports: the two share a network, where the callee could call back, on any port
    ads.services.ranker.allow

Hosts are all taken to be of the first type of their fleet, started from nothing, and packed as the placement strategy says: replicas
spread over zones, then on the host with the least memory left. AWS was not asked, and may choose another type or another order.
Memory for tasks is what EC2 advertises less an upper bound of what kernel and hypervisor keep, less what the host reserves.
`;

describe('the text of an explanation', () => {
  it('tells fleets, services, cost, what is shared and what is deliberate, with units', () => {
    expect(explanationText(explain(environment, [system]))).toBe(TEXT);
  });

  it('says of a daemon that there is one on each host', () => {
    const daemon = testSystemSpec({ agent: { cpus: 0.25, memoryMiB: 128, replicas: 'one-per-host' } });
    expect(explanationText(explain(environment, [daemon]))).toContain(
      'ads/agent: one replica on each host of fleet general\n',
    );
  });
});
