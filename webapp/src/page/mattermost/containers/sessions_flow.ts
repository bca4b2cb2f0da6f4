/**
 * The member's other sessions of Mattermost, offered to be ended after a reset.
 *
 * @packageDocumentation
 */
import {Failure} from '../../../lib/errors';
import type {FailureView, SetUpStep} from '../../ui';
import type {Page} from '../page';

type AfterReset = Extract<SetUpStep, {kind: 'sessions' | 'done'}>;

/** Where there are no others there is nothing to ask. */
export async function askAboutSessions(page: Page): Promise<AfterReset> {
    try {
        const others = await page.api.otherSessions();
        return others.length === 0 ? {kind: 'done'} : {kind: 'sessions', others: others.length};
    } catch (error) {
        return {kind: 'sessions', others: 0, failure: failureOf(error)};
    }
}

/** Answers the same question again where it didn't work. */
export async function endSessions(page: Page, others: number): Promise<AfterReset> {
    try {
        await page.api.endOtherSessions();
        return {kind: 'done'};
    } catch (error) {
        return {kind: 'sessions', others, failure: failureOf(error)};
    }
}

function failureOf(error: unknown): FailureView {
    return {code: error instanceof Failure ? error.code : 'invariant'};
}
