// Moving through a page with the keyboard, where every stop must show that it has the focus.

import assert from 'node:assert/strict';

/** More stops than any page has. */
const STOPS = 150;

/** Presses one key. */
export function press(page, key) {
  return page.keyboard.press(key);
}

/** Presses Tab until the element has the focus, and fails if it never has, or if any stop on the way is unseen. */
export async function tabTo(page, element) {
  for (let stops = 0; stops < STOPS; stops += 1) {
    await press(page, 'Tab');
    await assertSeen(page);
    if (await hasFocus(element)) return;
  }
  assert.fail(`the Tab key never reaches ${element}`);
}

/** As `tabTo`, for an element that may have the focus already. */
export async function reach(page, element) {
  if (!(await hasFocus(element))) await tabTo(page, element);
}

function hasFocus(element) {
  return element.evaluate((node) => node === document.activeElement);
}

async function assertSeen(page) {
  const focused = await page.evaluate(() => {
    const node = document.activeElement;
    if (!node || node === document.body) return null;
    // A choice shows its focus on the label around it as well as on itself.
    const marked = [node, node.closest('label')].filter(Boolean).some((element) => {
      const style = getComputedStyle(element);
      return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none';
    });
    const box = node.getBoundingClientRect();
    const inWindow = box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.height > 0;
    return { marked, inWindow, what: node.outerHTML.slice(0, 160) };
  });
  if (!focused) return;
  assert.ok(focused.marked, `the focus cannot be seen on ${focused.what}`);
  assert.ok(focused.inWindow, `the focus is outside the window on ${focused.what}`);
}
