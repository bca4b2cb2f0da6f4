import {expect, type Locator, type Page} from '@playwright/test';

import {PLUGIN_ID} from '../support/plugin';

/** What this plugin adds to the page, by accessible names and the test ids that `webapp/src/page/ui/props.ts` lists. */
export class E2eePage {
    constructor(readonly page: Page) {}

    /** The lock in the App Bar, where Mattermost puts a plugin's header button by default. */
    get appBarLock(): Locator {
        return this.page.locator(`[id="app-bar-icon-${PLUGIN_ID}"]`);
    }

    get composerLock(): Locator {
        return this.page.locator('#create_post').getByTestId('e2ee-composer-lock');
    }

    get dialog(): Locator {
        return this.page.getByTestId('e2ee-dialog');
    }

    get setUpStep(): Locator {
        return this.page.getByTestId('e2ee-set-up');
    }

    async openDialog(): Promise<void> {
        await this.composerLock.click();
        await expect(this.dialog).toBeVisible();
    }

    /** The state of the open channel as the lock draws it. */
    async expectState(state: 'off' | 'on' | 'unknown' | 'off_unconfirmed', timeoutMs = 15_000): Promise<void> {
        await expect(this.composerLock.getByTestId('e2ee-lock')).toHaveAttribute('data-state', state, {timeout: timeoutMs});
    }

    /** Goes through set-up in the open dialog. Returns the recovery code as it was shown. */
    async createKeys(): Promise<string> {
        await expect(this.setUpStep).toHaveAttribute('data-step', 'create');
        await this.dialog.getByRole('button', {name: 'Create my keys'}).click();
        const code = this.page.getByTestId('e2ee-recovery-code');
        await expect(code).toBeVisible();
        const shown = (await code.innerText()).replace(/\s+/g, '');
        await this.dialog.getByRole('checkbox').check();
        await this.dialog.getByRole('button', {name: 'Finish'}).click();
        await expect(this.setUpStep).toBeHidden();
        return shown;
    }

    async restore(recoveryCode: string): Promise<void> {
        await expect(this.setUpStep).toHaveAttribute('data-step', 'restore');
        await this.dialog.getByRole('textbox').fill(recoveryCode);
        await this.dialog.getByRole('button', {name: 'Restore'}).click();
        await expect(this.setUpStep).toBeHidden();
    }

    async encrypt(): Promise<void> {
        await this.dialog.getByRole('button', {name: 'Encrypt this channel'}).click();
        await this.expectState('on');
    }

    async closeDialog(): Promise<void> {
        await this.page.keyboard.press('Escape');
        await expect(this.dialog).toBeHidden();
    }

    /** Sealed posts within `scope`, oldest first. */
    sealedPosts(scope: Page | Locator = this.page): Locator {
        return scope.getByTestId('e2ee-post');
    }

    /** The post (in `scope`) that was opened and shows `text`. */
    opened(text: string, scope: Page | Locator = this.page): Locator {
        return scope.locator('[data-testid=e2ee-post][data-state=opened]', {hasText: text});
    }

    unreadable(code: string, scope: Page | Locator = this.page): Locator {
        return scope.locator(`[data-testid=e2ee-post][data-state=unreadable][data-code=${code}]`);
    }
}
