import {expect} from '@playwright/test';

import type {Channel} from '../../stack/src/api';
import {Asked} from './asked';
import type {Member} from './stage';

/** How a journey ends: in a clear channel everything is accepted, in an encrypted one some of it is refused in words. */
export type Outcome = 'clear' | 'sealed';

export interface Scene {
    readonly member: Member;

    /** Open in the member's page at the beginning and at the end of each journey. */
    readonly channel: Channel;
    readonly elsewhere: Channel;

    /** Somebody else in the channel. */
    readonly mentioned: string;
    readonly outcome: Outcome;

    /** The canary word of a journey. */
    readonly word: (journey: string) => string;
}

/**
 * Every way in which a member's words could leave the page, each with a word of its own. What a journey leaves behind on
 * purpose (a draft) is said where it is.
 */
export class Journeys {
    constructor(private readonly scene: Scene) {}

    async postByEnter(): Promise<string> {
        const {host} = this.scene.member;
        await host.sendByEnter(this.scene.word('enter'));
        return this.stored('enter');
    }

    async postByButton(): Promise<void> {
        await this.scene.member.host.sendByButton(this.scene.word('button'));
        await this.stored('button');
    }

    async mention(): Promise<void> {
        await this.scene.member.host.sendByButton(`@${this.scene.mentioned} ${this.scene.word('mention')}`);
        await this.stored('mention');
    }

    /** With a draft of the reply before, left by closing the thread. */
    async reply(rootId: string): Promise<void> {
        const {host} = this.scene.member;
        await host.openThread(rootId);
        await host.replyBox.fill(this.scene.word('replydraft'));
        await host.closeRhs();
        await host.openThread(rootId);
        await expect(host.replyBox).toHaveValue(this.scene.word('replydraft'));
        await host.reply(this.scene.word('reply'));
        await expect(host.replyBox).toHaveValue('');
        await expect(host.rhs.getByText(this.scene.word('reply'))).toBeVisible();
        await host.closeRhs();
    }

    /** Leaves a draft: it survives another channel and a reload. */
    async leaveDraft(): Promise<void> {
        const {host} = this.scene.member;
        await host.write(this.scene.word('draft'));
        await this.elsewhereAndBack();
        await expect(host.composer).toHaveValue(this.scene.word('draft'));
        await host.reloadWithDraft(this.scene.word('draft'));
        await expect(host.composer).toHaveValue(this.scene.word('draft'));
    }

    async sendDraft(): Promise<void> {
        await this.scene.member.host.pressEnter();
        await this.stored('draft');
    }

    async file(): Promise<void> {
        const {member, outcome, word} = this.scene;
        const text = word('besidefile');
        await member.host.write(text);
        await member.host.attach({name: `${word('filename')}.txt`, mimeType: 'text/plain', buffer: Buffer.from(word('filecontent'))});
        if (outcome === 'clear') {
            await expect(member.host.attachment).toContainText(word('filename'));
        } else {
            await member.host.expectRefused(text, "Files can't be encrypted yet");
        }
        await member.host.composer.press('End');
        await member.host.composer.press('Space');
        await member.host.pressEnter();
        await this.stored('besidefile');
    }

    async edit(postId: string): Promise<void> {
        const {member, outcome, word} = this.scene;
        await member.host.openEdit(postId);
        await member.host.editBox.fill(word('cancellededit'));
        await member.host.cancelEdit();
        await member.host.openEdit(postId);
        await member.host.editBox.fill(word('edit'));
        await member.host.saveEdit();
        if (outcome === 'clear') {
            await expect(member.host.post(postId)).toContainText(word('edit'));
        } else {
            await expect(member.host.editError).toContainText("can't be edited yet");
            await expect(member.host.editBox).toHaveValue(word('edit'));
            await member.host.cancelEdit();
        }
    }

    /** An edit under way while the member looks into another channel, and after a reload, when the host makes a draft of it. */
    async editAndLeave(postId: string): Promise<void> {
        const {host} = this.scene.member;
        await host.openEdit(postId);
        await host.editBox.fill(this.scene.word('leftedit'));
        await this.elsewhereAndBack();
        await host.cancelEdit();
        await host.openEdit(postId);
        await host.editBox.fill(this.scene.word('reloadededit'));
        await host.reload();
        await this.clear();
    }

    async slashLines(): Promise<void> {
        const {member, outcome, word} = this.scene;
        await member.host.sendByButton(`/me ${word('slashme')}`);
        if (outcome === 'clear') {
            await this.stored('slashme');
        } else {
            await member.host.expectRefused(`/me ${word('slashme')}`, 'only /e2ee works in an encrypted channel');
        }
        await this.clear();
        const unknown = `/unknown ${word('slashunknown')}`;
        await member.host.sendByButton(unknown);
        await member.host.expectRefused(unknown, outcome === 'clear' ? '' : 'only /e2ee works in an encrypted channel');
        await this.clear();
        await member.host.sendByButton(`/e2ee wrong ${word('slashown')}`);
        await expect(member.host.posts.last()).toContainText("This isn't how /e2ee is used");
        await this.clear();
    }

    /** A whole line in the hands of each of the three lists of suggestions. */
    async typing(): Promise<void> {
        const {page, host} = this.scene.member;
        const asked = await Asked.on(page);
        await host.type(`/me ${this.scene.word('typedslash')} and`);
        await asked.expect(this.scene.word('typedslash'));
        await this.clear();
        for (const [first, journey] of [
            ['@an', 'typedat'],
            ['~to', 'typedtilde'],
        ] as const) {
            await host.type(`${first} ${this.scene.word(journey)} and`);
            await asked.expect(`name=${first.slice(1)}`);
            await this.clear();
        }
    }

    /** The network is gone for one request. */
    async failedPost(): Promise<void> {
        const {member, word} = this.scene;
        await member.context.route('**/api/v4/posts', (route) => route.abort(), {times: 1});
        await member.host.sendByEnter(word('failed'));
        await member.host.retry.click();
        await this.stored('failed');
    }

    /** Empties the composer, and lets the host forget its draft. */
    async clear(): Promise<void> {
        await this.scene.member.host.composer.fill('');
        await expect(this.scene.member.host.composer).toHaveValue('');
    }

    private async elsewhereAndBack(): Promise<void> {
        const {member, channel, elsewhere} = this.scene;
        await member.host.clickChannel(elsewhere);
        await member.host.clickChannel(channel);
    }

    private stored(journey: string): Promise<string> {
        const {member, outcome, word} = this.scene;
        return outcome === 'sealed' ? member.e2ee.storedId(word(journey)) : member.host.storedId(member.host.postWith(word(journey)));
    }
}
