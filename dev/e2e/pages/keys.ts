import {expect, type Locator, type Page} from '@playwright/test';

import {PLUGIN_ID} from '../support/plugin';
import type {E2eePage} from './e2ee';
import type {MattermostPage} from './mattermost';

/** What a backup turned out to be, before anything changes. */
export type Outcome = 'same' | 'older' | 'before_reset' | 'newer' | 'not_published' | 'unknown';

/** What can be done about keys that are in use: names of the buttons of the backup's dialog. */
type BackupTask = 'Check my backup' | 'Send backup mail' | 'New recovery code';

/** Whoever the page belongs to. */
interface Browser {
    readonly page: Page;
    readonly host: MattermostPage;
    readonly e2ee: E2eePage;
}

/** The dialogs about a member's own keys: backup, mail, coming back, renewing, starting over. */
export class KeysPage {
    private readonly page: Page;
    private readonly host: MattermostPage;
    private readonly e2ee: E2eePage;

    constructor({page, host, e2ee}: Browser) {
        this.page = page;
        this.host = host;
        this.e2ee = e2ee;
    }

    private get dialog(): Locator {
        return this.e2ee.dialog;
    }

    get failure(): Locator {
        return this.e2ee.failure;
    }

    get banner(): Locator {
        return this.page.getByTestId('e2ee-banner');
    }

    // --- mail ---

    /** From where the recovery code is shown. */
    async openMailAtSetUp(): Promise<void> {
        await this.e2ee.button('Send it to me encrypted').click();
        await this.e2ee.expectStep('mail');
    }

    /** A fingerprint, or a public key; leads to the keys that were found, or to why none was. */
    async nameKey(typed: string): Promise<void> {
        await this.dialog.getByRole('textbox', {name: 'Fingerprint of your key'}).fill(typed);
        await this.e2ee.button(/^(?:Look up|Continue)$/).click();
    }

    async suggestKeys(): Promise<void> {
        await this.e2ee.button('Look by my mail address').click();
    }

    /** From "mailed", back to the question for a key. */
    async again(): Promise<void> {
        await this.e2ee.button('Continue').click();
        await this.begin('Send backup mail');
    }

    async askForAnotherKey(): Promise<void> {
        await this.e2ee.button('Another key').click();
    }

    get foundKeys(): Locator {
        return this.dialog.getByTestId('e2ee-mail-key');
    }

    foundKey(fingerprint: string): Locator {
        return this.foundKeys.filter({hasText: (fingerprint.match(/.{4}/g) ?? []).join(' ')});
    }

    async choose(fingerprint: string): Promise<void> {
        await this.foundKey(fingerprint).getByRole('radio').check();
    }

    /** Of a key that was only suggested. */
    async typeDigits(digits: string): Promise<void> {
        await this.dialog.getByRole('textbox', {name: /digits or more of the fingerprint/}).fill(digits);
    }

    get sendButton(): Locator {
        return this.e2ee.button('Encrypt and send');
    }

    /** With the code, where set-up doesn't know it any more. */
    async send(recoveryCode?: string): Promise<void> {
        if (recoveryCode !== undefined) {
            await this.dialog.getByRole('textbox', {name: /^Recovery code/}).fill(recoveryCode);
        }
        await this.sendButton.click();
    }

    async expectMailed(): Promise<void> {
        await expect(this.dialog.getByTestId('e2ee-mailed')).toBeVisible();
    }

    /** Sends the backup to a key, from wherever the member is asked for one. */
    async mailTo(typed: string, recoveryCode?: string): Promise<void> {
        await this.nameKey(typed);
        await this.send(recoveryCode);
        await this.expectMailed();
        await this.e2ee.button('Continue').click();
    }

    // --- the backup of keys in use ---

    async openBackup(): Promise<void> {
        await this.host.sendByButton('/e2ee show_backup');
        await expect(this.dialog.getByTestId('e2ee-backup')).toBeVisible();
    }

    async begin(task: BackupTask): Promise<void> {
        await this.e2ee.button(task).click();
    }

    /** The fire drill, from the backup's dialog. */
    async check(source: string, code?: string): Promise<void> {
        await this.begin('Check my backup');
        await this.giveSource(source, 'Check', code);
    }

    async expectChecked(opens: boolean): Promise<void> {
        await expect(this.dialog.getByTestId('e2ee-checked')).toHaveAttribute('data-opens', String(opens));
    }

    /** From the backup's dialog. Answers the new code, as it was shown. */
    async replaceCode(oldCode: string): Promise<string> {
        await this.begin('New recovery code');
        await this.dialog.getByRole('textbox').fill(oldCode);
        await this.e2ee.button('Make a new code').click();
        const code = (await this.page.getByTestId('e2ee-recovery-code').innerText()).trim();
        await this.e2ee.confirmCode();
        await expect(this.dialog).toContainText('The new code counts from now on.');
        return code;
    }

    /** From the backup's dialog: the text of the file that is downloaded. */
    async downloadBackup(): Promise<string> {
        const downloading = this.page.waitForEvent('download');
        await this.e2ee.button('Download backup file').click();
        const chunks: Buffer[] = [];
        for await (const chunk of await (await downloading).createReadStream()) {
            chunks.push(chunk as Buffer);
        }
        return Buffer.concat(chunks).toString('utf8');
    }

    // --- coming back ---

    async openImport(): Promise<void> {
        await this.host.sendByButton('/e2ee import');
        await this.e2ee.expectStep('restore');
    }

    /** With an empty form, whatever was tried in this one. */
    async restart(): Promise<void> {
        await this.e2ee.closeDialog();
        await this.openImport();
    }

    /** Up to what the backup is; nothing has changed yet. */
    async compare(source: string, code?: string): Promise<void> {
        await this.giveSource(source, 'Continue', code);
    }

    async expectOutcome(outcome: Outcome): Promise<void> {
        await expect(this.dialog.getByTestId('e2ee-comparison')).toHaveAttribute('data-outcome', outcome);
    }

    /** All of coming back: by command, from a code, the mail's text or a backup file. */
    async comeBack(source: string, outcome: Outcome = 'same'): Promise<void> {
        await this.openImport();
        await this.compare(source);
        await this.expectOutcome(outcome);
        await this.e2ee.button(/^Restore (?:my keys|for reading)$/).click();
        await expect(this.dialog).toBeHidden();
    }

    // --- renewing and starting over ---

    /** From the host's settings and back to the channel. */
    async renew(): Promise<void> {
        await this.fromSettings('Renew my key');
        await this.e2ee.button('Renew my key').click();
        await expect(this.dialog).toContainText('Your keys are renewed.');
        await this.e2ee.closeDialog();
        await this.host.closeSettings();
    }

    /** From the host's settings up to the new code; nothing is published yet. */
    async beginReset(): Promise<string> {
        await this.fromSettings('I lost it, or it was stolen');
        await this.dialog.getByRole('radio', {name: /somebody else may have/i}).check();
        await this.dialog.getByRole('checkbox').check();
        await this.e2ee.button('Make new keys').click();
        return this.e2ee.shownCode();
    }

    /** Into one of our dialogs, which stands in the place of the host's settings or above them. */
    async fromSettings(name: string): Promise<void> {
        const settings = await this.host.openPluginSettings(PLUGIN_ID);
        await settings.getByRole('button', {name, exact: true}).click();
        await expect(this.dialog).toBeVisible();
    }

    private async giveSource(source: string, action: 'Continue' | 'Check', code?: string): Promise<void> {
        const form = this.dialog.getByTestId('e2ee-source');
        await form.getByRole('textbox', {name: 'Recovery code, or the text'}).fill(source);
        await this.e2ee.button(action).click();
        if (code !== undefined) {
            await form.getByRole('textbox', {name: 'Recovery code', exact: true}).fill(code);
            await this.e2ee.button(action).click();
        }
    }
}
