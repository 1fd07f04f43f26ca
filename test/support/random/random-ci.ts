import type { EnvironmentInput } from '../../../src/spec/environment';
import type { Draw } from './draw';

type Ci = NonNullable<NonNullable<EnvironmentInput['accountSettings']>['ci']>;

/** Any CI: it deploys only where what it makes is bounded. */
export function randomCi(draw: Draw, bounds: EnvironmentInput['iam']): Ci {
  const isBounded = bounds?.permissionsBoundaryArn !== undefined && (bounds.path ?? '/') !== '/';
  const host = draw.chance(0.5) ? GITHUB : GITLAB;
  return {
    ...(host === GITHUB
      ? { kind: 'github' as const, repository: draw.one('example/platform', 'example@12/ml.platform_2@345') }
      : {
          kind: 'gitlab' as const,
          project: draw.one('example/platform', 'example/teams/ml-platform'),
          ...(draw.chance(0.6) && { url: 'https://gitlab.example.com:8443' }),
        }),
    ...draw.some<Pick<Ci, 'plan' | 'permissionsBoundaryArn' | 'parameters' | 'clientSecrets'>>({
      plan: () => draw.subset(host.proposes, 1),
      permissionsBoundaryArn: () => 'arn:aws:iam::123456789012:policy/ci/bounds',
      parameters: () => draw.list(1, 2, (i) => draw.one(`/delivery/app-${i}`, `app-${i}`)),
      clientSecrets: () =>
        draw.subset(['ads/login', 'arn:aws:secretsmanager:us-east-1:123456789012:secret:login-AbCdEf']),
    }),
    ...(isBounded && { deploy: draw.subset(host.deploys, 1) }),
  };
}

const GITHUB = {
  proposes: ['pull_request', 'ref:refs/heads/main', 'environment:try out'],
  deploys: ['environment:production', 'ref:refs/heads/release/*', 'ref:refs/tags/v?'],
};
const GITLAB = {
  proposes: ['ref_type:branch:ref:main', 'ref_type:branch:ref:try-*'],
  deploys: ['ref_type:branch:ref:main', 'ref_type:tag:ref:v*'],
};
