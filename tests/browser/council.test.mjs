// Signing in with the account of the council, by an identity provider that somebody else wrote (oidc-provider). It is on
// another site than the service, as a council's is.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';

import Provider from 'oidc-provider';

import { DESKTOP, launch, visitor } from './browser.mjs';
import { follow, goOn } from './form.mjs';
import { PROGRAM, freePort, start } from './service.mjs';

const CLIENT = 'common-ground';
const SECRET = 'a secret of the tests: 100% hush';

let browser;
let council;
let service;
/** The address by email that the provider has for somebody, where it is not the first. */
const addresses = new Map();

before(async () => {
  browser = await launch();
  council = { port: await freePort() };
  // The service is on 127.0.0.1.
  council.issuer = `http://localhost:${council.port}`;
  service = await start(process.env[PROGRAM], { settings: knowing(council.issuer) });
  council.server = await provide();
});
after(async () => {
  await browser?.close();
  council.server?.closeAllConnections();
  council.server?.close();
  await service?.stop();
});

/** The settings of a service that takes accounts of this issuer. */
function knowing(issuer) {
  return {
    COMMON_GROUND_OIDC_ISSUER: issuer,
    COMMON_GROUND_OIDC_CLIENT_ID: CLIENT,
    COMMON_GROUND_OIDC_CLIENT_SECRET: SECRET,
    COMMON_GROUND_OIDC_LABEL: 'Riverside account',
  };
}

/** Starts the identity provider, with its own pages to sign in: any name will do. */
async function provide() {
  const provider = new Provider(council.issuer, {
    clients: [
      {
        client_id: CLIENT,
        client_secret: SECRET,
        redirect_uris: [`${service.url}/sign-in/council/back`],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    pkce: { required: () => true, methods: ['S256'] },
    claims: { openid: ['sub', 'email'] },
    conformIdTokenClaims: false,
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: addresses.get(id) ?? `${id}@riverside.example.org` }),
    }),
    cookies: { keys: ['of the tests'] },
  });
  const server = provider.listen(council.port, 'localhost');
  await once(server, 'listening');
  return server;
}

/** Signs in at the provider under a name, and lets the service know it. */
async function atCouncil(page, name) {
  await page.locator('input[name=login]').fill(name);
  await page.locator('input[name=password]').fill('anything');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.waitForURL((url) => url.origin === service.url);
}

const useAccount = (page) => page.getByRole('link', { name: 'Sign in with your Riverside account' }).click();

async function byPassword(page, role) {
  const account = service.demo.staff.find((person) => person.role === role);
  await page.goto(`${service.url}/sign-in`);
  await page.getByLabel('Email address').fill(account.email);
  await page.getByLabel('Password').fill(account.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/\/programmes\//);
  return account;
}

const heading = (page) => page.locator('h1').innerText();
const words = (page) => page.locator('body').innerText();

test('a trainer connects their account, and signs in with it from then on', async (t) => {
  const page = await visitor(t, browser, { viewport: DESKTOP });
  const complaints = [];
  page.on('console', (message) => message.type() === 'error' && /Content Security/.test(message.text()) && complaints.push(message.text()));
  const account = await byPassword(page, 'trainer');
  const home = page.url().match(/^.*\/programmes\/[^/]+/)[0];
  await page.goto(`${home}/account`);
  await follow(page, () => page.getByRole('link', { name: 'Connect it' }).click());
  await page.getByLabel('Your current password').fill(account.password);
  await goOn(page);
  await page.getByRole('link', { name: 'Go to the sign-in page for your Riverside account' }).click();
  await atCouncil(page, 'tara-at-the-council');
  assert.match(await words(page), /Your Riverside account is connected/);

  await follow(page, () => page.getByRole('button', { name: 'Sign out', exact: true }).first().click());
  // The provider still knows the browser, and asks nothing.
  const answers = [];
  page.on('request', (request) => request.url().includes('/sign-in/council/back') && answers.push(request.url()));
  await useAccount(page);
  await page.waitForURL(/\/programmes\//);
  assert.equal(answers.length, 1);
  await follow(page, () => page.getByRole('button', { name: 'Sign out', exact: true }).first().click());
  assert.match(await words(page), /still signed in to your Riverside account/);
  await useAccount(page);
  await page.waitForURL(/\/programmes\//);

  await t.test('an answer that is sent again opens nothing', async () => {
    await page.goto(answers[0]);
    assert.equal(await heading(page), 'Start your sign-in again');
    const other = await visitor(t, browser);
    await other.goto(answers[0]);
    assert.equal(await heading(other), 'Start your sign-in again');
  });

  await t.test('another email address there changes nothing', async () => {
    addresses.set('tara-at-the-council', 'tara.married@riverside.example.org');
    const other = await visitor(t, browser);
    await other.goto(`${service.url}/sign-in`);
    await useAccount(other);
    await atCouncil(other, 'tara-at-the-council');
    await other.goto(`${home}/account`);
    assert.match((await words(other)).replaceAll(/\s/g, ''), new RegExp(account.email.replaceAll('.', '\\.')));
  });

  await t.test('somebody who is not known here is told what to do', async () => {
    addresses.set('stranger', account.email);
    const other = await visitor(t, browser);
    await other.goto(`${service.url}/sign-in`);
    await useAccount(other);
    await atCouncil(other, 'stranger');
    assert.equal(await heading(other), 'We don’t know this account');
    await other.goto(home);
    assert.match(other.url(), /\/sign-in\?next=/);
  });

  await t.test('once their account here is disabled they stay out', async () => {
    const admin = await visitor(t, browser, { viewport: DESKTOP });
    await byPassword(admin, 'admin');
    await admin.goto(`${home}/people`);
    const name = await page.goto(`${home}/account`).then(() => heading(page));
    await follow(admin, () => admin.getByRole('link', { name }).first().click());
    await follow(admin, () => admin.getByRole('link', { name: 'Disable…' }).click());
    await goOn(admin);
    await page.goto(home);
    assert.match(page.url(), /\/sign-in/);
    await useAccount(page);
    await page.waitForURL(/\/sign-in\/council\/back/);
    assert.match(await words(page), /is disabled\. Ask an administrator/);
  });
  assert.deepEqual(complaints, []);
});

test('a provider that calls itself otherwise is not used, and passwords still work', async (t) => {
  const other = await start(process.env[PROGRAM], { settings: knowing(council.issuer.replace('localhost', '127.0.0.1')) });
  t.after(() => other.stop());
  const page = await visitor(t, browser);
  await page.goto(`${other.url}/sign-in`);
  await useAccount(page);
  assert.equal(await heading(page), 'We can’t reach the sign-in page for your Riverside account');
  await follow(page, () => page.getByRole('link', { name: 'Go to sign in' }).click());
  const account = other.demo.staff.find((person) => person.role === 'trainer');
  await page.getByLabel('Email address').fill(account.email);
  await page.getByLabel('Password').fill(account.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/\/programmes\//);
});
