// Draws snapshots: of a file that holds one, or as the server sends them.

import { byId, count, el, elapsed, figure, instant, setText, show } from 'gradstream/dom.js';
import { Chart } from 'gradstream/charts.js';
import { deadLetters, decisions, predictions, tiles, weights } from 'gradstream/parts.js';
import { form } from 'gradstream/form.js';
import { follow, request } from 'gradstream/stream.js';

const QUIET = 15000;
const chosen = { metric: 0, range: 'all', axis: 'records', trainer: '0' };
const charts = {};
let snapshot = null;
let received = 0;
let brokenSince = 0;
let key = null;
let stop = null;

const chart = name => charts[name] ??= new Chart();

function lines() {
  const trainer = snapshot.trainer;
  return chosen.range === 'recent' ? trainer.recent : trainer.all;
}

const xs = from => chosen.axis === 'time' ? steady(from.times) : from.records;

// A clock of records that goes back for a moment must not tangle a curve.
function steady(times) {
  let last = -Infinity;
  return times.map(each => (last = Math.max(last, each)));
}

function marks(from) {
  return snapshot.decisions.map(each => from.windows.findIndex(window => window >= each.window))
    .filter(i => i >= 0).map(i => xs(from)[i]);
}

const axes = from => ({ x: xs(from), byTime: chosen.axis === 'time', xName: 'labelled records' });

function drawCurve() {
  const metric = snapshot.metrics[chosen.metric];
  const from = lines();
  const has = name => from.lines[name + metric.field];
  const all = [['model.', 'model', '--model', 2.5, null],
    ...Object.entries(snapshot.baselines).map(([name, title], i) => [name, title, i === 0 ? '--first' : '--second', 1.5, i === 0 ? [6, 4] : [2, 3]]),
    ['checkpoint.', 'best checkpoint', '--third', 1.5, [10, 3]]].filter(([name]) => has(name));
  const newest = snapshot.trainer.newest.values;
  const sentence = `${metric.name} over ${count(snapshot.trainer.windows)} windows, ${metric.higherIsBetter ? 'higher' : 'lower'} is better. In the newest: ` +
    all.map(([name, title]) => `${title} ${figure(newest[name + metric.field])}`).join(', ');
  chart('curve').draw({
    ...axes(from), title: metric.name, sentence, marks: marks(from), height: innerWidth < 600 ? 220 : 300,
    lines: all.map(([name, title, colour, width, dash]) => ({
      name: title, colour, width, dash, values: has(name).mean, least: has(name).least, greatest: has(name).greatest,
    })),
  });
}

function drawRace() {
  const from = lines();
  const names = Object.keys(from.lines).filter(each => each.startsWith('weight.'));
  byId('race').hidden = names.length === 0;
  if (names.length === 0) return;
  const colours = ['--model', '--first', '--third', '--bad', '--second'];
  const newest = snapshot.trainer.newest.values;
  const leading = names.reduce((a, b) => (newest[a] ?? 0) >= (newest[b] ?? 0) ? a : b);
  chart('race').draw({
    ...axes(from), title: 'Weights in the mixture', marks: marks(from), height: 220,
    sentence: `Weight of ${names.length} learners in the mixture. The most has ${leading.slice(7)}, ${figure(newest[leading])}`,
    lines: names.map((name, i) => ({
      name: name.slice(7), colour: colours[i % colours.length], dash: i < colours.length ? null : [4, 3], values: from.lines[name].mean,
    })),
  });
}

const SMALL = [['learning_rate', 'Learning rate'], ['gradient_norm', 'Gradient norm'], ['categories', 'Categories with a column'],
  ['labels.waiting', 'Labels awaited'], ['outliers', 'Outliers in a window']];

function drawSmall() {
  const from = lines();
  const there = SMALL.filter(([name]) => from.lines[name]?.mean.some(each => each !== null && each !== 0));
  const rates = snapshot.flow?.rates ?? [];
  const shown = [...there, ...rates.length > 1 ? [['rates', 'Predictions a second, the last minutes']] : []];
  show('small-charts', shown, () => shown.map(([name, title]) => el('div', {}, el('h3', {}, `${title} `, el('b', { id: `newest-${name}` })), chart(name).element)));
  for (const [name, title] of there) {
    setText(`newest-${name}`, figure(snapshot.trainer.newest.values[name]));
    chart(name).draw({
      ...axes(from), title, height: 150, sentence: `${title}, in the newest window ${figure(snapshot.trainer.newest.values[name])}`,
      lines: [{ name: title, colour: '--model', values: from.lines[name].mean }],
    });
  }
  if (rates.length > 1) {
    setText('newest-rates', count(rates[rates.length - 1]));
    chart('rates').draw({
      x: rates.map((_, i) => snapshot.made - 1000 * (rates.length - 1 - i)), byTime: true, title: 'Predictions a second', height: 150,
      sentence: `Predictions a second, in the last ${count(rates[rates.length - 1])}`,
      lines: [{ name: 'predictions a second', colour: '--model', values: rates }],
    });
  }
}

function choice(name, title, options) {
  const select = el('select', { id: `choose-${name}` }, ...options.map(([value, text]) =>
    el('option', { value, selected: String(chosen[name]) === String(value) }, text)));
  select.addEventListener('change', () => {
    chosen[name] = name === 'metric' ? Number(select.value) : select.value;
    if (name === 'trainer') start();
    else draw();
  });
  return el('span', {}, el('label', { for: select.id }, `${title} `), select);
}

function choices() {
  const windows = Math.min(snapshot.trainer.recent.windows.length, snapshot.trainer.windows);
  const more = snapshot.trainer.windows > windows;
  const trainers = snapshot.flow ? snapshot.partitions : [];
  show('choices', [snapshot.metrics, more, trainers], () => [
    choice('metric', 'Metric', snapshot.metrics.map((each, i) => [i, each.name])),
    ...more ? [choice('range', 'Windows', [['all', 'all'], ['recent', 'the newest']])] : [],
    choice('axis', 'By', [['records', 'labelled records'], ['time', 'time of the records (UTC)']]),
    ...trainers.length > 1 ? [choice('trainer', 'Trainer', trainers.map(each => [each, `partition ${each}`]))] : [],
  ]);
}

function draw() {
  const headline = snapshot.sentences;
  document.title = `${snapshot.pipeline} · gradstream`;
  setText('name', snapshot.pipeline);
  setText('task', `predicts ${snapshot.label} (${snapshot.task})`);
  setText('headline', headline.text.replaceAll(' %', '\u00a0%'));
  byId('headline').dataset.verdict = headline.verdict;
  setText('trend', snapshot.trainer || !snapshot.model?.examples ? headline.trend : `${count(snapshot.model.examples)} so far.`);
  show('notes', snapshot.notes, () => snapshot.notes.map(each => el('li', {}, each)));
  tiles(snapshot);
  for (const id of ['curves', 'more']) byId(id).hidden = !snapshot.trainer;
  if (snapshot.trainer) {
    if (chosen.axis === 'time' && snapshot.notes.length > 0 && snapshot.source === 'file') chosen.axis = 'records';
    choices();
    if (snapshot.metrics.length > 0) drawCurve();
    drawRace();
    drawSmall();
  }
  decisions(snapshot);
  weights(snapshot);
  if (snapshot.flow) form(snapshot, ask);
  predictions(snapshot);
  deadLetters(snapshot);
  setText('made', `gradstream ${snapshot.program}${snapshot.flow ? '' : `, drawn ${instant(snapshot.made)} UTC`}`);
}

const ask = (path, options) => request(path, key, options);

// What is said aloud changes with the kind of state alone; ages are for the eye.
function state() {
  const now = Date.now();
  let kind = 'live';
  let text = 'Live';
  const flow = snapshot?.flow;
  const age = flow?.predicted ? snapshot.made - flow.predicted + (now - received) : 0;
  if (brokenSince > 0) {
    kind = 'broken';
    text = `No connection since ${new Date(brokenSince).toLocaleTimeString('en-GB')}; trying again`;
  } else if (!flow) {
    text = 'Connecting';
    kind = 'wait';
  } else if (flow.problem) {
    kind = 'broken';
    text = flow.problem;
  } else if (flow.reading) {
    kind = 'wait';
    text = 'Reading what is in the topics';
  } else if (!flow.predicted || age > QUIET) {
    kind = 'silent';
    text = flow.predicted ? `No prediction for ${elapsed(age)}` : 'No prediction since this page\'s server began';
  }
  byId('state').dataset.kind = kind;
  setText('state-text', text);
  if (byId('said').dataset.kind !== kind) {
    byId('said').dataset.kind = kind;
    setText('said', text);
  }
}

function start() {
  stop?.();
  byId('key-form').hidden = true;
  stop = follow(`ui/events?trainer=${encodeURIComponent(chosen.trainer)}`, key, {
    snapshot(text) {
      snapshot = JSON.parse(text);
      received = Date.now();
      const others = snapshot.partitions;
      if (!snapshot.trainer && others.length > 0) {
        chosen.trainer = String(others[0]);
        start();
        return;
      }
      draw();
      state();
    },
    alive() {
      brokenSince = 0;
    },
    broken() {
      brokenSince ||= Date.now();
      state();
    },
    keyNeeded(sentence) {
      byId('key-form').hidden = false;
      setText('key-problem', key ? sentence : '');
      byId('api-key').focus();
    },
  });
}

byId('curve').append(chart('curve').element);
byId('race-chart').append(chart('race').element);
const held = byId('snapshot');
if (held) {
  snapshot = JSON.parse(held.textContent);
  byId('state').hidden = true;
  draw();
} else {
  byId('key-form').addEventListener('submit', event => {
    event.preventDefault();
    key = byId('api-key').value;
    start();
  });
  setInterval(state, 1000);
  start();
}
