import fc from 'fast-check';
import { z } from 'zod';
import { renderProblem, SpecError } from '../../../src/errors';
import { asMeant, checkSpec, nearest, parseSpec } from '../../../src/spec/parse';
import { serviceSpec } from '../../../src/spec/service';

const legal = { image: 'example/model:1.0', cpus: 1, memoryMiB: 512 };
const told = (input: unknown) => checkSpec(serviceSpec, input).problems.map(renderProblem);

describe('checkSpec', () => {
  it('fills in every default of a legal spec', () => {
    const checked = checkSpec(serviceSpec, legal);
    expect(checked.problems).toEqual([]);
    expect('value' in checked && checked.value).toMatchObject({
      replicas: 2,
      gpus: 0,
      user: '1000:1000',
      stopSeconds: 30,
      rollout: { minimumHealthyPercent: 100 },
    });
  });

  it('accepts its own output: parsing twice changes nothing', () => {
    const once = parseSpec('Service', serviceSpec, legal);
    expect(parseSpec('Service', serviceSpec, once)).toEqual(once);
  });

  it('asks whether a near field was meant', () => {
    expect(told({ ...legal, cpu: 1 })).toEqual(["cpu is not a field; did you mean 'cpus'? [UnknownField]"]);
    expect(told({ ...legal, memory: 1 })).toEqual(["memory is not a field; did you mean 'memoryMiB'? [UnknownField]"]);
    expect(told({ ...legal, health: { livenes: {} } })).toEqual([
      "health.livenes is not a field; did you mean 'liveness'? [UnknownField]",
    ]);
  });

  it('does not also call the field missing that was misspelt', () => {
    expect(told({ image: 'a:1', cpu: 1, memoryMiB: 512 })).toEqual([
      "cpu is not a field; did you mean 'cpus'? [UnknownField]",
    ]);
  });

  it('knows the keys of one arm of a union from those of another, and the words of all', () => {
    expect(told({ ...legal, rollout: { strategy: 'canary', stepPercent: 5 } })).toEqual([
      "rollout.stepPercent is not a field; known here are 'bakeMinutes', 'canaryBakeMinutes', 'percent', 'strategy', 'testHeader' [UnknownField]",
    ]);
    expect(told({ ...legal, rollout: 'recreat' })).toEqual([
      "rollout is 'recreat'; did you mean 'recreate'? [InvalidValue]",
    ]);
  });

  it('lists what is known where nothing is near', () => {
    expect(told({ ...legal, rollout: { zebra: 1 } })).toEqual([
      "rollout.zebra is not a field; known here are 'maximumPercent', 'minimumHealthyPercent', 'strategy' [UnknownField]",
    ]);
  });

  it('tells of a missing field what it is for', () => {
    expect(told({ image: 'a:1', cpus: 1 })).toEqual([
      'memoryMiB is missing; add a number: Memory promised to each replica, MiB. [MissingField]',
    ]);
  });

  it('shows the value and the bound', () => {
    expect(told({ ...legal, stopSeconds: 0, replicas: 'many', ports: { http: { number: 70_000 } } })).toEqual([
      "replicas is 'many'; use 'one-per-host' or a number or an object [InvalidValue]",
      'ports.http.number is 70000; use 65535 or less [TooLarge]',
      'stopSeconds is 0; use 1 or more [TooSmall]',
    ]);
  });

  it('shows a value of another type than is wanted', () => {
    expect(told({ ...legal, stopSeconds: '30' })).toEqual(["stopSeconds is '30'; use a number [WrongType]"]);
  });

  it('judges the arm of a union that the user meant', () => {
    expect(told({ ...legal, replicas: { min: 1, max: 2, maxx: 3 } })).toEqual([
      "replicas.maxx is not a field; did you mean 'max'? [UnknownField]",
    ]);
    expect(told({ ...legal, secrets: { KEY: { secretManager: 'x' } } })[0]).toMatch(/secrets\.KEY\.secret/);
  });

  it('does not say of a key of another form that it is unknown', () => {
    const constraints = [{ unique: 'host', maxPer: 'zone', count: 2 }];
    expect(told({ ...legal, placement: { constraints } })).toEqual([
      "placement.constraints.0.maxPer cannot stand beside 'unique'; remove it, or write it on its own [UnknownField]",
      "placement.constraints.0.count cannot stand beside 'unique'; remove it, or write it on its own [UnknownField]",
    ]);
  });

  it('tells all problems at once', () => {
    expect(told({ cpus: -1, ports: { a: { number: 'x' } }, typo: 1 })).toHaveLength(4);
  });

  it('never throws, whatever it is given', () => {
    fc.assert(fc.property(fc.jsonValue(), (input) => Array.isArray(checkSpec(serviceSpec, input).problems)));
  });
});

describe('parseSpec', () => {
  it('throws one error that lists the problems under the name of the document', () => {
    expect(() => parseSpec("Service 'x'", serviceSpec, { ...legal, cpu: 1, gpu: 1 })).toThrow(
      new SpecError("Service 'x'", [
        { code: 'UnknownField', field: 'cpu', problem: 'is not a field', fix: "did you mean 'cpus'?" },
        { code: 'UnknownField', field: 'gpu', problem: 'is not a field', fix: "did you mean 'gpus'?" },
      ]),
    );
  });
});

describe('asMeant', () => {
  it('takes away what the schema does not know and resembles nothing', () => {
    const schema = z.strictObject({
      a: z.strictObject({ b: z.number() }),
      list: z.array(z.strictObject({ c: z.number() })),
    });
    expect(asMeant(schema, { a: { b: 1, x: 1 }, list: [{ c: 1, y: 2 }], z: 3 })).toEqual({
      a: { b: 1 },
      list: [{ c: 1 }],
    });
  });

  it('puts a misspelt key under the name that was meant, unless that is there too', () => {
    const schema = z.strictObject({ cpus: z.number(), gpus: z.number().optional() });
    expect(asMeant(schema, { cpu: 1 })).toEqual({ cpus: 1 });
    expect(asMeant(schema, { cpus: 2, cpu: 1 })).toEqual({ cpus: 2 });
  });

  it('leaves what it was given as it was', () => {
    const input = { ...legal, typo: 1 };
    asMeant(serviceSpec, input);
    expect(input).toEqual({ ...legal, typo: 1 });
  });
});

describe('nearest', () => {
  it('finds a word after any one letter is changed, left out or doubled', () => {
    const words = ['environment', 'memoryMiB', 'replicas', 'sidecars'];
    fc.assert(
      fc.property(fc.constantFrom(...words), fc.nat(), fc.constantFrom('drop', 'double', 'swap'), (word, at, how) => {
        const i = at % word.length;
        const typo =
          how === 'drop'
            ? word.slice(0, i) + word.slice(i + 1)
            : how === 'double'
              ? word.slice(0, i) + word.slice(i, i + 1) + word.slice(i)
              : `${word.slice(0, i)}q${word.slice(i + 1)}`;
        expect(nearest(typo, words)).toBe(word);
      }),
    );
  });

  it('says nothing where nothing is near', () => {
    expect(nearest('zebra', ['cpus', 'image'])).toBeUndefined();
    expect(nearest('x', [])).toBeUndefined();
  });
});
