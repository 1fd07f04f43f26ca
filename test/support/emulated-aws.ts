import { readXml, type XmlElement } from './xml';

/** The API version of each service of the query protocol, by signing name. */
const VERSIONS = {
  autoscaling: '2011-01-01',
  ec2: '2016-11-15',
  elasticloadbalancing: '2015-12-01',
  iam: '2010-05-08',
} as const;

export type QueryService = keyof typeof VERSIONS;

/**
 * Calls an emulator as an SDK would, without its weight: nothing checks the signature there, only the service that it names is read.
 * Every call throws when it is not answered with success. Lists are not paged: the emulator answers whole.
 */
export class EmulatedAws {
  constructor(
    readonly url: string,
    readonly region = 'us-east-1',
  ) {}

  /** An operation of the query protocol: `query('ec2', 'DescribeVpcs')`. */
  async query(
    service: QueryService,
    action: string,
    parameters: Readonly<Record<string, string>> = {},
  ): Promise<XmlElement> {
    const body = new URLSearchParams({ Action: action, Version: VERSIONS[service], ...parameters });
    return readXml(await this.rest(service, 'POST', '/', body.toString(), FORM));
  }

  /** An operation of the JSON protocols: `json('ecs', 'AmazonEC2ContainerServiceV20141113.ListClusters')`. */
  async json<T = Record<string, never>>(service: string, target: string, body: object = {}): Promise<T> {
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
    return JSON.parse((await this.rest(service, 'POST', '/', JSON.stringify(body), headers)) || '{}') as T;
  }

  /** A request of the REST protocols; the reply's text. */
  async rest(
    service: string,
    method: string,
    path: string,
    body?: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    const scope = `Credential=test/20260101/${this.region}/${service}/aws4_request`;
    const authorization = `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=none`;
    const reply = await fetch(`${this.url}${path}`, {
      method,
      headers: { authorization, ...headers },
      ...(body !== undefined && { body }),
    });
    const text = await reply.text();
    if (reply.ok) return text;
    const what = headers['x-amz-target'] ?? /Action=\w+/.exec(body ?? '')?.[0] ?? `${method} ${path}`;
    throw new Error(`${service} ${what} answered ${reply.status}: ${text.slice(0, 500)}`);
  }
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
