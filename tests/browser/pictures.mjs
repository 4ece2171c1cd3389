// Pictures of the pages and letters, for people to look at: `SCREENSHOTS=folder npm test -- pictures.mjs`.

import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';

import { DESKTOP, PHONE, SCHEMES, launch, visitor } from './browser.mjs';
import { follow } from './form.mjs';
import { summaries, withPictures } from './letters.mjs';
import { services } from './service.mjs';
import { publicPages, signIn, staffPages } from './tour.mjs';

const folder = resolve(process.env.SCREENSHOTS ?? 'pictures');
const started = services();
let browser;

before(async () => {
  await mkdir(folder, { recursive: true });
  browser = await launch();
});
after(() => browser?.close());

async function take(name, page) {
  for (const viewport of [PHONE, DESKTOP]) {
    await page.setViewportSize(viewport);
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(folder, `${name}-${viewport.width}-${colorScheme}.png`), fullPage: true });
    }
  }
  await page.setViewportSize(PHONE);
}

test('pictures of the pages that need no sign-in', async (t) => {
  await publicPages(await visitor(t, browser), started, take);
});

for (const role of ['trainer', 'manager', 'admin']) {
  test(`pictures of the pages for the role ${role}`, async (t) => {
    await staffPages(await visitor(t, browser), started.today, role, take);
  });
}

test('pictures of the summary as a letter', async (t) => {
  const page = await visitor(t, browser);
  const [letter] = await summaries(started.today);
  await page.setContent(withPictures(letter));
  await take('letter', page);
  await page.setContent(letter.html);
  await take('letter-without-pictures', page);
});

test('pictures of a workshop: the desk, and the wall as a projector shows it and as it is seen from the back', async (t) => {
  const { board } = started.today.demo;
  const desk = await visitor(t, browser, { viewport: { width: 1280, height: 800 } });
  await signIn(desk, started.today, 'trainer');
  await desk.goto(board.desk);
  await follow(desk, () => desk.getByRole('button', { name: 'Close and show' }).click());
  for (const colorScheme of SCHEMES) {
    await desk.emulateMedia({ colorScheme });
    await desk.screenshot({ path: join(folder, `board-desk-1280-${colorScheme}.png`), fullPage: true });
    for (const [name, deviceScaleFactor] of [['wall', 1], ['wall-from-the-back', 1 / 3]]) {
      const wall = await visitor(t, browser, { viewport: { width: 1920, height: 1080 }, deviceScaleFactor, colorScheme });
      await wall.goto(board.wall);
      await wall.screenshot({ path: join(folder, `board-${name}-1920-${colorScheme}.png`) });
    }
  }
});
