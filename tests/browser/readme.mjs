// The pictures of the README, of docs/workshop.md and of docs/partnerships.md, taken of the demonstration: `npm test -- readme.mjs` in this folder, when the look has
// changed. They are looked at before they are committed: each should stay below 150 kB.

import { join, dirname } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { PHONE, launch, visitor } from './browser.mjs';
import { follow, goOn, onward, openRound } from './form.mjs';
import { summaries, withPictures } from './letters.mjs';
import { services } from './service.mjs';
import { signIn } from './tour.mjs';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../../docs/pictures');
const { today } = services();
/** As a projector of a small room shows it. */
const SCREEN = { width: 1280, height: 720 };
/** As wide as the README shows them, and as high as tells what the page is. */
const PAGE = { width: 960, height: 860 };
const LETTER = { width: 600, height: 960 };
let browser;

before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** The top of the page. */
function take(name, page) {
  return page.screenshot({ path: join(folder, `${name}.png`) });
}

test('pictures for the README', async (t) => {
  const staff = await visitor(t, browser, { viewport: PAGE });
  await signIn(staff, today, 'trainer');
  await take('home', staff);
  await staff.getByRole('link', { name: /^Pilot course 4/ }).first().click();
  await take('course', staff);
  await staff.getByRole('link', { name: 'Results', exact: true }).click();
  await staff.locator('main .rows a').first().click();
  await staff.setViewportSize({ ...PAGE, height: 1010 });
  await take('comparison', staff);

  const phone = await visitor(t, browser, { viewport: { ...PHONE, height: 800 } });
  await phone.goto(openRound(today, 'partner').url);
  await goOn(phone);
  await phone.getByRole('radio').nth(1).check();
  await goOn(phone);
  await phone.getByRole('radio').nth(3).check();
  await onward(phone).evaluate(() => document.activeElement.blur());
  await take('form', phone);

  const { board } = today.demo;
  const wall = await visitor(t, browser, { viewport: SCREEN });
  await wall.goto(board.wall);
  await take('board-join', wall);
  const writer = await visitor(t, browser, { viewport: { ...PHONE, height: 640 } });
  await writer.goto(board.url);
  await writer.getByRole('radio').first().check();
  await goOn(writer);
  await writer.locator('textarea[name=text]').fill('A room for homework on Mondays');
  await goOn(writer);
  await writer.locator('textarea[name=text]').fill('Volunteers who read aloud');
  await take('board-phone', writer);
  await staff.setViewportSize({ ...PAGE, height: 1100 });
  await staff.goto(board.desk);
  await follow(staff, () => staff.getByRole('button', { name: 'Close and show' }).click());
  await staff.getByRole('checkbox', { name: /^Enthusiasm/ }).first().check();
  await staff.getByRole('checkbox', { name: /^Enthusiasm/ }).last().check();
  await staff.getByLabel('Label of the group').fill('Enthusiasm');
  await follow(staff, () => staff.getByRole('button', { name: 'Put together' }).click());
  await staff.goto(board.desk);
  await take('board-desk', staff);
  await wall.goto(board.wall);
  await take('board-wall', wall);
  await staff.getByRole('link', { name: 'Courses', exact: true }).first().click();
  await staff.getByRole('link', { name: /^Pilot course 3/ }).first().click();
  await staff.getByRole('link', { name: 'Workshop board', exact: true }).first().click();
  await follow(staff, () => staff.getByRole('link', { name: 'Read the write-up' }).click());
  await take('write-up', staff);

  const { partnership } = today.demo;
  await staff.setViewportSize({ ...PAGE, height: 1120 });
  await staff.goto(`${partnership.url}/health`);
  await take('health', staff);
  await staff.setViewportSize({ ...PAGE, height: 900 });
  await staff.goto(partnership.agreement);
  await take('agreement', staff);
  await staff.goto(partnership.you_asked);
  await staff.setViewportSize({ ...PAGE, height: 720 });
  await take('you-asked', staff);
  const theirs = await visitor(t, browser, { viewport: { ...PHONE, height: 800 } });
  await theirs.goto(partnership.partner_page);
  await take('partner-page', theirs);

  const letter = await visitor(t, browser, { viewport: LETTER });
  const sent = await summaries(today);
  await letter.setContent(withPictures(sent.find(({ text }) => text.includes('Pilot course 3'))));
  await take('letter', letter);
});
