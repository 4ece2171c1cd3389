// A whole workshop: the desk by keyboard alone, a wall, six phones, two tables on paper, and the document that is left of it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, visitor } from './browser.mjs';
import { asText, libreOffice, paragraphs } from './documents.mjs';
import { follow, whole } from './form.mjs';
import { keyboard, pointer } from './hands.mjs';
import { judge } from './judge.mjs';
import { services } from './service.mjs';
import { signIn } from './tour.mjs';

// Nobody else answers here, so that nothing but this workshop is on its boards.
const { answering: service } = services();
const DESK = { width: 1280, height: 800 };
const WALL = { width: 1920, height: 1080 };
/** Letters of this height are read in a picture of the wall that is a third as wide. */
const READABLE = 30;
/** A page that follows the board asks every two or three seconds. */
const FOLLOWED = { timeout: 8_000 };

const CARE = 'Story times in care homes';
const SUNDAYS = 'Story times in care homes on Sundays';
const CHILD = 'A quiet room for Maya Brown after school';
const ROOM = 'A quiet room after school';
const VAN = 'A van with a driver';
const FILM = 'A film projector for an evening';
const LATE = 'A minibus on Fridays';
const TABLES = {
  'Table 1': { side: 'library', cards: ['Baby rhyme time', 'Storage for instruments'] },
  'Table 2': { side: 'partner', cards: ['Volunteers who speak Polish', 'A garden'] },
};

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** A part of the workshop, which must have happened for the next to begin. */
async function follows(t, what, act) {
  let failure;
  await t.test(what, async (t) => {
    failure = await act(t).then(() => undefined, (problem) => problem);
    if (failure) throw failure;
  });
  if (failure) throw new Error(`the workshop ended early: ${what}`);
}

/** Somebody with a telephone. Without scripts it shows what is new when its page is opened again. */
class Phone {
  constructor(page, address, scripts) {
    Object.assign(this, { page, address, scripts });
  }

  async join(side) {
    await this.open();
    await this.page.locator(`input[name=side][value=${side}]`).check();
    await follow(this.page, () => this.page.getByRole('button', { name: 'Join the board' }).click());
    assert.match(await this.words(), /You’re in/);
  }

  async open() {
    await this.page.goto(this.address);
    await whole(this.page);
  }

  /** Sees what is on now: by itself where scripts run and nobody writes. */
  async until(element) {
    if (!this.scripts) await this.open();
    await element(this.page).first().waitFor(FOLLOWED);
  }

  words() {
    return this.page.locator('main').innerText();
  }

  box() {
    return this.page.locator('textarea[name=text]');
  }

  async write(words) {
    await this.until((page) => page.locator('textarea[name=text]'));
    await this.box().fill(words);
    await this.send();
    assert.match(await this.words(), /Your card is on the board/);
    assert.equal(await this.box().inputValue(), '', 'the box is empty for the next card');
  }

  send() {
    return follow(this.page, () => this.page.getByRole('button', { name: 'Add the card' }).click());
  }

  /** Gives one more dot. */
  async give(words) {
    const button = (page) => page.getByRole('button', { name: `Give a dot to ${words}`, exact: true });
    await this.until(button);
    await follow(this.page, () => button(this.page).click());
  }

  /** Every byte that the service sends this browser of the board. */
  async bytes() {
    const sent = ['', '/wall', '/now'].map(async (path) => (await this.page.request.get(`${this.address}${path}`)).text());
    return (await Promise.all(sent)).join('\n');
  }
}

/** The trainer’s desk, whatever hands work at it. */
class Desk {
  constructor(page, hands) {
    Object.assign(this, { page, hands });
  }

  link(name) {
    return this.page.locator('main').getByRole('link', { name, exact: typeof name === 'string' }).first();
  }

  words() {
    return this.page.locator('main').innerText();
  }

  press(name) {
    return this.hands.go(this.page.getByRole('button', { name, exact: true }));
  }

  follow(name) {
    return this.hands.go(this.link(name));
  }

  named(name) {
    return this.page.locator(`main [name="${name}"]`).first();
  }

  /** Makes the board of a course, from the course’s own page, and lets the room in. */
  async open(course, set) {
    await signIn(this.page, service, 'trainer');
    await this.hands.go(this.page.getByRole('link', { name: 'Courses', exact: true }).first());
    await this.follow(course);
    await this.follow('Workshop board');
    await this.hands.tick(this.page.locator(`input[name=set][value=${set}]`));
    await this.press('Make the board');
    assert.match(await this.words(), /The board was made/);
    await this.press('Open the board');
    return new URL(await this.link('Show the wall').getAttribute('href'), service.url).href;
  }

  /** Ticks cards, which may begin alike, and presses a button. */
  async arrange(cards, act, label) {
    for (const words of cards) await this.hands.tick(this.card(words));
    if (label) await this.hands.write(this.named('label'), label);
    await this.press(act);
  }

  card(words) {
    return this.page.getByRole('checkbox', { name: words, exact: true });
  }

  async typePaper(table, { side, cards }) {
    await this.hands.tick(this.page.locator(`input[name=side][value=${side}]`));
    await this.hands.write(this.named('table'), table);
    await this.hands.write(this.named('lines'), cards.join('\n'));
    await this.press('Add the cards');
    assert.match(await this.words(), new RegExp(`Added: ${cards.length} cards?\\.`));
  }
}

/** How a page of the wall lies on its screen: whether all of it is there, and its smallest letters in pixels. */
function onScreen(page) {
  return page.evaluate(() => {
    const root = document.scrollingElement;
    const texts = [...document.querySelectorAll('main *')].filter((element) =>
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim()) && !element.closest('svg, noscript, .unseen'),
    );
    return {
      below: root.scrollHeight - root.clientHeight,
      beside: root.scrollWidth - root.clientWidth,
      smallest: Math.min(...texts.map((element) => parseFloat(getComputedStyle(element).fontSize))),
    };
  });
}

async function assertRead(page) {
  const { below, beside, smallest } = await onScreen(page);
  assert.ok(below <= 0 && beside <= 0, `the wall is ${below} px higher and ${beside} px wider than the screen: ${await page.locator('main').innerText()}`);
  assert.ok(smallest >= READABLE, `letters of ${smallest} px are not read from the back`);
}

test('a whole workshop, from the page of the course to the document', async (t) => {
  const step = (what, act) => follows(t, what, act);
  const trainer = await visitor(t, browser, { viewport: DESK });
  const desk = new Desk(trainer, keyboard(trainer));
  const wall = await visitor(t, browser, { viewport: WALL });
  const phones = {};
  const seenBy = () => Object.values(phones).map((phone) => phone.bytes());
  let address;
  let writeUp;

  await step('the trainer makes the board of a course and opens it, and the wall shows how to join', async () => {
    const shown = await desk.open(/^Pilot course 5/, 'two');
    await wall.goto(shown);
    await assertRead(wall);
    address = `http://${(await wall.locator('p.address').innerText()).trim()}`;
    assert.equal(shown, `${address}/wall`);
  });

  await step('six phones join with a side and no name, two of them without JavaScript', async () => {
    const people = [['ada', 'library', true], ['ben', 'partner', true], ['cleo', 'library', false], ['dev', 'partner', false], ['eve', 'library', true], ['finn', 'partner', true]];
    for (const [name, side, scripts] of people) {
      const page = await visitor(t, browser, { javaScriptEnabled: scripts, isMobile: true, hasTouch: true });
      phones[name] = new Phone(page, address, scripts);
      await phones[name].join(side);
    }
  });

  await step('everybody is asked in the words of their side, and writes', async () => {
    await desk.follow('We can bring');
    await desk.press('Open writing');
    await phones.ada.write(CARE);
    assert.match(await phones.ada.words(), /The library can bring/);
    await phones.ben.write(VAN);
    assert.match(await phones.ben.words(), /Our organisation can bring/);
    await phones.cleo.write(CHILD);
    await phones.dev.write(SUNDAYS);
    await judge(phones.ada.page);
  });

  await step('until they are shown, nobody is sent a card of others', async () => {
    await wall.getByText('4 cards from 4 phones').waitFor(FOLLOWED);
    await wall.getByText(/^Write until .+ \(\d:\d\d left\)$/).waitFor(FOLLOWED);
    await assertRead(wall);
    const own = { ada: CARE, ben: VAN, cleo: CHILD, dev: SUNDAYS };
    for (const [name, phone] of Object.entries(phones)) {
      const sent = await phone.bytes();
      // One card begins with the words of another.
      const others = Object.values(own).filter((words) => !(own[name] ?? '').startsWith(words));
      for (const words of others) assert.ok(!sent.includes(words), `${name} was sent “${words}”`);
    }
    const sent = await (await wall.request.get(`${address}/wall`)).text();
    for (const words of Object.values(own)) assert.ok(!sent.includes(words), `the wall was sent “${words}”`);
  });

  await step('a half-written card survives a closed tab and a lost network, and a double tap is one card', async () => {
    const { eve } = phones;
    await eve.until((page) => page.locator('textarea[name=text]'));
    const half = FILM.slice(0, 12);
    await eve.box().pressSequentially(half);
    const context = eve.page.context();
    await context.setOffline(true);
    await eve.page.close();
    await context.setOffline(false);
    eve.page = await context.newPage();
    await eve.open();
    assert.equal(await eve.box().inputValue(), half, 'the words are there after the tab was closed');
    await eve.box().pressSequentially(FILM.slice(12));
    await context.setOffline(true);
    const lost = eve.page.waitForEvent('requestfailed', (request) => request.method() === 'POST');
    await Promise.all([lost, eve.page.getByRole('button', { name: 'Add the card' }).click({ noWaitAfter: true })]);
    await context.setOffline(false);
    await eve.open();
    assert.equal(await eve.box().inputValue(), FILM, 'the words are there after the network was lost');
    await follow(eve.page, () => eve.page.getByRole('button', { name: 'Add the card' }).dblclick());
    await eve.page.getByText('Your card is on the board').waitFor();
    await wall.getByText('5 cards from 5 phones').waitFor(FOLLOWED);
  });

  await step('a change of one card leaves the one that is half written', async () => {
    const { eve } = phones;
    await eve.open();
    await eve.box().pressSequentially('Half a th');
    await follow(eve.page, () => eve.page.getByRole('link', { name: `Change ${FILM}` }).click());
    await follow(eve.page, () => eve.page.getByRole('button', { name: 'Save the card' }).click());
    assert.equal(await eve.box().inputValue(), 'Half a th');
    await eve.box().fill('');
  });

  await step('two tables wrote on paper, and the desk types one card a line', async () => {
    await desk.follow('Type from paper');
    for (const [table, sheet] of Object.entries(TABLES)) await desk.typePaper(table, sheet);
    await wall.getByText('9 cards from 5 phones').waitFor(FOLLOWED);
  });

  await step('a phone that slept while the writing closed has its words, and they can be typed at the desk', async () => {
    const { finn } = phones;
    await finn.until((page) => page.locator('textarea[name=text]'));
    await finn.box().pressSequentially(LATE);
    const asleep = await finn.page.context().newCDPSession(finn.page);
    await asleep.send('Page.setWebLifecycleState', { state: 'frozen' });
    await desk.follow('Back to the board');
    await desk.press('Close and show');
    await asleep.send('Page.setWebLifecycleState', { state: 'active' });
    await finn.page.getByText('The board has moved on').waitFor(FOLLOWED);
    assert.equal(await finn.box().inputValue(), LATE);
    await finn.send();
    const told = await finn.words();
    assert.match(told, /Writing has closed/);
    assert.ok(told.includes(LATE), told);
    await desk.follow('Type from paper');
    await desk.typePaper('Table 3', { side: 'partner', cards: [LATE] });
    await desk.follow('Back to the board');
    // The desk has gone on; the words of whoever was late are still before them.
    await finn.page.getByText('The board has moved on').waitFor(FOLLOWED);
    assert.ok((await finn.words()).includes(LATE));
  });

  await step('everybody sees the cards', async () => {
    for (const name of ['ben', 'dev']) {
      await phones[name].until((page) => page.getByText(LATE));
      for (const words of [CHILD, CARE, FILM, 'A garden', LATE]) assert.ok((await phones[name].words()).includes(words), words);
    }
    await wall.getByText(CHILD).waitFor(FOLLOWED);
    await assertRead(wall);
  });

  await step('a withheld card leaves the wall and every phone, and comes back in other words', async () => {
    await desk.arrange([CHILD], 'Withhold');
    await wall.getByText('Maya').waitFor({ state: 'detached', ...FOLLOWED });
    await phones.ben.page.getByText('Maya').waitFor({ state: 'detached', ...FOLLOWED });
    for (const sent of await Promise.all(seenBy())) assert.ok(!sent.includes('Maya'), sent);
    await desk.follow(`Clarify ${CHILD}`);
    await desk.hands.write(desk.named('clarified'), ROOM);
    await desk.press('Save the wording');
    assert.match(await desk.words(), new RegExp(`first written: ${CHILD}`));
    await desk.arrange([ROOM], 'Bring back');
    await wall.getByText(ROOM).waitFor(FOLLOWED);
    const { cleo, ...others } = phones;
    for (const phone of Object.values(others)) {
      const sent = await phone.bytes();
      assert.ok(sent.includes(ROOM) && !sent.includes('Maya'), sent);
    }
    // Whoever wrote it still knows their own words.
    assert.ok((await cleo.bytes()).includes(CHILD));
  });

  await step('look-alikes are put together from the suggestion, and taken apart again', async () => {
    await desk.follow(new RegExp(`“${CARE}(?: on Sundays)?” and “${CARE}`));
    assert.ok((await desk.card(CARE).isChecked()) && (await desk.card(SUNDAYS).isChecked()), 'it ticks both');
    await desk.hands.write(desk.named('label'), 'Story times');
    await desk.press('Put together');
    await wall.locator('.block', { has: wall.getByText('Story times', { exact: true }) }).filter({ hasText: SUNDAYS }).waitFor(FOLLOWED);
    await judge(trainer);
    await desk.arrange([CARE, SUNDAYS], 'Take out of the group');
    await wall.locator('.block .title').waitFor({ state: 'detached', ...FOLLOWED });
  });

  await step('everybody gives dots, and nobody is told a count before the vote closes', async () => {
    await desk.hands.write(desk.named('dots'), '3');
    await desk.press('Open voting');
    await phones.ada.open();
    for (const words of [CARE, CARE, VAN]) await phones.ada.give(words);
    assert.match(await phones.ada.words(), /You have 0 dots left of 3/);
    await phones.cleo.give(CARE);
    await phones.cleo.give(SUNDAYS);
    await phones.ben.give(SUNDAYS);
    await judge(phones.ben.page);
    await wall.getByText('3 people have voted').waitFor(FOLLOWED);
    await desk.follow('We can bring');
    assert.match(await desk.words(), /3 people have voted/);
    for (const sent of [await trainer.content(), ...(await Promise.all(seenBy()))]) assert.doesNotMatch(sent, /dots? from \d/);
  });

  await step('the count is shown; together each person counts once, and apart each card has its own dots', async () => {
    await desk.press('Close the vote');
    const got = (words, count) => wall.locator('.block', { hasText: words }).filter({ hasText: count }).first().waitFor(FOLLOWED);
    await got(SUNDAYS, '2 dots from 2 people');
    await got(CARE, '3 dots from 2 people');
    await assertRead(wall);
    await judge(wall);
    await desk.arrange([CARE, SUNDAYS], 'Put together', 'Story times');
    await got('Story times', '5 dots from 3 people');
    await desk.arrange([CARE, SUNDAYS], 'Take out of the group');
    await got(SUNDAYS, '2 dots from 2 people');
    await got(CARE, '3 dots from 2 people');
    await desk.arrange([CARE, SUNDAYS], 'Put together', 'Story times');
    await got('Story times', '5 dots from 3 people');
  });

  await step('it is put in the order of its dots and agreed', async () => {
    await desk.press('Order by dots');
    await desk.press('Agree');
    assert.match(await desk.words(), /agreed/i);
    const first = wall.locator('.block').first();
    await first.filter({ hasText: 'Story times' }).waitFor(FOLLOWED);
    await phones.dev.open();
    assert.match(await phones.dev.words(), /This is what the room agreed/);
  });

  await step('agreed cards become questions of a survey that nobody is asked yet', async () => {
    const board = trainer.url();
    await desk.follow('Use the cards');
    for (const words of ['Story times', ROOM]) await desk.hands.tick(desk.card(words));
    await desk.press('Ask in a survey');
    assert.equal(await trainer.locator('h1').innerText(), 'Ask two cards in a survey');
    assert.notEqual(await desk.named('survey').inputValue(), '', 'the draft that was changed last');
    await desk.named('survey').selectOption('');
    await desk.hands.write(desk.named('title'), 'After the workshop');
    await judge(trainer);
    await desk.press('Add the questions');
    assert.match(await desk.words(), /2 questions were added/);
    assert.ok((await desk.words()).includes(ROOM), 'the survey asks the card');
    await trainer.goto(board);
    await desk.follow('Use the cards');
    assert.equal(await trainer.getByText('Asked in “After the workshop”').count(), 2);
    await trainer.goto(board);
  });

  await step('what partners would like meets what the library offers, once a person says so', async () => {
    await desk.follow(/^From our partners/);
    await desk.press('Open writing');
    await desk.follow('Type from paper');
    await desk.typePaper('Table 2', { side: 'partner', cards: ['Story times!', 'Funding'] });
    await desk.follow('Back to the board');
    await desk.press('Close and show');
    await desk.follow('Offered and wanted');
    assert.match(await desk.words(), /Offered and wanted: 0\./);
    // The offer stands in a group under another name, so that the program proposes nothing: a person pairs them.
    const pairing = trainer.locator('main form.search').filter({ has: trainer.locator('select[name=wanted]') }).first();
    await pairing.locator('select[name=wanted]').selectOption({ label: 'Story times!' });
    await pairing.locator('select[name=offered]').selectOption({ index: 1 });
    await desk.hands.go(pairing.getByRole('button', { name: 'They meet' }));
    assert.match(await desk.words(), /Offered and wanted: 1\./);
    await judge(trainer);
    await desk.follow('Workshop board');
    await desk.follow('We can bring');
  });

  await step('the write-up is what was agreed, with a sentence that the trainer changed', async () => {
    await desk.follow('Write it up');
    const box = desk.named('text');
    const draft = await box.inputValue();
    const bullets = draft.split('\n').filter((line) => line.startsWith('- '));
    assert.deepEqual(bullets.slice(0, 2), ['- Story times', `- ${VAN}`]);
    assert.equal(bullets.length, 9);
    assert.ok(bullets.includes(`- ${ROOM}`) && !draft.includes('Maya'), draft);
    await desk.hands.write(box, draft.replace(`- ${VAN}`, '- A van with a driver, on weekdays'));
    await desk.press('Save the write-up');
    writeUp = (await desk.words()).match(/http\S+\/write-up\/\S+/)[0];
  });

  await step('whoever has the link reads it on a phone', async () => {
    const { dev } = phones;
    await dev.page.goto(writeUp);
    assert.match(await dev.page.locator('h2').first().innerText(), /^We can bring:?$/);
    assert.ok((await dev.page.locator('main li').allInnerTexts()).includes('A van with a driver, on weekdays'));
  });

  const file = async () => (await trainer.request.get(`${writeUp}/write-up.docx`)).body();

  await step('python-docx finds real headings and real lists in it', async () => {
    const { title, paragraphs: found } = await paragraphs(await file());
    assert.match(title, /Pilot course 5/);
    assert.ok(found.some(([style, , text]) => /^Heading \d$/i.test(style) && /^We can bring/.test(text)), JSON.stringify(found));
    const items = found.filter(([style, listed]) => listed && /^List/.test(style)).map(([, , text]) => text);
    assert.deepEqual(items.slice(0, 2), ['Story times', 'A van with a driver, on weekdays']);
    assert.equal(items.length, 9);
  });

  await t.test('LibreOffice reads it', async (t) => {
    const soffice = await libreOffice();
    if (!soffice) {
      assert.ok(!process.env.RELEASE, 'a release is read by LibreOffice first');
      t.skip('LibreOffice is not installed here');
      return;
    }
    const lines = await asText(soffice, await file());
    const at = lines.findIndex((line) => /^We can bring/.test(line));
    assert.ok(at >= 0, lines.join('\n'));
    const bare = lines.slice(at + 1).map((line) => line.replace(/^\W+/, ''));
    assert.deepEqual(bare.slice(0, 2), ['Story times', 'A van with a driver, on weekdays']);
  });

  await step('the board closes, and phones are led to what came of it', async () => {
    await desk.follow('Back to the board');
    await desk.follow('Close the board');
    await desk.press('Close the board');
    assert.match(await desk.words(), /The board is closed/);
    await wall.getByRole('heading', { name: 'The board is closed' }).waitFor(FOLLOWED);
    const link = (page) => page.getByRole('link', { name: 'Read what came of it' });
    for (const phone of [phones.ben, phones.cleo]) {
      await phone.until(link);
      assert.equal(await link(phone.page).getAttribute('href'), new URL(writeUp).pathname);
    }
    // Words that nobody has taken stay where they are.
    const { finn } = phones;
    await finn.page.getByText('The board has moved on').waitFor(FOLLOWED);
    assert.ok((await finn.words()).includes(LATE));
  });
});

test('four hundred cards are read from the back of the room, page by page, each a screen', async (t) => {
  const page = await visitor(t, browser, { viewport: DESK });
  const desk = new Desk(page, pointer(page));
  const wall = await visitor(t, browser, { viewport: WALL });
  const address = await desk.open(/^Pilot course 1/, 'six');
  const words = 'we could share our rooms and minibuses with everybody who comes on Saturdays, and ask children what they would read next term';
  // From a word or two to as many letters as a card holds.
  const cards = Array.from({ length: 400 }, (_, n) => `${n}: ${words.slice(0, 8 + ((n * 37) % 118)).trim()}`);
  await desk.follow('What kinds of partnerships could we have?');
  await desk.press('Open writing');
  await desk.follow('Type from paper');
  for (const half of [cards.slice(0, 200), cards.slice(200)]) await desk.typePaper('Table 1', { side: 'partner', cards: half });
  await desk.follow('Back to the board');
  await desk.press('Close and show');
  await wall.goto(address);
  const pages = Number((await wall.locator('.kicker').innerText()).match(/Page 1 of (\d+)/)[1]);
  const shown = new Set();
  for (let number = 1; number <= pages; number += 1) {
    await wall.goto(`${address}?page=${number}`);
    await assertRead(wall);
    for (const card of await wall.locator('.block').allInnerTexts()) shown.add(card.trim());
  }
  assert.deepEqual(cards.filter((card) => !shown.has(card)), [], 'cards that are on no page');
  // Other projectors: as wide as 16 to 9 with fewer dots, and as 4 to 3. Their letters are smaller with the screen.
  for (const viewport of [{ width: 1280, height: 720 }, { width: 1024, height: 768 }]) {
    await wall.setViewportSize(viewport);
    for (const number of [1, 2, pages]) {
      await wall.goto(`${address}?page=${number}`);
      const { below, beside } = await onScreen(wall);
      assert.ok(below <= 0 && beside <= 0, `page ${number} is ${below} px too high at ${viewport.width} px`);
    }
  }
});

test('a wall of several pages turns them by itself, and drops at once what is withheld', async (t) => {
  const page = await visitor(t, browser, { viewport: DESK });
  const desk = new Desk(page, pointer(page));
  const wall = await visitor(t, browser, { viewport: WALL });
  await wall.clock.install();
  const address = await desk.open(/^Pilot course 2/, 'six');
  const cards = Array.from({ length: 40 }, (_, n) => `Idea number ${n + 100}`);
  await desk.follow('What kinds of partnerships could we have?');
  await desk.press('Open writing');
  await desk.follow('Type from paper');
  await desk.typePaper('Table 1', { side: 'library', cards });
  await desk.follow('Back to the board');
  await desk.press('Close and show');
  await wall.goto(address);
  const [first, second] = await wall.locator('.block').allInnerTexts();
  await desk.arrange([first.trim()], 'Withhold');
  await wall.clock.runFor(3_100);
  await wall.getByText(first.trim(), { exact: true }).waitFor({ state: 'detached', ...FOLLOWED });
  assert.match(await wall.locator('.kicker').innerText(), /Page 1 of 2/);
  await wall.getByText(second.trim(), { exact: true }).waitFor();
  await wall.clock.runFor(10_000);
  await wall.getByText(/Page 2 of 2/).waitFor(FOLLOWED);
  await wall.clock.runFor(13_000);
  await wall.getByText(/Page 1 of 2/).waitFor(FOLLOWED);
});
