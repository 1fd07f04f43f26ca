import { DASHBOARD_COLUMNS, DASHBOARD_LIMITS } from '../catalog/dashboards';
import type { Chart } from './charts';
import { jobCharts, type ShownJob, type ShownService, serviceCharts } from './workload-charts';

/** What dashboards show of a system. */
export interface ShownSystem {
  readonly region: string;
  readonly system: string;
  readonly services: readonly ShownService[];
  readonly jobs: readonly ShownJob[];
}

interface Widget {
  readonly type: 'metric' | 'text';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: object;
}

/** A row of a dashboard: all that it shows of one workload. */
interface Row {
  readonly title: string;
  readonly charts: readonly Chart[];
}

/** Charts beside each other. */
const ACROSS = 4;
const CHART_HEIGHT = 5;
const TITLE_HEIGHT = 1;

/** The bodies of the dashboards of a system: one, and more only where it has more workloads than CloudWatch takes. Each workload is on one of them. */
export function systemDashboards({ region, system, services, jobs }: ShownSystem): object[] {
  const rows: Row[] = [
    ...services.map((service) => ({ title: `${system}/${service.name}`, charts: serviceCharts(service) })),
    ...jobs.map((job) => ({ title: `${system}/${job.name} (job)`, charts: jobCharts(job) })),
  ];
  return pages(rows, region).map((page) => {
    let y = 0;
    const widgets = page.flatMap((row) => {
      const made = widgetsOf(row, region, y);
      y += heightOf(row);
      return made;
    });
    return { widgets };
  });
}

/** As many rows on each as fit, in their order. */
function pages(rows: readonly Row[], region: string): Row[][] {
  const all: Row[][] = [];
  let left = { widgets: 0, metrics: 0, characters: 0 };
  for (const row of rows) {
    const size = sizeOf(row, region);
    const fits =
      size.widgets <= left.widgets &&
      size.metrics <= left.metrics &&
      size.characters <= left.characters &&
      all.length > 0;
    if (!fits) {
      all.push([]);
      const { widgets, metrics, bodyCharacters } = DASHBOARD_LIMITS;
      left = { widgets, metrics, characters: bodyCharacters };
    }
    all.at(-1)?.push(row);
    left = {
      widgets: left.widgets - size.widgets,
      metrics: left.metrics - size.metrics,
      characters: left.characters - size.characters,
    };
  }
  return all;
}

function sizeOf(row: Row, region: string) {
  return {
    widgets: 1 + row.charts.length,
    metrics: row.charts.reduce((sum, { lines }) => sum + lines.length, 0),
    // Where it is only makes numbers longer.
    characters: JSON.stringify(widgetsOf(row, region, 10_000)).length,
  };
}

function heightOf({ charts }: Row): number {
  return TITLE_HEIGHT + Math.ceil(charts.length / ACROSS) * CHART_HEIGHT;
}

function widgetsOf({ title, charts }: Row, region: string, y: number): Widget[] {
  const width = DASHBOARD_COLUMNS / ACROSS;
  return [
    {
      type: 'text',
      x: 0,
      y,
      width: DASHBOARD_COLUMNS,
      height: TITLE_HEIGHT,
      properties: { markdown: `## ${title}`, background: 'transparent' },
    },
    ...charts.map(
      (chart, i): Widget => ({
        type: 'metric',
        x: (i % ACROSS) * width,
        y: y + TITLE_HEIGHT + Math.floor(i / ACROSS) * CHART_HEIGHT,
        width,
        height: CHART_HEIGHT,
        properties: {
          title: chart.title,
          region,
          view: 'timeSeries',
          period: chart.periodSeconds ?? 60,
          metrics: chart.lines,
          yAxis: { left: { min: 0 } },
        },
      }),
    ),
  ];
}
