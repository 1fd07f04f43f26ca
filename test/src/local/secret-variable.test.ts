import { secretVariable } from '../../../src/local/secret-variable';

describe('the variable of a secret on a laptop', () => {
  it.each([
    [{ secretsManager: 'ads/exchange', key: 'signing' }, 'ADS_EXCHANGE_SIGNING'],
    [{ secretsManager: 'ads/exchange' }, 'ADS_EXCHANGE'],
    [{ parameter: '/ads/bidder/token' }, 'ADS_BIDDER_TOKEN'],
    [{ secretsManager: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:ads/exchange' }, 'ADS_EXCHANGE'],
    [{ parameter: 'arn:aws:ssm:eu-central-1:111122223333:parameter/ads/token' }, 'ADS_TOKEN'],
    [{ parameter: '/1/x' }, '_1_X'],
  ])('is what it is called, as a shell can say it: %j', (secret, variable) => {
    expect(secretVariable(secret)).toBe(variable);
  });
});
