import {rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

import {chromium} from '@playwright/test';
import type {Browser, Page} from '@playwright/test';

import {CHROMIUM_FLAGS, chromiumPath} from './chromium';

/** A still picture, again and again: the device starts from the front when it comes to the end. */
const FRAMES = 10;

/** A Chromium whose camera sees what a test holds in front of it, and nothing but noise before. */
export interface CameraBrowser {
    readonly program: Browser;

    /** From now on the camera, when it is switched on, sees this part of that page. */
    hold(page: Page, testId: string): Promise<void>;
    close(): Promise<void>;
}

export async function withCamera(name: string): Promise<CameraBrowser> {
    const film = join(tmpdir(), `e2ee-camera-${name}.mjpeg`);
    const program = await chromium.launch({
        executablePath: chromiumPath(),
        args: [...CHROMIUM_FLAGS, '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`],
    });
    return {
        program,
        hold: async (page, testId) => {
            // A camera's pictures have even sides; what is around the code is seen as well.
            const box = await page.getByTestId(testId).boundingBox();
            if (box === null) {
                throw new Error(`${testId} isn't on screen`);
            }
            const [width, height] = [640, 480];
            const clip = {
                x: Math.max(0, Math.round(box.x + box.width / 2 - width / 2)),
                y: Math.max(0, Math.round(box.y + box.height / 2 - height / 2)),
                width,
                height,
            };
            const frame = await page.screenshot({type: 'jpeg', quality: 90, clip});
            writeFileSync(film, Buffer.concat(Array<Buffer>(FRAMES).fill(frame)));
        },
        close: async () => {
            await program.close();
            rmSync(film, {force: true});
        },
    };
}
