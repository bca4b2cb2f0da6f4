/**
 * Takes the pictures of `docs/pictures/`: the five steps of the first use, and the dark theme. Needs an empty stack with Mattermost's
 * own client in it, since the pictures say that they show that: see docs/development.md, "Pictures".
 *
 * @packageDocumentation
 */
import {mkdirSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

import {chromium, expect} from '@playwright/test';

import {logInAs, type Account} from '../../stack/src/api';
import {CHROMIUM_FLAGS, chromiumPath} from '../support/chromium';
import {Database} from '../support/database';
import {publishIdentity} from '../support/identities';
import {Stage, stackDescription, type Member} from '../support/stage';
import {DARK_THEME} from '../support/themes';

const FOLDER = fileURLToPath(new URL('../../../docs/pictures/', import.meta.url));
const MARGIN = 24;

// Granted, so that Mattermost's bar that asks for it isn't in every picture.
const CONTEXT = {viewport: {width: 1280, height: 800}, deviceScaleFactor: 1, permissions: ['notifications']};

/** Where the newest posts and the message box are. */
const LOWER_PART: Clip = {x: 269, y: 280, width: 966, height: 520};

interface Clip {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
}

/** Of the whole window, of a part of it, or of our dialog with a little of what is behind it. */
async function picture({page, host, e2ee}: Member, name: string, what: 'window' | 'dialog' | Clip): Promise<void> {
    // Neither a tooltip nor Mattermost's ring around what had the focus last, which goes with a click only.
    if (what !== 'dialog') {
        await host.composer.click();
    }
    await page.mouse.move(640, 90);
    const clip = what === 'dialog' ? around(await e2ee.dialog.boundingBox()) : what;
    await page.screenshot({path: `${FOLDER}${name}.png`, animations: 'disabled', caret: 'hide', ...(clip !== 'window' && {clip})});
}

function around(box: Clip | null): Clip {
    if (box === null) {
        throw new Error('the dialog is not there');
    }
    return {x: box.x - MARGIN, y: box.y - MARGIN, width: box.width + 2 * MARGIN, height: box.height + 2 * MARGIN};
}

async function take(stage: Stage): Promise<void> {
    const {accounts, channels} = stage.stack;
    const {private: confidential} = channels;
    const alice = accountOf(accounts, 'alice');
    const bob = accountOf(accounts, 'bob');
    const carol = accountOf(accounts, 'carol');
    const options = {context: CONTEXT};
    await publishIdentity(await stage.api(carol));

    const bobs = await stage.keyed(bob, confidential, options);
    const alices = await stage.browser(alice, confidential, options);
    await bobs.host.sendByEnter('Shall we talk about the offer here?');
    await expect(alices.host.postWith('Shall we talk')).toBeVisible();
    await alices.e2ee.expectState('off');
    await picture(alices, '1-lock', 'window');

    await alices.e2ee.openDialog();
    await expect(alices.e2ee.person('bob')).toBeVisible();
    await picture(alices, '2-dialog', 'dialog');

    await alices.e2ee.beginSetUp();
    const code = await alices.e2ee.makeKeys();
    await picture(alices, '3-recovery-code', 'dialog');

    await alices.e2ee.finishSetUp();
    await alices.e2ee.encrypt();
    await alices.e2ee.closeDialog();
    await bobs.e2ee.expectState('on');
    await converse(alices, bobs);
    await picture(alices, '4-channel', LOWER_PART);

    const second = await stage.browser(alice, confidential, options);
    await expect(second.e2ee.unreadable('key_missing').first()).toBeVisible();
    await second.e2ee.openDialog();
    await second.e2ee.beginSetUp();
    await second.e2ee.expectStep('restore');
    await second.e2ee.dialog.getByRole('textbox').fill(code);
    await picture(second, '5-restore', 'dialog');

    const preference = {user_id: bob.userId, category: 'theme', name: '', value: JSON.stringify(DARK_THEME)};
    await (await stage.api(bob)).request('PUT', `/users/${bob.userId}/preferences`, [preference]);
    await bobs.host.reload();
    await bobs.e2ee.expectState('on');
    await expect(bobs.e2ee.opened('works for me')).toBeVisible();
    await picture(bobs, 'dark', LOWER_PART);
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
