/** What a rule is called by those who check the same. */
export interface Scanners {
  readonly checkov?: readonly string[];
  readonly trivy?: readonly string[];
  /** Rules of AwsSolutions. */
  readonly cdkNag?: readonly string[];
  /** Controls of AWS Foundational Security Best Practices, in Security Hub. */
  readonly fsbp?: readonly string[];
}

/** Where the ids are from, and when they were read. */
export const SCANNERS_SOURCE =
  'Checkov and Trivy checks of 2026-08, cdk-nag v3 of 2026-06, AWS Security Hub user guide (FSBP) of 2026-11';

/**
 * Rules by what others call them. An id stands where the rule asks for the same or for more; what ours finds beyond that is in
 * `test/src/security/false-results.test.ts`. A rule that is not here is checked by none of them.
 */
export const SCANNERS: Readonly<Record<string, Scanners>> = {
  'MLP-NET-1': {
    checkov: ['CKV_AWS_24', 'CKV_AWS_25', 'CKV_AWS_260', 'CKV_AWS_277'],
    trivy: ['AWS-0107'],
    cdkNag: ['AwsSolutions-EC23'],
    fsbp: ['EC2.13', 'EC2.14', 'EC2.18', 'EC2.19'],
  },
  'MLP-NET-3': { checkov: ['CKV2_AWS_12'], trivy: ['AWS-0173'], fsbp: ['EC2.2'] },
  'MLP-NET-4': { checkov: ['CKV_AWS_382'], trivy: ['AWS-0104'] },
  'MLP-NET-5': { checkov: ['CKV_AWS_23'], trivy: ['AWS-0099', 'AWS-0124'], cdkNag: ['AwsSolutions-EC27'] },
  'MLP-NET-6': {
    checkov: ['CKV_AWS_88', 'CKV_AWS_130', 'CKV_AWS_333'],
    trivy: ['AWS-0164'],
    fsbp: ['EC2.15', 'EC2.25', 'ECS.2'],
  },
  'MLP-NET-7': { checkov: ['CKV2_AWS_11'], trivy: ['AWS-0178'], cdkNag: ['AwsSolutions-VPC7'], fsbp: ['EC2.6'] },
  'MLP-HOST-1': { checkov: ['CKV_AWS_79'], trivy: ['AWS-0130'], fsbp: ['AutoScaling.3', 'EC2.8'] },
  'MLP-HOST-2': { checkov: ['CKV_AWS_341'], fsbp: ['AutoScaling.4'] },
  'MLP-HOST-4': { checkov: ['CKV_AWS_46'], trivy: ['AWS-0029', 'AWS-0129'] },
  'MLP-HOST-6': { cdkNag: ['AwsSolutions-EC28'] },
  'MLP-HOST-7': { checkov: ['CKV_AWS_315'], fsbp: ['AutoScaling.9'] },
  'MLP-CON-1': { checkov: ['CKV_AWS_334', 'CKV_AWS_210'], fsbp: ['ECS.4'] },
  'MLP-CON-2': { checkov: ['CKV_AWS_335'], fsbp: ['ECS.1', 'ECS.3', 'ECS.17'] },
  'MLP-CON-3': { checkov: ['CKV_AWS_336'], fsbp: ['ECS.5'] },
  'MLP-CON-6': { cdkNag: ['AwsSolutions-ECS7'], fsbp: ['ECS.9'] },
  'MLP-CON-9': { trivy: ['AWS-0036'], cdkNag: ['AwsSolutions-ECS2'], fsbp: ['ECS.8'] },
  'MLP-CON-10': { checkov: ['CKV_AWS_97'], trivy: ['AWS-0035'] },
  'MLP-CON-11': { checkov: ['CKV_AWS_249'] },
  'MLP-SEC-1': { checkov: ['CKV_AWS_45', 'CKV2_AWS_34'] },
  'MLP-IAM-1': {
    checkov: ['CKV_AWS_62', 'CKV_AWS_63', 'CKV2_AWS_40'],
    trivy: ['AWS-0345'],
    cdkNag: ['AwsSolutions-IAM5'],
    fsbp: ['IAM.1', 'IAM.21'],
  },
  'MLP-IAM-2': {
    checkov: ['CKV_AWS_287', 'CKV_AWS_288', 'CKV_AWS_289', 'CKV_AWS_290', 'CKV_AWS_355'],
    cdkNag: ['AwsSolutions-IAM5'],
    fsbp: ['KMS.1', 'KMS.2'],
  },
  'MLP-IAM-3': { checkov: ['CKV_AWS_286'], trivy: ['AWS-0342'] },
  'MLP-IAM-4': { checkov: ['CKV_AWS_60', 'CKV_AWS_61', 'CKV_AWS_393'] },
  'MLP-IAM-5': { checkov: ['CKV_AWS_286'] },
  'MLP-IAM-6': { checkov: ['CKV_AWS_274', 'CKV2_AWS_56'], cdkNag: ['AwsSolutions-IAM4'] },
  'MLP-POL-1': {
    checkov: ['CKV_AWS_32', 'CKV_AWS_33', 'CKV_AWS_70', 'CKV_AWS_168', 'CKV_AWS_169', 'CKV_AWS_385', 'CKV_AWS_387'],
    trivy: ['AWS-0032', 'AWS-0097'],
    cdkNag: ['AwsSolutions-ECR1'],
    fsbp: ['KMS.5', 'SNS.4'],
  },
  'MLP-POL-3': { checkov: ['CKV_AWS_93'] },
  'MLP-DATA-1': { checkov: ['CKV_AWS_3'], trivy: ['AWS-0026'], cdkNag: ['AwsSolutions-EC26'], fsbp: ['EC2.3'] },
  'MLP-DATA-2': { checkov: ['CKV_AWS_42'], trivy: ['AWS-0037'], cdkNag: ['AwsSolutions-EFS1'], fsbp: ['EFS.1'] },
  'MLP-DATA-3': { checkov: ['CKV_AWS_190'] },
  'MLP-DATA-4': { checkov: ['CKV2_AWS_9', 'CKV2_AWS_18'], fsbp: ['EC2.28', 'EFS.2'] },
  'MLP-DATA-5': { checkov: ['CKV_AWS_329', 'CKV_AWS_330'], fsbp: ['EFS.3', 'EFS.4'] },
  'MLP-DATA-6': {
    checkov: ['CKV_AWS_183', 'CKV_AWS_253', 'CKV_AWS_254', 'CKV_AWS_255', 'CKV_AWS_256'],
    fsbp: ['EC2.1'],
  },
  'MLP-S3-1': {
    checkov: ['CKV_AWS_53', 'CKV_AWS_54', 'CKV_AWS_55', 'CKV_AWS_56', 'CKV2_AWS_6'],
    trivy: ['AWS-0086', 'AWS-0087', 'AWS-0091', 'AWS-0093', 'AWS-0094'],
    cdkNag: ['AwsSolutions-S2'],
    fsbp: ['S3.8'],
  },
  'MLP-S3-2': { checkov: ['CKV_AWS_19'] },
  'MLP-S3-3': { checkov: ['CKV_AWS_21'], trivy: ['AWS-0090'], fsbp: ['S3.14'] },
  'MLP-S3-4': { checkov: ['CKV2_AWS_61'], fsbp: ['S3.10', 'S3.13'] },
  'MLP-S3-5': { checkov: ['CKV2_AWS_65'], fsbp: ['S3.12'] },
  'MLP-S3-6': { cdkNag: ['AwsSolutions-S10'], fsbp: ['S3.5'] },
  'MLP-S3-7': { checkov: ['CKV_AWS_20', 'CKV_AWS_57'], trivy: ['AWS-0092'] },
  'MLP-KMS-1': { checkov: ['CKV_AWS_7'], trivy: ['AWS-0065'], cdkNag: ['AwsSolutions-KMS5'], fsbp: ['KMS.4'] },
  'MLP-KMS-2': { checkov: ['CKV2_AWS_64'] },
  'MLP-KMS-3': { fsbp: ['KMS.3'] },
  'MLP-LB-1': { trivy: ['AWS-0053'] },
  'MLP-LB-2': { checkov: ['CKV_AWS_2', 'CKV2_AWS_20'], trivy: ['AWS-0054'], fsbp: ['ELB.1'] },
  'MLP-LB-3': { checkov: ['CKV_AWS_103', 'CKV2_AWS_74'], trivy: ['AWS-0047'], fsbp: ['ELB.17'] },
  'MLP-LB-4': { checkov: ['CKV_AWS_131', 'CKV_AWS_328'], trivy: ['AWS-0052'], fsbp: ['ELB.4', 'ELB.12'] },
  'MLP-LB-5': { checkov: ['CKV_AWS_91'], cdkNag: ['AwsSolutions-ELB2'], fsbp: ['ELB.5'] },
  'MLP-LB-6': { checkov: ['CKV_AWS_150'], fsbp: ['ELB.6'] },
  'MLP-LB-7': { checkov: ['CKV_AWS_152'] },
  'MLP-LB-8': { fsbp: ['ELB.13'] },
  'MLP-LOG-1': { checkov: ['CKV_AWS_66'] },
  'MLP-LOG-2': { checkov: ['CKV_AWS_158'], trivy: ['AWS-0017'] },
  'MLP-LOG-3': { checkov: ['CKV_AWS_65'], trivy: ['AWS-0034'], cdkNag: ['AwsSolutions-ECS4'], fsbp: ['ECS.12'] },
  'MLP-LOG-4': { checkov: ['CKV_AWS_223', 'CKV_AWS_224'] },
  'MLP-LOG-6': { checkov: ['CKV_AWS_240'], cdkNag: ['AwsSolutions-KDF1'], fsbp: ['DataFirehose.1'] },
  'MLP-SQS-1': {
    checkov: ['CKV_AWS_27', 'CKV2_AWS_73'],
    trivy: ['AWS-0096', 'AWS-0135'],
    cdkNag: ['AwsSolutions-SQS2'],
    fsbp: ['SQS.1'],
  },
  'MLP-SQS-2': { checkov: ['CKV_AWS_72'], cdkNag: ['AwsSolutions-SQS4'] },
  'MLP-SQS-3': { cdkNag: ['AwsSolutions-SQS3'] },
  'MLP-SNS-1': { checkov: ['CKV_AWS_26'], trivy: ['AWS-0095', 'AWS-0136'], fsbp: ['SNS.1'] },
  'MLP-SNS-2': { cdkNag: ['AwsSolutions-SNS3'] },
  'MLP-ECR-1': { checkov: ['CKV_AWS_51'], trivy: ['AWS-0031'], fsbp: ['ECR.2'] },
  'MLP-ECR-2': { checkov: ['CKV_AWS_163'], trivy: ['AWS-0030'], fsbp: ['ECR.1'] },
  'MLP-ECR-3': { checkov: ['CKV_AWS_136'], trivy: ['AWS-0033'] },
  'MLP-ECR-4': { fsbp: ['ECR.3'] },
};
