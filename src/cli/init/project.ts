/** Packages of a new project, and the versions that this one is tried with. */
export interface Versions {
  readonly stowage: string;
  readonly cdktf: string;
  readonly constructs: string;
  readonly providerAws: string;
  readonly tsx: string;
  readonly typescript: string;
  readonly typesNode: string;
}

const SYSTEMS = `import type { SystemInput } from 'stowage/spec';

/** A frontend that answers the network, and a ranker that only the frontend may call. */
const search: SystemInput = {
  name: 'search',
  services: {
    frontend: {
      image: 'public.ecr.aws/nginx/nginx:1.27.5',
      cpus: 0.5,
      memoryMiB: 512,
      user: '101:101',
      writable: ['/var/cache/nginx', '/var/run'],
      ports: { http: { number: 80 } },
      health: { readiness: { path: '/' } },
      routes: [{ gateway: 'internal', path: '/*' }],
    },
    ranker: {
      image: 'public.ecr.aws/nginx/nginx:1.27.5',
      cpus: 1,
      memoryMiB: 1024,
      user: '101:101',
      writable: ['/var/cache/nginx', '/var/run'],
      ports: { http: { number: 80 } },
      allow: ['frontend'],
    },
  },
};

/** The systems of this project. */
export const systems: readonly SystemInput[] = [search];
`;

const ENVIRONMENTS = `import type { EnvironmentInput } from 'stowage/spec';

/** For trying out: small, unprotected, its state in a file. Put in your own account, region and zones. */
const dev: EnvironmentInput = {
  name: 'dev',
  account: '123456789012',
  region: 'eu-central-1',
  zones: ['eu-central-1a', 'eu-central-1b'],
  protect: false,
  backend: { kind: 'local' },
  network: { cidr: '10.40.0.0/16', nat: 'single' },
  fleets: {
    general: {
      instanceTypes: ['m6i.large', 'm5.large'],
      amiRelease: 'al2023-ami-ecs-hvm-2023.0.20251108-kernel-6.1-x86_64',
      maxHosts: 6,
    },
  },
  gateways: {
    internal: { kind: 'application', plainHttp: { why: 'inside the network only, while this is tried out' } },
  },
};

/** The environments of this project, by name. */
export const environments = { dev } as const;
`;

const MAIN = `import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { LocalBackend, TerraformStack } from 'cdktf';
import { aws, PlatformApp } from 'stowage';
import { edgesInto, parseSystem, resolveEnvironment } from 'stowage/spec';
import { environments } from './environments';
import { systems } from './systems';

// One stack with all of an environment. As it grows, give the foundation and each system a stack of their own, which attach by its contract.
const environment = resolveEnvironment(environments.dev);
const app = new PlatformApp();
const stack = new TerraformStack(app, environment.name);
new AwsProvider(stack, 'Aws', { region: environment.region, allowedAccountIds: [environment.account] });
new LocalBackend(stack, { path: \`\${__dirname}/terraform.\${environment.name}.tfstate\` });

const { contract } = new aws.Foundation(stack, 'Foundation', { environment });
const platform = aws.AwsPlatform.fromContract(stack, contract);

for (const input of systems) {
  const system = parseSystem(input, environment.name);
  const services = new Map(
    Object.entries(system.services).map(([name, spec]) => {
      const service = new aws.MlService(stack, \`\${name}-\${system.name}\`, { platform, system: system.name, name, ...spec });
      return [name, service] as const;
    }),
  );
  for (const { callee, caller, why, ports } of edgesInto(system))
    services.get(callee.service)?.connections.allowFrom(services.get(caller.service) as aws.MlService, why, ports);
}

app.synth();
// What rules of security find is refused here, whatever an override did; 'npm run security' tells more.
app.checkSecurity({ today: new Date().toISOString().slice(0, 10) });
`;

const TSCONFIG = {
  compilerOptions: {
    target: 'ES2022',
    module: 'node16',
    moduleResolution: 'node16',
    strict: true,
    noEmit: true,
    types: ['node'],
    skipLibCheck: true,
  },
  include: ['*.ts'],
};

const README = `# A platform

    npm install
    npx tsc && npm run synth          # Terraform of environment dev, in cdktf.out/stacks/dev
    npm run explain                   # who may call whom, hosts, cost
    npm run laptop                    # the same systems on this machine, with Docker
    cd cdktf.out/stacks/dev && terraform init && terraform plan

Put your account, region and zones into environments.ts, and your services into systems.ts.
`;

/** The files of a new project, by path: one environment, one system, and the app that makes Terraform of them. */
export function newProject(name: string, versions: Versions): Record<string, string> {
  const json = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;
  const stowage = 'tsx node_modules/stowage/lib/src/cli/main.js';
  return {
    'package.json': json({
      name,
      private: true,
      scripts: {
        synth: 'tsx main.ts',
        explain: `${stowage} explain --environments environments.ts --systems systems.ts`,
        laptop: `${stowage} compose --systems systems.ts`,
        security: `${stowage} security`,
      },
      dependencies: {
        '@cdktf/provider-aws': versions.providerAws,
        cdktf: versions.cdktf,
        constructs: versions.constructs,
        stowage: versions.stowage,
      },
      devDependencies: { '@types/node': versions.typesNode, tsx: versions.tsx, typescript: versions.typescript },
    }),
    'cdktf.json': json({ language: 'typescript', app: 'npx tsx main.ts', projectId: name, sendCrashReports: 'false' }),
    'tsconfig.json': json(TSCONFIG),
    '.gitignore': 'node_modules\ncdktf.out/\n.stowage/\n*.tfstate*\n.terraform/\n',
    'environments.ts': ENVIRONMENTS,
    'systems.ts': SYSTEMS,
    'main.ts': MAIN,
    'README.md': README,
  };
}
