import AxeBuilder from '@axe-core/playwright';
import type {Locator} from '@playwright/test';

import type {Account} from '../../stack/src/api';
import {expect, type Member, type Stage} from './stage';
import {DARK_THEME} from './themes';

/** More stops than any dialog of ours has. */
const MAX_TABS = 12;

/**
 * Contrast, names and roles of whatever is ours in the page. Left out are links in a post's text: they look as in any other post,
 * which is the host's choice.
 */
export async function expectReadable({page}: Member, where: string): Promise<void> {
    await page.evaluate(transitionsEnded);
    const {violations} = await new AxeBuilder({page})
        .include('[data-testid^=e2ee-]')
        .exclude('.post-message__text a')
        .withTags(['wcag2a', 'wcag2aa'])
        .analyze();
    const found = violations.map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html).join(' ')}`);
    expect(found, where).toEqual([]);
}

/** In the page. A button that has just become usable has a colour on its way for a moment. */
async function transitionsEnded(): Promise<void> {
    const transitions = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    await Promise.allSettled(transitions.map(({finished}) => finished));
}

/** Counts from this person's next load of the page on. */
export async function chooseDarkTheme(stage: Stage, account: Account): Promise<void> {
    const {userId} = account;
    const preference = {user_id: userId, category: 'theme', name: '', value: JSON.stringify(DARK_THEME)};
    await (await stage.api(account)).request('PUT', `/users/${userId}/preferences`, [preference]);
}

/** Nothing of it is beyond the window's edges, or to be scrolled to sideways. */
export async function expectFits({page}: Member, part: Locator): Promise<void> {
    const box = await part.boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
    expect(
        await part.evaluate((element) =>
            [...element.querySelectorAll('*')].some((inner) => inner.getBoundingClientRect().right > window.innerWidth),
        ),
    ).toBe(false);
}

/** By keyboard from wherever the focus is; a part that scrolls is a stop on the way. */
export async function tabTo({page}: Member, wanted: Locator): Promise<void> {
    for (let presses = 0; presses < MAX_TABS; presses++) {
        if (await wanted.evaluate((element) => element === document.activeElement)) {
            return;
        }
        await page.keyboard.press('Tab');
    }
    await expect(wanted).toBeFocused();
}
