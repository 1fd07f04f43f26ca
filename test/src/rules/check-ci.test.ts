import { renderProblem } from '../../../src/errors';
import { checkCi } from '../../../src/rules/check-ci';
import { accountSettingsSpec } from '../../../src/spec/account-settings';
import { ciSpec } from '../../../src/spec/ci';
import { iamSpec } from '../../../src/spec/site';

const BOUNDS = { path: '/ml/', permissionsBoundaryArn: 'arn:aws:iam::123456789012:policy/bounds' };
const github = { kind: 'github', repository: 'example/platform' };
const gitlab = { kind: 'gitlab', project: 'example/platform' };
const lines = (ci: object | undefined, iam: object = BOUNDS) =>
  checkCi({ accountSettings: accountSettingsSpec.parse({ ci }), iam: iamSpec.parse(iam) }).map(renderProblem);

describe('CI', () => {
  it('is nothing where it is not said', () => {
    expect(lines(undefined, {})).toEqual([]);
    expect(lines(github, {})).toEqual([]);
  });

  it.each([
    [github, 'environment:prod'],
    [github, 'ref:refs/heads/main'],
    [github, 'ref:refs/heads/release/*'],
    [github, 'ref:refs/tags/v1.?'],
    [gitlab, 'ref_type:branch:ref:main'],
    [gitlab, 'ref_type:tag:ref:v*'],
  ])('of %j may deploy from %s', (ci, part) => {
    expect(lines({ ...ci, plan: [part], deploy: [part] })).toEqual([]);
  });

  it.each([
    [github, '*'],
    [github, '?'],
    [github, 'ref:*'],
    [github, 'ref:refs/heads/*'],
    [github, 'ref:refs/*/main'],
    [github, 'environment:*'],
    [github, 'environment:?*'],
    [github, 'pull_request*'],
    [github, 'pull_*'],
    [github, 'main'],
    [gitlab, 'ref_type:branch:ref:*'],
    [gitlab, 'ref_type:*'],
    [gitlab, '*'],
  ])('of %j may not even plan from %s', (ci, part) => {
    const example = ci === github ? "'environment:prod' or 'ref:refs/heads/main'" : "'ref_type:branch:ref:main'";
    expect(lines({ ...ci, plan: [part] })).toEqual([
      `accountSettings.ci.plan.0 is '${part}', which does not keep it to a branch, tag or environment; say which part of it, as ${example} [TrustWithoutRef]`,
    ]);
  });

  it('plans pull requests, and never deploys them', () => {
    expect(lines({ ...github, plan: ['pull_request'] })).toEqual([]);
    expect(lines({ ...github, deploy: ['environment:prod', 'pull_request'] })).toEqual([
      "accountSettings.ci.deploy.1 is 'pull_request', and what it runs nobody has reviewed yet; name what is reviewed, as 'environment:prod' or 'ref:refs/heads/main' [TrustWithoutRef]",
    ]);
  });

  it('names some part of its repository', () => {
    const says =
      "is empty, and no part of the repository is named; say which part of it, as 'environment:prod' or 'ref:refs/heads/main' [TrustWithoutRef]";
    expect(lines({ ...github, plan: [], deploy: [] })).toEqual([
      `accountSettings.ci.plan ${says}`,
      `accountSettings.ci.deploy ${says}`,
    ]);
  });

  it('deploys only what is bounded, and in a place of its own', () => {
    const deploying = { ...github, deploy: ['environment:prod'] };
    expect(lines(deploying, { path: '/ml/' })).toEqual([
      'accountSettings.ci.deploy needs `iam.permissionsBoundaryArn`, or CI makes roles without bounds; name the policy that bounds every role [DeployWithoutBoundary]',
    ]);
    expect(lines(deploying, { ...BOUNDS, path: '/' })).toEqual([
      "accountSettings.ci.deploy needs an `iam.path`, or CI changes any role of the account; use one for the platform, as '/ml-platform/' [DeployWithoutBoundary]",
    ]);
    expect(lines(deploying, {})).toHaveLength(2);
  });

  it('has a boundary of its own that is a policy', () => {
    expect(lines({ ...github, permissionsBoundaryArn: 'bounds' })).toEqual([
      "accountSettings.ci.permissionsBoundaryArn is 'bounds', which is not the ARN of a policy; use one such as 'arn:aws:iam::123456789012:policy/bounds' [InvalidArn]",
    ]);
  });

  it.each(['example', 'example/*', 'example/a:ref', '*/platform', 'example@1/platform', 'example/platform@2'])(
    'is of one repository: not %s',
    (repository) => {
      expect(ciSpec.safeParse({ kind: 'github', repository }).success).toBe(false);
    },
  );
});
