import {expect, type Locator, type Page} from '@playwright/test';

import {PLUGIN_ID} from '../support/plugin';
import type {MattermostPage} from './mattermost';

export type LockState = 'off' | 'on' | 'unknown' | 'off_unconfirmed';

/** What this plugin adds to the page, by accessible names and the test ids that `webapp/src/page/ui/props.ts` lists. */
export class E2eePage {
    constructor(
        readonly page: Page,
        private readonly host: MattermostPage,
    ) {}

    /** The lock in the App Bar, where Mattermost puts a plugin's header button by default. */
    get appBarLock(): Locator {
        return this.page.locator(`[id="app-bar-icon-${PLUGIN_ID}"]`);
    }

    get composerLock(): Locator {
        return this.host.composerForm.getByTestId('e2ee-composer-lock');
    }

    /** One quiet line beside the composer. */
    get composerNotice(): Locator {
        return this.page.getByTestId('e2ee-composer-notice').first();
    }

    get dialog(): Locator {
        return this.page.getByTestId('e2ee-dialog');
    }

    get setUpStep(): Locator {
        return this.page.getByTestId('e2ee-set-up');
    }

    /** Why the last thing tried in the dialog failed. */
    get failure(): Locator {
        return this.dialog.getByTestId('e2ee-failure');
    }

    button(name: string | RegExp): Locator {
        return this.dialog.getByRole('button', {name});
    }

    /** The question about a post that isn't sent yet. */
    get held(): Locator {
        return this.page.locator('[data-testid=e2ee-dialog][data-dialog=held]');
    }

    /** In the right-hand sidebar: the channel's people and its policy. */
    get panel(): Locator {
        return this.page.getByTestId('e2ee-panel');
    }

    /** From the line beside the composer. */
    async openPanel(): Promise<void> {
        await this.composerNotice.getByRole('button', {name: 'Details'}).click();
        await expect(this.panel).toBeVisible();
    }

    personInPanel(username: string): Locator {
        return this.panel.locator(`[data-testid=e2ee-person][data-person="${username}"]`);
    }

    get safetyNumber(): Locator {
        return this.page.locator('[data-testid=e2ee-dialog][data-dialog=safety_number]');
    }

    /** By the command, which works in every channel and leaves no post. */
    async openSafetyNumber(username: string): Promise<void> {
        await this.host.sendByButton(`/e2ee verify @${username}`);
        await expect(this.safetyNumber.getByTestId('e2ee-safety-digits')).toBeVisible();
    }

    async shownDigits(): Promise<string> {
        return (await this.safetyNumber.getByTestId('e2ee-safety-digits').getAttribute('data-digits')) ?? '';
    }

    async expectVerified(isVerified: boolean): Promise<void> {
        await expect(this.safetyNumber.getByTestId('e2ee-verified')).toHaveAttribute('data-verified', String(isVerified));
    }

    /** As they are read out by the other person. */
    async compareDigits(digits: string): Promise<void> {
        await this.safetyNumber.getByRole('textbox').fill(digits);
        await this.safetyNumber.getByRole('button', {name: 'Compare', exact: true}).click();
    }

    /** What comparing came to: `same`, `different`, `unreadable` or `no_code`. */
    async expectCompared(outcome: string): Promise<void> {
        await expect(this.safetyNumber.getByTestId('e2ee-compared')).toHaveAttribute('data-outcome', outcome);
    }

    /** The state of the open channel as the lock draws it. */
    async expectState(state: LockState, timeoutMs = 15_000): Promise<void> {
        await expect(this.composerLock).toHaveAttribute('data-state', state, {timeout: timeoutMs});
    }

    /** For whom the next post will be sealed, as the lock says it. News of others' keys are taken in with a delay. */
    async expectReaders(count: number): Promise<void> {
        const readers = count === 1 ? 'you only' : `${count} people`;
        await expect(this.composerLock).toHaveAccessibleName(new RegExp(`Sealed for ${readers}$`));
    }

    async openDialog(): Promise<void> {
        await this.composerLock.click();
        await expect(this.dialog).toBeVisible();
    }

    async closeDialog(): Promise<void> {
        // While a request is under way it can't be closed.
        await expect(this.dialog).toHaveAttribute('aria-busy', 'false');
        await this.page.keyboard.press('Escape');
        await expect(this.dialog).toBeHidden();
    }

    person(username: string): Locator {
        return this.dialog.locator(`[data-testid=e2ee-person][data-person="${username}"]`);
    }

    async expectStep(step: string): Promise<void> {
        await expect(this.setUpStep).toHaveAttribute('data-step', step);
    }

    /** From the channel's dialog into set-up, whichever way it begins for this member. */
    async beginSetUp(): Promise<void> {
        await this.button(/^(?:Set up|Restore) my keys$/).click();
        await expect(this.setUpStep).toBeVisible();
    }

    /** Up to where the recovery code is shown; nothing is published yet. */
    async makeKeys(): Promise<string> {
        await this.expectStep('create');
        await this.button('Create my keys').click();
        return this.shownCode();
    }

    async shownCode(): Promise<string> {
        await this.expectStep('code');
        return (await this.page.getByTestId('e2ee-recovery-code').innerText()).trim();
    }

    async finishSetUp(): Promise<void> {
        await this.confirmCode();
        await expect(this.setUpStep).toBeHidden();
    }

    /** Says that the code is kept, which publishes. */
    async confirmCode(): Promise<void> {
        await this.dialog.getByRole('checkbox').check();
        await this.button('Finish').click();
    }

    /** The whole of set-up, from the channel's open dialog and back to it. Returns the recovery code as it was shown. */
    async createKeys(): Promise<string> {
        await this.beginSetUp();
        const code = await this.makeKeys();
        await this.finishSetUp();
        return code;
    }

    /** Gives a code and, where nothing is wrong with it, restores after the comparison with what is published. */
    async typeCode(recoveryCode: string): Promise<void> {
        await this.dialog.getByRole('textbox').fill(recoveryCode);
        await this.button('Continue').click();
        const comparison = this.dialog.getByTestId('e2ee-comparison');
        await expect(comparison.or(this.failure)).toBeVisible();
        if (await comparison.isVisible()) {
            await this.button(/^Restore (?:my keys|for reading)$/).click();
        }
    }

    /** From the channel's open dialog and back to it. */
    async restore(recoveryCode: string): Promise<void> {
        await this.beginSetUp();
        await this.expectStep('restore');
        await this.typeCode(recoveryCode);
        await expect(this.setUpStep).toBeHidden();
    }

    async encrypt(): Promise<void> {
        await this.button(/^Encrypt this/).click();
        await this.expectState('on');
    }

    /** Through the confirmation that says what follows. */
    async stopEncrypting(): Promise<void> {
        await this.button('Stop encrypting').click();
        await expect(this.dialog).toContainText('If you go on');
        await this.button('Stop encrypting').click();
        await this.expectState('off');
    }

    /** Sealed posts within `scope`, oldest first. */
    sealedPosts(scope: Page | Locator = this.page): Locator {
        return scope.getByTestId('e2ee-post');
    }

    /** The body of the post (in `scope`) that was opened and shows `text`. */
    opened(text: string, scope: Page | Locator = this.page): Locator {
        return scope.locator('[data-testid=e2ee-post][data-state=opened]', {hasText: text});
    }

    unreadable(code: string, scope: Page | Locator = this.page): Locator {
        return scope.locator(`[data-testid=e2ee-post][data-state=unreadable][data-code=${code}]`);
    }

    mark(kind: string, scope: Page | Locator = this.page): Locator {
        return scope.locator(`[data-testid=e2ee-mark][data-mark=${kind}]`);
    }

    /** Frame of a clear post of an encrypted channel, by what it says: `not_encrypted`, `exempt_bot` or `was_sealed`. */
    clearPost(kind: 'not_encrypted' | 'exempt_bot' | 'was_sealed', scope: Page | Locator = this.page): Locator {
        return scope.locator(`[data-testid=e2ee-clear-post][data-clear=${kind}]`);
    }

    /** Waits until the server has the sealed post of the centre channel that shows `text`, and answers its id. */
    storedId(text: string): Promise<string> {
        return this.host.storedId(this.host.posts.filter({has: this.opened(text)}));
    }
}
