import fc from 'fast-check';
import { teamTrust } from '../../../src/identity/team-trust';
import { type TeamTrust, teamTrustSpec } from '../../../src/spec/team';
import { isAllowed, type WrittenStatement } from '../../support/iam';

const HOME = { account: '123456789012', region: 'us-east-1' };
const SSO = 'arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com';

/** Whether somebody with this ARN, whom the account lets ask, may take the role. */
function lets(trust: TeamTrust, context: Record<string, string>, place = HOME): boolean {
  const { Statement } = teamTrust([trust], place) as { Statement: (WrittenStatement & { Action: string })[] };
  const statements = Statement.map((statement) => ({ ...statement, Resource: '*' }));
  return isAllowed(statements, { action: Statement[0]?.Action ?? '', resource: 'role', context });
}

const name = fc.stringMatching(/^[\w+=,.@-]{1,32}$/);
const suffix = fc.stringMatching(/^[0-9a-f]{16}$/);

describe('the trust of a team', () => {
  it('lets in the roles of its own permission set, in any home region, and of no other', () => {
    fc.assert(
      fc.property(name, name, suffix, fc.constantFrom('', 'eu-west-1/'), (own, other, end, region) => {
        const role = (set: string) => ({ 'aws:PrincipalArn': `${SSO}/${region}AWSReservedSSO_${set}_${end}` });
        const trust: TeamTrust = { kind: 'sso', permissionSet: own };
        expect(lets(trust, role(own))).toBe(true);
        expect(lets(trust, role(other))).toBe(own === other);
        expect(lets(trust, role(`${own}_${other}`))).toBe(false);
      }),
    );
  });

  it('lets nobody in by a role that only looks like one of single sign-on', () => {
    const trust: TeamTrust = { kind: 'sso', permissionSet: 'Data' };
    const role = (path: string) => `arn:aws:iam::123456789012:role/${path}AWSReservedSSO_Data_0123456789abcdef`;
    const arns = [role(''), role('sso.amazonaws.com/'), `${SSO}/AWSReservedSSO_Data_0123456789abcdef0`];
    expect(arns.filter((arn) => lets(trust, { 'aws:PrincipalArn': arn }))).toEqual([]);
    expect(lets(trust, {})).toBe(false);
  });

  it('names the provider of SAML, whose answer is for this partition', () => {
    const trust: TeamTrust = { kind: 'saml', provider: 'Corporate' };
    expect(teamTrust([trust], HOME)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: 'arn:aws:iam::123456789012:saml-provider/Corporate' },
          Action: 'sts:AssumeRoleWithSAML',
          Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
        },
      ],
    });
    expect(lets(trust, { 'SAML:aud': 'https://signin.amazonaws.cn/saml' }, { ...HOME, region: 'cn-north-1' })).toBe(
      true,
    );
  });

  it('lets in who an issuer names, for the client that is said', () => {
    const trust: TeamTrust = {
      kind: 'oidc',
      url: 'https://login.example.com/ml/',
      audience: 'stowage',
      subjects: ['group:ads:*'],
    };
    const token = (aud: string, sub: string) => ({ 'login.example.com/ml:aud': aud, 'login.example.com/ml:sub': sub });
    expect(lets(trust, token('stowage', 'group:ads:anna'))).toBe(true);
    expect(lets(trust, token('other', 'group:ads:anna'))).toBe(false);
    expect(lets(trust, token('stowage', 'group:adserver:anna'))).toBe(false);
    expect(lets(trust, {})).toBe(false);
  });

  it('names roles and users whole, and is one entry for each way in', () => {
    const arn = 'arn:aws:iam::210987654321:role/data-science';
    expect(teamTrust([{ kind: 'principal', arn }], HOME)).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: arn }, Action: 'sts:AssumeRole' }],
    });
  });

  it.each(['*', 'Data*', 'Data?', '', 'a b'])('takes no pattern for a permission set: %j', (permissionSet) => {
    expect(teamTrustSpec.safeParse({ kind: 'sso', permissionSet }).success).toBe(false);
  });
});
