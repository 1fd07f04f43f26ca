import { queueNames } from '../../../src/naming/queue-names';

const site = { name: 'dev', account: '123456789012', region: 'us-east-1' };

describe('the names of a queue', () => {
  it('follow from where it is', () => {
    expect(queueNames(site, 'ads', 'forecasts', { fifo: false })).toEqual({
      name: 'dev-ads-forecasts',
      arn: 'arn:aws:sqs:us-east-1:123456789012:dev-ads-forecasts',
      url: 'https://sqs.us-east-1.amazonaws.com/123456789012/dev-ads-forecasts',
      deadLetters: {
        name: 'dev--ads--forecasts--dead-letters',
        arn: 'arn:aws:sqs:us-east-1:123456789012:dev--ads--forecasts--dead-letters',
      },
    });
  });

  it('end in .fifo where order is kept, those of its dead letters too', () => {
    const { name, deadLetters } = queueNames(site, 'ads', 'forecasts', { fifo: true });
    expect([name, deadLetters.name]).toEqual(['dev-ads-forecasts.fifo', 'dev--ads--forecasts--dead-letters.fifo']);
  });

  it('have the partition and the domain of China', () => {
    const { arn, url } = queueNames({ ...site, region: 'cn-north-1' }, 'ads', 'x', { fifo: false });
    expect(arn).toBe('arn:aws-cn:sqs:cn-north-1:123456789012:dev-ads-x');
    expect(url).toBe('https://sqs.cn-north-1.amazonaws.com.cn/123456789012/dev-ads-x');
  });
});
