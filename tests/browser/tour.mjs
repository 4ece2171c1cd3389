// A walk past every page that a person can meet. At each stop it calls `stop(name, page)`.

import { letters, linkIn } from './letters.mjs';
import { answer, answerUntilCheck, follow, goOn, openRound } from './form.mjs';

/** Every page that needs no sign-in, in all its states. */
export async function publicPages(page, { today, closed }, stop) {
  for (const address of ['help', 'accessibility', 'privacy', 'sign-in']) {
    await page.goto(`${today.url}/${address}`);
    await stop(address, page);
  }
  await page.goto(`${today.url}/sign-in`);
  await goOn(page);
  await stop('sign-in-error', page);
  for (const { side, survey, url } of today.demo.open_rounds) {
    await form(page, `${side}-${survey}`, url, stop);
  }
  await page.goto(`${today.url}/s/NOSUCH`);
  await stop('unknown-code', page);
  await page.goto(openRound(closed, 'partner').url);
  await stop('closed', page);
  await page.goto(`${today.url}/nowhere`);
  await stop('nothing-here', page);
  await lettersPages(page, today, stop);
}

async function form(page, name, url, stop) {
  await page.goto(url);
  await stop(`${name}-start`, page);
  await goOn(page);
  await goOn(page);
  await stop(`${name}-error`, page);
  let number = 0;
  await answerUntilCheck(page, async () => {
    number += 1;
    // The page as it comes, not as the error before left it.
    await page.goto(`${url}/${number}`);
    await stop(`${name}-page-${number}`, page);
    await answer(page);
  });
  await stop(`${name}-check`, page);
  await goOn(page);
  await page.waitForURL(/\/sent$/);
  await stop(`${name}-sent`, page);
  await page.goto(`${url}/all`);
  await stop(`${name}-all`, page);
}

/** What letters lead to: the summary of a course, and the way out. */
async function lettersPages(page, service, stop) {
  await page.goto(service.demo.summary_url);
  await stop('summary', page);
  const letter = (await letters(service)).find((found) => linkIn(found, '/stop/'));
  if (!letter) throw new Error('the demonstration sent no letter that can be stopped');
  await page.goto(linkIn(letter, '/stop/'));
  await stop('stop', page);
  await follow(page, () => page.locator('main button').first().click());
  await stop('stopped', page);
}

/** The personal link of somebody invited, if the demonstration wrote to anybody. */
export async function personalLink(service) {
  // The latest to the last on the list: earlier surveys are closed, and those before them have answered.
  const last = (letter) => letter.to?.some((person) => person.address === 'participant.18@example.org');
  const invitation = (await letters(service)).findLast((letter) => linkIn(letter, '/i/') && last(letter));
  return invitation && linkIn(invitation, '/i/');
}

/** Signs in as the first person of the demonstration with the role. */
export async function signIn(page, service, role) {
  const account = service.demo.staff.find((person) => person.role === role);
  if (!account) throw new Error(`the demonstration has no ${role}`);
  await page.goto(`${service.url}/sign-in`);
  await page.getByLabel('Email address').fill(account.email);
  await page.getByLabel('Password').fill(account.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/\/programmes\//);
}

/** How many pages of one kind are visited: courses, for one, look different before and after their summary. */
const OF_A_KIND = 3;

/** Every page for staff that links lead to, found by following them. Returns the kinds of pages it met. */
export async function staffPages(page, service, role, stop) {
  await signIn(page, service, role);
  const waiting = [new URL(page.url()).pathname];
  const seen = new Set(waiting);
  const kinds = new Map();
  while (waiting.length > 0) {
    const path = waiting.shift();
    const kind = kindOf(path);
    const visited = kinds.get(kind) ?? 0;
    if (visited >= OF_A_KIND) continue;
    if (!(await isPage(page, service.url + path))) continue;
    kinds.set(kind, visited + 1);
    await page.goto(service.url + path);
    await stop(`${role}${kind}${visited ? `-${visited + 1}` : ''}`.replaceAll('/', '-').replaceAll('*', 'one'), page);
    for (const next of await linksOf(page)) {
      if (!seen.has(next)) {
        seen.add(next);
        waiting.push(next);
      }
    }
  }
  return [...kinds.keys()];
}

/** The path with everything that is particular to one object left out: /programmes/x/courses/7 is /courses/*. */
function kindOf(path) {
  const parts = path.split('/').slice(3);
  return `/${parts.map((part) => (/^[a-z-]+$/.test(part) ? part : '*')).join('/')}`;
}

async function isPage(page, url) {
  const answer = await page.request.get(url);
  return answer.headers()['content-type']?.startsWith('text/html') ?? false;
}

async function linksOf(page) {
  const links = await page.locator('a[href]').evaluateAll((all) => all.map((link) => link.href));
  const own = links.map((link) => new URL(link)).filter((link) => link.origin === new URL(page.url()).origin);
  return own.map((link) => link.pathname).filter((path) => path.startsWith('/programmes/'));
}
