import type { EnvironmentInput } from '../../../src/spec/environment';
import type { Draw } from './draw';
import { label } from './label';

type Teams = NonNullable<EnvironmentInput['teams']>;
type Trust = Teams[string]['trust'][number];

/** Up to three teams, each with every way in or some of them. */
export function randomTeams(draw: Draw): Teams {
  return Object.fromEntries(draw.list(1, 3, (i) => [label(draw, 'team', i), { trust: randomTrust(draw) }]));
}

function randomTrust(draw: Draw): Trust[] {
  const ways: readonly Trust[] = [
    { kind: 'sso', permissionSet: draw.one('DataScientist', 'Data+Science=a,b@c.d-e') },
    { kind: 'saml', provider: draw.one('Corporate', 'corp_2.0-eu') },
    {
      kind: 'oidc',
      url: draw.one('https://login.example.com', 'https://login.example.com/realms/ml/'),
      audience: 'stowage',
      subjects: draw.subset(['group:ads:*', 'anna', 'group:x?'], 1),
    },
    {
      kind: 'principal',
      arn: draw.one('arn:aws:iam::123456789012:role/a/data-science', 'arn:aws:iam::210987654321:user/anna'),
    },
  ];
  return draw.subset(ways, 1);
}
