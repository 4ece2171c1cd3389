// The hands people use a page with: a pointer, or the keyboard alone. Both do the same things, by what the page says.

import { follow } from './form.mjs';
import { press, reach } from './keyboard.mjs';

/** Points, clicks and fills in. */
export function pointer(page) {
  return {
    go: (element) => follow(page, () => element.click()),
    tick: (element) => element.check(),
    write: (element, words) => element.fill(words),
    choose: (element) => element.selectOption({ index: 1 }),
    file: (element, file) => element.setInputFiles(file),
  };
}

/** Never touches a pointer: Tab and Shift+Tab to each thing, then Space, Enter, arrows or typing. Every stop must be seen. */
export function keyboard(page) {
  // The browser is told once and early that we choose files: told with the key, it may hear of it too late.
  page.on('filechooser', () => {});
  return {
    async go(element) {
      await reach(page, element);
      await follow(page, () => press(page, 'Enter'));
    },
    async tick(element) {
      if (await element.isChecked()) return;
      if ((await element.getAttribute('type')) !== 'radio') {
        await reach(page, element);
        await press(page, 'Space');
      } else {
        await arrowTo(page, element);
      }
      if (!(await element.isChecked())) throw new Error(`the keyboard never selects ${element}`);
    },
    async write(element, words) {
      await reach(page, element);
      if ((await element.getAttribute('type')) === 'date') {
        await typeDate(page, element, words);
      } else {
        await press(page, 'Control+A');
        await page.keyboard.type(words);
      }
      const written = await element.inputValue();
      if (written !== words) throw new Error(`${element} holds ${written} after ${words} was typed`);
    },
    async choose(element) {
      await reach(page, element);
      await press(page, 'ArrowDown');
    },
    async file(element, file) {
      await reach(page, element);
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press(page, 'Space')]);
      await chooser.setFiles(file);
    },
  };
}

/** Selects one of the radios of a question: Tab stops at one of them, arrows move among them. */
async function arrowTo(page, radio) {
  const name = await radio.getAttribute('name');
  const group = page.locator(`input[type=radio][name="${name}"]`);
  await reach(page, group);
  await press(page, 'Space');
  const most = await group.count();
  for (let steps = 0; steps < most && !(await radio.isChecked()); steps += 1) await press(page, 'ArrowDown');
}

/** Types a date (year-month-day) into the browser's own field: day first, or month first where the field wants it so. */
async function typeDate(page, field, words) {
  const [year, month, day] = words.split('-');
  for (const digits of [day + month + year, month + day + year]) {
    for (let part = 0; part < 3; part += 1) await press(page, 'ArrowLeft');
    await page.keyboard.type(digits);
    if ((await field.inputValue()) === words) return;
  }
}
