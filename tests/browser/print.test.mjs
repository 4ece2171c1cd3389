// What is printed: the summary of a course on few pages, the poster and the sheet of paper.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { DESKTOP, launch, visitor } from './browser.mjs';
import { whole } from './form.mjs';
import { pagesOf, plain } from './pdf.mjs';
import { services } from './service.mjs';
import { signIn } from './tour.mjs';

const { today: service } = services();
const A4 = { width: 595, height: 842 };
/** What a manager takes along to a meeting. */
const SUMMARY_PAGES = 5;
let browser;

before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** Prints the page as the browser’s own dialogue does, on the paper that its stylesheet asks for. */
async function printed(page) {
  await whole(page);
  const pages = await pagesOf(await page.pdf({ preferCSSPageSize: true, printBackground: true }));
  for (const { width, height } of pages) {
    assert.ok(Math.abs(width - A4.width) < 2 && Math.abs(height - A4.height) < 2, `${width} x ${height} is A4`);
  }
  return pages;
}

/** The headings of the page, without blanks: a heading may break over two lines of print. */
const headings = (page) => page.locator('main :is(h1, h2, h3)').evaluateAll((found) => found.map((one) => one.textContent.replaceAll(/\s+/g, '')));

/** Headings that stand last on a page, apart from what they are about. */
function orphaned(pages, all) {
  return pages.slice(0, -1).map(({ lines }) => lines.at(-1)).filter((line) => all.some((heading) => heading.endsWith(line.replaceAll(' ', ''))));
}

test('a summary is printed on few pages, with what happens next on the first', async (t) => {
  const page = await visitor(t, browser, { viewport: DESKTOP });
  await page.goto(service.demo.summary_url);
  const pages = await printed(page);
  assert.ok(pages.length <= SUMMARY_PAGES, `${pages.length} pages`);
  const first = pages[0].lines;
  assert.ok(first.some((line) => line.includes('What happens next')), first.join('\n'));
  assert.deepEqual(orphaned(pages, await headings(page)), []);
  const all = pages.flatMap(({ lines }) => lines);
  assert.ok(!all.some((line) => /Get help|Charts to keep/.test(line)), 'nothing is printed that leads elsewhere');
});

test('a table that goes on over the page shows its head again', async (t) => {
  const page = await visitor(t, browser, { viewport: DESKTOP });
  await page.goto(service.demo.summary_url);
  await whole(page);
  const rows = (await page.locator('main table tbody tr').count()) / 2;
  // Far more rows than one page holds, and nothing else.
  await page.evaluate((count) => {
    const table = document.querySelector('main table');
    const [row] = table.tBodies[0].rows;
    for (let n = 0; n < count; n += 1) table.tBodies[0].append(row.cloneNode(true));
    document.querySelector('main').replaceChildren(table);
  }, 60 + rows);
  const head = plain(await page.locator('main table thead th').last().textContent());
  const pages = await printed(page);
  assert.ok(pages.length > 1);
  for (const { lines } of pages) assert.ok(lines.some((line) => line.includes(head)), `“${head}” on every page: ${lines.slice(0, 3)}`);
});

test('a poster is one page, and a sheet of paper keeps each question on one', async (t) => {
  const page = await visitor(t, browser, { viewport: DESKTOP });
  await signIn(page, service, 'trainer');
  const [round] = service.demo.open_rounds;
  const address = `${service.url}/programmes/welcome-to-reading/rounds/${round.code}`;
  const name = plain(await page.locator('.brand').innerText());
  await page.goto(`${address}/poster`);
  const poster = await printed(page);
  assert.equal(poster.length, 1);
  for (const words of [name, round.code]) assert.ok(poster[0].lines.some((line) => line.includes(words)), words);
  await page.goto(`${address}/paper`);
  const sheet = await printed(page);
  assert.ok(sheet[0].lines.some((line) => line.includes(name)), name);
  assert.ok(sheet.at(-1).lines.join(' ').includes('return it to'), 'where the sheet goes');
  assert.deepEqual(orphaned(sheet, await headings(page)), []);
  const questions = await page.locator('main .question').evaluateAll((found) =>
    found.map((one) => [one.querySelector('.asks'), ...one.querySelectorAll('.ticks li')].map((part) => part.textContent.replaceAll(/\s+/g, ''))));
  const texts = sheet.map(({ lines }) => lines.join('').replaceAll(' ', ''));
  for (const [asks, ...ticks] of questions) {
    const on = texts.filter((text) => text.includes(asks));
    assert.equal(on.length, 1, asks);
    for (const tick of ticks) assert.ok(on[0].includes(tick), `“${tick}” beside “${asks}”`);
  }
});
