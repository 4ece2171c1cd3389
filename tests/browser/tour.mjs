// A walk past every page that a person can meet. At each stop it calls `stop(name, page)`.

import { letters, linkIn } from './letters.mjs';
import { answer, answerUntilCheck, follow, goOn, openRound } from './form.mjs';
import { routeOf, routes } from './routes.mjs';

/** Every page that needs no sign-in, in all its states. */
export async function publicPages(page, { today, closed }, stop) {
  for (const address of ['help', 'api', 'accessibility', 'privacy', 'help?lang=cy', 'accessibility?lang=cy', 'privacy?lang=cy', 'help?lang=ur', 'accessibility?lang=ur', 'privacy?lang=pl', 'privacy?lang=ro', 'privacy?lang=uk', 'sign-in', 'sign-in/forgotten']) {
    await page.goto(`${today.url}/${address}`);
    await stop(address, page);
  }
  await page.goto(`${today.url}/sign-in`);
  await goOn(page);
  await stop('sign-in-error', page);
  for (const { side, survey, url } of today.demo.open_rounds) {
    await form(page, `${side}-${survey}`, url, stop);
  }
  // From right to left too; the language that a browser chose stays with the form.
  const { url: partners } = openRound(today, 'partner');
  for (const [name, step] of [['start', ''], ['page-1', '/1'], ['all', '/all']]) {
    await page.goto(`${partners}${step}?lang=ur`);
    await stop(`urdu-${name}`, page);
  }
  await page.goto(`${partners}?lang=en`);
  await page.goto(`${today.url}/`);
  await stop('front', page);
  await page.goto(`${today.url}/s/NOSUCH`);
  await stop('unknown-code', page);
  await page.goto(openRound(closed, 'partner').url);
  await stop('closed', page);
  await page.goto(`${today.url}/nowhere`);
  await stop('nothing-here', page);
  await lettersPages(page, today, stop);
  await board(page, today.demo.board, stop);
  await page.goto(today.demo.partnership.agreement);
  await stop('agreement', page);
  await page.goto(today.demo.partnership.you_asked);
  await stop('you-asked', page);
  await page.goto(today.demo.partnership.partner_page);
  await stop('partner-page', page);
  await page.goto(`${today.url}/p`);
  await stop('partner-page-request', page);
}

/** A workshop board on a phone and on the wall. */
async function board(page, { url, wall }, stop) {
  await page.goto(url);
  await stop('board-join', page);
  await page.getByRole('radio').first().check();
  await follow(page, () => page.getByRole('button', { name: 'Join the board' }).click());
  await stop('board-phone', page);
  await page.locator('textarea[name=text]').fill('A quiet room on Mondays');
  await goOn(page);
  await stop('board-card', page);
  const [own] = await page.locator('main a[href*="/cards/"]').evaluateAll((links) => links.map((link) => link.href.replace(/\/remove$/, '')));
  await page.goto(own);
  await stop('board-own-card', page);
  await page.goto(`${own}/remove`);
  await stop('board-own-card-remove', page);
  await page.goto(wall);
  await stop('board-wall', page);
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
  await follow(page, () => page.getByRole('button', { name: 'Save and continue later' }).click());
  await stop(`${name}-saved`, page);
  await page.goto(`${url}/check`);
  await goOn(page);
  await page.waitForURL(/\/sent$/);
  await stop(`${name}-sent`, page);
  await page.goto(`${url}/cleared`);
  await stop(`${name}-cleared`, page);
  await page.goto(`${url}/all`);
  await stop(`${name}-all`, page);
}

/** What letters lead to: the summary of a course, and the way out. */
async function lettersPages(page, service, stop) {
  await page.goto(service.demo.summary_url);
  await stop('summary', page);
  // The latest: the addresses of those before it may have been deleted, as their notices promised.
  const letter = (await letters(service)).findLast((found) => linkIn(found, '/stop/'));
  if (!letter) throw new Error('the demonstration sent no letter that can be stopped');
  await page.goto(linkIn(letter, '/stop/'));
  await stop('stop', page);
  await follow(page, () => page.locator('main button').first().click());
  await stop('stopped', page);
}

/** The personal link of somebody invited, if the demonstration wrote to anybody. */
export async function personalLink(service) {
  // The latest to the last on the list: earlier surveys are closed, and those before them have answered.
  const last = (letter) => letter.to?.some((person) => person.address === 'sam.wright@example.org');
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

/** How many pages of one kind are stopped at: trainers see what administrators see, with less to do on it. */
const STOPS_OF_A_KIND = { admin: 2, trainer: 1, manager: 2 };
/** How many pages of one kind are looked through for links to other kinds. */
const LOOKS_AT_A_KIND = 12;

/** Pages for staff that links lead to in moments alone that the demonstration does not show; the address leads there always. */
const BESIDE_THE_LINKS = ['partners/due', 'partners/parts', 'settings/notice/preview', 'account/second-factor/codes', 'account/second-factor/off'];

/** Pages that a button of another page leads to, by the route of that page. */
const BEHIND_A_BUTTON = {
  '/programmes/<slug>/courses/<course>/steps/<step>': ['now', 'skip'],
  '/programmes/<slug>/comments/<id>': ['release', 'remove'],
  '/programmes/<slug>/rounds/<code>/invitations': ['test'],
  '/programmes/<slug>/surveys/<key>/try': ['results'],
  '/programmes/<slug>/courses/<course>/board': ['file', 'paper', 'hands', 'order', 'questions', 'close', 'write-up', 'write-up/draft', 'write-up/file'],
};

/** Addresses that this walk leaves out, and why. */
export const LEFT_OUT = {
  '/s': 'the form of /, with what is wrong beside it',
  '/programmes': 'leads on to the one programme of the demonstration',
  '/assets/<name>': 'no page: a logo or a stylesheet',
  '/assets/<name>/site.css': 'no page: the stylesheet',
  '/assets/<name>/live.js': 'no page: the script',
  '/b/<code>/now': 'no page: a part of /b/<code>',
  '/write-up/<token>/<file>': 'no page: a file',
  '/agreements/<token>/<file>': 'no page: a file',
  '/programmes/<slug>/partners/<id>/agreement/send': 'judged in partnership.test.mjs, where there is a draft to send',
  '/confirm/<token>': 'held by partnership.test.mjs, which follows the email there',
  '/p/<token>/health': 'the parts of …/partners/<id>/health, after a link that an email brings',
  '/programmes/<slug>/partners/<id>/health/conditions.csv': 'no page: a file',
  '/programmes/<slug>/partners/<id>/health/pictures/<name>': 'no page: a picture',
  '/programmes/<slug>/partners/<id>/health/replies/<item>': 'a form of four fields, where a check that both sides have answered waits for a reply',
  '/programmes/<slug>/partners/<id>/health/sheet': 'the picture of …/health with its replies, where a check is unsealed',
  '/programmes/<slug>/partners/<id>/health/cancel': 'asks before an open check is deleted; the demonstration has none open',
  '/programmes/<slug>/partners/<id>/health/start': 'leads on to …/health/plan until somebody of the library is chosen',
  '/p/<token>/handover': 'radios and a text behind /p/<token>, where somebody has just taken over',
  '/programmes/<slug>/partners/<id>/handover/<one>/decide': 'two radios, where a partner has named a new contact',
  '/programmes/<slug>/partners/<id>/agreement/fill': 'boxes of lines for a draft, where something was offered and asked',
  '/p/<token>/promises/<id>': 'a form of two fields behind /p/<token>',
  '/promises/<token>': 'the same form behind a link in an email',
  '/health/live': 'no page: for machines',
  '/health/ready': 'no page: for machines',
  '/metrics': 'no page: for machines',
  '/api/openapi.json': 'no page: for programs',
  '/odata/<slug>/<feed>': 'no page: for programs',
  '/odata/<slug>/<feed>/<table>': 'no page: for programs',
  '/odata/<slug>/<feed>/<table>/<part>/<_..>': 'no page: for programs',
  '/api/v1/me': 'no page: for programs',
  '/api/v1/programmes': 'no page: for programs',
  '/api/v1/programmes/<slug>': 'no page: for programs',
  '/api/v1/programmes/<slug>/comparisons': 'no page: for programs',
  '/api/v1/programmes/<slug>/comparisons/<offer>/<expectation>': 'no page: for programs',
  '/api/v1/programmes/<slug>/contacts': 'no page: for programs',
  '/api/v1/programmes/<slug>/contacts/<id>': 'no page: for programs',
  '/api/v1/programmes/<slug>/courses': 'no page: for programs',
  '/api/v1/programmes/<slug>/courses/<id>': 'no page: for programs',
  '/api/v1/programmes/<slug>/courses/<id>/participants': 'no page: for programs',
  '/api/v1/programmes/<slug>/courses/<id>/participants/<contact>': 'no page: for programs',
  '/api/v1/programmes/<slug>/courses/<id>/summary': 'no page: for programs',
  '/api/v1/programmes/<slug>/partners': 'no page: for programs',
  '/api/v1/programmes/<slug>/partners/<id>': 'no page: for programs',
  '/api/v1/programmes/<slug>/partners/<id>/health': 'no page: for programs',
  '/api/v1/programmes/<slug>/promises': 'no page: for programs',
  '/api/v1/programmes/<slug>/promises/<id>': 'no page: for programs',
  '/api/v1/programmes/<slug>/rounds': 'no page: for programs',
  '/api/v1/programmes/<slug>/rounds/<code>': 'no page: for programs',
  '/api/v1/programmes/<slug>/rounds/<code>/answers': 'no page: for programs',
  '/api/v1/programmes/<slug>/rounds/<code>/figures': 'no page: for programs',
  '/api/v1/programmes/<slug>/surveys': 'no page: for programs',
  '/api/v1/programmes/<slug>/surveys/<key>': 'no page: for programs',
  '/programmes/<slug>/account/tokens/<id>/revoke': 'asks as …/account/second-factor/off, where there is a token',
  '/programmes/<slug>/settings/webhooks/<id>': 'a list as …/settings/webhooks, where there is a webhook',
  '/programmes/<slug>/settings/webhooks/<id>/deliveries/<delivery>': 'a list with one row, where something was sent',
  '/programmes/<slug>/settings/webhooks/<id>/edit': 'three fields of …/settings/webhooks/new, where there is a webhook',
  '/programmes/<slug>/settings/webhooks/<id>/secret': 'asks as …/account/second-factor/off, where there is a webhook',
  '/programmes/<slug>/settings/webhooks/<id>/delete': 'asks as …/account/second-factor/off, where there is a webhook',
  '/.well-known/security.txt': 'no page: for machines',
  '/.well-known/security-policy.txt': 'no page: plain text',
  '/programmes/<slug>/courses/<course>/board/action': 'two fields of …/summary/note for a card; the course of the agreed board has its summary',
  '/programmes/<slug>/courses/<course>/board/offered-and-wanted.csv': 'no page: a file',
  '/programmes/<slug>/courses/<id>/results/charts/<name>': 'no page: a picture',
  '/programmes/<slug>/courses/<id>/results/confidence.csv': 'no page: a file',
  '/programmes/<slug>/courses/<id>/summary/charts/<name>': 'no page: a picture',
  '/programmes/<slug>/courses/<id>/summary/comparison.csv': 'no page: a file',
  '/programmes/<slug>/courses/<id>/summary/preview/email.html': 'no page: a letter, as letters.test.mjs judges them',
  '/programmes/<slug>/courses/<id>/summary/preview/email.txt': 'no page: a letter in plain text',
  '/programmes/<slug>/courses/<course>/participants/import/<key>/refused.csv': 'no page: a file',
  '/programmes/<slug>/partners/import/<key>/refused.csv': 'no page: a file',
  '/programmes/<slug>/rounds/<code>/people/import/<key>/refused.csv': 'no page: a file',
  '/programmes/<slug>/partners/import/template.csv': 'no page: a file',
  '/programmes/<slug>/partners/list.csv': 'no page: a file',
  '/programmes/<slug>/promises/list.csv': 'no page: a file',
  '/programmes/<slug>/promises/<id>/end-links': 'asks as …/partners/<id>/page/end, where an email about the promise was sent',
  '/programmes/<slug>/results/<offer>/<expectation>/charts/<name>': 'no page: a picture',
  '/programmes/<slug>/results/courses/charts/<name>': 'no page: a picture',
  '/programmes/<slug>/results/<offer>/<expectation>/comparison.csv': 'no page: a file',
  '/programmes/<slug>/rounds/<code>/results/charts/<name>': 'no page: a picture',
  '/programmes/<slug>/rounds/<code>/results/items.csv': 'no page: a file',
  '/programmes/<slug>/rounds/<code>/answers.csv': 'no page: a file',
  '/programmes/<slug>/rounds/<code>/codebook.csv': 'no page: a file',
  '/programmes/<slug>/rounds/<code>/download': 'no page: a file',
  '/programmes/<slug>/rounds/<code>/count': 'no page: a few words for another',
  '/programmes/<slug>/surveys/<key>/survey.json': 'no page: a file',
  '/programmes/<slug>/surveys/<key>/form.xlsx': 'no page: a file',
  '/calendar/<token>': 'no page: a file for calendars',
  '/summary/<token>/charts/<name>': 'no page: a picture',
  '/summary/<token>/comparison.csv': 'no page: a file',
  '/summary/<token>/summary.html': 'no page: a file to keep',
  '/programmes/<slug>/rounds/<code>/invitations/<id>/send': 'asks about one person as …/invitations/send about all',
  '/sign-in/council': 'no page: leads to the identity provider; followed in council.test.mjs',
  '/sign-in/council/back': 'no page of its own when all goes well; what it says otherwise is read in council.test.mjs',
  '/welcome/<token>/council': 'no page: leads to the identity provider',
  '/programmes/<slug>/account/council/new': 'one field, as …/account/second-factor/new; filled in by council.test.mjs',
  '/programmes/<slug>/account/council/off': 'one field, as …/account/second-factor/off, where an account is connected',
  '/sign-in/code': 'one field, after a second factor was set up on a phone',
  '/sign-in/new/<token>': 'the form of /welcome/<token>',
  '/programmes/<slug>/courses/<id>/summary/send': 'judged in day.test.mjs, at the close of a course',
  '/set-up/<token>': 'judged in day.test.mjs, at the first start',
  '/welcome/<token>': 'judged in day.test.mjs, where a manager is added',
};

/** Every page for staff that can be reached by links, found by following them. Returns the routes it stopped at. */
export async function staffPages(page, service, role, stop) {
  await signIn(page, service, role);
  const home = new URL(page.url()).pathname;
  const begins = [home, ...(role === 'admin' ? await furnished(page, home, service.demo.staff.find((person) => person.role === role)) : [])];
  const routesFound = await findPages(page, service, begins);
  for (const [route, paths] of routesFound) {
    for (const [number, path] of paths.slice(0, STOPS_OF_A_KIND[role]).entries()) {
      await page.goto(service.url + path);
      await stop(`${role} ${called(route)}${number ? ` ${number + 1}` : ''}`, page);
    }
  }
  return [...routesFound.keys()];
}

/** The pages that can be reached from those, by route. Nothing is drawn. */
async function findPages(page, service, begins) {
  const all = await routes();
  const waiting = [...begins];
  const seen = new Set(waiting);
  const found = new Map();
  for (let path = waiting.shift(); path; path = waiting.shift()) {
    const bare = path.split('?')[0];
    const route = routeOf(bare, all);
    const had = found.get(route) ?? [];
    if (!route || route in LEFT_OUT || had.length >= LOOKS_AT_A_KIND) continue;
    const answer = await page.request.get(service.url + path);
    if (!answer.ok() || !answer.headers()['content-type']?.startsWith('text/html')) continue;
    found.set(route, [...had, path]);
    const next = addressesIn(await answer.text(), answer.url()).filter((one) => /^\/(programmes|write-up)(\/|$)/.test(one));
    next.push(...(BEHIND_A_BUTTON[route] ?? []).map((ending) => `${bare}/${ending}`));
    for (const one of next) {
      // What follows a question mark shows the same page otherwise.
      if (seen.has(one.split('?')[0])) continue;
      seen.add(one.split('?')[0]);
      waiting.push(one);
    }
  }
  return found;
}

/** Where links lead and forms go, on this service. */
function addressesIn(html, url) {
  const written = [...html.matchAll(/ (?:href|action|formaction)="([^"]+)"/g)].map(([, address]) => address);
  const addresses = written.map((address) => new URL(address.replaceAll('&amp;', '&'), url));
  return addresses.filter(({ origin }) => origin === new URL(url).origin).map(({ pathname, search }) => pathname + search);
}

function called(route) {
  return route.replace('/programmes/<slug>', '').replaceAll('/', ' ').replaceAll(/<(\w+)>/g, 'one').trim() || 'home';
}

/** Does what makes pages that the demonstration lacks, and says where to look for them. */
async function furnished(page, home, account) {
  const made = BESIDE_THE_LINKS.map((ending) => `${home}/${ending}`);
  await page.goto(new URL(`${home}/surveys/partner_expect/copy`, page.url()).href);
  await goOn(page);
  made.push(new URL(page.url()).pathname);
  await page.goto(new URL(`${home}/settings/partner-types/new`, page.url()).href);
  await page.locator('main input[name=name]').fill('Nursery');
  await goOn(page);
  await page.goto(new URL(`${home}/account`, page.url()).href);
  await follow(page, () => page.getByRole('link', { name: 'Turn it on' }).click());
  await page.getByLabel('Your current password').fill(account.password);
  await goOn(page);
  made.push(new URL(page.url()).pathname, await courseAhead(page, home));
  for (const list of [`${home}/partners`, `${made.at(-1)}/participants`]) made.push(await checkedList(page, `${list}/import`));
  const calledOff = await courseAhead(page, home);
  await page.goto(new URL(`${calledOff}/cancel`, page.url()).href);
  await goOn(page);
  const closed = await surveyOfTheProgramme(page, home, 0);
  await page.goto(new URL(`${closed}/close`, page.url()).href);
  await goOn(page);
  const planned = await surveyOfTheProgramme(page, home, 30);
  return [...made, calledOff, closed, planned, await checkedList(page, `${planned}/people/import`)];
}

/** Uses a survey outside a course, with a list of people, that opens after so many days. */
async function surveyOfTheProgramme(page, home, days) {
  const day = (after) => new Date(Date.now() + after * 24 * 3600 * 1000).toISOString().slice(0, 10);
  await page.goto(new URL(`${home}/rounds/new?survey=staff_needs`, page.url()).href);
  await page.locator('input[name=privacy][value=confidential]').check();
  await page.locator('input[name=audience][value=both]').check();
  await page.locator('input[name=groups][value=everybody]').check();
  if (days > 0) await page.getByLabel('Opens on').fill(day(days));
  await page.getByLabel('Closes on').fill(day(days + 20));
  await goOn(page);
  return new URL(page.url()).pathname;
}

/** Sends a list as Excel saves it, with a line that is wrong, and goes no further than what it would do. */
async function checkedList(page, address) {
  await page.goto(new URL(address, page.url()).href);
  const list = 'name,email\nJosé Newcomer,jose.newcomer@example.org\nKofi Newcomer,kofi newcomer@example.org\n';
  await page.locator('input[type=file]').setInputFiles({ name: 'People.csv', mimeType: 'text/csv', buffer: Buffer.from(list, 'latin1') });
  await goOn(page);
  return new URL(page.url()).pathname;
}

/** Plans a course like the last, long before its day, with somebody who takes part. */
async function courseAhead(page, home) {
  await page.goto(new URL(`${home}/courses`, page.url()).href);
  await follow(page, () => page.locator(`main a[href^="${home}/courses/"]:not([href$="/new"])`).last().click());
  if (!/\/courses\/[^/]+$/.test(new URL(page.url()).pathname)) await page.goto(page.url().replace(/(\/courses\/[^/]+)\/.*$/, '$1'));
  await follow(page, () => page.getByRole('link', { name: /^Plan another course like this/ }).click());
  const ahead = new Date(Date.now() + 120 * 24 * 3600 * 1000).toISOString().slice(0, 10);
  await page.getByLabel('Day', { exact: true }).fill(ahead);
  await goOn(page);
  const course = new URL(page.url()).pathname;
  await page.goto(`${page.url()}/participants/new`);
  await page.locator('textarea[name=people]').fill('Jo Newcomer <jo.newcomer@example.org>');
  await goOn(page);
  return course;
}
