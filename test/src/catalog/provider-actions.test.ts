import { PROVIDER_ACTIONS, readActions, writeActions } from '../../../src/catalog/provider-actions';
import { environments } from '../../../stacks/environments';
import { systems } from '../../../stacks/systems';
import { constructedTypes } from '../../acceptance/resource-table';
import { synthPlatform } from '../../support/builders/synth-platform';

const rows = Object.entries(PROVIDER_ACTIONS);

describe('what the provider calls', () => {
  it('is known of every type that a construct can make', () => {
    expect(constructedTypes().filter((type) => PROVIDER_ACTIONS[type] === undefined)).toEqual([]);
  });

  it('is known of every type in the stacks of the examples', () => {
    const stacks = Object.values(environments).flatMap((environment) =>
      Object.values(synthPlatform(environment, systems)),
    );
    const types = new Set(stacks.flatMap((stack) => stack.all().map(({ type }) => type)));
    expect([...types].filter((type) => PROVIDER_ACTIONS[type] === undefined)).toEqual([]);
    expect(types.size).toBeGreaterThan(60);
  });

  it.each(rows)('%s: is written as actions, each once, and what is read is not written', (_type, { reads, writes }) => {
    const actions = [...reads, ...writes];
    expect(actions.filter((action) => !/^[a-z0-9-]+:[A-Z][A-Za-z0-9]+$/.test(action))).toEqual([]);
    expect(reads.filter((action) => writes.includes(action))).toEqual([]);
  });

  it('reads with what only reads', () => {
    const READS = /:(BatchCheck|BatchGet|Describe|Get|List|Validate)/;
    expect(readActions().filter((action) => !READS.test(action))).toEqual([]);
  });

  it('gives who deploys nothing of the account itself, of roles, or of keys', () => {
    const writes = writeActions();
    expect(writes.filter((action) => /^(iam|sts|organizations):|AccountSetting|ResourcePolicy$/.test(action))).toEqual(
      [],
    );
    expect(writes.filter((action) => /^kms:(.*Grant|Decrypt|Encrypt|Generate.*)$/.test(action))).toEqual([]);
  });

  it('reads all that it writes', () => {
    const blind = rows.filter(([, { reads, writes }]) => writes.length > 0 && reads.length === 0);
    expect(blind.map(([type]) => type)).toEqual([]);
  });
});
