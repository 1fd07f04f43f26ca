import { envFile } from '../../../../src/import/compose/env-file';

describe('an env file', () => {
  it('has a variable a line, in quotes or not', () => {
    expect(envFile('A=1\nexport B = two words # said\n# C=3\nD="x\\ny"\nE=\'$HOME\'\nF=\n')).toEqual({
      A: '1',
      B: 'two words',
      D: 'x\ny',
      E: '$HOME',
      F: '',
    });
  });

  it('has keys over several lines, whose last line is no name', () => {
    const key = '-----BEGIN KEY-----\nq83kdjNdkslaKJDHFkjdhf8374hf==\n-----END KEY-----';
    expect(envFile(`KEY="${key}"\nNEXT=1\n`)).toEqual({ KEY: key, NEXT: '1' });
  });

  it('is none where a quote is not closed', () => {
    expect(envFile('KEY="-----BEGIN\nq83kdjNdksla=\n')).toBeUndefined();
    expect(envFile("KEY='a\n")).toBeUndefined();
  });
});
