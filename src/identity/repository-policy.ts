import { partitionOf } from '../naming/arns';

/**
 * Lets other accounts pull from a repository; which of their roles may is for them to say. ECR refuses a policy of a repository that names a
 * resource (amazon-ecr-user-guide, pull request 20).
 */
export function repositoryPolicy(readers: readonly string[], region: string): object {
  const accounts = [...new Set(readers)].sort().map((account) => `arn:${partitionOf(region)}:iam::${account}:root`);
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Readers',
        Effect: 'Allow',
        Principal: { AWS: accounts.length === 1 ? accounts[0] : accounts },
        Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      },
    ],
  };
}
