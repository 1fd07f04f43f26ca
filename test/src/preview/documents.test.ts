import { readPreview } from '../../../src/preview/read-preview';
import { renderJson } from '../../../src/preview/render/json';
import { previewDocument } from '../../../src/preview/render/preview-document';
import { renderSarif } from '../../../src/preview/render/sarif';
import { verdictOf } from '../../../src/preview/verdict';
import { input } from './support/made-plan';
import { RECORDED, recordedInput } from './support/recorded';

interface Sarif {
  $schema: string;
  version: string;
  runs: {
    tool: { driver: { name: string; rules: { id: string }[] } };
    results: {
      ruleId: string;
      ruleIndex: number;
      level: string;
      message: { text: string };
      locations: {
        physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } };
        logicalLocations: { fullyQualifiedName: string }[];
      }[];
      partialFingerprints: Record<string, string>;
    }[];
    properties?: { resultsLeftOut: number };
  }[];
}

const volume = { address: 'aws_ebs_volume.models', before: { size: 5 } };

function sarifOf(...args: Parameters<typeof readPreview>): Sarif {
  return JSON.parse(renderSarif(readPreview(...args))) as Sarif;
}

describe('a preview as JSON', () => {
  it.each(RECORDED)('is what its schema says, and nothing else: %s', (name) => {
    const preview = readPreview([recordedInput(name)], { failures: [{ stack: 'b', message: 'no' }], allDrift: true });
    const document: unknown = JSON.parse(renderJson(preview, verdictOf(preview, ['data-loss'])));
    const { success, error } = previewDocument.safeParse(document);
    expect([success, error?.issues]).toEqual([true, undefined]);
  });

  it('is so where rare things happen too', () => {
    const made = [
      { address: 'aws_iam_role_policy.a', after: {}, unknown: { policy: true } },
      { ...volume, deposed: 'abc', actions: ['delete'] },
      { address: 'aws_lb.a', actions: ['no-op'], before: {}, after: {}, importing: { id: 'x' } },
      { address: 'aws_lb.b', actions: ['rename'], before: {}, after: {} },
    ];
    const checks = [{ address: { to_display: 'c' }, status: 'fail', instances: [{ problems: [{ message: 'm' }] }] }];
    const preview = readPreview([input(made, { checks, deferred_changes: [{ reason: 'r' }], news: 1 })]);
    expect(previewDocument.safeParse(JSON.parse(renderJson(preview, verdictOf(preview)))).error?.issues).toBe(
      undefined,
    );
  });
});

describe('a preview as SARIF', () => {
  it.each(RECORDED)('has what code scanning asks for: %s', (name) => {
    const { $schema, version, runs } = sarifOf([recordedInput(name)]);
    expect([$schema, version, runs.length]).toEqual(['https://json.schemastore.org/sarif-2.1.0.json', '2.1.0', 1]);
    for (const { results, tool } of runs)
      for (const { ruleId, ruleIndex, level, message, locations, partialFingerprints } of results) {
        expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
        expect(['error', 'warning', 'note']).toContain(level);
        expect(message.text).not.toBe('');
        expect(locations[0]?.physicalLocation.region.startLine).toBe(1);
        expect(locations[0]?.physicalLocation.artifactLocation.uri).toMatch(/^[\w.%-]+$/);
        expect(Object.values(partialFingerprints)).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
      }
  });

  it('says of each finding which it is, how grave, of what and where', () => {
    const rule = {
      address: 'aws_vpc_security_group_ingress_rule.all',
      after: { cidr_ipv4: '0.0.0.0/0', ip_protocol: '-1', security_group_id: 'sg-1' },
    };
    const guarded = { address: 'aws_efs_file_system.a', before: { tags_all: { 'stowage:protect': 'true' } } };
    const [run] = sarifOf([input([volume, rule, guarded])], {
      failures: [{ stack: 'net', message: 'Error: no' }],
    }).runs;
    const found = run?.results.map(({ ruleId, level, locations }) => [
      ruleId,
      level,
      locations[0]?.logicalLocations[0]?.fullyQualifiedName,
    ]);
    expect(found).toEqual([
      ['failed', 'error', 'net'],
      ['blocked', 'error', 'aws_efs_file_system.a'],
      ['data-loss', 'error', 'aws_ebs_volume.models'],
      ['data-loss', 'error', 'aws_efs_file_system.a'],
      ['exposure', 'error', 'aws_vpc_security_group_ingress_rule.all'],
      ['broadening', 'warning', 'aws_vpc_security_group_ingress_rule.all'],
    ]);
    expect(run?.results[0]?.message.text).toBe('the plan of net failed: Error: no');
  });

  it('knows a finding again, whatever else is in the plan', () => {
    const other = { address: 'aws_efs_file_system.a', before: {} };
    const keys = (...changes: (typeof volume | typeof other)[]) =>
      sarifOf([input(changes)]).runs[0]?.results.map(
        ({ partialFingerprints }) => Object.values(partialFingerprints)[0],
      );
    expect(keys(other, volume)).toContain(keys(volume)?.[0]);
    expect(new Set(keys(other, volume)).size).toBe(2);
  });

  it('is empty where nothing is risky, and never more than code scanning takes', () => {
    expect(sarifOf([input([])]).runs[0]?.results).toEqual([]);
    const many = Array.from({ length: 5_003 }, (_, i) => ({ ...volume, address: `aws_ebs_volume.v${i}` }));
    const [run] = sarifOf([input(many)]).runs;
    expect([run?.results.length, run?.properties?.resultsLeftOut]).toEqual([5_000, 3]);
  });
});
