import { checkMoves } from '../../../src/rules/check-moves';

const judge = (...systems: [name: string, movedFrom?: string][]) =>
  checkMoves(systems.map(([name, movedFrom]) => ({ name, ...(movedFrom && { movedFrom }) }))).map(
    ({ code, field }) => `${code} ${field}`,
  );

describe('a system that was renamed', () => {
  it('keeps the data of a name that nobody has any more', () => {
    expect(judge(['adverts', 'ads'], ['shop'])).toEqual([]);
  });

  it('is refused the data of a system that is there: of itself, in a chain, in a circle', () => {
    expect(judge(['ads', 'ads'])).toEqual(['MovedFromItself ads.movedFrom']);
    expect(judge(['campaigns', 'adverts'], ['adverts', 'ads'])).toEqual(['MovedFromPresent campaigns.movedFrom']);
    expect(judge(['ads', 'shop'], ['shop', 'ads'])).toEqual([
      'MovedFromPresent ads.movedFrom',
      'MovedFromPresent shop.movedFrom',
    ]);
  });

  it('is refused the data that another one keeps', () => {
    expect(judge(['adverts', 'ads'], ['bids', 'ads'])).toEqual(['MovedTwice bids.movedFrom']);
  });
});
