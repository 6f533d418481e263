// Drives the browser of this machine over a page, asked line by line: one request in JSON per line on standard input,
// one answer in JSON per line on standard output.
//
//   node page.mjs <chromium>

import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const browser = await chromium.launch({ executablePath: process.argv[2], args: ['--no-sandbox'] });
let page = null;
let said = [];

const actions = {
  // Opens a page anew, and waits for what is to be there.
  async open({ url, scheme = 'light', width = 1200, until = '#headline:not(:empty)' }) {
    await page?.context().close();
    const context = await browser.newContext({ colorScheme: scheme, viewport: { width, height: 900 }, bypassCSP: false });
    page = await context.newPage();
    said = [];
    page.on('console', message => said.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', problem => said.push(`error: ${problem.message}`));
    page.on('request', request => { if (!request.url().startsWith(new URL(url).protocol === 'file:' ? 'file:' : new URL(url).origin) && !request.url().startsWith('data:')) said.push(`request: ${request.url()}`); });
    await page.goto(url);
    await page.waitForSelector(until);
    return {};
  },
  async wait({ until }) {
    await page.waitForSelector(until);
    return {};
  },
  async text({ of }) {
    return page.textContent(of);
  },
  async texts({ of }) {
    return page.$$eval(of, all => all.map(each => each.textContent));
  },
  // Attributes of elements, by another of theirs.
  async attributes({ of, name }) {
    return page.$$eval(of, (all, attribute) => all.map(each => each.getAttribute(attribute)), name);
  },
  async fill({ into, text }) {
    await page.fill(into, text);
    return {};
  },
  async choose({ of, value }) {
    await page.selectOption(of, value);
    return {};
  },
  async click({ on }) {
    await page.click(on);
    return {};
  },
  // Presses Tab until nothing new is reached; says what was.
  async tab({ most }) {
    const reached = [];
    for (let i = 0; i < most; i++) {
      await page.keyboard.press('Tab');
      reached.push(await page.evaluate(() => {
        const each = document.activeElement;
        const shape = getComputedStyle(each);
        return `${each.id || each.tagName.toLowerCase()}${shape.outlineStyle === 'none' && each.tagName !== 'BODY' ? ' without outline' : ''}`;
      }));
    }
    return [...new Set(reached)];
  },
  // What axe-core finds that is serious or worse.
  async axe() {
    await page.evaluate(axe);
    const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
    return found.violations.filter(each => ['serious', 'critical'].includes(each.impact))
      .map(each => `${each.id}: ${each.nodes.map(node => node.target.join(' ')).join('; ')}`);
  },
  async overflow() {
    return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  },
  async shot({ file }) {
    await page.screenshot({ path: file, fullPage: true });
    return {};
  },
};
actions.said = async () => said;

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    const { action, ...rest } = JSON.parse(line);
    answer = { value: await actions[action](rest) };
  } catch (problem) {
    answer = { error: `${problem.message}; the page said ${JSON.stringify(said)}` };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
await browser.close();
