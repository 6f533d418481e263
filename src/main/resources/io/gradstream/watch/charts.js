// Curves by uPlot, each with a sentence and a table that say the same without it.

import { el, figure, instant, svg, count } from 'gradstream/dom.js';

const TABLE_ROWS = 12;
const charts = new Set();

const style = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => charts.forEach(each => each.rebuild()));

const utc = seconds => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC');

const short = value => {
  const size = Math.abs(value);
  if (size >= 1e9) return `${+(value / 1e9).toPrecision(3)} bn`;
  if (size >= 1e6) return `${+(value / 1e6).toPrecision(3)} m`;
  return size >= 1e3 ? count(value) : String(+value.toPrecision(4));
};

// Dates as everywhere else on the page, in place of those of one country: from so many seconds between ticks on, what
// is at each, and what is below where a year, a day or a minute begins.
const DAY = '\n{YYYY}-{MM}-{DD}';
const TIMES = [
  [31536000, '{YYYY}', null, null, null, null, null, null, 1],
  [86400, '{MM}-{DD}', '\n{YYYY}', null, null, null, null, null, 1],
  [60, '{HH}:{mm}', DAY, null, DAY, null, null, null, 1],
  [1, ':{ss}', `${DAY} {HH}:{mm}`, null, `${DAY} {HH}:{mm}`, null, '\n{HH}:{mm}', null, 1],
  [0.001, ':{ss}.{fff}', `${DAY} {HH}:{mm}`, null, `${DAY} {HH}:{mm}`, null, '\n{HH}:{mm}', null, 1],
];

/**
 * One chart. What is drawn: {x: [], byTime, title, lines: [{name, values, least, greatest, colour, dash, width}],
 * marks: [x], sentence, height, xName}.
 */
export class Chart {
  constructor() {
    this.plot = el('div', { class: 'plot', role: 'img' });
    this.legend = el('ul', { class: 'legend' });
    this.cursor = el('p', { class: 'cursor', 'aria-hidden': 'true' });
    this.body = el('div', {});
    this.details = el('details', {}, el('summary', {}, 'As a table'), this.body);
    this.element = el('figure', {}, this.plot, this.legend, this.cursor, this.details);
    this.details.addEventListener('toggle', () => this.fillTable());
    new ResizeObserver(() => this.resize()).observe(this.plot);
    charts.add(this);
  }

  draw(what) {
    this.what = what;
    const form = JSON.stringify([what.byTime, what.height, what.lines.map(each =>
      [each.name, each.colour, each.dash, each.least !== null && each.least !== undefined])]);
    this.plot.setAttribute('aria-label', what.sentence);
    this.summarise();
    this.fillTable();
    if (this.drawn && form === this.form) this.drawn.setData(this.data());
    else {
      this.form = form;
      this.rebuild();
    }
    this.plot.dataset.points = String(what.x.length);
  }

  /** In the order in which they are painted: the first that is named lies above the others. */
  painted() {
    return [...this.what.lines].reverse();
  }

  data() {
    const data = [this.what.byTime ? this.what.x.map(each => each / 1000) : this.what.x];
    for (const line of this.painted()) {
      if (line.least) data.push(line.least, line.greatest);
      data.push(line.values);
    }
    return data;
  }

  rebuild() {
    if (!this.what) return;
    this.drawn?.destroy();
    const series = [{}];
    const bands = [];
    for (const line of this.painted()) {
      const colour = style(line.colour);
      if (line.least) {
        const none = { stroke: 'transparent', points: { show: false } };
        bands.push({ series: [series.length + 1, series.length], fill: style('--shade') });
        series.push(none, none);
      }
      series.push({
        label: line.name, stroke: colour, width: line.width ?? 1.5, dash: line.dash, spanGaps: true,
        points: { show: this.what.x.length < 40, size: 5, fill: colour, stroke: colour },
      });
    }
    const muted = style('--muted');
    const axis = { stroke: muted, grid: { stroke: style('--grid'), width: 1 }, ticks: { show: false }, font: '12px system-ui, sans-serif' };
    const options = {
      width: Math.max(200, this.plot.clientWidth), height: this.what.height ?? 280, series, bands,
      tzDate: utc,
      scales: { x: { time: this.what.byTime } },
      axes: [
        this.what.byTime ? { ...axis, values: TIMES } : { ...axis, size: 30, space: 65, values: (u, all) => all.map(short) },
        { ...axis, size: 60, values: (u, all) => all.map(short) },
      ],
      legend: { show: false },
      cursor: { points: { size: 7 }, y: false },
      hooks: { setCursor: [u => this.say(u)], draw: [u => this.mark(u)] },
    };
    this.plot.replaceChildren();
    this.drawn = new uPlot(options, this.data(), this.plot);
  }

  resize() {
    const width = this.plot.clientWidth;
    if (this.drawn && width > 0 && width !== this.drawn.width) {
      this.drawn.setSize({ width, height: this.what.height ?? 280 });
    }
  }

  mark(u) {
    const { ctx, bbox } = u;
    ctx.save();
    ctx.strokeStyle = style('--second');
    ctx.setLineDash([2 * devicePixelRatio, 4 * devicePixelRatio]);
    for (const at of this.what.marks ?? []) {
      const x = Math.round(u.valToPos(this.what.byTime ? at / 1000 : at, 'x', true));
      if (x < bbox.left || x > bbox.left + bbox.width) continue;
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
    }
    ctx.restore();
  }

  at(i) {
    return this.what.byTime ? instant(this.what.x[i]) : `${count(this.what.x[i])} ${this.what.xName}`;
  }

  say(u) {
    const i = u.cursor.idx;
    this.cursor.textContent = i === null || i === undefined ? '' :
      [this.at(i), ...this.what.lines.map(each => `${each.name} ${figure(each.values[i])}`)].join(' · ');
  }

  summarise() {
    this.legend.hidden = this.what.lines.length < 2;
    this.legend.replaceChildren(...this.what.lines.map(line => {
      const last = line.values.findLast(each => each !== null);
      return el('li', {},
        svg('svg', { width: 22, height: 8, 'aria-hidden': 'true' },
          svg('line', { x1: 0, x2: 22, y1: 4, y2: 4, 'stroke-width': line.width ?? 1.5, 'stroke-dasharray': line.dash?.join(' '),
            stroke: `var(${line.colour})` })),
        `${line.name} `, el('b', {}, figure(last)));
    }));
  }

  fillTable() {
    if (!this.details.open || !this.what) return;
    const step = Math.max(1, Math.ceil(this.what.x.length / TABLE_ROWS));
    const rows = this.what.x.map((_, i) => i).filter(i => (this.what.x.length - 1 - i) % step === 0);
    this.body.replaceChildren(el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': this.what.title },
      el('table', {},
        el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, this.what.byTime ? 'time (UTC)' : this.what.xName),
          ...this.what.lines.map(each => el('th', { scope: 'col', class: 'number' }, each.name)))),
        el('tbody', {}, ...rows.map(i => el('tr', {}, el('th', { scope: 'row' }, this.at(i)),
          ...this.what.lines.map(each => el('td', { class: 'number' }, figure(each.values[i])))))))));
  }
}

// A bar from the middle: to the right what adds, to the left what takes away.
export function bar(value, most) {
  const share = most > 0 ? 50 * Math.abs(value) / most : 0;
  return svg('svg', { viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    svg('rect', { x: value < 0 ? 50 - share : 50, y: 1, width: share, height: 8, fill: value < 0 ? 'var(--first)' : 'var(--model)' }),
    svg('line', { x1: 50, x2: 50, y1: 0, y2: 10, stroke: 'var(--line)', 'stroke-width': 0.6 }));
}

/** What a decay takes from a weight that is not met any more is no movement to be seen. */
export const hasMoved = (from, to) => Math.abs(to - from) > 1e-4 * Math.max(Math.abs(from), Math.abs(to));

// A curve of a few values, beside the figure that it ends in.
export function spark(values) {
  const least = Math.min(...values);
  const greatest = Math.max(...values);
  const still = !hasMoved(least, greatest);
  const points = values.map((each, i) => `${100 * i / Math.max(1, values.length - 1)},${still ? 5 : 9 - 8 * (each - least) / (greatest - least)}`);
  return svg('svg', { viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    svg('polyline', { points: points.join(' '), fill: 'none', stroke: 'var(--model)', 'stroke-width': 1.5, 'vector-effect': 'non-scaling-stroke' }));
}
