import { type Fields, readFields } from '../fates';
import { dropped, type Fate, mapped, type Note, question } from '../note';
import type { Place } from '../place';
import { TOP_NETWORK_FIELDS } from './network-fields';

/** What a project says of its secrets. */
export const TOP_SECRET_FIELDS: Fields<undefined> = {
  name: 'a secret is found by the name that services say',
  file: question_('put what is in the file into Secrets Manager'),
  environment: question_('put what is in the variable into Secrets Manager'),
  external: question_('put it into Secrets Manager'),
  labels: 'tags are given where the secret is kept',
  driver: 'Secrets Manager keeps it',
  driver_opts: 'Secrets Manager keeps it',
  template_driver: 'nothing fills it in',
};

const CONFIG =
  'there are no files of configuration beside an image; bring it with the image, or say it in `environment`';

/** What a project says of its files of configuration. */
export const TOP_CONFIG_FIELDS: Fields<undefined> = {
  name: CONFIG,
  file: CONFIG,
  environment: CONFIG,
  content: CONFIG,
  external: CONFIG,
  labels: CONFIG,
  template_driver: CONFIG,
};

const MODEL = 'is a model that the laptop runs; make it a service of its own';

export const TOP_MODEL_FIELDS: Fields<undefined> = {
  name: MODEL,
  model: MODEL,
  context_size: MODEL,
  runtime_flags: MODEL,
};

/** Every section of a project; services and volumes are read elsewhere. */
export const PROJECT_FIELDS: Fields<undefined> = {
  name: () => mapped('name'),
  version: 'Compose does not read it either',
  services: () => mapped('services', 'each has its own notes'),
  volumes: () => mapped('volumes', 'each has its own notes'),
  networks: (place) =>
    place
      .entries()
      .flatMap(([, network]) => (network.isNothing ? [] : readFields<Note[]>(TOP_NETWORK_FIELDS, network, []))),
  secrets: (place) => eachOf(place, TOP_SECRET_FIELDS),
  configs: (place) => eachOf(place, TOP_CONFIG_FIELDS),
  models: (place) => eachOf(place, TOP_MODEL_FIELDS),
  include: () => mapped('its services', 'what it includes is written out'),
};

function eachOf(place: Place, fields: Fields<undefined>): readonly Fate[] {
  return place
    .entries()
    .flatMap(([, one]) =>
      one.isNothing ? [{ ...dropped('says nothing'), field: one.field }] : readFields(fields, one, undefined),
    );
}

function question_(why: string) {
  return (): Fate =>
    question(`where is it now? ${why[0]?.toUpperCase()}${why.slice(1)} under the name that services say`);
}
