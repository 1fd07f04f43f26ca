import { atPath, blocksAt, type Estate } from '../estate';
import { attributes, is, isUnset, mustBe } from '../judgements';
import { Late } from '../late';
import { fails, type Outcome, type Rule, unsure } from '../rule';
import { hasSecretText, scriptsIn, secretIn } from '../secrets';

const TEMPLATE = 'aws_launch_template';

function unencryptedDisks(estate: Estate): Outcome[] {
  return estate.of(TEMPLATE).flatMap((template) => {
    const mappings = blocksAt(template.values, 'block_device_mappings');
    if (mappings.length === 0)
      return fails(template, 'none', 'names no disk: that of the image is as the image has it');
    return mappings.flatMap((mapping, i) => {
      if (mapping instanceof Late) return unsure(template, 'disks', 'its disks');
      const name = String((mapping as Record<string, unknown>).device_name ?? i);
      return blocksAt(mapping, 'ebs').flatMap((disk) =>
        mustBe(
          template,
          { path: 'encrypted', good: is(true), says: `has disk ${name}, which is not encrypted` },
          disk,
        ).map((outcome) => ({ ...outcome, key: name })),
      );
    });
  });
}

function secretScripts(estate: Estate): Outcome[] {
  return estate.of(TEMPLATE).flatMap((template) => {
    const { user_data: script } = template.values;
    if (script === undefined) return [];
    const source = secretIn('user_data', script instanceof Late ? script : '');
    if (source !== undefined) return fails(template, 'user_data', `has a secret in its script: it ${source}`);
    if (scriptsIn(script).some(hasSecretText))
      return fails(template, 'user_data', 'has what looks like a secret in its script');
    // Of an expression the words are known; of what is known after the apply nothing is.
    const isHidden = script instanceof Late && !/[({]/.test(script.text.replace('(known after the apply)', ''));
    return isHidden ? unsure(template, 'user_data', 'its script') : [];
  });
}

export const HOSTS: readonly Rule[] = [
  attributes(
    TEMPLATE,
    {
      id: 'MLP-HOST-1',
      severity: 'high',
      title: 'Instance metadata asks for a session (IMDSv2)',
      fix: 'set metadata_options.http_tokens to required',
    },
    {
      path: 'metadata_options.http_tokens',
      good: is('required'),
      says: 'gives its credentials to whoever can make it call an address',
      unless: ({ values }) => is('disabled')(atPath(values, 'metadata_options.http_endpoint')) === true,
    },
  ),
  attributes(
    TEMPLATE,
    {
      id: 'MLP-HOST-2',
      severity: 'medium',
      title: 'Instance metadata ends at the host',
      fix: 'set metadata_options.http_put_response_hop_limit to 1',
    },
    {
      path: 'metadata_options.http_put_response_hop_limit',
      good: is(1),
      says: 'lets containers in networks of their own have the credentials of the host',
    },
  ),
  {
    id: 'MLP-HOST-3',
    severity: 'high',
    title: 'Disks of hosts are encrypted',
    fix: 'set block_device_mappings.ebs.encrypted to true',
    types: [TEMPLATE],
    check: unencryptedDisks,
  },
  {
    id: 'MLP-HOST-4',
    severity: 'critical',
    title: 'Scripts of hosts hold no secret',
    fix: 'let the host read it from a secret by its role; everybody who may describe the template reads its script',
    types: [TEMPLATE],
    check: secretScripts,
  },
  attributes(
    TEMPLATE,
    {
      id: 'MLP-HOST-5',
      severity: 'medium',
      title: 'Nobody logs in to hosts with a key',
      fix: 'leave out key_name, and use Session Manager',
    },
    { path: 'key_name', good: isUnset(), says: 'has an SSH key' },
  ),
  attributes(
    TEMPLATE,
    {
      id: 'MLP-HOST-6',
      severity: 'low',
      title: 'Hosts are measured every minute',
      fix: 'set monitoring.enabled to true',
    },
    { path: 'monitoring.enabled', good: is(true), says: 'is measured every five minutes only' },
  ),
  attributes(
    'aws_autoscaling_group',
    {
      id: 'MLP-HOST-7',
      severity: 'medium',
      title: 'Groups of hosts are made from launch templates',
      fix: 'name a launch template: a launch configuration is judged by nobody here',
    },
    { path: 'launch_configuration', good: isUnset(), says: 'is made from a launch configuration' },
  ),
];
