import type { Problem } from '../errors';
import { checkName } from '../naming/names';
import { show } from '../spec/parse';
import type { TeamAccess, TeamTrust } from '../spec/team';
import { unknownName } from './unknown-name';

/** Teams into whose role nobody can come, or everybody. */
export function checkTeamAccess(teams: Readonly<Record<string, TeamAccess>>): Problem[] {
  return Object.keys(teams)
    .sort()
    .flatMap((name) => {
      const { trust } = teams[name] as TeamAccess;
      const field = `teams.${name}`;
      return [
        ...checkName('team', name, field),
        ...(trust.length > 0 ? [] : [nobody(`${field}.trust`)]),
        ...trust.flatMap((one, i) => checkTrust(one, `${field}.trust.${i}`)),
      ];
    });
}

function nobody(field: string): Problem {
  const fix = "name who is in it, as [{ kind: 'sso', permissionSet: 'data-science' }]";
  return { code: 'TeamWithoutTrust', field, problem: 'is empty, and so nobody can take the role', fix };
}

function checkTrust(trust: TeamTrust, field: string): Problem[] {
  if (trust.kind === 'principal') return checkPrincipal(trust.arn, `${field}.arn`);
  if (trust.kind !== 'oidc') return [];
  return trust.subjects.flatMap((subject, i) =>
    /^[*?]+$/.test(subject) ? [open(`${field}.subjects.${i}`, subject, 'name a group or person of the issuer')] : [],
  );
}

/** A role or a user. IAM takes an account for all who are in it, and '*' for everybody. */
function checkPrincipal(arn: string, field: string): Problem[] {
  if (arn.includes('${') || /^arn:aws(-[a-z]+)*:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/.test(arn)) return [];
  const fix = "name a role or a user, as 'arn:aws:iam::123456789012:role/data-science'";
  return /\*|^\d{12}$|:root$/.test(arn)
    ? [open(field, arn, fix)]
    : [{ code: 'InvalidArn', field, problem: `is ${show(arn)}, which is not the ARN of a role or user`, fix }];
}

function open(field: string, value: string, fix: string): Problem {
  return { code: 'OpenTrust', field, problem: `is ${show(value)}, which lets in more than a team`, fix };
}

/** A system of a team that the environment does not have. */
export function checkSystemTeam(team: string | undefined, teams: readonly string[]): Problem[] {
  if (team === undefined || teams.includes(team)) return [];
  return [unknownName('UnknownTeam', 'team', 'team of this environment', team, teams)];
}
