import type { EnvironmentInput } from '../../src/spec/environment';
import type { SystemInput } from '../../src/spec/system';

const ACCOUNT = '123456789012';
const REGION = 'eu-west-1';
const CERTIFICATE = `arn:aws:acm:${REGION}:${ACCOUNT}:certificate/00000000-0000-0000-0000-000000000000`;
const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/00000000-0000-0000-0000-000000000000`;
const RELEASE = '2023.0.20251108-kernel-6.1';

const common = { account: ACCOUNT, region: REGION, zones: [`${REGION}a`, `${REGION}b`, `${REGION}c`] };

/** Nothing leads out: endpoints instead of NAT, certificates by ARN, roles under a boundary, state in a bucket, hosts of ARM on spot. */
const closed: EnvironmentInput = {
  ...common,
  name: 'closed',
  protect: true,
  backend: { kind: 's3', bucket: 'closed-platform-state', region: 'eu-central-1', prefix: 'ml', kmsKeyArn: KEY },
  iam: { permissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:policy/bounds`, path: '/ml/', tags: { 'cost-center': '42' } },
  accountSettings: {
    serviceLinkedRoles: ['autoscaling', 'ecs', 'elasticloadbalancing', 'spot'],
    identityProviders: [{ url: 'https://ci.example.com', audiences: ['sts.amazonaws.com'] }],
  },
  registry: {
    readers: ['210987654321', '111111111111'],
    keepBuilds: 200,
    untaggedDays: 1,
    pullThrough: {
      public: { upstream: 'public.ecr.aws' },
      'docker-hub': {
        upstream: 'registry-1.docker.io',
        credentialsSecretArn: `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:ecr-pullthroughcache/hub-AbCdEf`,
      },
    },
  },
  network: { cidr: '10.50.0.0/20', nat: 'none', endpoints: ['sqs', 'dynamodb'] },
  cluster: { containerInsights: 'enabled' },
  fleets: {
    general: {
      instanceTypes: ['m7g.2xlarge', 'm6g.2xlarge', 'c7g.4xlarge'],
      amiRelease: `al2023-ami-ecs-hvm-${RELEASE}-arm64`,
      maxHosts: 30,
      onDemand: { base: 2, percentAboveBase: 0 },
    },
  },
  gateways: {
    inside: {
      kind: 'application',
      certificateArn: CERTIFICATE,
      clients: ['10.0.0.0/8'],
      outboundHttps: { why: 'the keys of the issuers of tokens' },
    },
  },
};

/** Much faces out: a network gateway that ends TLS and one that does not, HTTP with its reason, and GPUs. */
const open: EnvironmentInput = {
  ...common,
  name: 'open',
  protect: false,
  backend: { kind: 'local', directory: 'states' },
  accountSettings: { bootstrap: true },
  network: { nat: 'per-zone' },
  fleets: {
    general: { instanceTypes: ['m6i.2xlarge'], amiRelease: `al2023-ami-ecs-hvm-${RELEASE}-x86_64`, maxHosts: 20 },
    gpu: {
      instanceTypes: ['g5.2xlarge', 'g4dn.2xlarge'],
      amiRelease: `al2023-ami-ecs-gpu-hvm-${RELEASE}-x86_64`,
      maxHosts: 8,
      rootGiB: 200,
    },
  },
  gateways: {
    web: { kind: 'application', plainHttp: { why: 'behind the proxy of the company, which ends TLS' } },
    edge: {
      kind: 'network',
      scheme: 'internet-facing',
      domain: { zoneId: 'Z0123456789EXAMPLE', name: 'edge.example.com' },
    },
    raw: { kind: 'network', clients: ['203.0.113.0/24'] },
  },
};

const image = { repository: 'vision/model', tag: '1.0.0' };

/** A service with everything that stands beside and before it. */
const vision: SystemInput = {
  name: 'vision',
  services: {
    ranker: {
      image,
      cpus: 1,
      memoryMiB: 2048,
      replicas: { min: 2, max: 10 },
      ports: { http: { number: 8080 }, grpc: { number: 9000, protocol: 'grpc' } },
      routes: [
        {
          port: 'http',
          path: '/rank/*',
          methods: ['POST'],
          headers: { 'x-model': ['ctr*'] },
          networks: ['10.20.0.0/16'],
        },
      ],
      exec: true,
      secrets: { TOKEN: { parameter: '/vision/token', kmsKeyArn: KEY } },
      writable: ['/var/cache'],
      limits: { cpus: 2, memoryMiB: 4096, shmMiB: 256 },
      health: { readiness: { path: '/ready', codes: '200-299' } },
      rollout: { minimumHealthyPercent: 50, maximumPercent: 150 },
      sidecars: {
        proxy: {
          image: 'envoyproxy/envoy:v1.33.0',
          cpus: 0.25,
          memoryMiB: 128,
          health: { liveness: { command: ['/ok'] } },
        },
      },
      init: [
        {
          name: 'fetch',
          image: { repository: 'docker-hub/amazon/aws-cli', tag: '2.31.0' },
          command: ['s3', 'cp', 's3://models/ctr', '/var/cache'],
        },
        { name: 'warm', image, cpus: 0.5, memoryMiB: 512 },
      ],
      startAfter: { proxy: 'HEALTHY' },
    },
  },
};

/** Connections that are handed through, and a model on GPUs behind them. */
const streams: SystemInput = {
  name: 'streams',
  services: {
    ingest: {
      image,
      fleet: 'general',
      cpus: 1,
      memoryMiB: 1024,
      ports: { tcp: { number: 9092, protocol: 'tcp' }, http: { number: 8080 } },
      listeners: [
        { gateway: 'edge', port: 'tcp', listenPort: 9093, tls: true, host: 'ingest.edge.example.com' },
        { gateway: 'raw', port: 'tcp', listenPort: 9092 },
      ],
      access: [{ kind: 'secret', secret: 'streams/brokers', kmsKeyArn: KEY }],
      egress: [
        { kind: 'cidr', cidr: '0.0.0.0/0', ports: [443], why: 'partners move their brokers without telling' },
        { kind: 'prefix-list', prefixListId: 'pl-0123456789abcdef0', ports: [9092], why: 'brokers of the company' },
        {
          kind: 'security-group',
          securityGroupId: 'sg-0123456789abcdef0',
          ports: [5432],
          why: 'the database of offsets',
        },
      ],
      routes: [{ port: 'http', path: '/ingest/*' }],
      alarms: { unhealthyReplicas: 2, memoryPercent: 95, names: ['streams-behind'] },
      rollout: { strategy: 'linear', stepPercent: 25, testHeader: { name: 'x-next', value: '1' } },
    },
    embedder: {
      image,
      fleet: 'gpu',
      cpus: 2,
      memoryMiB: 8192,
      gpus: 1,
      rollout: 'recreate',
      ports: { grpc: { number: 9000, protocol: 'grpc' } },
      allow: ['ingest'],
    },
    collector: {
      image,
      fleet: 'gpu',
      cpus: 0.25,
      memoryMiB: 256,
      replicas: 'one-per-host',
      rollout: 'recreate',
    },
    captioner: {
      image,
      fleet: 'gpu',
      cpus: 2,
      memoryMiB: 8192,
      gpus: 1,
      replicas: 3,
      placement: {
        spread: ['host'],
        pack: false,
        constraints: [
          { maxPer: 'host', count: 1 },
          { groupBy: 'zone', values: 3 },
          { like: 'instance-type', pattern: 'g\\d.*' },
          { is: 'fleet', value: 'gpu' },
        ],
      },
      ports: { http: { number: 8080 } },
      routes: [{ gateway: 'web', path: '/caption/*' }],
      maxConcurrencyPerReplica: { requests: 2, image: { repository: 'mirror/target-control-agent', tag: '2025-12' } },
    },
  },
};

/** Environments that use what those of the example do not, each with a system that needs it. */
export const variants: readonly { readonly environment: EnvironmentInput; readonly systems: readonly SystemInput[] }[] =
  [
    { environment: closed, systems: [vision] },
    { environment: open, systems: [streams] },
  ];
