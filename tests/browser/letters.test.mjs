// The summary as a letter, in the windows that mail programs give it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { SCHEMES, launch, overhang, visitor } from './browser.mjs';
import { letters, summaries, templates, withPictures } from './letters.mjs';
import { services } from './service.mjs';
import { unsupported } from './support.mjs';

const { today } = services();
/** The windows of a desktop mail program and of a phone. */
const WINDOWS = [
  { width: 600, height: 800 },
  { width: 375, height: 740 },
];
let browser;
let letter;

before(async () => {
  browser = await launch();
  [letter] = await summaries(today);
});
after(() => browser?.close());

test('the demonstration sends managers a summary with a picture in it', () => {
  assert.ok(letter, `no letter in ${today.out}/mail has an HTML part with a picture`);
});

test('a summary tells managers three things that the room of its workshop said, and leads to the write-up', async (t) => {
  const told = (await summaries(today)).filter(({ text }) => text.includes('What the room said'));
  assert.ok(told.length > 0, 'no letter tells of a workshop');
  const page = await visitor(t, browser);
  for (const { text, html } of told) {
    const [, said] = text.split(/What the room said\r?\n-+\r?\n/);
    const lines = said.trimStart().split(/\r?\n/).filter((line) => line.startsWith('- ')).slice(0, 3);
    assert.equal(lines.filter((line) => /\(\d+ people\)$/.test(line)).length, 3, said);
    for (const line of lines) assert.ok(html.includes(line.slice(2)), line);
    await page.goto(said.match(/http\S+\/write-up\/\S+/)[0]);
    const points = await page.locator('main li').allInnerTexts();
    for (const line of lines) assert.ok(points.includes(line.slice(2).replace(/ \(\d+ people\)$/, '')), line);
  }
});

for (const pictures of ['shown', 'blocked']) {
  for (const window of WINDOWS) {
    for (const colorScheme of SCHEMES) {
      test(`the summary fits a letter of ${window.width} px in ${colorScheme}, pictures ${pictures}`, async (t) => {
        const page = await visitor(t, browser, { viewport: window, colorScheme, offline: true });
        await page.setContent(pictures === 'shown' ? withPictures(letter) : letter.html);
        const { beyond, culprit } = await overhang(page);
        assert.equal(beyond, 0, `scrolls sideways because of ${culprit}`);
        const images = page.locator('img');
        assert.ok((await images.count()) > 0, 'there is a picture');
        for (const image of await images.all()) {
          assert.ok((await image.getAttribute('alt'))?.trim(), 'a picture says in words what it shows');
          const drawn = await image.evaluate((picture) => picture.naturalWidth > 0);
          assert.equal(drawn, pictures === 'shown', 'pictures are part of the letter and come from nowhere else');
        }
      });
    }
  }
}

test('the summary is one screen: 250 words, and 1,600 px at a width of 600', async (t) => {
  const page = await visitor(t, browser, { viewport: { width: 600, height: 800 } });
  await page.setContent(withPictures(letter), { waitUntil: 'load' });
  const { height, text } = await page.evaluate(() => ({
    height: document.documentElement.scrollHeight,
    text: document.body.innerText,
  }));
  assert.ok(height <= 1600, `${height} px`);
  for (const part of [text, letter.text]) {
    const words = part.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word) && !word.includes('://'));
    assert.ok(words.length <= 250, `${words.length} words: ${part}`);
  }
});

test('the text of the picture is at least 12 px on a phone', async (t) => {
  const page = await visitor(t, browser, { viewport: { width: 375, height: 740 } });
  await page.setContent(withPictures(letter), { waitUntil: 'load' });
  // Drawn two pixels to the unit; its smallest text is of 13 units.
  const scale = await page.locator('img').first().evaluate((picture) => (2 * picture.clientWidth) / picture.naturalWidth);
  assert.ok(scale * 13 >= 12, `${scale * 13} px`);
});

test('what is forwarded opens the report and stops nobody’s emails', async (t) => {
  const page = await visitor(t, browser);
  const all = (await summaries(today)).map((one) => one.html);
  const links = all.flatMap((html) => [...html.matchAll(/href="([^"]+)"/g)].map(([, address]) => address));
  assert.ok(links.some((link) => link.includes('/summary/')));
  assert.deepEqual(links.filter((link) => link.includes('/stop/')), []);
  const answer = await page.goto(links.find((link) => link.includes('/summary/')));
  assert.ok(answer.ok());
  assert.equal(await page.locator('a[href*="/stop/"], form[action*="/stop/"]').count(), 0);
});

test('every email uses styles that mail programs follow', async (t) => {
  const page = await visitor(t, browser);
  const bare = (html) => html.replaceAll(/>[^<]*</g, '><').replaceAll(/(href|alt|src)="[^"]*"/g, '');
  const all = new Map((await letters(today)).filter(({ html }) => html).map((one) => [bare(one.html), one]));
  assert.ok(all.size >= 2, 'summaries and invitations');
  for (const { html, subject } of all.values()) {
    await page.setContent(html);
    const uses = await page.evaluate(() =>
      [...document.querySelectorAll('[style]')].flatMap((one) =>
        one.getAttribute('style').split(';').filter((rule) => rule.trim()).map((rule) => {
          const [property, ...value] = rule.split(':');
          return { element: one.tagName, property: property.trim(), value: value.join(':').trim(), button: one.className === 'button' };
        }),
      ),
    );
    assert.ok(uses.length > 0);
    assert.deepEqual([...new Set(await unsupported(uses))], [], subject);
  }
});

test('the emails that the demonstration has no cause to send use such styles too', async () => {
  const all = await templates();
  assert.ok(all.length >= 9, `${all.length} templates`);
  let judged = 0;
  for (const { name, html } of all) {
    const uses = [...html.matchAll(/<(\w+)([^>]*)style="([^"]*)"([^>]*)>/g)].flatMap(([, tag, before, style, after]) =>
      style.split(';').filter((rule) => rule.trim()).map((rule) => {
        const [property, ...value] = rule.split(':');
        const button = `${before}${after}`.includes('class="button"');
        return { element: tag.toUpperCase(), property: property.trim(), value: value.join(':').trim(), button };
      }),
    );
    assert.deepEqual([...new Set(await unsupported(uses))], [], name);
    judged += uses.length;
  }
  assert.ok(judged > 200, `${judged} styles`);
});

test('the summary’s letter asks nothing of the network and keeps no track of its reader', async (t) => {
  const page = await visitor(t, browser);
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.setContent(withPictures(letter), { waitUntil: 'load' });
  assert.deepEqual(asked.filter((url) => !url.startsWith('data:')), []);
});

test('every link in the summary’s letter leads to the service', async (t) => {
  const page = await visitor(t, browser);
  await page.setContent(letter.html);
  const links = await page.locator('a[href^="http"]').evaluateAll((all) => all.map((link) => link.href));
  assert.ok(links.length > 0);
  for (const link of links) {
    assert.equal(new URL(link).origin, today.url, link);
    const answer = await page.request.get(link);
    assert.ok(answer.ok(), `${link} answers ${answer.status()}`);
  }
});
