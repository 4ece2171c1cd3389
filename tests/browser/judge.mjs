// What is wrong with a page, for people who see, hear or handle it otherwise.

import assert from 'node:assert/strict';

import axe from 'axe-core';

import { DESKTOP, NARROWEST, PHONE, SCHEMES, overhang } from './browser.mjs';

/** The rules that another colour scheme can break; all others are the same in both. */
const OF_COLOURS = { runOnly: ['color-contrast', 'link-in-text-block'] };

/** What axe finds wrong with the page as it is now, a line for each rule. */
async function violations(page, options) {
  const { violations: found } = await page.evaluate((chosen) => globalThis.axe.run(document, chosen), options);
  return found.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(' | ').slice(0, 400)}`);
}

/** Everything wrong with the page in both schemes and all widths. */
export async function faults(page) {
  const { width, height } = page.viewportSize();
  // Straight into the page: its content security policy lets no foreign script in, and stays in force.
  await page.evaluate(axe.source);
  const found = [];
  for (const viewport of [PHONE, DESKTOP]) {
    await page.setViewportSize(viewport);
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      const options = colorScheme === SCHEMES[0] ? {} : OF_COLOURS;
      for (const fault of await violations(page, options)) found.push(`${viewport.width} px, ${colorScheme}: ${fault}`);
    }
  }
  for (const viewport of [NARROWEST, PHONE, DESKTOP]) {
    await page.setViewportSize(viewport);
    const { beyond, culprit } = await overhang(page);
    if (beyond > 0) found.push(`${viewport.width} px: scrolls sideways by ${beyond} px because of ${culprit}`);
  }
  await page.setViewportSize({ width, height });
  return found;
}

/** Fails unless everyone can use the page. */
export async function judge(page) {
  assert.equal(await page.locator('h1').count(), 1, 'one main heading');
  assert.deepEqual(await faults(page), []);
}
