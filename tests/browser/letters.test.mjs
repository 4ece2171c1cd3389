// The summary as a letter, in the windows that mail programs give it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { SCHEMES, launch, overhang, visitor } from './browser.mjs';
import { summaries, withPictures } from './letters.mjs';
import { services } from './service.mjs';

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
