import {expect, type Locator, type Page} from '@playwright/test';

/**
 * Mattermost's own client, by the selectors that were recorded from it. Nothing of ours stands here, so that the same
 * specs drive the development host and the full product.
 */
export class MattermostPage {
    constructor(
        readonly page: Page,
        readonly siteUrl: string,
    ) {}

    async logIn(username: string, password: string): Promise<void> {
        // The landing page asks "browser or app" once per browser.
        await this.page.addInitScript(() => {
            localStorage.setItem('__landingPageSeen__', 'true');
        });
        await this.page.goto(`${this.siteUrl}/login`);
        await this.page.locator('#input_loginId').fill(username);
        await this.page.locator('#input_password-input').fill(password);
        await this.page.locator('#saveSetting').click();
        await expect(this.page.locator('#post_textbox')).toBeVisible({timeout: 30_000});
    }

    async logOut(): Promise<void> {
        await this.page.locator('#userAccountMenuButton').click();
        await this.page.locator('[role=menu] li:has-text("Log out")').click();
        await expect(this.page.locator('#input_loginId')).toBeVisible({timeout: 30_000});
    }

    async openChannel(teamName: string, channelName: string): Promise<void> {
        await this.page.goto(`${this.siteUrl}/${teamName}/channels/${channelName}`);
        await this.ready();
    }

    /** A direct message with `username`. */
    async openDirect(teamName: string, username: string): Promise<void> {
        await this.page.goto(`${this.siteUrl}/${teamName}/messages/@${username}`);
        await this.ready();
    }

    async ready(): Promise<void> {
        await expect(this.page.locator('#post_textbox')).toBeVisible({timeout: 30_000});
    }

    /** Without a page load, as a member would. */
    async clickChannel(channelName: string): Promise<void> {
        await this.page.locator(`#sidebarItem_${channelName}`).click();
        await this.ready();
    }

    get composer(): Locator {
        return this.page.locator('#post_textbox');
    }

    get replyBox(): Locator {
        return this.page.locator('#reply_textbox');
    }

    /** Words beside the composer after a refusal. */
    get composerError(): Locator {
        return this.page.locator('#postCreateFooter .has-error .control-label');
    }

    async write(text: string): Promise<void> {
        await this.composer.fill(text);
    }

    async sendByEnter(text: string): Promise<void> {
        await this.write(text);
        await this.composer.press('Enter');
    }

    async sendByButton(text: string): Promise<void> {
        await this.write(text);
        await this.page.locator('#create_post [data-testid="SendMessageButton"]').click();
    }

    async reply(text: string): Promise<void> {
        await this.replyBox.fill(text);
        await this.replyBox.press('Enter');
    }

    /** Posts of the centre channel, oldest first. */
    get posts(): Locator {
        return this.page.locator('[data-testid=postView]');
    }

    post(postId: string): Locator {
        return this.page.locator(`#post_${postId}`);
    }

    rhsPost(postId: string): Locator {
        return this.page.locator(`#rhsPost_${postId}`);
    }

    async openThread(postId: string): Promise<void> {
        await this.post(postId).hover();
        await this.page.locator(`#CENTER_commentIcon_${postId}`).click();
        await expect(this.replyBox).toBeVisible();
    }

    async openPostMenu(postId: string): Promise<void> {
        await this.post(postId).hover();
        await this.page.locator(`#CENTER_button_${postId}`).click();
    }
}
