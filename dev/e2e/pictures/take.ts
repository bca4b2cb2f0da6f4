/**
 * Takes the pictures of `docs/pictures/`: the five steps of the first use, the dark theme, and those of the user guide. Needs an empty stack with Mattermost's
 * own client in it, since the pictures say that they show that: see docs/development.md, "Pictures".
 *
 * @packageDocumentation
 */
import {chromium, expect} from '@playwright/test';

import {logInAs, type Account} from '../../stack/src/api';
import {CHROMIUM_FLAGS, chromiumPath} from '../support/chromium';
import {Database} from '../support/database';
import {publishIdentity} from '../support/identities';
import {Stage, stackDescription, type Member} from '../support/stage';
import {chooseDarkTheme} from '../support/readable';
import {takeGuide} from './guide';
import {takeKeys} from './keys';
import {CONTEXT, LOWER_PART, picture} from './picture';

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

    await chooseDarkTheme(stage, bob);
    await bobs.host.reload();
    await bobs.e2ee.expectState('on');
    await expect(bobs.e2ee.opened('works for me')).toBeVisible();
    await picture(bobs, 'dark', LOWER_PART);

    await takeGuide(stage, alices, bobs);
    await takeKeys(stage, accountOf(accounts, 'dave'));
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
const database = await Database.connect(stack.databaseUrl);
const browser = await chromium.launch({executablePath: chromiumPath(), args: CHROMIUM_FLAGS});
const stage = new Stage(stack, await logInAs(stack, 'admin'), database, (options) => browser.newContext(options));
try {
    await take(stage);
} finally {
    await browser.close();
    await database.close();
}
