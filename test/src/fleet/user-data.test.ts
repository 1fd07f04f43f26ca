import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instanceTypes } from '../../../src/catalog/ec2-instances';
import { type AgentSettings, userData } from '../../../src/fleet/user-data';
import { HOST_RESERVE, memoryOverheadMiB, reservedMemoryMiB } from '../../../src/sizing/host-capacity';

const settings: AgentSettings = {
  cluster: 'test',
  attributes: { 'stowage.fleet': 'general' },
  reserve: HOST_RESERVE,
  spot: false,
  gpu: false,
};

/** The agent's configuration after the script has run on a host whose Linux sees so much memory. */
function configure(script: string, memoryMiB: number): Record<string, string> {
  const dir = mkdtempSync(join(tmpdir(), 'stowage-host-'));
  try {
    const [config, meminfo] = [join(dir, 'ecs.config'), join(dir, 'meminfo')];
    writeFileSync(config, 'ECS_BEFORE=kept\n');
    writeFileSync(meminfo, `MemTotal:  ${memoryMiB * 1024 + 512} kB\nMemFree:  1 kB\n`);
    const here = script.replaceAll('/etc/ecs/ecs.config', config).replaceAll('/proc/meminfo', meminfo);
    const { status, stderr } = spawnSync('bash', ['--norc', '-c', here], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH },
    });
    expect([status, stderr]).toEqual([0, '']);
    const lines = readFileSync(config, 'utf8').trimEnd().split('\n');
    return Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
  } finally {
    rmSync(dir, { recursive: true });
  }
}

describe('the script of a host', () => {
  it('configures the agent, and leaves what the image configured', () => {
    expect(configure(userData(settings), 16_000)).toEqual({
      ECS_BEFORE: 'kept',
      ECS_CLUSTER: 'test',
      ECS_INSTANCE_ATTRIBUTES: '{"stowage.fleet":"general"}',
      ECS_AWSVPC_BLOCK_IMDS: 'true',
      ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE: 'true',
      ECS_IMAGE_PULL_BEHAVIOR: 'once',
      ECS_RESERVED_MEMORY: '800',
    });
  });

  it('drains before spot takes a host back, and gives out GPUs, only where there are any', () => {
    const plain = Object.keys(configure(userData(settings), 16_000));
    const special = configure(userData({ ...settings, spot: true, gpu: true }), 16_000);
    expect(
      Object.keys(special)
        .filter((key) => !plain.includes(key))
        .sort(),
    ).toEqual(['ECS_ENABLE_GPU_SUPPORT', 'ECS_ENABLE_SPOT_INSTANCE_DRAINING']);
    expect(special).toMatchObject({ ECS_ENABLE_GPU_SUPPORT: 'true', ECS_ENABLE_SPOT_INSTANCE_DRAINING: 'true' });
  });

  it.each([
    [500, 128],
    [2_560, 128],
    [2_600, 130],
    [81_920, 4096],
    [2_000_000, 4096],
  ])('keeps of %i MiB %i for the host', (memory, reserved) => {
    expect(configure(userData(settings), memory).ECS_RESERVED_MEMORY).toBe(String(reserved));
  });

  it('never keeps more than the placement of tasks reckons with', () => {
    const byMemory = new Map([...instanceTypes().values()].map((type) => [type.memoryMiB, type]));
    const sizes = [...byMemory.values()].sort((a, b) => a.memoryMiB - b.memoryMiB);
    const some = sizes.filter((_, i) => i % Math.ceil(sizes.length / 10) === 0 || i === sizes.length - 1);
    for (const type of some) {
      for (const seen of [type.memoryMiB, Math.max(64, type.memoryMiB - memoryOverheadMiB(type))]) {
        const kept = Number(configure(userData(settings), seen).ECS_RESERVED_MEMORY);
        expect(kept).toBeLessThanOrEqual(reservedMemoryMiB(type));
      }
    }
  });

  it.each([false, true])('is a script that bash reads, with spot and GPUs %s', (special) => {
    const script = userData({ ...settings, spot: special, gpu: special });
    const { status, stderr } = spawnSync('bash', ['--norc', '-n'], { input: script, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
    expect(script.startsWith('#!/bin/bash\n')).toBe(true);
  });

  it('fails loudly where Linux does not say how much memory there is', () => {
    const script = userData(settings).replaceAll('/proc/meminfo', '/nonexistent');
    const { status } = spawnSync('bash', ['--norc', '-c', script.replaceAll('/etc/ecs/ecs.config', '/dev/null')], {
      encoding: 'utf8',
    });
    expect(status).not.toBe(0);
  });

  it('has not grown beyond what EC2 takes', () => {
    const longest = userData({
      ...settings,
      cluster: 'x'.repeat(255),
      attributes: { 'stowage.fleet': 'x'.repeat(24) },
      spot: true,
      gpu: true,
    });
    expect(Buffer.byteLength(longest)).toBeLessThan(16_384);
  });
});
