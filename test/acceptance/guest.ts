import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformOutput, TerraformStack } from 'cdktf';
import { AwsPlatform, MlService } from '../../constructs/aws';
import { PlatformApp } from '../../constructs/terraform/platform-app';
import type { Contract } from '../../src/spec/contract';
import type { SystemContract } from '../../src/spec/system-contract';
import { DOMAIN } from './trial-environment';

/** Where the guest says what its groups are. */
export const GUEST_SERVICES = { stack: 'guest-labelling', output: 'services' } as const;

/**
 * An app of another team, with a state of its own: it knows a platform by its contract alone, and one service of a system by what that
 * system publishes. It adds a route on the shared gateway, an edge of its own, and an edge to that service.
 * @param contract as the SSM parameter holds it.
 */
export function guestApp(outdir: string, contract: Contract, ads: SystemContract): PlatformApp {
  const app = new PlatformApp({ outdir });
  const stack = new TerraformStack(app, GUEST_SERVICES.stack);
  new AwsProvider(stack, 'Aws', { region: contract.site.region, allowedAccountIds: [contract.site.account] });
  const platform = AwsPlatform.fromContract(stack, contract, { app: 'guest' });
  const shared = { platform, system: 'labelling', cpus: 0.5, memoryMiB: 512 };
  const api = new MlService(stack, 'Api', {
    ...shared,
    name: 'api',
    image: { repository: 'labelling/api', tag: '1.0.0' },
    ports: { http: { number: 8080 } },
    routes: [{ gateway: 'public', host: `labels.${DOMAIN}`, public: { why: 'labels are published' } }],
  });
  const store = new MlService(stack, 'Store', {
    ...shared,
    name: 'store',
    image: { repository: 'labelling/store', tag: '1.0.0' },
    ports: { http: { number: 8080 } },
  });
  store.connections.allowFrom(api, 'labels are kept');
  const predictor = MlService.fromContract(stack, 'Predictor', ads, 'ctr-predictor');
  predictor.connections.allowFrom(api, 'labels are checked against predictions');
  const groupOf = ({ connections, spec }: MlService) => ({
    securityGroupId: connections.securityGroupId,
    ports: spec.ports,
  });
  new TerraformOutput(stack, GUEST_SERVICES.output, { value: { api: groupOf(api), store: groupOf(store) } });
  return app;
}

/** The rules that the guest adds to those of the platform, in the words of `expectedRules`. */
export const GUEST_RULES = [
  'labelling/api in 8080 from gateway public: gateway public routes to api',
  'gateway public out 8080 to labelling/api: gateway public routes to api',
  'labelling/store in 8080 from labelling/api: labels are kept',
  'labelling/api out 8080 to labelling/store: labels are kept',
  'ads/ctr-predictor in 8080 from labelling/api: labels are checked against predictions',
  'labelling/api out 8080 to ads/ctr-predictor: labels are checked against predictions',
];
