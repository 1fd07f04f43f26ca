import type { Problem } from '../errors';
import type { CiSpec } from '../spec/ci';
import type { EnvironmentSpec } from '../spec/environment';
import { show } from '../spec/parse';
import { checkArn } from './check-arn';

const AT = 'accountSettings.ci';

/** What a part of a repository is, as its tokens say it: all but the first letters of a name may be a pattern. */
const PARTS: Readonly<Record<CiSpec['kind'], { readonly legal: RegExp; readonly example: string }>> = {
  github: {
    legal: /^(pull_request|ref:refs\/(heads|tags)\/[\w.@-][^\s:]*|environment:[\w.@-][^:]*)$/,
    example: "'environment:prod' or 'ref:refs/heads/main'",
  },
  gitlab: { legal: /^ref_type:(branch|tag):ref:[\w.@-][^\s:]*$/, example: "'ref_type:branch:ref:main'" },
};

/** CI whose roles anybody in the repository could take, or who deploys without bounds. */
export function checkCi({ accountSettings: { ci }, iam }: Pick<EnvironmentSpec, 'accountSettings' | 'iam'>): Problem[] {
  if (ci === undefined) return [];
  return [
    ...checkArn('policy', ci.permissionsBoundaryArn, `${AT}.permissionsBoundaryArn`),
    ...(ci.plan === undefined ? [] : checkParts(ci, ci.plan, `${AT}.plan`)),
    ...(ci.deploy === undefined ? [] : checkParts(ci, ci.deploy, `${AT}.deploy`)),
    ...(ci.deploy ?? []).flatMap((part, i) => (part === 'pull_request' ? [proposes(ci, `${AT}.deploy.${i}`)] : [])),
    ...(ci.deploy === undefined ? [] : unbounded(iam)),
  ];
}

function checkParts(ci: CiSpec, parts: readonly string[], field: string): Problem[] {
  const { legal, example } = PARTS[ci.kind];
  const fix = `say which part of it, as ${example}`;
  const code = 'TrustWithoutRef';
  if (parts.length === 0) return [{ code, field, problem: 'is empty, and no part of the repository is named', fix }];
  return parts.flatMap((part, i) =>
    legal.test(part)
      ? []
      : [
          {
            code,
            field: `${field}.${i}`,
            problem: `is ${show(part)}, which does not keep it to a branch, tag or environment`,
            fix,
          },
        ],
  );
}

/** Whoever may open a pull request says what it runs. */
function proposes(ci: CiSpec, field: string): Problem {
  const problem = "is 'pull_request', and what it runs nobody has reviewed yet";
  return { code: 'TrustWithoutRef', field, problem, fix: `name what is reviewed, as ${PARTS[ci.kind].example}` };
}

/** What it makes has the boundary, and is under the path: both must be said. */
function unbounded({ path, permissionsBoundaryArn }: EnvironmentSpec['iam']): Problem[] {
  const at = { code: 'DeployWithoutBoundary', field: `${AT}.deploy` };
  const bound = {
    ...at,
    problem: 'needs `iam.permissionsBoundaryArn`, or CI makes roles without bounds',
    fix: 'name the policy that bounds every role',
  };
  const place = {
    ...at,
    problem: 'needs an `iam.path`, or CI changes any role of the account',
    fix: "use one for the platform, as '/ml-platform/'",
  };
  return [...(permissionsBoundaryArn === undefined ? [bound] : []), ...(path === '/' ? [place] : [])];
}
