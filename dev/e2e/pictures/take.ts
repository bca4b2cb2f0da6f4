/**
 * Takes the pictures of `docs/pictures/`: the five steps of the first use, and the dark theme. Needs an empty stack with Mattermost's
 * own client in it, since the pictures say that they show that: see docs/development.md, "Pictures".
 *
 * @packageDocumentation
 */
import {mkdirSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

import {chromium, expect, type Locator} from '@playwright/test';

import {logInAs, type Account} from '../../stack/src/api';
import {CHROMIUM_FLAGS, chromiumPath} from '../support/chromium';
import {Database} from '../support/database';
import {Stage, stackDescription, type Member} from '../support/stage';
import {DARK_THEME} from '../support/themes';

const FOLDER = fileURLToPath(new URL('../../../docs/pictures/', import.meta.url));
const MARGIN = 24;

// Granted, so that Mattermost's bar that asks for it isn't in every picture.
const CONTEXT = {viewport: {width: 1280, height: 800}, deviceScaleFactor: 1, permissions: ['notifications']};

async function picture({page}: Member, name: string, around?: Locator): Promise<void> {
    // The pointer shows nothing that the words beside the picture don't speak of.
    await page.mouse.move(0, 0);
    const box = await around?.boundingBox();
    const clip = box && {
        x: Math.max(0, box.x - MARGIN),
        y: Math.max(0, box.y - MARGIN),
        width: Math.min(CONTEXT.viewport.width - box.x + MARGIN, box.width + 2 * MARGIN),
        height: Math.min(CONTEXT.viewport.height - box.y + MARGIN, box.height + 2 * MARGIN),
    };
    await page.screenshot({path: `${FOLDER}${name}.png`, animations: 'disabled', caret: 'hide', ...(clip && {clip})});
}

async function take(stage: Stage): Promise<void> {
    const {accounts, channels} = stage.stack;
    const {private: confidential} = channels;
    const [alice, bob, carol] = ['alice', 'bob', 'carol'].map((username) => accountOf(accounts, username));
    const options = {context: CONTEXT};
    await (await stage.keyed(carol, confidential, options)).context.close();
    const bobs = await stage.keyed(bob, confidential, options);
    const alices = await stage.browser(alice, confidential, options);
    await bobs.host.sendByEnter('Shall we talk about the offer here?');
    await expect(alices.host.postWith('Shall we talk')).toBeVisible();
    await alices.e2ee.expectState('off');
    await picture(alices, 'lock');

    await alices.e2ee.openDialog();
    await expect(alices.e2ee.person('bob')).toBeVisible();
    await picture(alices, 'dialog', alices.e2ee.dialog);

    await alices.e2ee.beginSetUp();
    const code = await alices.e2ee.makeKeys();
    await picture(alices, 'recovery-code', alices.e2ee.dialog);

    await alices.e2ee.finishSetUp();
    await alices.e2ee.encrypt();
    await alices.e2ee.closeDialog();
    await bobs.e2ee.expectState('on');
    await converse(alices, bobs);
    await picture(alices, 'channel');

    const second = await stage.browser(alice, confidential, options);
    await expect(second.e2ee.unreadable('key_missing').first()).toBeVisible();
    await second.e2ee.openDialog();
    await second.e2ee.beginSetUp();
    await second.e2ee.expectStep('restore');
    await second.e2ee.dialog.getByRole('textbox').fill(code);
    await picture(second, 'restore');

    const preference = {user_id: bob.userId, category: 'theme', name: '', value: JSON.stringify(DARK_THEME)};
    await (await stage.api(bob)).request('PUT', `/users/${bob.userId}/preferences`, [preference]);
    await bobs.host.reload();
    await bobs.e2ee.expectState('on');
    await expect(bobs.e2ee.opened('works for me')).toBeVisible();
    await picture(bobs, 'channel-dark');
}

async function converse(alices: Member, bobs: Member): Promise<void> {
    await alices.host.sendByEnter('Yes. Their **last price** is 1.2 million, until Friday.');
    await expect(bobs.e2ee.opened('1.2 million')).toBeVisible();
    await bobs.host.sendByEnter('That is `8 %` less than in May. @alice do we answer today?');
    await expect(alices.e2ee.opened('do we answer today')).toBeVisible();
    await alices.host.sendByEnter('Tomorrow at ten, that works for me 👍');
    await expect(bobs.e2ee.opened('works for me')).toBeVisible();
}

function accountOf(accounts: readonly Account[], username: string): Account {
    const account = accounts.find((candidate) => candidate.username === username);
    if (account === undefined) {
        throw new Error(`the stack has no account ${username}`);
    }
    return account;
}

const stack = stackDescription();
if (stack.hostKind !== 'full') {
    throw new Error('The pictures show the client of Mattermost: start the stack with MATTERMOST_HOME.');
}
mkdirSync(FOLDER, {recursive: true});
const database = await Database.connect(stack.databaseUrl);
const browser = await chromium.launch({executablePath: chromiumPath(), args: CHROMIUM_FLAGS});
const stage = new Stage(stack, await logInAs(stack, 'admin'), database, (options) => browser.newContext(options));
try {
    await take(stage);
} finally {
    await browser.close();
    await database.close();
}
