import { renderProblem } from '../../../src/errors';
import { checkSystemTeam, checkTeamAccess } from '../../../src/rules/check-teams';
import type { TeamTrust } from '../../../src/spec/team';

const lines = (trust: TeamTrust[], name = 'ads') => checkTeamAccess({ [name]: { trust } }).map(renderProblem);
const principal = (arn: string) => lines([{ kind: 'principal', arn }]);
const subjects = (...subjects: string[]) =>
  lines([{ kind: 'oidc', url: 'https://login.example.com', audience: 'ml', subjects }]);

describe('a team', () => {
  it('has a way into its role', () => {
    expect(lines([{ kind: 'sso', permissionSet: 'DataScientist' }])).toEqual([]);
    expect(lines([])).toEqual([
      "teams.ads.trust is empty, and so nobody can take the role; name who is in it, as [{ kind: 'sso', permissionSet: 'data-science' }] [TeamWithoutTrust]",
    ]);
  });

  it('is called as other things are', () => {
    expect(lines([{ kind: 'saml', provider: 'Corporate' }], 'Ads')).toEqual([
      "teams.Ads is 'Ads', and a name has lower-case letters, digits and hyphens only; use 'ads' [InvalidName]",
    ]);
  });

  it.each(['*', '123456789012', 'arn:aws:iam::123456789012:root', 'arn:aws:iam::123456789012:role/*'])(
    'lets in no more than a role or a user: %s',
    (arn) => {
      expect(principal(arn)).toEqual([
        `teams.ads.trust.0.arn is '${arn}', which lets in more than a team; name a role or a user, as 'arn:aws:iam::123456789012:role/data-science' [OpenTrust]`,
      ]);
    },
  );

  it('lets in what is a role or a user', () => {
    expect(principal('arn:aws-cn:iam::123456789012:user/path/anna')).toEqual([]);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform reads it
    expect(principal('${aws_iam_role.people.arn}')).toEqual([]);
    expect(principal('arn:aws:sns:us-east-1:123456789012:people')).toEqual([
      "teams.ads.trust.0.arn is 'arn:aws:sns:us-east-1:123456789012:people', which is not the ARN of a role or user; name a role or a user, as 'arn:aws:iam::123456789012:role/data-science' [InvalidArn]",
    ]);
  });

  it('names whom of an issuer it lets in', () => {
    expect(subjects('group:ads:*', 'anna')).toEqual([]);
    expect(subjects('anna', '*', '?*')).toEqual([
      "teams.ads.trust.0.subjects.1 is '*', which lets in more than a team; name a group or person of the issuer [OpenTrust]",
      "teams.ads.trust.0.subjects.2 is '?*', which lets in more than a team; name a group or person of the issuer [OpenTrust]",
    ]);
  });
});

describe('the team of a system', () => {
  it('is one of the environment, or none', () => {
    expect(checkSystemTeam(undefined, [])).toEqual([]);
    expect(checkSystemTeam('ads', ['ads'])).toEqual([]);
    expect(checkSystemTeam('add', ['ads', 'search']).map(renderProblem)).toEqual([
      "team is 'add', which is not a team of this environment; did you mean 'ads'? [UnknownTeam]",
    ]);
    expect(checkSystemTeam('ads', []).map(renderProblem)).toEqual([
      "team is 'ads', which is not a team of this environment; there is no team of this environment yet; add one first [UnknownTeam]",
    ]);
  });
});
