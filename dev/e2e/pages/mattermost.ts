import {expect, type Locator, type Page} from '@playwright/test';

import {walkDatabases} from '../support/in_page';

/** A file to be attached, made up by the spec. */
export interface NewFile {
    readonly name: string;
    readonly mimeType: string;
    readonly buffer: Buffer;
}

/** Mattermost takes no notice of Enter for half a second after a channel was opened. */
const ENTER_IGNORED_MS = 600;

const STORED_POST = /^(?:post|rhsPost)_([a-z0-9]{26})$/;

/** The composer of the centre channel; while a post is edited inline, that post holds a second form of this id. */
const COMPOSER_FORM = '#create_post:not([data-testid=postView] #create_post)';

/**
 * Mattermost's own client, by the selectors that were recorded from it. Nothing of ours stands here, so that the same
 * specs drive the development host and the full product.
 */
export class MattermostPage {
    private enterCountsFromMs = 0;

    constructor(
        readonly page: Page,
        readonly siteUrl: string,
    ) {}

    /** Through the page, as a member does. */
    async logIn(username: string, password: string): Promise<void> {
        await this.page.goto(`${this.siteUrl}/login`);
        await this.fillLogIn(username, password);
    }

    /** From the page that logging out leads to: no page load in between. */
    async fillLogIn(username: string, password: string): Promise<void> {
        await this.page.locator('#input_loginId').fill(username);
        await this.page.locator('#input_password-input').fill(password);
        await this.page.locator('#saveSetting').click();
        await this.ready();
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

    /** A direct message with `username`, or the group message of that name. */
    async openMessages(teamName: string, name: string): Promise<void> {
        await this.page.goto(`${this.siteUrl}/${teamName}/messages/${name}`);
        await this.ready();
    }

    async reload(): Promise<void> {
        await this.page.reload();
        await this.ready();
    }

    /**
     * Reloads once `draft` is stored in the browser. The host stores it half a second after the last key, or at unload, where it
     * gets lost about every tenth time: what saves it in a clear channel is the server's copy.
     */
    async reloadWithDraft(draft: string): Promise<void> {
        await expect
            .poll(async () => {
                const {values} = await this.page.evaluate(walkDatabases);
                return values.some(({where, texts}) => where.startsWith('localforage/') && texts.some((text) => text.includes(draft)));
            })
            .toBe(true);
        await this.reload();
    }

    async ready(): Promise<void> {
        await expect(this.composer).toBeVisible({timeout: 30_000});
        this.enterCountsFromMs = Date.now() + ENTER_IGNORED_MS;
    }

    /** Without a page load, as a member would. */
    async clickChannel(channel: {readonly name: string; readonly displayName: string}): Promise<void> {
        await this.sidebarItem(channel.name).click();
        await expect(this.page.locator('#channelHeaderTitle')).toContainText(channel.displayName);
        await expect(this.composer).toHaveAttribute('placeholder', new RegExp(channel.displayName));
        await this.ready();
    }

    sidebarItem(channelName: string): Locator {
        return this.page.locator(`#sidebarItem_${channelName}`);
    }

    badge(channelName: string): Locator {
        return this.sidebarItem(channelName).locator('.badge');
    }

    get composer(): Locator {
        return this.page.locator('#post_textbox');
    }

    get composerForm(): Locator {
        return this.page.locator(COMPOSER_FORM);
    }

    get replyBox(): Locator {
        return this.page.locator('#reply_textbox');
    }

    get rhs(): Locator {
        return this.page.locator('#sidebar-right');
    }

    /** Words beside the composer after a refusal. */
    get composerError(): Locator {
        return this.composerForm.locator('#postCreateFooter .has-error');
    }

    get replyError(): Locator {
        return this.rhs.locator('.has-error');
    }

    async write(text: string): Promise<void> {
        await this.composer.fill(text);
    }

    /** Key by key, as the suggestions need it. */
    async type(text: string): Promise<void> {
        await this.composer.pressSequentially(text, {delay: 15});
    }

    async sendByEnter(text: string): Promise<void> {
        await this.write(text);
        await this.pressEnter();
    }

    /** Sends what stands in the composer. */
    async pressEnter({heldMs = 0} = {}): Promise<void> {
        await this.page.waitForFunction((fromMs) => Date.now() > fromMs, this.enterCountsFromMs);
        await this.composer.press('Enter', {delay: heldMs});
    }

    /** Also for slash commands: a list of suggestions would take Enter for itself. */
    async sendByButton(text: string): Promise<void> {
        await this.write(text);
        await this.clickSend();
    }

    /** Sends what stands in the composer, also right after something made the host draw its composer anew. */
    async clickSend(): Promise<void> {
        await this.composerForm.getByTestId('SendMessageButton').click();
    }

    async reply(text: string): Promise<void> {
        await this.replyBox.fill(text);
        await this.replyBox.press('Enter');
    }

    /** The text stays and `words` stand beside it. */
    async expectRefused(text: string, words: string | RegExp): Promise<void> {
        await expect(this.composerError).toContainText(words);
        await expect(this.composer).toHaveValue(text);
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

    /** The post of the centre channel that shows `text`. */
    postWith(text: string): Locator {
        return this.posts.filter({hasText: text});
    }

    /** Waits until the server has the post that holds `inside`, and answers its id. */
    async storedId(post: Locator): Promise<string> {
        await expect(post).toHaveAttribute('id', STORED_POST);
        const [, postId] = STORED_POST.exec((await post.getAttribute('id')) ?? '') ?? [];
        if (postId === undefined) {
            throw new Error('the post has no id of the server');
        }
        return postId;
    }

    get retry(): Locator {
        return this.page.locator('.pending-post-actions .post-retry');
    }

    async openThread(postId: string): Promise<void> {
        await this.post(postId).hover();
        await this.page.locator(`#CENTER_commentIcon_${postId}`).click();
        await expect(this.replyBox).toBeVisible();
    }

    async closeRhs(): Promise<void> {
        await this.page.locator('#rhsCloseButton').click();
        await expect(this.replyBox).toBeHidden();
    }

    /** The profile of a post's author, from the name above it. */
    async openProfile(postId: string): Promise<void> {
        await this.post(postId).locator('button.user-popover').click();
        await expect(this.page.locator('.user-profile-popover')).toBeVisible();
    }

    async openPostMenu(postId: string): Promise<void> {
        await this.post(postId).hover();
        await this.page.locator(`#CENTER_button_${postId}`).click();
    }

    get editBox(): Locator {
        return this.page.locator('#edit_textbox');
    }

    /** Words below the edit box after a refusal. */
    get editError(): Locator {
        return this.page.locator('.post--editing .has-error');
    }

    async openEdit(postId: string): Promise<void> {
        await this.openPostMenu(postId);
        await this.page.locator(`#edit_post_${postId}`).click();
        await expect(this.editBox).toBeVisible();
        await this.glided();
    }

    async saveEdit(): Promise<void> {
        await this.page.locator('.post--editing .post-body__footer button.save').click();
    }

    async cancelEdit(): Promise<void> {
        await this.page.locator('.post--editing .post-body__footer button.cancel').click();
        await expect(this.editBox).toBeHidden();
        await this.glided();
    }

    /** Who comes or goes while the post still glides between text and edit box finds neither (docs/platform-notes.md §4.13). */
    private async glided(): Promise<void> {
        await expect(this.page.locator('.AutoHeight[style*="overflow: hidden"]')).toHaveCount(0);
    }

    async attach(file: NewFile): Promise<void> {
        await this.composerForm.locator('input[type=file]').setInputFiles(file);
    }

    get attachment(): Locator {
        return this.page.locator('.file-preview__container .file-preview');
    }

    suggestion(text: string): Locator {
        return this.page.locator('#suggestionList [role=option]', {hasText: text});
    }

    /** Opens a plugin's own page of the settings. */
    async openPluginSettings(pluginId: string): Promise<Locator> {
        await this.page.locator('button.HeaderIconButton[aria-label="Settings"]').click();
        await this.page.locator(`[id="${pluginId}Button"]`).click();
        return this.page.locator('#accountSettingsModal');
    }

    async closeSettings(): Promise<void> {
        const settings = this.page.locator('#accountSettingsModal');
        await settings.locator('button.close[aria-label="Close"]').first().click();
        await expect(settings).toBeHidden();
    }
}
