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

/** Never touches a pointer: Tab to each thing, then Space, Enter or typing. Every stop must be seen. */
export function keyboard(page) {
  return {
    async go(element) {
      await reach(page, element);
      await follow(page, () => press(page, 'Enter'));
    },
    async tick(element) {
      if (await element.isChecked()) return;
      const group = await groupOf(element);
      await reach(page, group);
      await press(page, 'Space');
      for (let steps = 0; steps < 12 && !(await element.isChecked()); steps += 1) await press(page, 'ArrowDown');
      if (!(await element.isChecked())) throw new Error(`the keyboard never selects ${element}`);
    },
    async write(element, words) {
      await reach(page, element);
      const type = await element.getAttribute('type');
      // The browser's own fields of dates and times take their digits in the order that their readers write them.
      if (type === 'date') await page.keyboard.type(words.split('-').reverse().join(''));
      else if (type === 'time') await page.keyboard.type(words.replace(':', ''));
      else {
        await press(page, 'Control+A');
        await page.keyboard.type(words);
      }
    },
    async choose(element) {
      await reach(page, element);
      await press(page, 'ArrowDown');
    },
    async file(element, file) {
      await reach(page, element);
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press(page, 'Enter')]);
      await chooser.setFiles(file);
    },
  };

  /** Where Tab stops for a choice: its own box, or the chosen or first one of its radios. */
  async function groupOf(element) {
    if ((await element.getAttribute('type')) !== 'radio') return element;
    const name = await element.getAttribute('name');
    const radios = page.locator(`input[type=radio][name="${name}"]`);
    const chosen = radios.and(page.locator(':checked'));
    return (await chosen.count()) > 0 ? chosen : radios.first();
  }
}
