import { secretVariable } from '../../../src/local/secret-variable';

describe('the variable of a secret on a laptop', () => {
  it.each([
    [{ secretsManager: 'ads/exchange', key: 'signing' }, 'SECRET_ADS_EXCHANGE_SIGNING'],
    [{ secretsManager: 'ads/exchange' }, 'SECRET_ADS_EXCHANGE'],
    [{ parameter: '/ads/bidder/token' }, 'SECRET_ADS_BIDDER_TOKEN'],
    [{ secretsManager: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:ads/exchange' }, 'SECRET_ADS_EXCHANGE'],
    [{ parameter: 'arn:aws:ssm:eu-central-1:111122223333:parameter/ads/token' }, 'SECRET_ADS_TOKEN'],
    [{ secretsManager: 'home' }, 'SECRET_HOME'],
    [{ parameter: '/1/x' }, 'SECRET_1_X'],
  ])('is what it is called, as a shell can say it: %j', (secret, variable) => {
    expect(secretVariable(secret)).toBe(variable);
  });
});
