// The report pages: short on a phone while their parts are closed, whole on paper, their charts readable and taken away.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { PHONE, launch, visitor } from './browser.mjs';
import { whole } from './form.mjs';
import { pagesOf, plain } from './pdf.mjs';
import { services } from './service.mjs';
import { signIn } from './tour.mjs';

const { today: service } = services();
/** What somebody scrolls through before they give up. */
const TALLEST = 4000;
/** The least size of a text, in CSS pixels. */
const SMALLEST = 12;
const PROGRAMME = '/programmes/welcome-to-reading';
let browser;

before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** The pages of results that a manager is led to: the list of all first names each. */
async function reports(page) {
  await signIn(page, service, 'manager');
  await page.goto(`${service.url}${PROGRAMME}/results`);
  const found = await page.locator('main a').evaluateAll((links) => links.map((link) => link.href));
  const kinds = [/\/results\/[A-Z0-9]+\/[A-Z0-9]+$/, /\/results\/courses$/, /\/courses\/[^/]+\/results$/, /\/rounds\/[^/]+\/results$/];
  const each = kinds.map((kind) => found.find((address) => kind.test(address)));
  each.forEach((address, place) => assert.ok(address, `the results of the demonstration lead to ${kinds[place]}`));
  return [service.demo.summary_url, ...each];
}

test('a report is short on a phone until its parts are opened', async (t) => {
  const page = await visitor(t, browser, { viewport: PHONE });
  for (const address of await reports(page)) {
    await page.goto(address);
    await whole(page);
    assert.equal(await page.locator('details[open]').count(), 0, `${address} comes with its parts closed`);
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    assert.ok(height <= TALLEST, `${address} is ${height} px tall`);
  }
});

test('the words of every chart on a phone are large enough, also in a part that was opened', async (t) => {
  const page = await visitor(t, browser, { viewport: PHONE });
  for (const address of await reports(page)) {
    await page.goto(address);
    await whole(page);
    await page.locator('details').evaluateAll((parts) => parts.forEach((part) => { part.open = true; }));
    const small = await page.locator('figure svg').evaluateAll((charts, least) => {
      const drawn = charts.filter((chart) => chart.getBoundingClientRect().width > 0);
      return drawn.flatMap((chart) => {
        const scale = chart.getBoundingClientRect().width / chart.viewBox.baseVal.width;
        return [...chart.querySelectorAll('text')]
          .map((text) => ({ text: text.textContent, size: Number(text.getAttribute('font-size')) * scale }))
          .filter(({ size }) => size < least);
      });
    }, SMALLEST);
    assert.deepEqual(small, [], address);
  }
});

test('a part opens without a script, and a link into it opens it', async (t) => {
  const page = await visitor(t, browser, { viewport: PHONE, javaScriptEnabled: false });
  await page.goto(service.demo.summary_url);
  await page.locator('summary', { hasText: 'All the figures' }).click();
  assert.ok(await page.locator('main table').first().isVisible());
  await page.goto(`${service.demo.summary_url}#how`);
  assert.ok(await page.locator('#how').isVisible());
});

test('everything in the parts of a report is printed', async (t) => {
  const page = await visitor(t, browser);
  await page.goto(service.demo.summary_url);
  await whole(page);
  const headings = await page.locator('main details.part:not(.do) > summary').evaluateAll((found) => found.map((one) => one.textContent.trim()));
  const captions = await page.locator('main details.part:not(.do) caption').evaluateAll((found) => found.map((one) => one.textContent.trim().slice(0, 40)));
  assert.ok(headings.length > 3 && captions.length > 2);
  const pages = await pagesOf(await page.pdf({ preferCSSPageSize: true, printBackground: true }));
  // A heading or a caption may break over two lines of print.
  const printed = pages.flatMap(({ lines }) => lines).join('').replaceAll(/\s+/g, '');
  for (const words of [...headings, ...captions]) {
    assert.ok(printed.includes(plain(words).replaceAll(/\s+/g, '')), `“${words}” is printed`);
  }
});
