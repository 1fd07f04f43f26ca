import { readPreview } from '../../../src/preview/read-preview';
import { graphOf } from '../../../src/preview/render/graph';
import { renderHtml } from '../../../src/preview/render/html';
import { verdictOf } from '../../../src/preview/verdict';
import { configuration, input, type Made } from './support/made-plan';
import { RECORDED, recordedInput } from './support/recorded';

function pageOf(...inputs: Parameters<typeof readPreview>[0]): string {
  const preview = readPreview(inputs, { failures: [{ stack: 'net', message: 'Error: <b>no</b>' }] });
  return renderHtml(preview, verdictOf(preview, ['data-loss']), 'var library = "</script>";');
}

/** What the page makes its table of. */
function rowsIn(page: string): { address: string; risks: string[][]; attributes: unknown[][] }[] {
  const data = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(page)?.[1] as string;
  return JSON.parse(data).rows;
}

describe('the page', () => {
  it('has every change, the gravest first', () => {
    const inputs = RECORDED.map((name) => ({ ...recordedInput(name), stack: name }));
    const expected = readPreview(inputs).stacks.flatMap(({ changes }) => changes.map(({ address }) => address));
    const rows = rowsIn(pageOf(...inputs));
    expect(rows.map(({ address }) => address).sort()).toEqual(expected.sort());
    expect(rows[0]?.risks[0]?.[0]).toBe('data-loss');
    expect(rows.at(-1)?.risks).toEqual([]);
  });

  it('loads nothing from anywhere', () => {
    const page = pageOf(...RECORDED.map((name) => ({ ...recordedInput(name), stack: name })));
    const outside = page.replace(/<script type="application\/json".*?<\/script>/s, '');
    expect(outside).not.toMatch(/\b(?:src|href)\s*=|@import|url\(|fetch\(|XMLHttpRequest/);
    expect(page).toContain(
      `content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"`,
    );
  });

  it('is made of nothing that anybody else wrote but text', () => {
    const evil = '</script><script>alert(1)</script><img src=x onerror=alert(1)>\u202e"\'&';
    const made: Made = {
      address: `aws_lb.${evil}`,
      type: 'aws_lb',
      before: { [evil]: evil },
      after: { [evil]: `${evil}2` },
    };
    const more = { output_changes: { [evil]: { actions: ['create'], after: evil } }, [evil]: { a: 1 } };
    const page = pageOf({ ...input([made], more, evil), constructs: { [made.address]: `a/${evil}` } });
    expect(page.match(/<script/g)).toHaveLength(3);
    expect(page).not.toMatch(/<img|<b>|\u202e/);
    expect(rowsIn(page)[0]?.attributes[0]?.[1]).toContain('</script><script>alert(1)');
  });

  it('says what must not be applied, and what failed', () => {
    const page = pageOf(input([{ address: 'aws_ebs_volume.a', before: {} }]));
    expect(page).toMatch(/<h2>Must not be applied<\/h2><ul><li>data-loss is not allowed here/);
    expect(page).toContain('The plan failed of net</h3><pre>Error: &lt;b&gt;no');
  });
});

describe('the graph', () => {
  const changes: Made[] = ['aws_lb.l', 'aws_security_group.g', 'aws_ebs_volume.v'].map((address) => ({
    address,
    after: {},
  }));
  const reads = configuration({
    'aws_lb.l': { security_groups: ['aws_security_group.g.id', 'aws_security_group.g'] },
    'aws_security_group.g': {},
  });
  const constructs = {
    'aws_lb.l': 'app/web/Lb',
    'aws_security_group.g': 'app/api/Group',
    'aws_ebs_volume.v': 'app/api/Disk',
  };
  const app = { ...input(changes, { configuration: reads }, 'app'), constructs, dependencies: ['base', 'gone'] };

  it('has stacks, what is in them, and who reads whom', () => {
    const { nodes, edges } = graphOf(readPreview([app, input([], {}, 'base')]));
    expect(nodes.map(({ id, parent, risk, changes }) => [id, parent, risk, changes])).toEqual([
      ['stack base', undefined, 'none', 0],
      ['stack app', undefined, 'cost', 3],
      ['stack app web', 'stack app', 'cost', 1],
      ['stack app api', 'stack app', 'cost', 2],
    ]);
    expect(edges).toEqual([
      { from: 'stack app', to: 'stack base' },
      { from: 'stack app web', to: 'stack app api' },
    ]);
  });

  it('draws no two things in one place, and what comes later further right', () => {
    const { nodes } = graphOf(readPreview([app, input([{ address: 'x.y', after: {} }], {}, 'base')]));
    const leaves = nodes.filter(({ parent }) => parent !== undefined);
    expect(new Set(leaves.map(({ x, y }) => `${x} ${y}`)).size).toBe(leaves.length);
    const at = (stack: string) => leaves.filter(({ parent }) => parent === `stack ${stack}`).map(({ x }) => x);
    expect(Math.min(...at('app'))).toBeGreaterThan(Math.max(...at('base')));
  });

  it('has the stacks alone where there is more than anybody can look at', () => {
    const many = Array.from({ length: 300 }, (_, i): Made => ({ address: `t${i}.a`, type: `t${i}`, after: {} }));
    expect(graphOf(readPreview([input(many)])).nodes).toHaveLength(1);
  });
});
