import { acknowledged, acknowledgementKey } from '../../../src/rules/acknowledge';

const problem = (code: string, field: string) => ({ code, field, problem: 'is bad', fix: 'mend it' });

describe('acknowledgementKey', () => {
  it.each([
    ['RootUser', 'user', 'RootUser'],
    ['RootUser', 'sidecars.proxy.user', 'RootUser.proxy'],
    ['UnpinnedImage', 'init.1.image', 'UnpinnedImage.init-1'],
    ['SecretInEnvironment', 'environment.TOKEN', 'SecretInEnvironment.TOKEN'],
    ['SecretInEnvironment', 'environment.app.token', 'SecretInEnvironment.app.token'],
    ['SecretInEnvironment', 'sidecars.proxy.environment.TOKEN', 'SecretInEnvironment.proxy.TOKEN'],
    ['SecretInEnvironment', 'init.0.environment.TOKEN', 'SecretInEnvironment.init-0.TOKEN'],
  ])('of %s at %s is %s', (code, field, key) => {
    expect(acknowledgementKey(problem(code, field))).toBe(key);
  });
});

describe('acknowledged', () => {
  const root = problem('RootUser', 'user');

  it('tells with each problem how to live with it', () => {
    expect(acknowledged([root], {})).toEqual([
      { ...root, fix: "mend it; or say why it is fine in acknowledge['RootUser']" },
    ]);
  });

  it('takes what was written as the key to acknowledge what it told of', () => {
    const problems = [root, problem('SecretInEnvironment', 'sidecars.proxy.environment.TOKEN')];
    const keys = acknowledged(problems, {}).map((p) => /acknowledge\['(.*)'\]/.exec(p.fix)?.[1] as string);
    expect(acknowledged(problems, Object.fromEntries(keys.map((key) => [key, 'for a reason'])))).toEqual([]);
  });

  it('does not accept one acknowledgement for two containers', () => {
    const problems = [root, problem('RootUser', 'sidecars.proxy.user')];
    expect(acknowledged(problems, { RootUser: 'for a reason' }).map((p) => p.field)).toEqual(['sidecars.proxy.user']);
  });

  it('leaves all other problems as they are', () => {
    const other = problem('TaskExceedsCpu', 'cpus');
    expect(acknowledged([other], {})).toEqual([other]);
  });
});
