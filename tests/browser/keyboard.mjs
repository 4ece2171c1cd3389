// Moving through a page with the keyboard, where every stop must show that it has the focus.

import assert from 'node:assert/strict';

/** More stops than any page has. */
const STOPS = 150;

/** Presses one key. */
export function press(page, key) {
  return page.keyboard.press(key);
}

/**
 * Presses Tab until the element has the focus, or one of several; fails if none ever has, or if any stop on the way is
 * unseen. With `key` it goes another way: Shift+Tab goes back.
 */
export async function tabTo(page, element, key = 'Tab') {
  await element.first().waitFor();
  for (let stops = 0; stops < STOPS; stops += 1) {
    await press(page, key);
    const stop = await stopAt(element);
    if (stop.focused) assertSeen(stop.focused);
    if (stop.arrived) return;
  }
  assert.fail(`the ${key} key never reaches ${element}`);
}

/** As `tabTo`, by the shorter way, for an element that may have the focus already. */
export async function reach(page, element) {
  await element.first().waitFor();
  const { arrived, passed } = await stopAt(element);
  if (!arrived) await tabTo(page, element, passed ? 'Shift+Tab' : 'Tab');
}

/** Where the focus is: on one of the elements, past them, and how what has it looks. */
function stopAt(elements) {
  return elements.evaluateAll((wanted) => {
    const node = document.activeElement;
    const arrived = wanted.includes(node);
    if (!node || node === document.body) return { arrived, passed: false, focused: null };
    const passed = wanted.every((element) => node.compareDocumentPosition(element) === Node.DOCUMENT_POSITION_PRECEDING);
    // A choice shows its focus on the label around it as well as on itself.
    const marked = [node, node.closest('label')].filter(Boolean).some((element) => {
      const style = getComputedStyle(element);
      return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none';
    });
    const box = node.getBoundingClientRect();
    const inWindow = box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.height > 0;
    return { arrived, passed, focused: { marked, inWindow, what: node.outerHTML.slice(0, 160) } };
  });
}

function assertSeen({ marked, inWindow, what }) {
  assert.ok(marked, `the focus cannot be seen on ${what}`);
  assert.ok(inWindow, `the focus is outside the window on ${what}`);
}
