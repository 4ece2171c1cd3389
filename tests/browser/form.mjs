// Answering a form as a person does: by what the page says, never by what it is called inside.

/** The questions of the page, each with its words and its fields. */
export async function questions(page) {
  await whole(page);
  const found = [];
  for (const question of await page.locator('.question').all()) {
    found.push({
      asks: (await question.locator('legend, label.asks').first().innerText()).trim(),
      radios: question.getByRole('radio'),
      boxes: question.getByRole('checkbox'),
      places: question.getByRole('combobox'),
      line: question.getByRole('textbox'),
    });
  }
  return found;
}

/** A hand that answers with a pointer. */
const POINTS = {
  tick: (element) => element.check(),
  write: (element, words) => element.fill(words),
  choose: (element) => element.selectOption({ index: 1 }),
};

/** Answers every question of the page: the second choice, the first box, these words, as the question takes it. */
export async function answer(page, hand = POINTS, words = 'Longer opening hours') {
  for (const question of await questions(page)) {
    if ((await question.radios.count()) > 0) {
      await hand.tick(question.radios.nth((await question.radios.count()) > 1 ? 1 : 0));
    } else if ((await question.boxes.count()) > 0) {
      await hand.tick(question.boxes.first());
    } else if ((await question.places.count()) > 0) {
      await hand.choose(question.places.first());
    } else if ((await question.line.count()) > 0) {
      await hand.write(question.line, await fitting(question.line, words));
    }
  }
}

async function fitting(line, words) {
  if ((await line.getAttribute('inputmode')) === 'decimal') return '1';
  if ((await line.getAttribute('type')) === 'date') return '2026-05-14';
  return words;
}

/** The button that takes a person on, whatever it says. */
export function onward(page) {
  return page.locator('main .send .button');
}

/** Waits until all of the page is there: its last part is the footer, and nothing is left to load. */
export async function whole(page) {
  await page.waitForLoadState('load');
  await page.locator('body > footer').waitFor();
}

/**
 * Does what leads to another page, and waits until all of that page is there.
 *
 * Only the frame's own navigation tells the new page from the old: the old one may say late that it has loaded.
 */
export async function follow(page, act) {
  const left = page.waitForEvent('framenavigated', (frame) => frame === page.mainFrame());
  await Promise.all([left, act()]);
  await whole(page);
}

/** Presses the button that takes a person on. */
export function goOn(page) {
  return follow(page, () => onward(page).click());
}

/** Goes on until the check of all answers, answering each page on the way; tells each page it came by. */
export async function answerUntilCheck(page, passed = async () => {}) {
  for (let pages = 0; pages < 12; pages += 1) {
    if (await isCheck(page)) return;
    await passed(page);
    await answer(page);
    await goOn(page);
  }
  throw new Error(`twelve pages on there is still no check of the answers, but ${page.url()}`);
}

/** Whether the page is the check of all answers. */
export async function isCheck(page) {
  await whole(page);
  return (await page.locator('h1').innerText()) === 'Check your answers';
}

/** What the check says was answered, by question. */
export async function checked(page) {
  await whole(page);
  const answers = {};
  for (const row of await page.locator('dl.answers > div').all()) {
    const given = row.locator('dd:not(.change)');
    answers[(await row.locator('dt').innerText()).trim()] = (await given.innerText()).trim();
  }
  return answers;
}

/** The address of the open round of a side. */
export function openRound(service, side) {
  const round = service.demo.open_rounds.find((open) => open.side === side);
  if (!round) throw new Error(`the demonstration left no round open for the ${side} side`);
  return round;
}
