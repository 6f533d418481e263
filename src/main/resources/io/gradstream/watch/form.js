// The form that has a row scored and explained.

import { byId, count, el, figure, percent, rowHead, setText, table } from 'gradstream/dom.js';
import { bar } from 'gradstream/charts.js';

const SHOWN = 14;
let shape = '';
let ask = null;
let task = '';
let label = '';

/** The fields are made anew only when they are others, so that nothing typed is lost. */
export function form(snapshot, request) {
  byId('ask').hidden = snapshot.fields.length === 0;
  ask = request;
  task = snapshot.task;
  label = snapshot.label;
  byId('fill').hidden = !snapshot.flow?.shown;
  const now = JSON.stringify(snapshot.fields.map(each => [each.name, each.type]));
  if (now !== shape) {
    shape = now;
    const extra = snapshot.partitions.length > 1 ? [{ name: 'key of the record', type: 'key', known: [] }] : [];
    byId('row-fields').replaceChildren(...[...snapshot.fields, ...extra].map(input));
    if (snapshot.flow?.shown) fillIn();
  }
  snapshot.fields.forEach((each, i) => byId(`known-${i}`)?.replaceChildren(...each.known.map(value => el('option', { value }))));
}

function input(field, i) {
  const hint = { time: 'ISO 8601', list: 'a, b, c', key: '' }[field.type] ?? '';
  return el('div', {},
    el('label', { for: `row-${i}` }, field.name),
    el('input', {
      id: `row-${i}`, name: field.name, 'data-type': field.type, autocomplete: 'off', placeholder: hint || 'missing',
      inputmode: field.type === 'number' ? 'decimal' : null, list: field.type === 'number' ? null : `known-${i}`,
    }),
    el('datalist', { id: `known-${i}` }));
}

const inputs = () => [...byId('row-fields').querySelectorAll('input')];

async function fillIn() {
  try {
    const row = await (await ask('ui/row')).json();
    const names = Object.keys(row);
    for (const each of inputs()) {
      const value = row[each.name];
      each.value = value === undefined ? '' : Array.isArray(value) ? value.join(', ') : String(value);
    }
    setText('row-note', names.length > 0 ? 'Filled with the newest record of the input.' : 'There is no record of the input to fill in; type a row.');
  } catch (problem) {
    setText('row-note', problem.message);
  }
}

/** What is empty is missing; a number that is none is sent as it is, for the server to refuse it by name. */
function row() {
  const whole = {};
  for (const each of inputs()) {
    const text = each.value.trim();
    if (text === '' || each.dataset.type === 'key') continue;
    const path = each.name.split('.');
    let place = whole;
    path.slice(0, -1).forEach(name => { place = place[name] ??= {}; });
    place[path.at(-1)] = value(text, each.dataset.type);
  }
  return whole;
}

function value(text, type) {
  const numeric = Number.isFinite(Number(text));
  if (type === 'list') return text.split(',').map(each => each.trim()).filter(each => each !== '');
  if (type === 'category') return text;
  return numeric && (type !== 'time' || /^-?\d+$/.test(text)) ? Number(text) : text;
}

async function score(event) {
  event.preventDefault();
  const key = inputs().find(each => each.dataset.type === 'key')?.value;
  try {
    const response = await ask(`ui/score${key ? `?key=${encodeURIComponent(key)}` : ''}`, {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(row()),
    });
    answer(await response.json());
  } catch (problem) {
    byId('answer').replaceChildren(el('p', { class: 'problem' }, problem.message));
  }
}

function sentence(score) {
  if (score.score === null) return 'It knows no class yet';
  if (task === 'binary') return `${percent(score.score)} that ${label} is 1`;
  if (task === 'multiclass') return `${score.class}, with ${percent(score.score)}`;
  return `${label} ${figure(score.score)}`;
}

const UNITS = { logit: 'the logit of that probability', class_logits: 'the logit of the class; the greatest wins', label: 'the prediction', output: 'the raw output' };

// What it would be else, where there are several classes.
function others(score) {
  if (task !== 'multiclass' || !score.probabilities) return '';
  const next = Object.entries(score.probabilities).filter(([name]) => name !== score.class).sort((a, b) => b[1] - a[1]).slice(0, 2);
  return next.length === 0 ? '' : `else ${next.map(([name, each]) => `${name} ${percent(each)}`).join(', ')}; `;
}

function answer(score) {
  const outputs = score.explanation.outputs;
  const output = outputs.find(each => each.name === score.class) ?? outputs[0];
  const parts = [el('p', { class: 'answer', 'data-score': score.score }, sentence(score)),
    el('p', { class: 'small' }, `${others(score)}by version ${count(score.version)} of the model`)];
  if (output) parts.push(explained(output, score.explanation.unit));
  byId('answer').replaceChildren(...parts);
}

function explained(output, unit) {
  const all = Object.entries(output.features).sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]));
  const shown = all.slice(0, SHOWN);
  const rest = all.slice(SHOWN).reduce((sum, [, each]) => sum + each, 0);
  const rows = [['where it starts (bias)', output.bias], ...shown, ...all.length > SHOWN ? [[`${all.length - SHOWN} more`, rest]] : []];
  const most = Math.max(...rows.map(([, each]) => Math.abs(each)));
  const made = table('What each feature adds', [{ name: 'feature' }, { name: '' }, { name: 'adds', number: true }],
    rows.map(([name, each]) => [rowHead(name), el('td', { class: 'bar' }, bar(each, most)), el('td', { class: 'number', 'data-part': each }, figure(each))]));
  made.querySelector('tbody').append(el('tr', { class: 'total' }, rowHead(`together: ${UNITS[unit] ?? unit}`), el('td', {}),
    el('td', { class: 'number', 'data-sum': output.value }, figure(output.value))));
  return made;
}

byId('row-form').addEventListener('submit', score);
byId('fill').addEventListener('click', fillIn);
