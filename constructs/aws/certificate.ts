import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate';
import { AcmCertificateValidation } from '@cdktf/provider-aws/lib/acm-certificate-validation';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { Construct } from 'constructs';

/** A certificate for a domain and every name one label below it, proved by a DNS record that also renews it. */
export class Certificate extends Construct {
  /** Known only once the certificate is valid. */
  readonly arn: string;
  readonly certificate: AcmCertificate;

  constructor(
    scope: Construct,
    id: string,
    { domain }: { readonly domain: { readonly zoneId: string; readonly name: string } },
  ) {
    super(scope, id);
    this.certificate = new AcmCertificate(this, 'Certificate', {
      domainName: domain.name,
      subjectAlternativeNames: [`*.${domain.name}`],
      validationMethod: 'DNS',
      lifecycle: { createBeforeDestroy: true },
    });
    // A name and its wildcard are proved by one and the same record.
    const proof = this.certificate.domainValidationOptions.get(0);
    const record = new Route53Record(this, 'Proof', {
      zoneId: domain.zoneId,
      name: proof.resourceRecordName,
      type: proof.resourceRecordType,
      records: [proof.resourceRecordValue],
      ttl: 300,
      allowOverwrite: true,
    });
    const validation = new AcmCertificateValidation(this, 'Validation', {
      certificateArn: this.certificate.arn,
      validationRecordFqdns: [record.fqdn],
    });
    this.arn = validation.certificateArn;
  }
}
