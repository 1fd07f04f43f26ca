/** Shorter values are in everything: they are hidden where they stand, and not looked for elsewhere. */
export const LEAST_SECRET = 6;

/** Words of six letters and more that are no secret wherever else they stand, although somebody marked one of them sensitive. */
const WORDS = new Set(
  `account active address allowed always always-on amazonaws application arm64 attribute aws-managed balanced before
  bucket changed changes cluster configuration config-map console container count create created custom database
  default delete deleted denied deployment destroy destroyed details development dev-mode disable disabled dynamic
  enable enabled encrypted endpoint engine environment example exposure failed failure false forever forget function
  general gateway header health healthy hostname identity image import imported inactive instance internal internet
  kubernetes latest layers linux listener local localhost lockout managed manual master memory metadata method
  module monitor mysql-user network node-pool normal nothing object on-demand online optional outage outputs owner
  package paused password pending platform policy postgres postgresql present primary private process prod-like
  production project protected provider public random read-only readonly readwrite record region release remote
  removed replace replaced replica required reserved resource restricted result retain reviewer role-name routine
  running runtime schedule secondary secret secrets section security sensitive server service session shared
  should simple single source stable staging standard started static status stopped storage string subnet success
  system table target template terraform testing token training unchanged unknown update updated upgrade user-name
  username users value values verified version volume volumes warning without worker workers writer`
    .split(/\s+/)
    .filter((word) => word.length >= LEAST_SECRET),
);

/** Regions and zones, types of resources and of instances, and numbers that count something: nobody's secret. */
const SHAPES = [
  /^[a-z]{2}(-gov|-iso[bef]?)?-(north|south|east|west|central|northeast|southeast|northwest|southwest)-\d[a-z]?$/,
  /^(aws|docker|random|null|terraform|tls|local|time|google|azurerm)_[a-z0-9_]+$/,
  /^[a-z][a-z0-9-]*\.(nano|micro|small|medium|large|metal|\d*xlarge)$/,
  /^\d{1,5}0+$/,
];

/** Whether a value stands for itself alone when somebody marks it sensitive. */
export function isPlainWord(value: string): boolean {
  return value.length < LEAST_SECRET || WORDS.has(value.toLowerCase()) || SHAPES.some((shape) => shape.test(value));
}
