import { problemCodes } from '../../support/problem-codes';
import { UNPLANNED } from '../resource-table';
import { DROPPED } from '../verify-dropped';
import { refusedCases } from './index';
import { unplannedCases } from './unplanned';
import { refusedByTerraform, withoutCase } from './without-plan';
import { wordCases } from './words';

const raised = problemCodes();
/** Each of these lists is a way to be accounted for, and no code may be in two of them. */
const lists = {
  planned: refusedCases.map(({ code }) => code),
  lacking: unplannedCases.map(({ code }) => code),
  terraform: Object.keys(refusedByTerraform),
  ...withoutCase,
};
const listed = Object.entries(lists).flatMap(([list, codes]) =>
  [...new Set(codes)].map((code) => [code, list] as const),
);
const all = listed.map(([code]) => code);

describe('a code that the sources raise', () => {
  it('has a mistake that passes a plan, or the reason why there is none', () => {
    expect(raised.filter((code) => !all.includes(code))).toEqual([]);
  });

  it('is accounted for in one way only', () => {
    expect(listed.filter(([code], i) => all.indexOf(code) !== i)).toEqual([]);
  });
});

describe('a code that is listed', () => {
  it('is one that the sources raise', () => {
    expect(all.filter((code) => !raised.includes(code))).toEqual([]);
  });

  it('stands once in its list of reasons, sorted', () => {
    for (const codes of Object.values(withoutCase)) expect(codes).toEqual([...new Set(codes)].sort());
  });

  it('is shown without a plan only where that is the reason', () => {
    const unwritten = [...lists.words, ...lists.terraform];
    expect(wordCases.map(({ code }) => code).filter((code) => !unwritten.includes(code))).toEqual([]);
  });

  it('lacks only what the installed providers are known to lack', () => {
    const known = [...Object.keys(DROPPED), ...UNPLANNED];
    expect(unplannedCases.filter(({ lacks }) => !known.includes(lacks))).toEqual([]);
  });
});
