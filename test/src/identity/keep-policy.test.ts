import { KEPT_TYPES, keepPolicy } from '../../../src/identity/keep-policy';
import { policyDocument } from '../../../src/identity/policy';
import { environments } from '../../../stacks/environments';
import { systems } from '../../../stacks/systems';
import { synthPlatform } from '../../support/builders/synth-platform';
import { isAllowed, type WrittenStatement } from '../../support/iam';

const FILES = 'arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-1';
const tagged = (value: string) => ({ 'aws:ResourceTag/stowage:protect': value });
const { Statement } = policyDocument(keepPolicy()) as { Statement: WrittenStatement[] };
/** An administrator who carries the policy. */
const may = (action: string, context: Record<string, string | readonly string[]> = {}) =>
  isAllowed([{ Effect: 'Allow', Action: '*', Resource: '*' }, ...Statement], { action, resource: FILES, context });
const all = (pick: 'deletes' | 'untags') => Object.values(KEPT_TYPES).flatMap((kept) => kept[pick]);

describe('the policy of who deploys', () => {
  it('lets nobody delete what is protected, and everybody what is not', () => {
    expect(all('deletes').filter((action) => may(action, tagged('true')))).toEqual([]);
    expect(all('deletes').filter((action) => !may(action, tagged('false')))).toEqual([]);
    expect(all('deletes').filter((action) => !may(action))).toEqual([]);
  });

  it('lets nobody take the tag away, and lets protection be lifted', () => {
    const keys = (...names: string[]) => ({ ...tagged('true'), 'aws:TagKeys': names });
    expect(all('untags').filter((action) => may(action, keys('team', 'stowage:protect')))).toEqual([]);
    expect(all('untags').filter((action) => !may(action, keys('team')))).toEqual([]);
    expect(may('elasticfilesystem:TagResource', { ...keys('stowage:protect') })).toBe(true);
  });

  it('says of everything that a platform protects how it is deleted, or why no tag keeps it', () => {
    const stacks = Object.values(synthPlatform(environments.prod, systems));
    const types = stacks.flatMap((stack) =>
      stack
        .all()
        .filter(({ args }) => (args.tags as Record<string, string> | undefined)?.['stowage:protect'] === 'true')
        .map(({ type }) => type),
    );
    expect([...new Set(types)].filter((type) => KEPT_TYPES[type] === undefined)).toEqual([]);
    for (const { deletes, untags, unseen } of Object.values(KEPT_TYPES))
      expect([deletes.length > 0, untags.length > 0]).toEqual([unseen === undefined, unseen === undefined]);
  });

  it('fits into one managed policy', () => {
    // IAM counts no white space: 6,144 characters (IAM user guide, "IAM and AWS STS quotas", 2026-11).
    expect(JSON.stringify(policyDocument(keepPolicy())).length).toBeLessThanOrEqual(6144);
  });
});
