/** The AWS partition of a region (AWS General Reference, "Partitions", 2026-11). */
export function partitionOf(region: string): 'aws' | 'aws-cn' | 'aws-us-gov' {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** The domain of the AWS services of a region's partition. */
export function domainOf(region: string): string {
  return partitionOf(region) === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
}

/** Where the console of a region's partition is, after the region (AWS General Reference and the user guides of the partitions, 2026-11). */
export function consoleOf(region: string): string {
  const hosts = {
    aws: 'console.aws.amazon.com',
    'aws-cn': 'console.amazonaws.cn',
    'aws-us-gov': 'console.amazonaws-us-gov.com',
  };
  return hosts[partitionOf(region)];
}

/** Where ARNs are made for: an account in a region. Both may be late-bound. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** `arn:<partition>:<service>:<region>:<account>:<resource>`. */
export function arn(place: Place, service: string, resource: string): string {
  return `arn:${partitionOf(place.region)}:${service}:${place.region}:${place.account}:${resource}`;
}
