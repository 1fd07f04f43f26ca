import { awsAction } from './aws-action';

const request = (headers: Record<string, string>, body = '', path = '/') =>
  awsAction({ method: 'POST', path, headers, body: Buffer.from(body) });
const authorization = 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/application-autoscaling/aws4_request';

describe('awsAction', () => {
  test('reads the service off the signature and the operation off the JSON target', () => {
    const headers = { authorization, 'x-amz-target': 'AnyScaleFrontendService.TagResource' };
    expect(request(headers)).toEqual({ service: 'application-autoscaling', action: 'TagResource' });
  });

  test('reads the operation of the query protocol off the form', () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    expect(request(headers, 'Version=1&Action=DescribeVpcs')).toEqual({ service: '', action: 'DescribeVpcs' });
  });

  test('names a REST operation by method and path', () => {
    expect(request({ authorization }, '', '/bucket?policy').action).toBe('POST /bucket?policy');
  });

  test('names what is done to a Lambda function, whichever it is', () => {
    const lambda = { authorization: authorization.replace('application-autoscaling', 'lambda') };
    expect(request(lambda, '', '/2015-03-31/functions').action).toBe('CreateFunction');
    const read = awsAction({ method: 'GET', path: '/2015-03-31/functions/f', headers: lambda, body: Buffer.from('') });
    expect(read).toEqual({ service: 'lambda', action: 'GetFunction' });
  });
});
