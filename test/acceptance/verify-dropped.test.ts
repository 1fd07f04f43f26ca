import { DROPPED, droppedKinds, unexpectedDrops } from './verify-dropped';

const all = Object.keys(DROPPED).map((kind) => kind.replace('.', '.Foundation_Log_1A2B3C4D.'));

describe('unexpectedDrops', () => {
  test('has nothing against exactly what was reviewed, however often it was dropped', () => {
    expect(unexpectedDrops([...all, ...all.map((path) => path.replace('1A2B', '9F9F'))])).toEqual([]);
  });

  test('tells of what nobody reviewed, and of what was expected and not dropped', () => {
    const [first] = Object.keys(DROPPED);
    expect(unexpectedDrops(['aws_lb.Gateway_1.shiny', ...all.slice(1)])).toEqual([
      'aws_lb.shiny was dropped and nobody reviewed it',
      `${first} is listed as dropped and was not`,
    ]);
  });
});

describe('droppedKinds', () => {
  test('leaves the name of the resource out and keeps the path below it', () => {
    const dropped = [
      'aws_novelty.N_1',
      'aws_lb_listener_rule.Rule-a_2.action.forward.shiny',
      'aws_lb_listener_rule.Rule-b_3.action[jwt-validation]',
      'data.aws_vpc.V.newer',
      'provider.aws.tag_policy',
    ];
    expect(droppedKinds(dropped)).toEqual([
      'aws_lb_listener_rule.action.forward.shiny',
      'aws_lb_listener_rule.action[jwt-validation]',
      'aws_novelty',
      'data.aws_vpc.newer',
      'provider.aws.tag_policy',
    ]);
  });
});
