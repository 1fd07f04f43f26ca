import { diagram } from '../../../src/explain/diagram';
import { resolveAll } from '../../../src/rules/resolve-all';
import { resolveEnvironment } from '../../../src/rules/resolve-environment';
import { queueSpec } from '../../../src/spec/queue';
import { systemJobSpec } from '../../../src/spec/training/system-job';
import { testEnvironmentSpec } from '../../support/builders/test-environment';
import { testLock } from '../../support/builders/test-lock';
import { testSystemSpec } from '../../support/builders/test-system';
import { randomPlatforms } from '../../support/random/random-platforms';

describe('the diagram of systems', () => {
  const ads = testSystemSpec({
    bidder: {
      replicas: { min: 2, max: 8 },
      routes: [{ gateway: 'public', host: 'bid.ml.example.com', path: '/v1/*' }],
    },
    'ctr-model': { gpus: 1, allow: [{ service: 'bidder', why: 'a "bid" #1 needs its click rate' }] },
    stream: { listeners: [{ gateway: 'edge', listenPort: 9000 }], after: ['bidder'] },
  });
  const recs = testSystemSpec({ feed: { allow: ['ads/bidder'] } }, 'recs');

  it('draws gateways, services by system, and who may call whom and why', () => {
    expect(diagram(testEnvironmentSpec(), [recs, ads])).toBe(
      `flowchart LR
  network(("the network")) --> gateway_edge[/"edge: network gateway"/]
  internet(("the internet")) --> gateway_public[/"public: application gateway"/]
  subgraph system_ads["ads"]
    ads__bidder["bidder<br/>2 to 8 x"]
    ads__ctr_model["ctr-model<br/>2 x, 1 GPU"]
    ads__stream["stream<br/>2 x"]
  end
  subgraph system_recs["recs"]
    recs__feed["feed<br/>2 x"]
  end
  gateway_public -->|"bid.ml.example.com /v1/*"| ads__bidder
  gateway_edge -->|"port 9000"| ads__stream
  ads__bidder -->|"a #quot;bid#quot; #35;1 needs its click rate"| ads__ctr_model
  ads__bidder -->|"ads/bidder calls feed"| recs__feed
  ads__stream -.->|"starts after"| ads__bidder
`,
    );
  });

  it('draws the jobs that call a service', () => {
    const system = testSystemSpec({ model: { allow: [{ job: 'fit', why: 'compares with what serves' }] } });
    const fit = { image: 'docker.io/library/python:3.13', cpus: 4, memoryMiB: 8192 };
    const jobs = { fit: systemJobSpec.parse(fit), tune: systemJobSpec.parse(fit) };
    const lines = diagram(testEnvironmentSpec(), [{ ...system, jobs }]).split('\n');
    expect(lines.filter((line) => /job_/.test(line))).toEqual([
      '    job_ads__fit(["fit<br/>job"])',
      '  job_ads__fit -->|"compares with what serves"| ads__model',
    ]);
  });

  it('draws queues, what services use in AWS, and where else they connect', () => {
    const why = 'bids are checked by a partner';
    const system = testSystemSpec({
      worker: {
        access: [
          { kind: 'queue', queue: 'jobs', actions: ['consume'] },
          { kind: 'bucket', bucket: 'models', prefix: 'ctr/', actions: ['read'] },
        ],
        egress: [{ kind: 'cidr', cidr: '203.0.113.0/24', ports: [443], why }],
      },
    });
    const jobs = queueSpec.parse({});
    const lines = diagram(testEnvironmentSpec(), [{ ...system, queues: { jobs } }]).split('\n');
    expect(lines.filter((line) => /queue_|outside_/.test(line))).toEqual([
      '    queue_ads__jobs[("jobs<br/>queue")]',
      '  ads__worker -->|"consume"| queue_ads__jobs',
      '  outside_bucket_32_models_47_ctr_47_[["bucket models/ctr/"]]',
      '  ads__worker -->|"read"| outside_bucket_32_models_47_ctr_47_',
      '  outside_203_46_0_46_113_46_0_47_24_32_on_32_443[["203.0.113.0/24 on 443"]]',
      `  ads__worker -->|"${why}"| outside_203_46_0_46_113_46_0_47_24_32_on_32_443`,
    ]);
  });

  it('has each of any services once, and only lines that Mermaid can read', () => {
    const size = { regions: ['us-east-1'], environments: 6, systemsEach: 3 };
    for (const { environment: input, systems: inputs } of randomPlatforms(5, size).platforms) {
      const environment = resolveEnvironment(input);
      const systems = resolveAll(inputs, environment, undefined, testLock(inputs));
      const lines = diagram(environment, systems).trimEnd().split('\n').slice(1);
      const label = '"[^"]*"';
      const form = new RegExp(
        `^(  subgraph \\w+\\[${label}\\]|  end|    \\w+(\\[${label}\\]|\\[\\(${label}\\)\\]|\\(\\[${label}\\]\\))|  \\w+ -(-|\\.-)>\\|${label}\\| \\w+|  \\w+\\[\\[${label}\\]\\]|  \\w+\\(\\(${label}\\)\\) --> \\w+\\[/${label}/\\])$`,
      );
      expect(lines.filter((line) => !form.test(line))).toEqual([]);
      const nodes = lines.flatMap((line) => /^ {4}(\w+)\["/.exec(line)?.[1] ?? []);
      expect(new Set(nodes).size).toBe(nodes.length);
      expect(nodes).toHaveLength(systems.flatMap(({ services }) => Object.keys(services)).length);
    }
  });
});
