import {mkdirSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

import type {Locator} from '@playwright/test';

import type {Member} from '../support/stage';

const FOLDER = fileURLToPath(new URL('../../../docs/pictures/', import.meta.url));
const MARGIN = 24;

// Granted, so that Mattermost's bar that asks for it isn't in every picture.
export const CONTEXT = {viewport: {width: 1280, height: 800}, deviceScaleFactor: 1, permissions: ['notifications']};

/** Where the newest posts and the message box are. */
export const LOWER_PART: Clip = {x: 269, y: 280, width: 966, height: 520};

interface Clip {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
}

/** Of the whole window, of a part of it, or of our dialog with a little of what is behind it. */
export async function picture(member: Member, name: string, what: 'window' | 'dialog' | Clip): Promise<void> {
    const {page, host, e2ee} = member;
    if (what === 'dialog') {
        await pictureOf(member, name, e2ee.dialog);
        return;
    }

    // Neither a tooltip nor Mattermost's ring around what had the focus last, which goes with a click only.
    await host.composer.click();
    await shoot(page, name, what === 'window' ? undefined : what);
}

/** Of one thing on the page, with a little of what is around it. */
export async function pictureOf({page}: Member, name: string, what: Locator): Promise<void> {
    const box = await what.boundingBox();
    if (box === null) {
        throw new Error(`what ${name} shows is not there`);
    }
    const {width, height} = CONTEXT.viewport;
    const x = Math.max(0, box.x - MARGIN);
    const y = Math.max(0, box.y - MARGIN);
    await shoot(page, name, {
        x,
        y,
        width: Math.min(width, box.x + box.width + MARGIN) - x,
        height: Math.min(height, box.y + box.height + MARGIN) - y,
    });
}

/** Of the text of a mail, on the page of the stack's mail server, in a tab beside the member's. */
export async function pictureOfMail({context}: Member, name: string, url: string): Promise<void> {
    const page = await context.newPage();
    await page.goto(url);
    await page
        .locator('pre')
        .first()
        .screenshot({path: `${FOLDER}${name}.png`});
    await page.close();
}

async function shoot(page: Member['page'], name: string, clip: Clip | undefined): Promise<void> {
    await page.mouse.move(640, 90);
    mkdirSync(FOLDER, {recursive: true});
    await page.screenshot({path: `${FOLDER}${name}.png`, animations: 'disabled', caret: 'hide', ...(clip !== undefined && {clip})});
}
