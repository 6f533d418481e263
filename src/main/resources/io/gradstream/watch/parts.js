// The parts of the page below its charts: tiles, decisions, weights, predictions, dead letters.

import { byId, count, el, elapsed, figure, instant, rowHead, setText, show, table } from 'gradstream/dom.js';
import { bar, hasMoved, spark } from 'gradstream/charts.js';

const tile = (name, value, beside, exact, tone) => el('div', {},
  el('dt', {}, name),
  el('dd', { class: 'value', 'data-value': exact ?? null }, value),
  el('dd', { class: `beside ${tone ?? ''}` }, beside ?? ''));

export function tiles(snapshot) {
  const newest = snapshot.trainer?.newest;
  const values = newest?.values ?? {};
  const all = [];
  for (const metric of newest ? snapshot.metrics : []) {
    const model = values[`model.${metric.field}`];
    const others = Object.keys(snapshot.baselines).map(name => values[name + metric.field]).filter(Number.isFinite);
    const best = metric.higherIsBetter ? Math.max(...others) : Math.min(...others);
    const better = Number.isFinite(best) && Number.isFinite(model) && (metric.higherIsBetter ? model > best : model < best);
    all.push([metric.name, figure(model), Number.isFinite(best) ? `${better ? 'beats' : 'does not beat'} ${figure(best)}` : '', model, better ? 'good' : 'bad', metric.field]);
  }
  const rates = snapshot.flow?.rates ?? [];
  if (rates.length > 0) all.push(['predictions/s', figure(Math.round(mean(rates.slice(-5)))), 'in the last 5 s']);
  if (newest) all.push(['labels learned', count(newest.records), newest.learning ? `in ${count(newest.number)} windows` : 'learning has stopped', newest.records]);
  if (Number.isFinite(values.learning_rate)) all.push(['learning rate', figure(values.learning_rate), '', values.learning_rate]);
  if (Number.isFinite(values['labels.waiting'])) all.push(['labels awaited', count(values['labels.waiting']), Number.isFinite(values['labels.age_median']) ? `half within ${elapsed(values['labels.age_median'])}` : '', values['labels.waiting']]);
  if (snapshot.deadLetters) all.push(['dead letters', count(snapshot.deadLetters.count), snapshot.deadLetters.all ? '' : 'of the newest', snapshot.deadLetters.count, snapshot.deadLetters.count > 0 ? 'bad' : '']);
  show('tiles', all, () => all.map(([name, value, beside, exact, tone, field]) => {
    const made = tile(name, value, beside, exact, tone);
    if (field) made.dataset.metric = field;
    return made;
  }));
}

const mean = values => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);

export function decisions(snapshot) {
  const byRow = snapshot.source === 'file' && snapshot.notes.length > 0;
  show('decision-list', snapshot.decisions, () => snapshot.decisions.length === 0
    ? el('p', { class: 'small' }, 'Nothing yet: it reduces its rate, stops, rolls back or warns when its windows say so, and gives its reason here.')
    : el('ul', { class: 'decisions' }, ...snapshot.decisions.slice(-20).reverse().map(each => el('li', {},
      el('span', { class: 'when' }, `window ${count(each.window)}, ${byRow ? `row ${count(each.time)}` : instant(each.time)}`),
      el('span', {}, el('b', {}, `${each.kind.toLowerCase().replaceAll('_', ' ')}: ${each.action}. `), each.reason)))));
}

const PLACE = /@-?[\d.]+( for .*)?$/;
const HASH = /#\d+( for .*)?$/;

function note(model) {
  if (model.problem) return `The model: ${model.problem}`;
  if (model.version === 0) return 'Nothing is learned yet.';
  const begin = `Version ${count(model.version)}, ${count(model.parameters)} parameters.`;
  const names = model.weights.map(each => each.name);
  if (names.length === 0) return `${begin} Of a network no feature has a weight: score a row to see what each adds.`;
  return [begin, 'A number\'s weight is that of a step in its own scale.',
    ...names.some(name => PLACE.test(name)) ? ['After @ stands where in that scale a curve bends.'] : [],
    ...names.some(name => HASH.test(name)) ? ['After # stands the hash of a word or value: score a row to see what its text adds.'] : [],
    ...model.weights.some(each => each.moved.length > 1) ? ['The small curve is how it moved since this page\'s server began to look.'] : []].join(' ');
}

export function weights(snapshot) {
  const model = snapshot.model;
  byId('weights').hidden = !model;
  if (!model) return;
  setText('weights-note', note(model));
  show('weights-table', model.weights, () => {
    if (model.weights.length === 0) return [];
    const most = Math.max(...model.weights.map(each => Math.abs(each.value)));
    const moves = model.weights.some(each => each.moved.length > 1);
    return table('Heaviest weights', [{ name: 'feature' }, { name: '' }, { name: 'weight', number: true }, ...moves ? [{ name: 'moved', class: 'moved' }, { name: 'by', class: 'number moved' }] : []],
      model.weights.map(each => [rowHead(each.name), el('td', { class: 'bar' }, bar(each.value, most)), figure(each.value),
        ...moves ? [el('td', { class: 'moved' }, spark(each.moved)), el('td', { class: 'number moved' }, figure(hasMoved(each.moved[0], each.value) ? each.value - each.moved[0] : 0))] : []]));
  });
  const fields = Object.entries(model.categories);
  show('categories', fields, () => fields.length === 0 ? [] : [el('h3', {}, 'Categories with a column'),
    el('ul', { class: 'chips' }, ...fields.map(([name, number]) => el('li', {}, `${name} ${count(number)}`)))]);
}

export function predictions(snapshot) {
  const newest = snapshot.flow?.predictions ?? [];
  byId('predictions').hidden = newest.length === 0;
  const several = snapshot.task === 'multiclass';
  const labels = newest.some(each => each.label !== null);
  show('prediction-list', newest, () => table('The newest predictions',
    [{ name: 'time (UTC)' }, { name: 'key' }, ...several ? [{ name: 'predicted' }] : [], { name: 'score', number: true }, ...labels ? [{ name: 'label', number: true }] : [], { name: 'version', number: true }],
    newest.map(each => [instant(each.time), each.key, ...several ? [each.predicted] : [], figure(each.score), ...labels ? [snapshot.task === 'regression' && each.label !== null ? figure(Number(each.label)) : each.label] : [], count(each.version)])));
}

export function deadLetters(snapshot) {
  const dead = snapshot.deadLetters;
  byId('dead').hidden = !dead || dead.count === 0;
  if (!dead) return;
  const hidden = snapshot.flow && !snapshot.flow.shown;
  show('dead-list', [dead, hidden], () => [
    ...hidden ? [el('p', { class: 'small' }, 'What they hold is not shown to everybody: set http.api-keys, or open the page on the machine itself.')] : [],
    ...dead.reasons.map(reason => el('div', {},
      el('h3', {}, `${reason.reason.toLowerCase().replaceAll('_', ' ')}: ${count(reason.count)}`),
      ...reason.samples.map(each => el('div', { class: 'sample' },
        el('p', {}, each.message), el('p', { class: 'small' }, `${each.origin}, ${instant(each.time)}`), el('pre', {}, each.value)))))]);
}
