import type { MlService } from '../../../constructs/aws';
import type { ServiceInput } from '../../../src/spec/service';
import { refusalOf } from '../../support/builders/refusal-of';
import { synthServices } from '../../support/builders/synth-services';

const synth = (say: (a: MlService, b: MlService) => void, b: Partial<ServiceInput> = {}) =>
  synthServices({
    services: { a: {}, b },
    say: (made) => say(made.a as MlService, made.b as MlService),
  });

const service = (stack: ReturnType<typeof synth>, name: string) => stack.at('aws_ecs_service', `${name}/Service`);

describe('MlService.startAfter', () => {
  it('is not said by default: Terraform waits for no service', () => {
    const stack = synth(() => {});
    for (const name of ['a', 'b'])
      expect(service(stack, name)).not.toMatchObject({ wait_for_steady_state: expect.anything() });
  });

  it('makes Terraform wait for the other, and roll it back when it is interrupted', () => {
    const stack = synth((a, b) => a.startAfter(b));
    expect(service(stack, 'b')).toMatchObject({
      wait_for_steady_state: true,
      sigint_rollback: true,
      timeouts: { create: '42m', update: '42m' },
    });
    expect(service(stack, 'a')).not.toHaveProperty('wait_for_steady_state');
  });

  it('allows as much time as the replicas take to become ready and to drain', () => {
    const slow = {
      stopSeconds: 3000,
      routes: [{ host: 'b.ml.example.com' }],
      health: { readiness: { graceSeconds: 600 } },
    };
    const stack = synth((a, b) => a.startAfter(b), slow);
    expect(service(stack, 'b').timeouts).toEqual({ create: '100m', update: '100m' });
  });

  it('refuses a circle, and a wait that comes after the call which it contradicts', () => {
    const circle = refusalOf(() =>
      synth((a, b) => {
        a.startAfter(b);
        b.startAfter(a);
      }),
    );
    const [line] = circle.lines;
    expect([circle.what, line]).toEqual([
      "'b_ads'",
      "would start after 'a_ads', which starts after it; say only one of the two, and waits before calls [AfterCycle]",
    ]);
    expect(() =>
      synth((a, b) => {
        b.connections.allowFrom(a, 'a asks b');
        b.startAfter(a);
      }),
    ).toThrow('AfterCycle');
    expect(() => synth((a) => a.startAfter(a))).toThrow('AfterCycle');
  });

  it('depends on the other once, however often it is said', () => {
    const once = synth((a, b) => a.startAfter(b));
    const twice = synth((a, b) => {
      a.startAfter(b);
      a.startAfter(b);
    });
    expect(twice.json).toEqual(once.json);
    expect(service(once, 'a').depends_on).toEqual(expect.arrayContaining(['aws_ecs_service[b/Service]']));
  });
});
